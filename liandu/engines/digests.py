"""The hash functions a node may choose from: SHA-256, or SM3 where the state asks for it."""

import hashlib
from collections.abc import Callable
from typing import Final, Protocol

from cryptography.hazmat.primitives import hashes

SHA256: Final = "sha256"
SM3: Final = "sm3"


class Digest(Protocol):
    """A hash in the making."""

    def update(self, data: bytes, /) -> object:
        """Take in more of the content."""

    def digest(self) -> bytes:
        """Return the hash of everything taken in."""


class Sm3:
    """SM3 of GB/T 32905, from a library that always has it: OpenSSL may be built without."""

    def __init__(self) -> None:
        self._hash = hashes.Hash(hashes.SM3())

    def update(self, data: bytes, /) -> None:
        """Take in more of the content."""
        self._hash.update(data)

    def digest(self) -> bytes:
        """Return the hash of everything taken in."""
        return self._hash.copy().finalize()


ALGORITHMS: Final[dict[str, Callable[[], Digest]]] = {SHA256: hashlib.sha256, SM3: Sm3}

# Both give 32 bytes, which is what tables, proofs and checkpoints are made for.
DIGEST_SIZE: Final = 32


def digest(data: bytes, algorithm: str = SHA256) -> bytes:
    """Return the hash of ``data``.

    :raises KeyError: if no such algorithm is registered
    """
    hasher = ALGORITHMS[algorithm]()
    hasher.update(data)
    return hasher.digest()

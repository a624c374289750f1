"""What a sealed file is locked with: a passphrase, or the public half of a key pair.

Who makes copies with a public key cannot open them: the machine that writes a copy each night
needs no secret, and the private half can lie in a safe.
"""

import base64
import binascii
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

PREFIX: Final = "liandu-backup-"
# 128 MiB and three passes take a third of a second, once a file. The bounds keep a strange file
# from asking for all of a machine.
MEMORY, PASSES = 128 * 1024, 3
MOST_MEMORY, MOST_PASSES, LEAST_MEMORY = 1024 * 1024, 16, 8
ALONE: Final = 1
SALT: Final = 16

Head = Mapping[str, Any]


class WrongLock(ValueError):
    """The file was locked with something of another kind, or with another key."""


class Lock(Protocol):
    """What a file can be sealed with."""

    def begin(self) -> tuple[dict[str, Any], bytes]:
        """Return what the head of a new file says of its lock, and the secret for this file."""


class Key(Protocol):
    """What a sealed file can be opened with."""

    def secret(self, head: Head) -> bytes:
        """Return the secret of the file with this head.

        :raises WrongLock: if it was locked with something else
        """


@dataclass(frozen=True, slots=True)
class Passphrase:
    """A passphrase locks and opens."""

    text: str
    memory: int = MEMORY

    def begin(self) -> tuple[dict[str, Any], bytes]:
        """Return a head with fresh salt, and the secret."""
        head = {
            "lock": "passphrase", "salt": secrets.token_hex(SALT),
            "memory": self.memory, "passes": PASSES,
        }  # fmt: skip
        return head, self.secret(head)

    def secret(self, head: Head) -> bytes:
        """Return the secret of the file with this head.

        :raises WrongLock: if it was locked with a key, or asks for more than it may
        """
        if head.get("lock") != "passphrase":
            raise WrongLock
        try:
            salt, memory, passes = bytes.fromhex(head["salt"]), head["memory"], head["passes"]
            fits = LEAST_MEMORY <= memory <= MOST_MEMORY and 1 <= passes <= MOST_PASSES
        except (KeyError, TypeError, ValueError):
            raise WrongLock from None
        if not fits or len(salt) != SALT:
            raise WrongLock
        return hash_secret_raw(self.text.encode(), salt, passes, memory, ALONE, 32, Type.ID)


@dataclass(frozen=True, slots=True)
class Recipient:
    """The public half of a key pair locks."""

    public: X25519PublicKey

    def begin(self) -> tuple[dict[str, Any], bytes]:
        """Return a head with a key of this file alone, and the secret."""
        own = X25519PrivateKey.generate()
        head = {"lock": "key", "for": self.text(), "by": own.public_key().public_bytes_raw().hex()}
        return head, own.exchange(self.public)

    def text(self) -> str:
        """Return the key as one line, which need not be kept secret."""
        return PREFIX + base64.urlsafe_b64encode(self.public.public_bytes_raw()).decode()


@dataclass(frozen=True, slots=True)
class Identity:
    """The private half opens."""

    private: X25519PrivateKey

    def secret(self, head: Head) -> bytes:
        """Return the secret of the file with this head.

        :raises WrongLock: if it was locked for another key
        """
        if head.get("lock") != "key" or head.get("for") != self.recipient().text():
            raise WrongLock
        try:
            return self.private.exchange(
                X25519PublicKey.from_public_bytes(bytes.fromhex(head["by"]))
            )
        except (KeyError, TypeError, ValueError):
            raise WrongLock from None

    def recipient(self) -> Recipient:
        """Return the public half."""
        return Recipient(self.private.public_key())

    def pem(self) -> bytes:
        """Return the key as it is kept in a file for its owner's eyes alone."""
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def new_identity() -> Identity:
    """Return a new key pair."""
    return Identity(X25519PrivateKey.generate())


def read_identity(pem: bytes) -> Identity:
    """Return the key pair in a file.

    :raises WrongLock: if there is none
    """
    try:
        private = load_pem_private_key(pem, password=None)
    except (TypeError, ValueError):
        raise WrongLock from None
    if not isinstance(private, X25519PrivateKey):
        raise WrongLock
    return Identity(private)


def read_recipient(text: str) -> Recipient:
    """Return the public key written as one line.

    :raises WrongLock: if it is none
    """
    try:
        raw = base64.b64decode(text.strip().removeprefix(PREFIX), altchars=b"-_", validate=True)
        return Recipient(X25519PublicKey.from_public_bytes(raw))
    except (binascii.Error, ValueError):
        raise WrongLock from None

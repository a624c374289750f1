"""A sealed file: a head that says how it is locked, then pieces, each encrypted and proved.

    LIANDU-SEALED-1 ⏎  {"lock": …} ⏎  proof of the key, 32 bytes  |  piece | piece | … | last piece

A piece is 64 KiB under AES-256-GCM. Its number and whether it is the last are its nonce, so that
pieces cannot be changed, left out, put in or swapped, nor the file cut, without the reader
noticing; what was read before that was proved. The key is derived from the secret and the head:
a changed head gives another key. A file never takes more memory than two pieces.
"""

import hmac
import io
import json
from enum import StrEnum
from typing import Any, BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from liandu.engines.lockbox.locks import Key, Lock, WrongLock

MAGIC: Final = b"LIANDU-SEALED-1\n"
PIECE: Final = 64 * 1024
TAG: Final = 16
PROOF: Final = 32
LONGEST_HEAD: Final = 4096


class Why(StrEnum):
    """Why a file cannot be opened."""

    OTHER = "other"
    KEY = "key"
    ALTERED = "altered"
    CUT = "cut"


class Unopened(Exception):
    """A file that is not sealed, is locked otherwise, was altered or cut."""

    def __init__(self, why: Why) -> None:
        self.why = why
        super().__init__(why)


class Sealing(io.RawIOBase):
    """A stream to write into; ``finish`` writes the last piece, without which the file is cut."""

    def __init__(self, target: BinaryIO, lock: Lock) -> None:
        super().__init__()
        told, secret = lock.begin()
        head = MAGIC + json.dumps(told, sort_keys=True).encode() + b"\n"
        self._cipher, proof = _derived(secret, head)
        self._target, self._number, self._waiting = target, 0, bytearray()
        target.write(head + proof)

    def writable(self) -> bool:
        """Say that this can be written into."""
        return True

    def write(self, data: Any) -> int:
        """Take some content; whole pieces go on, the rest waits."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Write the last piece."""
        self._put(bytes(self._waiting), is_last=True)
        self._waiting.clear()

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        nonce = _nonce(self._number, is_last=is_last)
        self._target.write(self._cipher.encrypt(nonce, piece, None))
        self._number += 1


class Opened(io.RawIOBase):
    """A stream to read from; whoever has read to its end knows that the file is whole."""

    def __init__(self, source: BinaryIO, key: Key) -> None:
        """Read the head.

        :raises Unopened: if this is no sealed file, or another key is needed
        """
        super().__init__()
        self._cipher = _unlocked(source, key)
        self._source, self._number, self._is_over = source, 0, False
        self._ahead, self._ready = source.read(PIECE + TAG), memoryview(b"")

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill ``buffer`` with what comes next, nothing at the end.

        :raises Unopened: if the next piece was altered, or the file was cut before it
        """
        while not self._ready and not self._is_over:
            self._ready = memoryview(self._next())
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def _next(self) -> bytes:
        """Return the next piece, proved."""
        piece, self._ahead = self._ahead, self._source.read(PIECE + TAG)
        self._is_over = not self._ahead
        found = self._decrypted(piece, is_last=self._is_over)
        if found is None:
            whole = self._is_over and (
                not piece or self._decrypted(piece, is_last=False) is not None
            )
            raise Unopened(Why.CUT if whole or _is_short(piece) else Why.ALTERED)
        self._number += 1
        return found

    def _decrypted(self, piece: bytes, *, is_last: bool) -> bytes | None:
        try:
            return self._cipher.decrypt(_nonce(self._number, is_last=is_last), piece, None)
        except InvalidTag:
            return None


def _is_short(piece: bytes) -> bool:
    """Test whether a piece that is not proved may be one whose end is missing."""
    return len(piece) < PIECE + TAG


def _unlocked(source: BinaryIO, key: Key) -> AESGCM:
    """Return what decrypts the pieces that follow in ``source``."""
    if source.read(len(MAGIC)) != MAGIC:
        raise Unopened(Why.OTHER)
    line = source.readline(LONGEST_HEAD)
    try:
        told = json.loads(line)
    except ValueError:
        raise Unopened(Why.ALTERED) from None
    if not isinstance(told, dict):
        raise Unopened(Why.ALTERED)
    try:
        secret = key.secret(told)
    except WrongLock:
        raise Unopened(Why.KEY) from None
    cipher, proof = _derived(secret, MAGIC + line)
    if not hmac.compare_digest(source.read(PROOF), proof):
        raise Unopened(Why.KEY)
    return cipher


def _derived(secret: bytes, head: bytes) -> tuple[AESGCM, bytes]:
    """Return the cipher of a file with this head, and the proof that the key is right."""
    both = HKDF(SHA256(), 32 + PROOF, salt=head, info=b"liandu/sealed/1").derive(secret)
    return AESGCM(both[:32]), both[32:]


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])

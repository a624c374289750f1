"""The signed head of a log: which log, how many leaves, which root (C2SP tlog-checkpoint).

The text is made to be printed, mailed and compared by eye::

    liandu/zigong/511000-ga/audit
    1209
    qJ8o5…=

    — zigong Az3grl…
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from liandu.engines.digests import DIGEST_SIZE, digest

ED25519 = b"\1"
KEY_ID_SIZE = 4
SIGNATURE = re.compile(r"— (?P<name>[^\s+]+) (?P<mark>[A-Za-z0-9+/]+={0,2})")
SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


class BadCheckpoint(ValueError):
    """The text is no checkpoint, or nobody known has signed it."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself at one moment; ``extensions`` are further lines signed with it."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def body(self) -> str:
        """Return the lines that are signed."""
        head = (self.origin, str(self.size), base64.b64encode(self.root).decode())
        return "".join(f"{line}\n" for line in (*head, *self.extensions))

    @classmethod
    def parse(cls, body: str) -> Self:
        """Return the checkpoint written in ``body``.

        :raises BadCheckpoint: if it is not written exactly as :meth:`body` writes it
        """
        lines = body.split("\n")
        try:
            origin, size, root, *extensions = lines[:-1]
            found = cls(origin, int(size), base64.b64decode(root, validate=True), (*extensions,))
        except ValueError as fault:
            raise BadCheckpoint(body) from fault
        proper = SIZE.fullmatch(size) and origin and len(found.root) == DIGEST_SIZE
        if not proper or not all(extensions) or found.body() != body:
            raise BadCheckpoint(body)
        return found


def sign(checkpoint: Checkpoint, name: str, key: Ed25519PrivateKey) -> str:
    """Return the checkpoint with the signature of ``key``, known as ``name``, beneath it.

    :raises BadCheckpoint: if what would be signed could be read as something else
    """
    body = checkpoint.body()
    mark = key_id(name, key.public_key()) + key.sign(body.encode())
    line = f"— {name} {base64.b64encode(mark).decode()}"
    if Checkpoint.parse(body) != checkpoint or not SIGNATURE.fullmatch(line):
        raise BadCheckpoint(body)
    return f"{body}\n{line}\n"


def verify(text: str, keys: Mapping[str, Ed25519PublicKey]) -> Checkpoint:
    """Return the checkpoint in ``text`` if one of ``keys`` signed it under its name.

    Signatures of strangers are passed over, as the format demands: a witness may have added one.
    A signature under a known name that does not hold is never passed over.

    :raises BadCheckpoint: if the text is malformed, falsely signed, or signed by strangers only
    """
    body, gap, below = text.partition("\n\n")
    if not gap or not below.endswith("\n"):
        raise BadCheckpoint(text)
    checkpoint = Checkpoint.parse(f"{body}\n")
    signed = [_holds(line, checkpoint, keys) for line in below[:-1].split("\n")]
    if not any(signed):
        raise BadCheckpoint(text)
    return checkpoint


def key_id(name: str, key: Ed25519PublicKey) -> bytes:
    """Return the four bytes by which a signature says which key made it."""
    return digest(name.encode() + b"\n" + ED25519 + key.public_bytes_raw())[:KEY_ID_SIZE]


def key_text(name: str, key: Ed25519PublicKey) -> str:
    """Return the key as one line that can be read out, printed and pinned."""
    body = base64.b64encode(ED25519 + key.public_bytes_raw()).decode()
    return f"{name}+{key_id(name, key).hex()}+{body}"


def read_key(text: str) -> tuple[str, Ed25519PublicKey]:
    """Return the name and key written by :func:`key_text`.

    :raises BadCheckpoint: if the line was not written by it
    """
    try:
        name, _, body = text.split("+", 2)
        raw = base64.b64decode(body, validate=True)
        key = Ed25519PublicKey.from_public_bytes(raw[len(ED25519) :])
    except ValueError as fault:
        raise BadCheckpoint(text) from fault
    if key_text(name, key) != text:
        raise BadCheckpoint(text)
    return name, key


def _holds(line: str, checkpoint: Checkpoint, keys: Mapping[str, Ed25519PublicKey]) -> bool:
    """Test whether a known key made this signature; false if a stranger did."""
    parts = SIGNATURE.fullmatch(line)
    if not parts:
        raise BadCheckpoint(line)
    try:
        mark = base64.b64decode(parts["mark"], validate=True)
    except binascii.Error as fault:
        raise BadCheckpoint(line) from fault
    key = keys.get(parts["name"])
    if key is None or mark[:KEY_ID_SIZE] != key_id(parts["name"], key):
        return False
    try:
        key.verify(mark[KEY_ID_SIZE:], checkpoint.body().encode())
    except InvalidSignature as fault:
        raise BadCheckpoint(line) from fault
    return True

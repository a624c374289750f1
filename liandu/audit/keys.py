"""What the record keeps outside of the database: the node's signing key, and each log's last head.

Whoever can rewrite the database but not the data folder can neither sign a checkpoint nor make
the node forget the last one. Both lie in ``audit/`` there.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import quote, unquote

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from liandu.engines.merkle import checkpoints

MINE_ALONE = 0o600
SECRET, PUBLIC, HEADS = "key.pem", "key.txt", "heads"


def folder() -> Path:
    """Return the folder of the record, made at the first use."""
    path: Path = settings.DATA_DIR / "audit"
    (path / HEADS).mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def signing_key() -> Ed25519PrivateKey:
    """Return the key this node signs with; made at the first use, for the owner's eyes alone."""
    path = folder() / SECRET
    if not path.exists():
        _make(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)  # noqa: S101 - we wrote it
    return key


def node_name() -> str:
    """Return the name this node signs under: what it was called when its key was made."""
    return checkpoints.read_key(public_key_text())[0]


def public_keys() -> dict[str, Ed25519PublicKey]:
    """Return the keys whose signatures count, by the name they sign under."""
    return {node_name(): signing_key().public_key()}


def public_key_text() -> str:
    """Return the node's name and public key as one line, to be read out and pinned by others."""
    path = folder() / PUBLIC
    if not path.exists():
        text = checkpoints.key_text(settings.NODE_NAME, signing_key().public_key())
        _write(path, text.encode())
    return path.read_text()


def sign(origin: str, size: int, root: bytes, at: str) -> str:
    """Return the signed head of a log; the time is signed with it."""
    head = checkpoints.Checkpoint(origin, size, root, (f"time {at}",))
    return checkpoints.sign(head, node_name(), signing_key())


def keep_head(origin: str, text: str) -> None:
    """Keep the last head of a log beside the database."""
    _write(folder() / HEADS / quote(origin, safe=""), text.encode())


def kept_heads() -> dict[str, str]:
    """Return the last heads that were kept, by log."""
    found = (folder() / HEADS).iterdir()
    return {unquote(path.name): path.read_text() for path in found if path.suffix != ".part"}


def _make(path: Path) -> None:
    """Make a key. Of two processes that begin at once, one wins and both use its key."""
    new = path.with_name(f"{secrets.token_hex(8)}.new")
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    _write(new, pem)
    try:
        os.link(new, path)
    except FileExistsError:
        pass
    finally:
        new.unlink()


def _write(path: Path, content: bytes) -> None:
    """Put a file in place whole, or not at all."""
    new = path.with_name(f"{secrets.token_hex(8)}.part")
    new.touch(mode=MINE_ALONE)
    new.write_bytes(content)
    new.replace(path)

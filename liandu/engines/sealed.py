"""Small secrets kept in the database, unreadable without the site's key, which is not there."""

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE: Final = 12
KEY: Final = 32


class Unreadable(Exception):
    """It was sealed with another key or about something else, or was changed since."""


def key_for(purpose: str, site_key: str) -> bytes:
    """Return the key for one purpose, made from the site's key."""
    made = HKDF(algorithm=SHA256(), length=KEY, salt=None, info=f"liandu/{purpose}".encode())
    return made.derive(site_key.encode())


def seal(key: bytes, content: bytes, about: str) -> bytes:
    """Return ``content`` encrypted; it opens only as what it is ``about``."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, about.encode())


def unseal(key: bytes, box: bytes, about: str) -> bytes:
    """Return what was sealed.

    :raises Unreadable: if it does not open
    """
    try:
        return AESGCM(key).decrypt(box[:NONCE], box[NONCE:], about.encode())
    except (InvalidTag, ValueError) as fault:
        raise Unreadable from fault

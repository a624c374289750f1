"""The gate itself: one road for every file, cheap questions first."""

import hashlib
from typing import BinaryIO

from liandu.engines.clamd import NotScanned, scan
from liandu.engines.digests import Sm3
from liandu.engines.filegate.archives import zip_kind
from liandu.engines.filegate.bounded import DRAWN, look
from liandu.engines.filegate.kinds import (
    KINDS,
    Accepted,
    Active,
    Fault,
    Limits,
    Refusal,
    Refused,
)
from liandu.engines.filegate.names import clean_name
from liandu.engines.filegate.ole import ole_kind
from liandu.engines.filegate.sniff import CHUNK, OLE, TEXT, ZIP, sniff

DEFAULT = Limits()


def check(content: BinaryIO, name: str, limits: Limits = DEFAULT) -> Accepted | Refused:
    """Return whether ``content`` may come in under ``name``, and as what.

    It may be called with anything; whatever goes wrong inside is a refusal.
    """
    try:
        return _examine(content, name, limits)
    except Refusal as refusal:
        return refusal.answer
    except Exception:  # noqa: BLE001 - made to be fed with hostile bytes, parsers raise anything
        return Refused(Fault.BROKEN)


def _examine(content: BinaryIO, name: str, limits: Limits) -> Accepted:
    """Return what is let in.

    :raises Refusal: for everything else
    """
    shown, extension = clean_name(name, limits.name)
    size, sha256, sm3 = _digests(content, limits.size)
    kind = _kind(content, size, extension, limits)
    if extension not in KINDS[kind].extensions:
        raise Refusal(Fault.MISMATCH, extension=extension, kind=kind)
    seen = look(content, kind, limits.pixels) if kind in DRAWN else {}
    _scanned(content, limits.scanner)
    plain = {key: value for key, value in seen.items() if key != "active"}
    return Accepted(
        shown, KINDS[kind], size, sha256, sm3, plain, tuple(map(Active, seen.get("active", ())))
    )


def _kind(content: BinaryIO, size: int, extension: str, limits: Limits) -> str:
    """Return the name of the kind that ``content`` is."""
    found = sniff(content)
    if found == ZIP:
        return zip_kind(content, size, limits)
    if found == OLE:
        return ole_kind(content)
    if found == TEXT:
        # A table of values is text with nothing to tell it by: here the name is believed.
        return "csv" if extension == "csv" else "text"
    return found


def _scanned(content: BinaryIO, scanner: str) -> None:
    """Pass if no scanner is asked, or if it finds nothing.

    :raises Refusal: if it finds something, or does not look: what nobody looked at stays outside
    """
    try:
        if scanner and (found := scan(content, scanner)):
            raise Refusal(Fault.MALWARE, name=found)
    except NotScanned as fault:
        raise Refusal(Fault.UNSCANNED) from fault


def _digests(content: BinaryIO, most: int) -> tuple[int, str, str]:
    """Return the size, SHA-256 and SM3 of ``content``, read once and in parts.

    :raises Refusal: if it is empty, or as soon as it is too large
    """
    content.seek(0)
    sha256, sm3, size = hashlib.sha256(), Sm3(), 0
    while chunk := content.read(CHUNK):
        size += len(chunk)
        if size > most:
            raise Refusal(Fault.TOO_LARGE, limit=most)
        sha256.update(chunk)
        sm3.update(chunk)
    if not size:
        raise Refusal(Fault.EMPTY)
    return size, sha256.hexdigest(), sm3.digest().hex()

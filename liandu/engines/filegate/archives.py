"""Zip files and what is made of them: Word, Excel, PowerPoint, OFD.

What a zip declares is checked before anything is unpacked; what it unpacks to is counted while it
does. Nothing is written to disk.
"""

import struct
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import PurePosixPath
from typing import BinaryIO, Final

from liandu.engines.filegate import office
from liandu.engines.filegate.kinds import Fault, Limits, Refusal
from liandu.engines.filegate.ole import harmless_entries
from liandu.engines.filegate.sniff import (
    CHUNK,
    HEAD,
    OLE,
    ZIP,
    family,
    is_archive,
    is_program,
)

END: Final = struct.Struct("<4s4H2LH")
END_MARK: Final = b"PK\x05\x06"
LONGEST_COMMENT: Final = 0xFFFF
LOCATOR: Final = 20
HEADER: Final = 30
# The library reads the list of members whole; this is a name of 300 bytes for each.
LISTED: Final = 46 + 300
ENCRYPTED: Final = 0x1
# Others exist. One of them may ask for four gigabytes before it unpacks a single byte.
METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
RUN_BY_NAME: Final = frozenset(
    {"apk", "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "jar", "js", "jse", "lnk"}
    | {"msi", "ps1", "reg", "scr", "sh", "vbe", "vbs", "wsf"}
)


class Inflation:
    """What has been unpacked so far, out of how much: one count for a zip and all inside it."""

    def __init__(self, packed: int, limits: Limits) -> None:
        self.packed = packed
        self.limits = limits
        self.spent = 0

    def chunks(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield a member in parts.

        :raises Refusal: as soon as all that was unpacked is out of proportion
        """
        with archive.open(member) as part:
            while chunk := part.read(CHUNK):
                self.spent += len(chunk)
                self._require_proportion()
                yield chunk

    def _require_proportion(self) -> None:
        limits = self.limits
        is_bomb = self.spent > max(limits.ratio_from, limits.ratio * self.packed)
        if is_bomb or self.spent > limits.inflated:
            raise Refusal(Fault.INFLATES, limit=limits.inflated)


def zip_kind(content: BinaryIO, size: int, limits: Limits) -> str:
    """Return whether a zip is a document of some office program, or just a zip.

    :raises Refusal: if it breaks a bound, is damaged, or holds what may not come in
    """
    return _kind(content, Inflation(size, limits), is_inside=False)


def _kind(content: BinaryIO, inflation: Inflation, *, is_inside: bool) -> str:
    """Examine a zip. One that ``is_inside`` another must be a document and hold no further one."""
    _require_short_list(content, inflation.limits)
    try:
        with zipfile.ZipFile(content) as archive:
            members = archive.infolist()
            _require_plain(members, inflation.limits)
            kind = office.kind_of({member.filename for member in members})
            for member in members:
                _examine(archive, member, kind, inflation, is_inside=is_inside)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as fault:
        raise Refusal(Fault.BROKEN) from fault
    return kind


def _require_short_list(content: BinaryIO, limits: Limits) -> None:
    """Pass if the list of members is of a length that may be read.

    The end is looked for in the way the library does it, so that both find the same one.
    """
    size = content.seek(0, 2)
    content.seek(max(0, size - END.size - LONGEST_COMMENT))
    end = content.read()
    at = len(end) - END.size
    if not (end[at:].startswith(END_MARK) and end.endswith(b"\0\0")):
        at = end.rfind(END_MARK)
    if at < 0 or len(end) - at < END.size:
        raise Refusal(Fault.BROKEN)
    listed = END.unpack(end[at : at + END.size])[5]
    # A zip of the 64-bit kind says so just before its end; within our bounds nobody needs one.
    if listed > limits.members * LISTED or end[:at][-LOCATOR:].startswith(b"PK\x06\x07"):
        raise Refusal(Fault.MEMBERS, limit=limits.members)


def _require_plain(members: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    """Pass if what the zip says of itself is within bounds and free of tricks."""
    if len(members) > limits.members:
        raise Refusal(Fault.MEMBERS, limit=limits.members)
    if sum(member.file_size for member in members) > limits.inflated:
        raise Refusal(Fault.INFLATES, limit=limits.inflated)
    if len({member.filename for member in members}) != len(members):
        raise Refusal(Fault.DUPLICATE)
    ordered = sorted(members, key=lambda member: member.header_offset)
    for before, after in pairwise(ordered):
        # Members that share their bytes unpack to many times what the zip holds.
        if before.header_offset + HEADER + before.compress_size > after.header_offset:
            raise Refusal(Fault.OVERLAP)
    for member in members:
        _require_plain_member(member)


def _require_plain_member(member: zipfile.ZipInfo) -> None:
    """Pass if a member is named, packed and open as members should be."""
    name = member.filename
    if name.startswith("/") or ".." in name.split("/") or "\\" in name or ":" in name:
        raise Refusal(Fault.PATHS, member=name)
    if member.flag_bits & ENCRYPTED:
        raise Refusal(Fault.ENCRYPTED)
    if member.compress_type not in METHODS:
        raise Refusal(Fault.BROKEN)


def _examine(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    kind: str,
    inflation: Inflation,
    *,
    is_inside: bool,
) -> None:
    """Pass if a member may come in as part of a zip of this ``kind``."""
    name = member.filename
    suffix = PurePosixPath(name.lower()).suffix.removeprefix(".")
    head = tail = b""
    for chunk in inflation.chunks(archive, member):
        head = head or chunk[:HEAD]
        if kind in office.PACKED:
            tail = office.require_quiet(name, suffix, tail + chunk)
    if is_program(head) or suffix in RUN_BY_NAME:
        raise Refusal(Fault.PROGRAM, member=name)
    if kind in office.OOXML:
        office.require_no_macro(name)
        if office.is_read_whole(name):
            office.require_harmless(name, _whole(archive, member, inflation.limits.part))
    if is_archive(head) or (is_inside and family(head) == ZIP):
        raise Refusal(Fault.NESTED, member=name)
    if family(head) in {ZIP, OLE}:
        inside = BytesIO(_whole(archive, member, inflation.limits.nested))
        _examine_document(name, suffix, inside, inflation)


def _examine_document(name: str, suffix: str, inside: BinaryIO, inflation: Inflation) -> None:
    """Pass if a document found inside a zip could have come in by itself."""
    if family(inside.read(HEAD)) == OLE:
        harmless_entries(inside)
        found = OLE if suffix in office.PACKED else suffix
    elif suffix not in office.PACKED:
        raise Refusal(Fault.NESTED, member=name)
    else:
        found = _kind(inside, inflation, is_inside=True)
    if found != suffix:
        raise Refusal(Fault.MISMATCH, member=name, extension=suffix, kind=found)


def _whole(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """Return all of a member that is not too large to be held."""
    if member.file_size > most:
        raise Refusal(Fault.INFLATES, limit=most)
    return archive.read(member)

"""Telling what a file is by how it begins; names and browsers' claims are not asked."""

import codecs
import re
from typing import BinaryIO, Final

from liandu.engines.filegate.kinds import Fault, Refusal

CHUNK: Final = 1 << 20
HEAD: Final = 4096

ZIP, OLE, TEXT = "a zip", "an OLE file", "a text"
STARTS: Final = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
)
PROGRAMS: Final = (b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
PROGRAMS_LATER: Final = (b"dex\n", b"\0asm", b"L\0\0\0\x01\x14\x02\0", b"ITSF")
ARCHIVES: Final = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0")
HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})
MP4_BRANDS: Final = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV"}
)
MARKUP: Final = re.compile(
    r"[\s\ufeff]*<(!doctype|html|head|body|script|svg|iframe|\?|!--|!entity)", re.IGNORECASE
)
# Tab, line feed, form feed, carriage return; and the mark of the end that DOS left behind.
UNPRINTED: Final = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")
BOMS: Final = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def is_program(head: bytes) -> bool:
    """Test whether a file that begins with ``head`` is something a computer would run."""
    # "MZ" alone may begin a sentence; the header of a program is never without a zero.
    if head.startswith(b"MZ"):
        return b"\0" in head
    return head.startswith((*PROGRAMS, *PROGRAMS_LATER))


def is_archive(head: bytes) -> bool:
    """Test whether a file that begins with ``head`` is packed in a way that is not opened here."""
    return head.startswith(ARCHIVES)


def family(head: bytes) -> str:
    """Return the kind or family that begins with ``head``; nothing if none does so plainly."""
    return next((kind for start, kind in STARTS if head.startswith(start)), "")


def sniff(content: BinaryIO) -> str:
    """Return the kind of ``content``, or its family: ``ZIP``, ``OLE``, ``TEXT``.

    :raises Refusal: if it is a program, a web page, or nothing that is known here
    """
    content.seek(0)
    head = content.read(HEAD)
    if is_program(head):
        raise Refusal(Fault.PROGRAM)
    if known := family(head):
        return known
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _brand(head[8:12])
    _require_text(content)
    return TEXT


def _brand(brand: bytes) -> str:
    """Return the kind of a file in boxes (ISO 14496-12) by its major brand."""
    if brand in HEIC_BRANDS:
        return "heic"
    if brand in MP4_BRANDS:
        return "mp4"
    if brand == b"qt  ":
        return "mov"
    raise Refusal(Fault.UNKNOWN)


def _require_text(content: BinaryIO) -> None:
    """Pass if every byte belongs to a text, in one of the encodings that offices use.

    :raises Refusal: if it is no text, or the text of a web page
    """
    content.seek(0)
    start = content.read(2)
    encodings = [name for bom, name in BOMS if start == bom] or ["utf-8", "gb18030"]
    for encoding in encodings:
        if _decodes(content, encoding):
            return
    raise Refusal(Fault.UNKNOWN)


def _decodes(content: BinaryIO, encoding: str) -> bool:
    """Test whether ``content`` is text in ``encoding``, reading it in parts."""
    content.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    is_first = True
    while True:
        chunk = content.read(CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            return False
        if UNPRINTED.search(text):
            return False
        if is_first and MARKUP.match(text):
            raise Refusal(Fault.MARKUP)
        is_first = False
        if not chunk:
            return True

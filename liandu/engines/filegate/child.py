"""A child process that looks at one picture or PDF, or draws it, within bounds.

A native parser given hostile bytes may take all memory, all time, or die; here it can only take
its own life. The file stands alone: standard library, Pillow and PDFium, nothing of ours. The
content is its standard input; it can write no file, and it is given no environment.
"""

import io
import json
import mmap
import re
import resource
import sys
import warnings
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

MIB: Final = 1 << 20
MEMORY: Final = 700 * MIB
SECONDS: Final = 10
FORMATS: Final = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP"}
QUALITY: Final = 82
WHITE: Final = (255, 255, 255)

EXIF_IFD, GPS_IFD, TAKEN = 0x8769, 0x8825, 0x9003

MOST_PAGES: Final = 5000
INFLATED: Final = 256 * MIB
PASSWORD: Final = 4
XFA_FORMS: Final = (2, 3)
# What makes a reader of PDF do something, or holds files. A name may be written with #-escapes.
ACTIVE: Final = {
    "script": ("JavaScript", "Rendition"),
    "launch": ("Launch", "GoToR"),
    "submit": ("SubmitForm", "ImportData"),
    "embedded": ("EmbeddedFile", "EmbeddedFiles", "FileAttachment", "RichMedia", "GoToE"),
    "form": ("XFA",),
}
UNREAD: Final = "unread"


BROKEN, LOCKED, PAGES, PIXELS = "broken", "encrypted", "pages", "pixels"


class Stop(Exception):
    """What is wrong, and what the sentence that says so needs."""

    def __init__(self, fault: str, **params: int) -> None:
        super().__init__(fault)
        self.said = {"fault": fault, "params": params}


def _spelt(name: str) -> str:
    """Return a pattern for ``name`` in each way that PDF lets it be written."""
    return "".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in name)


def _pattern() -> re.Pattern[bytes]:
    """Return what finds each active name, in a group that says what it does."""
    kinds = (f"(?P<{kind}>{'|'.join(map(_spelt, names))})" for kind, names in ACTIVE.items())
    return re.compile(rf"/(?:{'|'.join(kinds)})(?=[\0\t\n\f\r ()<>\[\]{{}}/%]|\Z)".encode())


NAMES: Final = _pattern()
STREAM: Final = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)")
# A packed list of objects begins with the number of the first.
OBJECTS: Final = re.compile(rb"[\s\0]*[0-9%]")
LISTED: Final = re.compile(rb"/" + _spelt("ObjStm").encode())
PREDICTED: Final = re.compile(rb"/" + _spelt("Predictor").encode() + rb"[\s\0]+(?:[2-9]|1[0-5])")
BEFORE: Final = 400
CHUNK: Final = 16 * 1024


def look_picture(source: BinaryIO, kind: str, most: int) -> dict[str, Any]:
    """Return the size of a picture as it declares it, and what its camera says.

    :raises Stop: if it has too many pixels
    """
    from PIL import Image  # noqa: PLC0415 - after the bounds are set

    warnings.simplefilter("error", Image.DecompressionBombWarning)
    bombs = (Image.DecompressionBombError, Image.DecompressionBombWarning)
    try:
        with Image.open(source, formats=(FORMATS[kind],)) as picture:
            width, height = picture.size
            if width * height > most:
                raise Stop(PIXELS, width=width, height=height, limit=most)
            picture.verify()
    except bombs as fault:
        raise Stop(PIXELS, limit=most) from fault
    return {"width": width, "height": height} | _camera(source, kind)


def _camera(source: BinaryIO, kind: str) -> dict[str, Any]:
    """Return when and where a photo says that it was taken; nothing if it lies or is silent."""
    from PIL import Image  # noqa: PLC0415 - after the bounds are set

    said: dict[str, Any] = {}
    try:
        with Image.open(source, formats=(FORMATS[kind],)) as picture:
            exif = picture.getexif() if kind != "png" else Image.Exif()
        taken = str(exif.get_ifd(EXIF_IFD).get(TAKEN, ""))
        if re.fullmatch(r"\d{4}:\d\d:\d\d \d\d:\d\d:\d\d", taken):
            said["taken"] = f"{taken[:10].replace(':', '-')}T{taken[11:]}"
        gps = exif.get_ifd(GPS_IFD)
        if {1, 2, 3, 4} <= gps.keys():
            said["place"] = [_degrees(gps[2], gps[1], 90), _degrees(gps[4], gps[3], 180)]
    except Exception:  # noqa: BLE001 - what a camera wrote, or who forged it
        said.pop("place", None)
    return said


def _degrees(parts: Any, side: str, most: int) -> float:
    """Return degrees, minutes and seconds as one number, to the metre.

    :raises ValueError: if there is no such place
    """
    degrees, minutes, seconds = (float(part) for part in parts)
    found = round(degrees + minutes / 60 + seconds / 3600, 5)
    if not 0 <= found <= most:
        raise ValueError
    return -found if side in "SW" else found


def draw_picture(source: BinaryIO, kind: str, side: int) -> bytes:
    """Return a JPEG of a picture, upright, on white, no side longer than ``side``.

    It is painted afresh, so nothing of the original but its look remains: no place, no time, no
    camera, no comment, no profile.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - after the bounds are set

    with Image.open(source, formats=(FORMATS[kind],)) as picture:
        picture.draft("RGB", (side, side))
        readable = picture if picture.mode in {"RGB", "RGBA", "L"} else picture.convert("RGBA")
        readable.thumbnail((side, side))
        turned = ImageOps.exif_transpose(readable)
        upright = turned.convert("RGBA")
        paper = Image.new("RGB", upright.size, WHITE)
        paper.paste(upright, mask=upright)
        return _jpeg(paper)


def _jpeg(picture: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def look_pdf(source: BinaryIO) -> dict[str, Any]:
    """Return how many pages a PDF has, and what in it would do something.

    :raises Stop: if it needs a password, has too many pages or none
    """
    document = _opened(source)
    pages = len(document)
    if not pages:
        raise Stop(BROKEN)
    if pages > MOST_PAGES:
        raise Stop(PAGES, limit=MOST_PAGES)
    found = set(active(source)) | set(_told_by_pdfium(document))
    return {"pages": pages, "active": sorted(found)}


def _opened(source: BinaryIO) -> Any:
    """Return a PDF opened by PDFium.

    :raises Stop: if it needs a password or is damaged
    """
    import pypdfium2  # noqa: PLC0415 - after the bounds are set

    try:
        return pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as fault:
        is_locked = getattr(fault, "err_code", 0) == PASSWORD
        raise Stop(LOCKED if is_locked else BROKEN) from fault


def _told_by_pdfium(document: Any) -> Iterator[str]:
    """Yield what PDFium itself finds: a second opinion, by another reader than ours."""
    from pypdfium2 import raw  # noqa: PLC0415 - after the bounds are set

    if raw.FPDFDoc_GetJavaScriptActionCount(document) > 0:
        yield "script"
    if document.count_attachments() > 0:
        yield "embedded"
    if document.get_formtype() in XFA_FORMS:
        yield "form"


def active(source: BinaryIO) -> Iterator[str]:
    """Yield what a PDF would do, by the names in it, wherever they stand.

    Tables and chains are not followed: a forger bends those. Every byte is read, and what is
    packed as a list of objects is unpacked; where that fails, the answer is that it is unread.
    """
    with mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as content:
        yield from (hit.lastgroup or UNREAD for hit in NAMES.finditer(content))
        left = INFLATED
        for hit in STREAM.finditer(content):
            before = content[max(0, hit.start() - BEFORE) : hit.start()]
            listed = before[before.rfind(b"endobj") + 1 :]
            inside = _inflated(content, hit.end(), left)
            left -= len(inside)
            is_list = LISTED.search(listed)
            if left <= 0 or (is_list and (not inside or PREDICTED.search(listed))):
                yield UNREAD
                return
            yield from (name.lastgroup or UNREAD for name in NAMES.finditer(inside))


def _inflated(content: mmap.mmap, at: int, most: int) -> bytes:
    """Return what is packed at a place if it is a list of objects; nothing if it is not.

    Of a list that breaks off, what came before is looked at all the same: readers do so too.
    """
    unpacker, inside = zlib.decompressobj(), b""
    try:
        if not OBJECTS.match(zlib.decompressobj().decompress(content[at : at + 512], 64)):
            return b""
        while not unpacker.eof and len(inside) < most and (chunk := content[at : at + CHUNK]):
            inside += unpacker.decompress(chunk)
            at += CHUNK
    except zlib.error:
        pass
    return inside


def draw_pdf(source: BinaryIO, page: int, side: int) -> bytes:
    """Return a JPEG of a page (from 1), its longer side about ``side``.

    :raises Stop: if there is no such page
    """
    document = _opened(source)
    if not 1 <= page <= len(document):
        raise Stop(PAGES, limit=len(document))
    one = document[page - 1]
    scale = side / max(*one.get_size(), 1)
    return _jpeg(one.render(scale=scale).to_pil().convert("RGB"))


def answer(words: list[str], source: BinaryIO) -> bytes:
    """Return what was asked for: a line of JSON, and behind it a picture if one was drawn."""
    try:
        match words:
            case ["look", "pdf"]:
                said, drawn = look_pdf(source), b""
            case ["look", kind, most]:
                said, drawn = look_picture(source, kind, int(most)), b""
            case ["draw", "pdf", page, side]:
                said, drawn = {}, draw_pdf(source, int(page), int(side))
            case ["draw", kind, _page, side]:
                said, drawn = {}, draw_picture(source, kind, int(side))
            case _:
                said, drawn = {"fault": BROKEN}, b""
    except Stop as stop:
        said, drawn = stop.said, b""
    except BaseException:  # noqa: BLE001 - damaged content makes parsers raise anything
        said, drawn = {"fault": BROKEN}, b""
    return json.dumps(said).encode() + b"\n" + drawn


def limits() -> None:
    """Bind this process to a bounded share of memory and time, and to no file at all."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    limits()
    # It is shared with the parent, who may have read some of it.
    sys.stdin.buffer.seek(0)
    sys.stdout.buffer.write(answer(sys.argv[1:], sys.stdin.buffer))

"""Files made for the gate: honest ones, and each trick by itself."""

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from PIL import Image

TYPES = '<?xml version="1.0"?><Types xmlns="x"><Override ContentType="plain"/></Types>'
MACRO_TYPES = TYPES.replace("plain", "application/vnd.ms-word.document.macroEnabled.main+xml")
PROGRAM = b"MZ\x90\0" + bytes(60)
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Members = Iterable[tuple[str, str | bytes]]


def cases(usual: int) -> int:
    """Return how many files to try; ``LIANDU_HOSTILE_CASES`` asks for more than usual."""
    return max(usual, int(os.environ.get("LIANDU_HOSTILE_CASES", "0")))


def picture(form: str = "PNG", size: tuple[int, int] = (80, 60), **options: Any) -> bytes:
    """Return a red picture."""
    out = io.BytesIO()
    Image.new(options.pop("mode", "RGB"), size, "red").save(out, form, **options)
    return out.getvalue()


def photo() -> bytes:
    """Return a JPEG as a telephone makes it: lying on its side, and telling where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Maker of telephones"
    exif.get_ifd(0x8825).update({1: "N", 2: (29.0, 20.0, 1.0)})
    return picture("JPEG", (80, 60), exif=exif, comment=b"a comment")


def huge_png(width: int, height: int) -> bytes:
    """Return a small file that says it is a large picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            chunk(b"IDAT", zlib.compress(bytes(1000))),
            chunk(b"IEND", b""),
        ]
    )


def packed(members: Members, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def office(folder: str = "word", *more: tuple[str, str | bytes], types: str = TYPES) -> bytes:
    """Return a document of the program that keeps its parts in ``folder``."""
    return packed([("[Content_Types].xml", types), (f"{folder}/main.xml", "<a/>"), *more])


def links(kind: str, mode: str = 'TargetMode="External"') -> tuple[str, str]:
    """Return a list of one link of a kind, as a member of a document."""
    head = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    link = f'<Relationship Id="r1" Type="{head}/{kind}" Target="http://elsewhere/x" {mode}/>'
    return "word/_rels/document.xml.rels", f"<Relationships>{link}</Relationships>"


def ole(*entries: str) -> bytes:
    """Return an OLE file whose directory has these entries."""
    directory = b""
    for entry in entries:
        spelt = entry.encode("utf-16-le")
        directory += (spelt.ljust(64, b"\0") + struct.pack("<H", len(spelt) + 2)).ljust(128, b"\0")
    return OLE_START.ljust(512, b"\0") + directory


def boxes(brand: bytes) -> bytes:
    """Return the beginning of a film or a picture in boxes."""
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\2\0" + brand + b"mp41" + bytes(40)


def changed(content: bytes, mark: bytes, offset: int, new: bytes) -> bytes:
    """Return ``content`` with ``new`` written ``offset`` bytes behind the last ``mark``."""
    at = content.rindex(mark) + offset
    return content[:at] + new + content[at + len(new) :]


def overlapping() -> bytes:
    """Return a zip whose second member is the first one over again, under another name."""
    content = packed([("a.txt", "a" * 50), ("b.txt", "b" * 50)], zipfile.ZIP_STORED)
    return changed(content, b"PK\x01\x02", 42, struct.pack("<L", 10))


def zip64() -> bytes:
    """Return a zip that says its real end is written elsewhere."""
    content = packed([("a.txt", "a")])
    return content[:-22] + b"PK\x06\x07" + bytes(16) + content[-22:]


def pdf(
    *objects: str, catalog: str = "", pages: int = 1, packed_as: str | None = None, end: str = ""
) -> bytes:
    """Return a PDF of blank pages; ``catalog`` stands in its root, ``objects`` from 9000 on.

    With ``packed_as`` they are packed into one stream whose filter is said in those words.
    """
    kids = " ".join(f"{n} 0 R" for n in range(3, 3 + pages))
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>"
    bodies: dict[int, bytes] = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        2: f"<</Type/Pages/Kids[{kids}]/Count {pages}>>".encode(),
        **{n: page.encode() for n in range(3, 3 + pages)},
    }
    if packed_as is not None:
        bodies[90_000] = _list_of_objects(objects, packed_as)
    else:
        bodies.update({9000 + n: each.encode() for n, each in enumerate(objects)})
    return _with_table(bodies, end)


def _list_of_objects(objects: Iterable[str], packed_as: str) -> bytes:
    """Return objects as a stream, as PDF packs them since 1.5."""
    every = list(objects)
    places = [sum(len(one) + 1 for one in every[:n]) for n in range(len(every))]
    head = " ".join(f"{9000 + n} {place}" for n, place in enumerate(places)) + " "
    inside = zlib.compress((head + " ".join(every)).encode())
    about = f"<</Type/ObjStm/N {len(every)}/First {len(head)}/Length {len(inside)}{packed_as}>>"
    return about.encode() + b"\nstream\n" + inside + b"\nendstream"


def _with_table(bodies: dict[int, bytes], more: str) -> bytes:
    """Return a PDF of these objects, with the table of where each begins."""
    out, places = b"%PDF-1.7\n", {}
    for number, body in bodies.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = "xref\n0 1\n0000000000 65535 f \n"
    table += "".join(f"{number} 1\n{at:010} 00000 n \n" for number, at in places.items())
    end = f"trailer\n<</Size {max(bodies) + 1}/Root 1 0 R{more}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + table.encode() + end.encode()


def placed(side: str = "N") -> bytes:
    """Return a JPEG that says when and where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:03:05 09:30:00"
    exif.get_ifd(0x8825).update({1: side, 2: (29.0, 20.0, 6.0), 3: "E", 4: (104.0, 46.0, 30.0)})
    return picture("JPEG", (80, 60), exif=exif)


LOCKED = pdf(
    end=f"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<{'31' * 32}>/U<{'32' * 32}>>>/ID[<00><00>]"
)

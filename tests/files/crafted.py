"""Files as people and mischief-makers send them, whole and broken."""

import io
import random
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.engines import crafted as make


def picture(shade: int = 120, size: tuple[int, int] = (40, 30)) -> bytes:
    """Return a small JPEG."""
    file = io.BytesIO()
    Image.new("RGB", size, (shade % 256, 90, 60)).save(file, "JPEG")
    return file.getvalue()


def upload(name: str = "现场.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    """Return a file as a browser sends it, its claim about the type not to be believed."""
    return SimpleUploadedFile(name, picture() if content is None else content, "text/html")


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip of ``members``."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


BOMB = zipped({f"{n}.bin": b"\0" * (12 << 20) for n in range(2)})
PDF = make.pdf(pages=2)
ACTING = make.pdf(catalog="/OpenAction<</S/JavaScript/JS(app.alert(1))>>")


def malformed(count: int, seed: int = 7) -> list[tuple[str, bytes]]:
    """Return so many files that should not come in: cut off, disguised, packed, hiding things."""
    chance = random.Random(seed)  # noqa: S311 - the same files at every run
    whole = picture()
    kinds = (
        lambda: ("照片.jpg", whole[: chance.randrange(4, 200)]),
        lambda: ("照片.png", whole),
        lambda: (f"x{chance.random()}.exe", b"MZ\0" + chance.randbytes(60)),
        lambda: ("页面.html", b"<script>alert(1)</script>"),
        lambda: ("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>"),
        lambda: ("报告.pdf", chance.randbytes(200)),
        lambda: ("包.zip", BOMB),
        lambda: ("包.zip", zipped({"../../etc/passwd": b"x"})),
        lambda: ("套.zip", zipped({"a.zip": zipped({"b": b"x"})})),
        lambda: ("空.txt", b""),
        lambda: ("a\\b.txt", b"text"),
        lambda: ("报\u202egpj.txt", b"text"),
        lambda: ("宏.docx", zipped({"[Content_Types].xml": b"<macroEnabled/>",
                                   "word/vbaProject.bin": b"x"})),
        lambda: ("表.xlsx", zipped({"[Content_Types].xml": b"<!DOCTYPE x>",
                                   "xl/a.xml": b"<!ENTITY"})),
        lambda: ("脚本.txt", b"#!/bin/sh\nrm -rf /"),
        lambda: ("散.bin", chance.randbytes(chance.randrange(1, 400))),
    )  # fmt: skip
    return [kinds[n % len(kinds)]() for n in range(count)]

"""The gate: what comes in, what does not and why, and that it never breaks."""

import hashlib
import io
import struct
import zipfile
from typing import Any, BinaryIO

import pytest

from liandu.engines.digests import digest
from liandu.engines.filegate import Accepted, Fault, Limits, Refused, check
from tests.engines import crafted as make

MIB = 1 << 20
SMALL = Limits(size=3 * MIB, inflated=4 * MIB, ratio_from=MIB, members=20, part=9_000, nested=9_999)


def ask(content: bytes, name: str, limits: Limits = SMALL) -> Accepted | Refused:
    return check(io.BytesIO(content), name, limits)


HONEST: list[tuple[str, bytes, str]] = [
    ("方案.pdf", make.pdf(), "pdf"),
    ("现场.png", make.picture("PNG"), "png"),
    ("现场.jpg", make.picture("JPEG"), "jpeg"),
    ("现场.JPEG", make.photo(), "jpeg"),
    ("现场.webp", make.picture("WEBP"), "webp"),
    ("现场.heic", make.boxes(b"heic"), "heic"),
    ("录像.mp4", make.boxes(b"isom"), "mp4"),
    ("录像.mov", make.boxes(b"qt  "), "mov"),
    ("报告.docx", make.office("word"), "docx"),
    ("报告.docx", make.office("word", make.links("hyperlink")), "docx"),
    ("报告.docx", make.office("word", make.links("image", 'TargetMode="Internal"')), "docx"),
    ("台账.xlsx", make.office("xl"), "xlsx"),
    ("汇报.pptx", make.office("ppt", ("ppt/embeddings/图.xlsx", make.office("xl"))), "pptx"),
    (
        "公文.ofd",
        make.packed([("OFD.xml", "<ofd/>"), ("Doc_0/", ""), ("Doc_0/a.xml", "<a/>")]),
        "ofd",
    ),
    ("旧报告.doc", make.ole("Root Entry", "WordDocument"), "doc"),
    ("旧报告.wps", make.ole("Root Entry", "WordDocument"), "doc"),
    ("旧台账.xls", make.ole("Root Entry", "Workbook"), "xls"),
    ("旧台账.xls", make.ole("Root Entry", "Book", "Workbook"), "xls"),
    ("旧汇报.ppt", make.ole("Root Entry", "PowerPoint Document"), "ppt"),
    ("说明.txt", "问题线索\r\n\t一\x0c".encode(), "text"),
    ("说明.txt", "问题线索".encode("gb18030"), "text"),
    ("说明.txt", "问题线索".encode("utf-16"), "text"),
    ("说明.txt", "\ufeff问题线索".encode("utf-16-be"), "text"),
    ("说明.txt", b"MZ is how some names begin", "text"),
    ("说明.txt", ("长" * (MIB - 1)).encode(), "text"),
    ("表.csv", "名称,金额\n一,1\n".encode(), "csv"),
    ("材料.zip", make.packed([("说明.txt", "a"), ("图/", ""), ("图/一.pdf", b"%PDF-1.4")]), "zip"),
    ("材料.zip", make.packed([("报告.docx", make.office("word")), ("a.txt", "")]), "zip"),
    (
        "材料.zip",
        make.packed([("旧.doc", make.ole("WordDocument")), ("Thumbs.db", make.ole())]),
        "zip",
    ),
    ("空.zip", make.packed([]), "zip"),
    ("注.zip", make.packed([("a.txt", "a")])[:-2] + b"\x03\0abc", "zip"),
]


@pytest.mark.parametrize(("name", "content", "kind"), HONEST)
def test_honest_files_come_in_as_what_they_are(name: str, content: bytes, kind: str) -> None:
    answer = ask(content, name)
    assert isinstance(answer, Accepted), answer
    assert (answer.kind.name, answer.name, answer.size) == (kind, name, len(content))
    assert answer.sha256 == hashlib.sha256(content).hexdigest()
    assert answer.sm3 == digest(content, "sm3").hex()


def lying_zip() -> bytes:
    """Return a zip whose only member is longer than its list says."""
    content = make.packed([("a.txt", "a" * 50)])
    return make.changed(content, b"PK\x01\x02", 24, struct.pack("<L", 1))


def encrypted_zip() -> bytes:
    """Return a zip whose only member needs a password."""
    return make.changed(make.packed([("a.txt", "a")]), b"PK\x01\x02", 8, b"\x01\0")


def oddly_packed_zip() -> bytes:
    """Return a zip whose only member is packed in a way that asks for memory first."""
    return make.packed([("a.txt", "a")], zipfile.ZIP_LZMA)


def doubled_zip() -> bytes:
    """Return a zip with two members of one name."""
    content = make.packed([("aaaa.txt", "a"), ("bbbb.txt", "b")])
    return content.replace(b"bbbb.txt", b"aaaa.txt")


DTD = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
CALLING = '<externalLink><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
FAR = make.packed(
    [("[Content_Types].xml", make.TYPES), ("xl/a.xml", " " * (MIB - 5) + DTD)], zipfile.ZIP_STORED
)
DEEP = make.packed([("内.zip", make.packed([("a.txt", "a")]))])
PAIR = ("word/embeddings/a.docx", make.office("word", ("word/embeddings/b.docx", make.office())))

DISHONEST: list[tuple[str, bytes, Fault]] = [
    ("a.txt", b"", Fault.EMPTY),
    ("a.txt", b"a" * (3 * MIB + 1), Fault.TOO_LARGE),
    ("a.exe", make.PROGRAM, Fault.PROGRAM),
    ("a.pdf", make.PROGRAM, Fault.PROGRAM),
    ("a.txt", b"\x7fELF", Fault.PROGRAM),
    ("a.txt", b"#!/bin/sh\n", Fault.PROGRAM),
    ("a.txt", b"<html><script>alert(1)</script>", Fault.MARKUP),
    ("a.csv", "\ufeff \n<SVG onload=x>".encode(), Fault.MARKUP),
    ("a.png", b"<svg onload=x>", Fault.MARKUP),
    ("a.rar", b"Rar!\x1a\x07\x01\0\0\0\0\0", Fault.UNKNOWN),
    ("a.txt", b"a\0b", Fault.UNKNOWN),
    ("a.txt", b"\x81", Fault.UNKNOWN),
    ("a.txt", b"\xff\xfe\0\xd8a\0", Fault.UNKNOWN),
    ("a.gif", b"GIF89a" + bytes(20), Fault.UNKNOWN),
    ("a.webp", b"RIFF\0\0\0\0WAVE" + bytes(20), Fault.UNKNOWN),
    ("a.mp4", make.boxes(b"jpx "), Fault.UNKNOWN),
    ("a.jpg", make.picture("PNG"), Fault.MISMATCH),
    ("a.pdf", make.picture("PNG"), Fault.MISMATCH),
    ("a.pdf.exe", b"%PDF-1.7", Fault.MISMATCH),
    ("a.docx", make.office("xl"), Fault.MISMATCH),
    ("a.docx", make.packed([("[Content_Types].xml", make.TYPES)]), Fault.MISMATCH),
    ("a.docx", make.ole("WordDocument"), Fault.MISMATCH),
    ("a.png", make.huge_png(50_000, 50_000), Fault.PIXELS),
    ("a.png", make.huge_png(10_000, 10_000), Fault.PIXELS),
    ("a.png", make.huge_png(8_001, 8_001), Fault.PIXELS),
    ("a.png", make.picture("PNG")[:60], Fault.BROKEN),
    ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\n", Fault.BROKEN),
    ("a.pdf", make.pdf(pages=0), Fault.BROKEN),
    ("a.pdf", make.pdf(pages=5_001), Fault.PAGES),
    ("a.pdf", make.LOCKED, Fault.ENCRYPTED),
    ("a.jpg", b"\xff\xd8\xff\xe0" + bytes(100), Fault.BROKEN),
    ("a.doc", make.ole("Root Entry"), Fault.UNKNOWN),
    ("a.doc", make.ole("WordDocument", "Workbook"), Fault.UNKNOWN),
    ("a.doc", make.ole("WordDocument", "Macros", "VBA"), Fault.MACRO),
    ("a.xls", make.ole("Workbook", "_VBA_PROJECT_CUR"), Fault.MACRO),
    ("a.doc", make.ole("WordDocument", "\x01Ole10Native"), Fault.EMBEDDED),
    ("a.docx", make.ole("EncryptedPackage"), Fault.ENCRYPTED),
    ("a.docx", make.office("word", ("word/vbaProject.bin", b"x")), Fault.MACRO),
    ("a.docx", make.office("word", types=make.MACRO_TYPES), Fault.MACRO),
    ("a.xlsx", make.office("xl", ("xl/macrosheets/sheet1.xml", "<a/>")), Fault.MACRO),
    ("a.docx", make.office("word", ("word/embeddings/o.bin", b"x")), Fault.EMBEDDED),
    ("a.docx", make.office("word", ("word/activeX/a.xml", "<a/>")), Fault.EMBEDDED),
    ("a.docx", make.office("word", PAIR), Fault.NESTED),
    ("a.docx", make.office("word", make.links("attachedTemplate")), Fault.EXTERNAL),
    (
        "a.docx",
        make.office("word", make.links("image", 'TargetMode=" &#69;xternal"')),
        Fault.EXTERNAL,
    ),
    ("a.docx", make.office("word", ("word/_rels/a.rels", "<a")), Fault.BROKEN),
    ("a.docx", make.office("word", ("word/_rels/a.rels", "<a>" + " " * 9_000)), Fault.INFLATES),
    ("a.xlsx", make.office("xl", ("xl/externalLinks/a.xml", CALLING)), Fault.EXTERNAL),
    ("a.docx", make.office("word", ("word/a.xml", "<w:instrText>DDEAUTO c")), Fault.EXTERNAL),
    ("a.docx", make.office("word", ("word/a.xml", DTD)), Fault.ENTITY),
    ("a.docx", make.office("word", ("word/a.xml", DTD.encode("utf-16"))), Fault.ENTITY),
    ("a.xlsx", FAR, Fault.ENTITY),
    ("a.ofd", make.packed([("OFD.xml", DTD)]), Fault.ENTITY),
    ("a.docx", make.office("word", ("word/media/a.png", make.PROGRAM)), Fault.PROGRAM),
    ("a.zip", make.packed([("a.txt", make.PROGRAM)]), Fault.PROGRAM),
    ("a.zip", make.packed([("a.BAT", "echo")]), Fault.PROGRAM),
    ("a.zip", make.packed([("a.txt", b"7z\xbc\xaf\x27\x1c")]), Fault.NESTED),
    ("a.zip", DEEP, Fault.NESTED),
    ("a.zip", make.packed([("a.docx", make.packed([("a.txt", "a")]))]), Fault.MISMATCH),
    ("a.zip", make.packed([("a.docx", make.ole("Macros"))]), Fault.MACRO),
    ("a.zip", make.packed([("a.docx", make.ole("WordDocument"))]), Fault.MISMATCH),
    ("a.zip", make.packed([("a.doc", make.ole("Macros"))]), Fault.MACRO),
    ("a.zip", make.packed([("a.doc", make.ole("WordDocument").ljust(10_000))]), Fault.INFLATES),
    ("a.zip", make.packed([("../../etc/x", "a")]), Fault.PATHS),
    ("a.zip", make.packed([("/etc/x", "a")]), Fault.PATHS),
    ("a.zip", make.packed([("a\\b", "a")]), Fault.PATHS),
    ("a.zip", make.packed([("C:a", "a")]), Fault.PATHS),
    ("a.zip", make.packed([(str(number), "") for number in range(21)]), Fault.MEMBERS),
    ("a.zip", make.packed([("a" * 7_000, "")]), Fault.MEMBERS),
    ("a.zip", make.zip64(), Fault.MEMBERS),
    ("a.zip", make.packed([(str(number), bytes(MIB)) for number in range(5)]), Fault.INFLATES),
    ("a.zip", make.packed([("a", bytes(2 * MIB))]), Fault.INFLATES),
    ("a.zip", make.overlapping(), Fault.OVERLAP),
    ("a.zip", doubled_zip(), Fault.DUPLICATE),
    ("a.zip", encrypted_zip(), Fault.ENCRYPTED),
    ("a.zip", oddly_packed_zip(), Fault.BROKEN),
    ("a.zip", lying_zip(), Fault.BROKEN),
    ("a.zip", b"PK\x03\x04" + bytes(100), Fault.BROKEN),
    ("a.zip", b"PK\x03\x04" + bytes(30) + b"PK\x05\x06" + bytes(5), Fault.BROKEN),
    ("a.pdf", make.packed([("a.txt", "hi")]) + b"%PDF-1.4", Fault.MISMATCH),
    ("../a.txt", b"a", Fault.NAME_PATH),
    ("a\\b.txt", b"a", Fault.NAME_PATH),
    ("a\nb.txt", b"a", Fault.NAME_HIDDEN),
    ("a\u202etxt.exe", b"a", Fault.NAME_HIDDEN),
    ("a\u200b.txt", b"a", Fault.NAME_HIDDEN),
    ("a\ud800.txt", b"a", Fault.NAME_HIDDEN),
    (".txt", b"a", Fault.NAME_EMPTY),
    ("txt", b"a", Fault.NAME_EMPTY),
    ("", b"a", Fault.NAME_EMPTY),
    (" . .txt", b"a", Fault.NAME_EMPTY),
    ("长" * 197 + ".txt", b"a", Fault.NAME_LONG),
]


@pytest.mark.parametrize(("name", "content", "fault"), DISHONEST)
def test_dishonest_files_are_refused_for_what_is_wrong(
    name: str, content: bytes, fault: Fault
) -> None:
    answer = ask(content, name)
    assert isinstance(answer, Refused), answer
    assert answer.fault is fault


def test_every_fault_is_shown_by_some_file() -> None:
    by_scanner = {Fault.MALWARE, Fault.UNSCANNED}  # tests/engines/test_clamd.py
    assert {fault for _, _, fault in DISHONEST} | by_scanner == set(Fault)


def test_a_refusal_carries_what_its_sentence_needs() -> None:
    assert ask(make.picture("PNG"), "a.jpg") == Refused(
        Fault.MISMATCH, {"extension": "jpg", "kind": "png"}
    )
    bomb = ask(make.huge_png(8_001, 8_001), "a.png")
    assert bomb == Refused(Fault.PIXELS, {"width": 8001, "height": 8001, "limit": 64_000_000})


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("  报 告 .txt", "报 告 .txt"),
        ("a:b?.txt", "a_b_.txt"),
        ("a\u3000\u00a0b.TXT", "a b.TXT"),
        ("cafe\u0301.txt", "café.txt"),
        ("a.txt. ", "a.txt"),
        ("长" * 196 + ".txt", "长" * 196 + ".txt"),
    ],
)
def test_names_are_cleaned_as_far_as_that_is_harmless(given_name: str, shown: str) -> None:
    answer = ask(b"a", given_name)
    assert isinstance(answer, Accepted)
    assert answer.name == shown


def test_the_size_of_a_picture_is_told() -> None:
    answer = ask(make.picture("PNG", (80, 60)), "a.png")
    assert isinstance(answer, Accepted)
    assert answer.seen == {"width": 80, "height": 60}


def test_the_bounds_of_a_real_gate_let_a_plain_file_in() -> None:
    answer = check(io.BytesIO(make.pdf(pages=3)), "a.pdf")
    assert isinstance(answer, Accepted)
    assert (answer.seen, answer.active) == ({"pages": 3}, ())


class Broken(io.BytesIO):
    """A file on a disk that has failed."""

    def read(self, *_: Any) -> bytes:
        """Fail, as a disk does."""
        raise OSError


def test_a_file_that_cannot_be_read_is_refused() -> None:
    assert check(Broken(b"a"), "a.txt") == Refused(Fault.BROKEN)


def test_the_content_can_be_read_again_afterwards() -> None:
    content: BinaryIO = io.BytesIO(make.picture("JPEG"))
    check(content, "a.jpg")
    content.seek(0)
    assert content.read() == make.picture("JPEG")

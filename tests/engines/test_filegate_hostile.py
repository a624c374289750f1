"""No bytes break the gate; what copies show and hide; what a PDF would do if it were opened."""

import io
import json
import random
import runpy
import sys
import tempfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from liandu.engines.filegate import Accepted, Active, Fault, Refused, bounded, child, draw
from tests.engines import crafted as make
from tests.engines.test_filegate import HONEST, ask

SEEDS = [(name, content) for name, content, _ in HONEST if len(content) < 20_000]


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """Return an honest file with some bytes changed, cut out, put in or said twice."""
    name, content = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(0, len(content) - 1)))
        length = draw(st.integers(0, 60))
        new = draw(st.binary(max_size=20) | st.just(content[:length]))
        content = content[:place] + new + content[place + length :]
    return name, content


@pytest.fixture(scope="module", autouse=True)
def one_process() -> Iterator[pytest.MonkeyPatch]:
    """Ask the child's code here, which is a hundred times faster; of PDFs only what is ours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded, "_asked", asked_here)
        yield patch


def asked_here(words: list[str], content: BinaryIO) -> tuple[dict[str, Any], bytes]:
    """Answer as the child does, without one."""
    if words[:2] == ["look", "pdf"]:
        return {"pages": 1, "active": sorted(set(active(content)))}, b""
    content.seek(0)
    said, _line, drawn = child.answer(words, content).partition(b"\n")
    return json.loads(said), drawn


def active(content: BinaryIO) -> list[str]:
    """Return what the scan finds in ``content``."""
    content.seek(0)
    with tempfile.TemporaryFile() as file:
        file.write(content.read())
        file.flush()
        return list(child.active(file))


@settings(max_examples=make.cases(400), deadline=None)
@given(mutated())
def test_no_bytes_break_the_gate_or_the_maker_of_copies(file: tuple[str, bytes]) -> None:
    name, content = file
    answer = ask(content, name)
    assert isinstance(answer, Accepted | Refused)
    for kind in ("png", "jpeg", "webp"):
        assert draw(io.BytesIO(content), kind, 320) is None or kind in answer_kind(answer)


def answer_kind(answer: Accepted | Refused) -> str:
    """Return the name of the kind; all names for what was refused, for it may still be drawn."""
    return answer.kind.name if isinstance(answer, Accepted) else "png jpeg webp"


@given(st.binary(max_size=300), st.text(max_size=20))
def test_no_bytes_and_no_name_break_the_gate(content: bytes, name: str) -> None:
    assert isinstance(ask(content, name), Accepted | Refused)


def opened(content: bytes | None) -> Image.Image:
    """Return the thumbnail as a picture."""
    assert content is not None
    return Image.open(io.BytesIO(content))


def test_a_thumbnail_stands_upright_and_tells_nothing() -> None:
    content = draw(io.BytesIO(make.photo()), "jpeg", 320)
    small = opened(content)
    assert (small.format, small.size) == ("JPEG", (60, 80))
    assert not small.getexif()
    assert not {"exif", "comment", "icc_profile"} & small.info.keys()
    assert content is not None
    assert b"telephones" not in content


@pytest.mark.parametrize(("form", "kind"), [("PNG", "png"), ("WEBP", "webp"), ("JPEG", "jpeg")])
def test_a_thumbnail_fits_its_frame(form: str, kind: str) -> None:
    small = opened(draw(io.BytesIO(make.picture(form, (1600, 400))), kind, 320))
    assert small.size == (320, 80)


def test_what_can_be_seen_through_is_shown_on_white() -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(clear, "PNG")
    assert opened(draw(clear, "png", 320)).getpixel((5, 5)) == (255, 255, 255)


def test_no_thumbnail_is_made_of_what_is_damaged_or_would_fill_the_memory() -> None:
    assert draw(io.BytesIO(make.huge_png(5_001, 5_000)), "png", 320) is None
    assert draw(io.BytesIO(make.huge_png(50_000, 50_000)), "png", 320) is None
    assert draw(io.BytesIO(b"no picture"), "jpeg", 320) is None


CHILDS = [
    ("a.pdf", make.pdf(catalog="/OpenAction<</S/JavaScript/JS(x)>>")),
    ("a.pdf", make.pdf("<</A 1>>", packed_as="/Filter/FlateDecode")),
    ("a.jpg", make.placed()),
]


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_no_bytes_break_the_gate_that_asks_a_child(data: st.DataObject) -> None:
    name, content = data.draw(st.sampled_from(CHILDS))
    at = data.draw(st.integers(0, len(content) - 1))
    new = data.draw(st.binary(max_size=20))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bounded, "_asked", ASKED)
        answer = ask(content[:at] + new + content[at + len(new) :], name)
    assert isinstance(answer, Accepted | Refused)


ASKED = bounded._asked  # noqa: SLF001 - the real one, kept before a test replaces it
FLATE = "/Filter/FlateDecode"
SCRIPT = "<</S/JavaScript/JS(app.alert(1))>>"
NOISE = f"<</A<{random.Random(7).randbytes(30_000).hex()}>>>"  # noqa: S311 - the same at every run
ACTS: list[tuple[bytes, set[str]]] = [
    (make.pdf(), set()),
    (make.pdf("<</S/URI/URI(https://example.org)>>"), set()),
    (make.pdf("<</Launcher 1/LaunchX 2>>"), set()),
    (make.pdf(SCRIPT), {"script"}),
    (make.pdf("<</S/J#61vaScr#69pt>>"), {"script"}),
    (make.pdf("<</S /Rendition /JS 5 0 R>>"), {"script"}),
    (make.pdf("<</S/Launch/F(cmd.exe)>>"), {"launch"}),
    (make.pdf("<</S/GoToR/F(a.pdf)>>"), {"launch"}),
    (make.pdf("<</S/SubmitForm>>", "<</S/ImportData>>"), {"submit"}),
    (make.pdf("<</Names<</EmbeddedFiles 5 0 R>>>>"), {"embedded"}),
    (make.pdf("<</Subtype/FileAttachment>>"), {"embedded"}),
    (make.pdf("<</XFA[(a)5 0 R]>>"), {"form"}),
    (make.pdf("<</A 1>>", packed_as=FLATE), set()),
    (make.pdf(SCRIPT, packed_as=FLATE), {"script"}),
    (make.pdf(SCRIPT, packed_as=FLATE).replace(b"/Type/ObjStm", b"/T"), {"script"}),
    (make.pdf(SCRIPT, packed_as=FLATE + "/DecodeParms<</Predictor 12>>"), {"unread"}),
    (make.pdf("<</A 1>>", packed_as="").replace(b"stream\n\x78", b"stream\nx<~"), {"unread"}),
    (make.pdf(SCRIPT, NOISE, packed_as=FLATE)[:-9_000], {"script"}),
    (make.pdf() + make.pdf(SCRIPT), {"script"}),
]


@pytest.mark.parametrize(("content", "acts"), ACTS)
def test_what_a_pdf_would_do_is_found_wherever_it_stands(content: bytes, acts: set[str]) -> None:
    assert set(active(io.BytesIO(content))) == acts


def test_a_pdf_that_unpacks_without_end_is_not_taken_for_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(child, "INFLATED", 10)
    assert active(io.BytesIO(make.pdf("<</A 1>>", packed_as=FLATE))) == ["unread"]


def looked(content: bytes, *words: str) -> dict[str, Any]:
    """Return what the child's code says of content, run here."""
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        said: dict[str, Any] = json.loads(child.answer(list(words), file).partition(b"\n")[0])
        return said


def test_pdfium_is_asked_for_a_second_opinion() -> None:
    named = "/Names<</JavaScript<</Names[(a)9000 0 R]>>>>"
    assert looked(make.pdf(SCRIPT, catalog=named), "look", "pdf")["active"] == ["script"]
    kept = "/Names<</EmbeddedFiles<</Names[(a)9000 0 R]>>>>"
    file = "<</Type/Filespec/F(a.txt)/EF<</F 9001 0 R>>>>"
    said = looked(make.pdf(file, "<</Length 0>>", catalog=kept), "look", "pdf")
    assert said == {"pages": 1, "active": ["embedded"]}
    form = "/AcroForm<</Fields[]/XFA 9000 0 R>>"
    said = looked(make.pdf("<</Length 0>>", catalog=form), "look", "pdf")
    assert said["active"] == ["form"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (make.pdf(pages=5_001), "pages"),
        (make.LOCKED, "encrypted"),
        (b"%PDF-1.7", "broken"),
    ],
)
def test_a_pdf_that_cannot_be_opened_says_why(content: bytes, fault: str) -> None:
    assert looked(content, "look", "pdf")["fault"] == fault


@pytest.mark.parametrize("side", [8_001, 50_000])
def test_a_picture_too_large_to_draw_is_not_looked_into(side: int) -> None:
    said = looked(make.huge_png(side, side), "look", "png", "64000000")
    assert (said["fault"], said["params"]["limit"]) == ("pixels", 64_000_000)


def test_a_list_of_objects_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    content = make.pdf(SCRIPT, NOISE, packed_as=FLATE)
    at = content.index(b"stream") + 20_000
    broken = content[:at] + bytes(600) + content[at + 600 :]
    assert "script" in active(io.BytesIO(broken))
    drawn = b"7 0 obj<<>>\nstream\n" + zlib.compress(b"q 1 0 0 1 0 0 cm Q") + b"\nendstream"
    assert active(io.BytesIO(make.pdf() + drawn)) == []
    garbled = make.pdf("<</A 1>>", packed_as=FLATE).replace(b"stream\nx", b"stream\n\0", 1)
    assert active(io.BytesIO(garbled)) == ["unread"]


def test_a_pdf_without_a_page_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_opened", lambda _source: [])
    assert looked(make.pdf(pages=0), "look", "pdf")["fault"] == "broken"


def test_a_page_is_drawn_and_one_that_is_not_there_is_not() -> None:
    with tempfile.TemporaryFile() as file:
        file.write(make.pdf(pages=2))
        page = opened(child.draw_pdf(file, 2, 600))
        assert page.size == (600, 400)
        assert json.loads(child.answer(["draw", "pdf", "3", "600"], file))["fault"] == "pages"
    assert looked(b"a", "sing")["fault"] == "broken"


@pytest.mark.parametrize(("side", "north"), [("N", 29.335), ("S", -29.335)])
def test_what_the_camera_says_is_kept_beside_the_picture(side: str, north: float) -> None:
    said = looked(make.placed(side), "look", "jpeg", "9999")
    assert said["taken"] == "2026-03-05T09:30:00"
    assert said["place"] == [north, 104.775]


def test_what_a_camera_cannot_have_meant_is_left_out() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "yesterday"
    exif.get_ifd(0x8825).update({1: "N", 2: (290.0, 0.0, 0.0), 3: "E", 4: (1.0, 0.0, 0.0)})
    picture = make.picture("JPEG", exif=exif)
    assert looked(picture, "look", "jpeg", "9999") == {"width": 80, "height": 60}


def test_the_child_is_bound_in_memory_time_and_files(monkeypatch: pytest.MonkeyPatch) -> None:
    bounds: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(child.resource, "setrlimit", bounds.__setitem__)
    child.limits()
    resource = child.resource
    assert bounds[resource.RLIMIT_AS] == (700 * child.MIB, 700 * child.MIB)
    assert bounds[resource.RLIMIT_CPU] == (10, 10)
    assert bounds[resource.RLIMIT_FSIZE] == bounds[resource.RLIMIT_CORE] == (0, 0)


def test_the_child_reads_what_it_is_given_from_its_beginning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source, out = io.BytesIO(make.picture("PNG")), io.BytesIO()
    source.seek(9)
    monkeypatch.setattr(child.resource, "setrlimit", lambda *_: None)
    monkeypatch.setattr(sys, "argv", ["child.py", "look", "png", "9999"])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(source))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out))
    runpy.run_path(child.__file__, run_name="__main__")
    assert json.loads(out.getvalue()) == {"width": 80, "height": 60}


def test_a_child_that_dies_refuses_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    dying = tmp_path / "dying.py"
    dying.write_text(
        "import resource\nresource.setrlimit(resource.RLIMIT_AS, (1, 1))\nx = [0] * 10**9"
    )
    monkeypatch.setattr(bounded, "_asked", ASKED)
    monkeypatch.setattr(bounded.child, "__file__", str(dying))
    assert ask(make.pdf(), "a.pdf") == Refused(Fault.BROKEN)
    assert draw(io.BytesIO(make.pdf()), "pdf", 320) is None


def test_a_pdf_that_would_act_comes_in_and_says_what_it_would_do() -> None:
    answer = ask(make.pdf(SCRIPT, "<</S/Launch>>"), "a.pdf")
    assert isinstance(answer, Accepted)
    assert answer.active == (Active.LAUNCH, Active.SCRIPT)

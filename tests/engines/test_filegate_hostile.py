"""No bytes break the gate; and what thumbnails show and hide."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from liandu.engines.filegate import Accepted, Refused, thumbnail
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


@settings(max_examples=400)
@given(mutated())
def test_no_bytes_break_the_gate_or_the_maker_of_thumbnails(file: tuple[str, bytes]) -> None:
    name, content = file
    answer = ask(content, name)
    assert isinstance(answer, Accepted | Refused)
    for kind in ("png", "jpeg", "webp"):
        assert thumbnail(io.BytesIO(content), kind) is None or kind in answer_kind(answer)


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
    content = thumbnail(io.BytesIO(make.photo()), "jpeg")
    small = opened(content)
    assert (small.format, small.size) == ("JPEG", (60, 80))
    assert not small.getexif()
    assert not {"exif", "comment", "icc_profile"} & small.info.keys()
    assert content is not None
    assert b"telephones" not in content


@pytest.mark.parametrize(("form", "kind"), [("PNG", "png"), ("WEBP", "webp"), ("JPEG", "jpeg")])
def test_a_thumbnail_fits_its_frame(form: str, kind: str) -> None:
    small = opened(thumbnail(io.BytesIO(make.picture(form, (1600, 400))), kind))
    assert small.size == (320, 80)


def test_what_can_be_seen_through_is_shown_on_white() -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(clear, "PNG")
    assert opened(thumbnail(clear, "png")).getpixel((5, 5)) == (255, 255, 255)


def test_no_thumbnail_is_made_of_what_is_damaged_or_would_fill_the_memory() -> None:
    assert thumbnail(io.BytesIO(make.huge_png(5_001, 5_000)), "png") is None
    assert thumbnail(io.BytesIO(make.huge_png(50_000, 50_000)), "png") is None
    assert thumbnail(io.BytesIO(b"no picture"), "jpeg") is None

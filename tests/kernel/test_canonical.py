"""One spelling for each value."""

import json
from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.kernel.canonical import NotCanonical, canonical

LIMIT = 2**53 - 1
text = st.text(st.characters(codec="utf-8"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LIMIT, LIMIT) | text,
    lambda inner: st.lists(inner) | st.dictionaries(text, inner),
)


@given(values)
def test_what_is_written_reads_back_the_same(value: Any) -> None:
    written = canonical(value)
    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@given(st.dictionaries(text, st.integers(0, 9)), st.data())
def test_the_order_in_which_keys_were_put_in_does_not_matter(
    value: dict[str, int], data: st.DataObject
) -> None:
    keys = data.draw(st.permutations(list(value)))
    assert canonical({key: value[key] for key in keys}) == canonical(value)


def test_it_is_the_spelling_of_the_standard() -> None:
    # RFC 8785, 3.2.3: the euro sign comes before the emoji and the emoji before the dalet.
    keys = ["€", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "ö"]
    ordered = ["\r", "1", "\u0080", "ö", "€", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical(dict.fromkeys(keys, 0)))) == ordered
    assert canonical({"b": [1, "二", None], "a": (True, '\x07"\\/')}) == (
        '{"a":[true,"\\u0007\\"\\\\/"],"b":[1,"二",null]}'.encode()
    )


class Colour(StrEnum):
    """A choice by name."""

    RED = "red"


class Level(IntEnum):
    """A choice by number."""

    HIGH = 1


def test_a_named_text_is_written_as_its_text() -> None:
    assert canonical({"c": Colour.RED}) == b'{"c":"red"}'


def test_numbers_on_both_sides_of_the_limit() -> None:
    assert canonical([LIMIT, -LIMIT]) == f"[{LIMIT},{-LIMIT}]".encode()
    for number in (LIMIT + 1, -LIMIT - 1):
        with pytest.raises(NotCanonical):
            canonical(number)


RING: list[Any] = []
RING.append(RING)


@pytest.mark.parametrize(
    "value",
    [
        0.5,
        float("nan"),
        float("inf"),
        Decimal(1),
        date(2025, 1, 1),
        b"x",
        {1},
        {1: 2},
        {None: 1},
        "\ud800",
        {"\ud800": 1},
        Level.HIGH,
        RING,
        [[{"a": 1.0}]],
    ],
)
def test_what_has_no_single_spelling_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)

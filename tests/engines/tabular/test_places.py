"""Places in a cell: several at once, by any name, never guessed."""

import pytest

from liandu.engines.tabular.book import Value
from liandu.engines.tabular.places import places
from tests.engines.tabular.lists import GAZETTEER


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("自贡市、永川区", ("510300", "500118")),
        ("自贡市 永川区", ("510300", "500118")),
        ("自贡，永川", ("510300", "500118")),
        ("永川区/泸州市;自贡", ("500118", "510500", "510300")),
        ("自贡市和永川区", ("510300", "500118")),
        ("荣　县", ("510321",)),
        ("四川省自贡市荣县", ("510321",)),
        ("自贡荣县", ("510321",)),
        ("江阳", ("510500",)),
        ("510300", ("510300",)),
        (510300.0, ("510300",)),
        ("510300000000", ("510300",)),
    ],
)
def test_places_are_found_by_full_and_short_names_and_codes(
    cell: Value, found: tuple[str, ...]
) -> None:
    read = places(cell, GAZETTEER)
    assert (read.value, read.said) == (found, ())


@pytest.mark.parametrize(
    ("cell", "found", "code"),
    [
        ("璧山区", None, "place_unknown"),
        ("自贡市、璧山区", ("510300",), "place_unknown"),
        ("999999", None, "place_unknown"),
        ("某" * 100, None, "place_unknown"),
        ("朝阳区", None, "place_ambiguous"),
        ("朝阳", None, "place_ambiguous"),
        ("重庆市江津区", ("500116",), "place_rest"),
        ("江津区(几江街道)", ("500116",), "place_rest"),
        ("江津区自贡市", ("500116", "510300"), "place_joined"),
        ("江津区某自贡市", None, "place_unknown"),
        ("自贡市、自贡", ("510300",), "place_repeated"),
        ("待定", None, "pending"),
        ("=A1", None, "formula"),
    ],
)
def test_a_place_in_doubt_is_said(cell: Value, found: tuple[str, ...] | None, code: str) -> None:
    read = places(cell, GAZETTEER)
    assert read.value == found
    assert [problem.code for problem in read.said] == [code]


def test_an_empty_cell_names_no_place_and_no_fault() -> None:
    assert places(None, GAZETTEER).said == places("、", GAZETTEER).said == ()

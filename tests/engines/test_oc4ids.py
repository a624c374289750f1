"""Packages of OC4IDS: what is ours is read, what is not is said, by its path."""

import json
from datetime import date
from typing import Any

import pytest

from liandu.engines import oc4ids
from liandu.engines.tabular import RowDraft, Unreadable, World
from tests.engines.tabular.lists import GAZETTEER, WORLD


def read(*projects: Any) -> list[RowDraft]:
    """Return the drafts of a package with these projects."""
    return oc4ids.read(json.dumps({"projects": projects}).encode(), WORLD)


def paths(draft: RowDraft) -> dict[str, str]:
    """Return the remarks by path, without the notes."""
    return {p.column: p.code for p in draft.problems if p.severity != "note"}


BASE = {"id": "p1", "title": "成宜高铁"}
FULL = {
    **BASE,
    "description": "新建",
    "status": "maintenance",
    "sector": ["transport", "transport.rail"],
    "locations": [
        {"address": {"region": "四川省", "locality": "自贡市"}},
        {"gazetteer": {"scheme": "GB/T 2260", "identifiers": ["510500"]}},
        {"description": "自贡"},
        {},
    ],
    "budget": {"amount": {"amount": 14306000000.25, "currency": "CNY"}},
    "period": {"startDate": "2021-01-01T00:00:00Z", "endDate": "2025-12-31T00:00:00Z"},
    "parties": [
        {"name": "市发展改革委", "roles": ["publicAuthority", "funder"]},
        {"name": "铁路公司", "roles": ["procuringEntity", "buyer"]},
    ],
}


def test_a_full_project_is_read_to_the_fen() -> None:
    (draft,) = read(FULL)
    assert draft.verdict == "good"
    starts, ends = draft.values.pop("starts_on"), draft.values.pop("ends_on")
    assert (starts.first, ends.last) == (date(2021, 1, 1), date(2025, 12, 31))
    assert draft.values == {
        "number": "p1",
        "name": "成宜高铁",
        "content": "新建",
        "status": "completed",
        "field": "infrastructure",
        "places": ("510300", "510500"),
        "investment": 1_430_600_000_025,
        "lead_body": ("市发展改革委",),
        "owner": ("铁路公司",),
        "responsible_body": ("铁路公司",),
    }
    assert {p.code for p in draft.problems} == {"status_mapped", "party_by_role"}


def test_what_is_not_ours_is_left_out_with_a_doubt() -> None:
    (draft,) = read(
        {
            **BASE,
            "status": "dreaming",
            "sector": ["space"],
            "locations": [{"description": "Patcham"}],
            "budget": {"amount": {"amount": 40000000, "currency": "GBP"}},
        }
    )
    assert paths(draft) == {
        "projects[0].status": "status_unknown",
        "projects[0].sector[0]": "choice_unknown_kept_out",
        "projects[0].locations[0]": "place_left_out",
        "projects[0].budget.amount": "currency_kept",
    }
    assert draft.values == {"number": "p1", "name": "成宜高铁"}
    assert draft.texts["investment"] == "40000000 GBP"
    assert draft.verdict == "doubtful"


def test_a_wrong_shape_is_named_by_its_path() -> None:
    wrong, text = read(
        {
            "title": 5,
            "sector": "transport",
            "locations": ["自贡", {"address": [], "description": 1}],
            "budget": {"amount": {"amount": "5", "currency": "CNY"}},
            "period": {"startDate": 2021, "endDate": "2025-02-30"},
            "parties": [{"name": {}, "roles": ["publicAuthority", 1]}],
        },
        "text",
    )
    assert paths(wrong) == {
        "projects[0].id": "required",
        "projects[0].title": "required",
        "projects[0].sector": "shape_list",
        "projects[0].locations[0]": "shape_object",
        "projects[0].locations[1].address": "shape_object",
        "projects[0].locations[1].description": "shape_text",
        "projects[0].budget.amount.amount": "shape_number",
        "projects[0].period.startDate": "shape_text",
        "projects[0].period.endDate": "date_impossible",
        "projects[0].parties[0].name": "shape_text",
        "projects[0].parties[0].roles[1]": "shape_text",
    }
    assert str(wrong.problems[0]) == "projects[0].title should be a text."
    assert paths(text) == {"projects[1]": "shape_object"}
    assert text.verdict == "wrong"


def test_amounts_without_currency_or_below_nothing_are_refused() -> None:
    for value, code in (
        ({"amount": 5}, "money_unit_missing"),
        ({"amount": -5, "currency": "rmb"}, "money_negative"),
    ):
        (draft,) = read({**BASE, "budget": {"amount": value}})
        assert paths(draft) == {"projects[0].budget.amount.amount": code}


def test_an_end_before_the_start_and_a_number_twice_are_errors() -> None:
    turned = {**BASE, "period": {"startDate": "2025-01-01", "endDate": "2021-01-01"}}
    first, second = read(turned, {"id": "p1", "title": "", "status": "implementation"})
    assert second.values["status"] == "implementation"
    assert paths(first)["projects[0].period.endDate"] == "end_before_start"
    assert "number_repeated" in paths(first).values()
    assert {p.code for p in second.problems} == {"required", "number_repeated"}


def test_the_vocabulary_of_the_caller_knows_further_sectors() -> None:
    data = json.dumps({"projects": [{**BASE, "sector": ["economy", "ecology"]}]}).encode()
    assert oc4ids.read(data, WORLD)[0].values["field"] == "ecology"
    bare = oc4ids.read(data, World(gazetteer=GAZETTEER, vocabularies={}))[0]
    assert "field" not in bare.values


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "not_json"),
        (b"", "not_json"),
        (b'{"projects": [{"id": NaN}]}', "not_json"),
        (b'"\xff\xff"', "encoding"),
        (b"[" * 200_000, "too_deep"),
        (b"[]", "no_projects"),
        (b'{"projects": {}}', "no_projects"),
        (b'{"projects": [' + b"1," * 200_000 + b"1]}", "too_many_rows"),
        (b" " * (20 * 1024 * 1024 + 1), "too_large"),
    ],
    ids=range(9),
)
def test_a_file_that_is_no_package_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        oc4ids.read(data, WORLD)
    assert caught.value.problem.code == code

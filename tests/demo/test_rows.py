"""The demo's list agrees with what was published, and never changes."""

from collections import Counter

import pytest

from liandu.demo.rows import EIGHT, INVOLVED, NAMED, PARK, PUBLISHED, TENTH, rows


@pytest.mark.parametrize(("field", "count", "total", "plan"), PUBLISHED)
def test_counts_and_sums_of_each_field_are_the_published_ones(
    field: str, count: int, total: int, plan: int
) -> None:
    found = [row for row in rows() if row.field == field]
    assert len(found) == count
    assert sum(row.investment_fen for row in found) == total * TENTH
    assert sum(row.year_plan_fen for row in found) == plan * TENTH


def test_it_holds_248_projects_of_which_63_touch_the_eight() -> None:
    found = rows()
    assert len(found) == 248
    assert sum(any(place in EIGHT for place in row.places) for row in found) == INVOLVED


def test_public_projects_stand_under_their_names_and_all_others_are_samples() -> None:
    real = {row.name for row in rows() if not row.is_sample}
    assert real == {row[0] for row in (*NAMED, PARK)}


def test_names_and_numbers_are_not_doubled_and_dates_are_in_order() -> None:
    found = rows()
    assert max(Counter(row.name for row in found).values()) == 1
    assert max(Counter(row.number for row in found).values()) == 1
    assert all(row.starts_on < row.ends_on and row.investment_fen > 0 for row in found)


def test_every_load_gives_the_same_list() -> None:
    assert rows() == rows()

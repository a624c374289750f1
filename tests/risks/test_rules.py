"""When a check falls due, in plain Python."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.risks.rules import Frequency, asked_on, next_check

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("frequency", "due"),
    [
        ("week", date(2026, 2, 7)), ("month", date(2026, 2, 28)), ("quarter", date(2026, 4, 30)),
        ("half_year", date(2026, 7, 31)), ("year", date(2027, 1, 31)),
    ],
)  # fmt: skip
def test_a_month_is_a_month_and_not_thirty_days(frequency: str, due: date) -> None:
    assert next_check(date(2026, 1, 31), frequency) == due


@given(DAYS, st.sampled_from(list(Frequency)))
def test_the_next_check_is_always_later(day: date, frequency: str) -> None:
    assert next_check(day, frequency) > day


@given(DAYS, DAYS)
def test_what_fell_due_before_the_link_began_is_asked_for_when_it_begins(
    due: date, began: date
) -> None:
    found = asked_on("in_force", due, is_under_way=True, began_on=began)
    assert found == (max(due, began))


def test_nothing_is_asked_where_nothing_is_under_way() -> None:
    day = date(2026, 1, 31)
    assert asked_on("in_force", day, is_under_way=False, began_on=day) is None
    assert asked_on("set_aside", day, is_under_way=True, began_on=day) is None
    assert asked_on("in_force", day, is_under_way=True, began_on=None) == day

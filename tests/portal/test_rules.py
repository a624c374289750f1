"""Heaps of a desk and stretches of days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.figures.rules import Period, Span, key_of
from liandu.inspections.rules import InspectionState
from liandu.portal.rules import (
    DeskItem,
    Pile,
    monday_of,
    pile_of,
    piled,
    planned_by,
)

FRIDAY = datetime(2026, 6, 12, 10, tzinfo=UTC)
TODAY = date(2026, 5, 20)


def item(due_at: datetime | None, title: str = "") -> DeskItem:
    return DeskItem(title, "", "", "", "", "", "", "a", due_at)


@pytest.mark.parametrize(
    ("hours", "pile"),
    [
        (-1, Pile.OVERDUE), (0, Pile.TODAY), (13, Pile.TODAY), (14, Pile.SOON),
        (24 * 9 + 13, Pile.SOON), (24 * 9 + 14, Pile.LATER),
    ],
)  # fmt: skip
def test_soon_lasts_until_the_end_of_next_week(hours: int, pile: Pile) -> None:
    assert pile_of(FRIDAY + timedelta(hours=hours), FRIDAY, UTC) == pile


def test_what_has_no_date_is_apart() -> None:
    assert pile_of(None, FRIDAY, UTC) == Pile.UNDATED


def test_today_is_told_by_the_clock_of_the_place() -> None:
    shanghai = datetime.fromisoformat("2026-06-12T23:30:00+08:00")
    assert pile_of(shanghai, FRIDAY, shanghai.tzinfo or UTC) == Pile.TODAY
    assert pile_of(shanghai + timedelta(hours=1), FRIDAY, shanghai.tzinfo or UTC) == Pile.SOON


def test_heaps_come_most_pressing_first_each_by_date_and_empty_ones_not_at_all() -> None:
    days = {"b": 2, "a": 1, "late": -1}
    items = [item(FRIDAY + timedelta(days=n), name) for name, n in days.items()]
    found = [(pile, [one.title for one in heap]) for pile, heap in piled(
        [item(None, "whenever"), *items], FRIDAY, UTC
    )]  # fmt: skip
    assert found == [
        (Pile.OVERDUE, ["late"]), (Pile.SOON, ["a", "b"]), (Pile.UNDATED, ["whenever"]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "day"),
    [
        (InspectionState.DRAFT, date(2026, 1, 1)), (InspectionState.NOTIFIED, date(2026, 1, 1)),
        (InspectionState.ON_SITE, date(2026, 1, 3)), (InspectionState.ISSUED, None),
    ],
)  # fmt: skip
def test_a_plan_sets_the_day_until_the_visit_is_over(state: str, day: date | None) -> None:
    assert planned_by(state, date(2026, 1, 1), date(2026, 1, 3)) == day


def test_a_week_begins_on_monday() -> None:
    assert {monday_of(date(2026, 6, 8) + timedelta(days=n)) for n in range(7)} == {
        date(2026, 6, 8)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "since", "until", "span"),
    [
        ("2026", "2026-01-01", "2026-12-31", Span.YEAR),
        ("2026-Q1", "2026-01-01", "2026-03-31", Span.QUARTER),
        ("2026-Q4", "2026-10-01", "2026-12-31", Span.QUARTER),
        ("2028-02", "2028-02-01", "2028-02-29", Span.MONTH),
        ("2026-12", "2026-12-01", "2026-12-31", Span.MONTH),
        ("2026-01-15_2026-03-02", "2026-01-15", "2026-03-02", Span.CUSTOM),
        ("2026-03-02_2026-01-15", "2026-01-15", "2026-03-02", Span.CUSTOM),
    ],
)
def test_a_key_names_a_period(key: str, since: str, until: str, span: Span) -> None:
    period = Period.read(key, TODAY)
    assert (f"{period.since}", f"{period.until}", period.span) == (since, until, span)


@pytest.mark.parametrize(
    "key", ["", "x", "²", "0000", "1899", "2200", "1899-12-31_2026-01-01", "2026-01-01_2200-01-01"]
)
def test_what_names_no_period_means_this_year(key: str) -> None:
    assert Period.read(key, TODAY) == Period.read("2026", TODAY)


@pytest.mark.parametrize("key", ["2025-Q5", "2025-13", "2025-1", "2025-2025"])
def test_what_names_no_part_means_the_year(key: str) -> None:
    assert Period.read(key, TODAY) == Period.read("2025", TODAY)


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("2026", "2025", "2027"), ("2026-Q1", "2025-Q4", "2026-Q2"),
        ("2026-12", "2026-11", "2027-01"), ("1900", "", "1901"), ("2199-12", "2199-11", ""),
        ("2026-01-11_2026-01-20", "2026-01-01_2026-01-10", "2026-01-21_2026-01-30"),
        ("1900-01-05_1900-12-31", "", "1901-01-01_1901-12-27"),
    ],
)  # fmt: skip
def test_the_period_beside_is_as_long(key: str, before: str, after: str) -> None:
    period = Period.read(key, TODAY)
    assert (period.previous, period.next) == (before, after)


def test_another_length_stays_with_today_or_else_with_the_first_day() -> None:
    assert Period.read("2026", TODAY).as_span(Span.MONTH, TODAY) == "2026-05"
    assert Period.read("2025", TODAY).as_span(Span.QUARTER, TODAY) == "2025-Q1"
    assert Period.read("2025-11", TODAY).as_span(Span.YEAR, TODAY) == "2025"


@given(st.dates(date(1902, 1, 1), date(2198, 1, 1)), st.sampled_from([*Span][:3]))
def test_every_day_lies_in_the_period_named_after_it_and_neighbours_touch(
    day: date, span: Span
) -> None:
    period = Period.read(key_of(span, day), TODAY)
    assert period.since <= day <= period.until
    assert period.span == span
    after = Period.read(period.next, TODAY)
    assert after.since == period.until + timedelta(days=1)
    assert Period.read(after.previous, TODAY) == period

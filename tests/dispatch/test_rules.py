"""Weeks, hours, and how a line stands."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.dispatch.rules import (
    SHEET,
    Hour,
    Line,
    SheetState,
    Standing,
    fileable,
    key_of,
    lacking,
    read_key,
    standing,
    week_of,
)
from liandu.kernel.deadlines import Unit, WorkCalendar
from liandu.kernel.errors import WrongState

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 16)
TODAY = date(2026, 11, 18)


@given(st.dates(date(1902, 1, 1), date(2198, 1, 1)))
def test_a_week_is_named_by_its_monday_and_read_back(day: date) -> None:
    week = week_of(day)
    assert week.weekday() == 0
    assert 0 <= (day - week).days < 7
    assert read_key(key_of(week)) == week


@pytest.mark.parametrize(
    "key", ["", "2026", "2026-W54", "2025-W53", "0000-W01", "２０２６-W01", "2026-W1"]
)
def test_what_is_no_week_is_none(key: str) -> None:
    assert read_key(key) is None


def test_sheets_are_filed_for_this_week_and_the_last() -> None:
    assert fileable(TODAY) == (MONDAY, MONDAY - timedelta(days=7))


@pytest.mark.parametrize(
    ("amount", "unit", "hour", "expected"),
    [
        (4, Unit.DAY, 17, "2026-11-19T17:00:00"),
        (4, Unit.WORKING_DAY, 17, "2026-11-20T17:00:00"),
        (5, Unit.DAY, 24, "2026-11-20T23:59:59"),
        (1, Unit.DAY, 9, "2026-11-16T09:00:00"),
    ],
)
def test_the_hour_of_a_week_is_counted_from_monday_and_working_days_skip_holidays(
    amount: int, unit: Unit, hour: int, expected: str
) -> None:
    calendar = WorkCalendar(holidays=frozenset({date(2026, 11, 17)}))
    found = Hour(amount, unit, hour).of(MONDAY, calendar, ZONE)
    assert found == datetime.fromisoformat(expected).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("due", "settled", "outcome", "expected"),
    [
        (0, None, "", Standing.OPEN), (-1, None, "", Standing.OVERDUE),
        (-1, -1, "kept", Standing.KEPT), (-1, 0, "kept", Standing.KEPT_LATE),
        (-1, 0, "released", Standing.RELEASED),
    ],
)  # fmt: skip
def test_a_line_is_overdue_by_its_day_and_once_late_never_green(
    due: int, settled: int | None, outcome: str, expected: Standing
) -> None:
    def day(ahead: int) -> date:
        return TODAY + timedelta(days=ahead)

    settled_on = None if settled is None else day(settled)
    assert standing(day(due), settled_on, outcome, TODAY) == expected


@pytest.mark.parametrize(
    ("line", "lacks"),
    [
        (Line("promise", "补报", TODAY, 1), ""), (Line("promise", "补报", TODAY, None, "总工"), ""),
        (Line("promise", " ", TODAY, 1), "text"), (Line("promise", "补报", TODAY), "owner_body"),
        (Line("promise", "补报", None, 1), "due_on"),
        (Line("promise", "补报", MONDAY - timedelta(days=1), 1), "due_on"),
    ],
)  # fmt: skip
def test_a_line_needs_words_an_owner_and_a_day_that_is_not_before_its_week(
    line: Line, lacks: str
) -> None:
    assert line.lacks(MONDAY) == lacks
    assert lacking([Line("promise", "好", TODAY, 1), line], MONDAY) == lacks


def test_what_was_discussed_is_filed_no_more() -> None:
    assert SHEET.after("file", SheetState.OPEN) == SHEET.after("file", SheetState.FILED) == "filed"
    for step in SHEET.steps:
        with pytest.raises(WrongState):
            SHEET.after(step, SheetState.DISCUSSED)

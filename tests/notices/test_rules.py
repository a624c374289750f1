"""When somebody is reminded, and how long failed work waits: plain functions of the moment."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.notices.rules import (
    LONGEST_WAIT,
    MINUTE,
    Reminding,
    Step,
    backoff,
    next_time,
    reminding,
)

ZONE = ZoneInfo("Asia/Shanghai")
DUE = datetime(2026, 6, 10, 23, 59, 59, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("days_before", "expected"),
    [
        (8, None),
        (7, Reminding(Step.SOON, "7")),
        (5, Reminding(Step.SOON, "7")),
        (3, Reminding(Step.SOON, "3")),
        (1, Reminding(Step.SOON, "3")),
        (0, Reminding(Step.TODAY, "0")),
        (-1, Reminding(Step.OVERDUE, "late-0")),
        (-6, Reminding(Step.OVERDUE, "late-0")),
        (-7, Reminding(Step.OVERDUE, "late-7")),
        (-15, Reminding(Step.OVERDUE, "late-14")),
    ],
)
def test_a_day_that_no_job_ran_on_is_made_up_the_next_day_with_the_same_mark(
    days_before: int, expected: Reminding | None
) -> None:
    now = datetime(2026, 6, 10, 8, tzinfo=ZONE) - timedelta(days=days_before)
    assert reminding(DUE, now, (7, 3, 0), 7, ZONE) == expected


def test_a_term_of_hours_is_overdue_on_its_very_day() -> None:
    due = datetime(2026, 6, 10, 17, tzinfo=ZONE)
    assert reminding(due, due, (0,), 7, ZONE) == Reminding(Step.TODAY, "0")
    later = due + timedelta(minutes=1)
    assert reminding(due, later, (0,), 7, ZONE) == Reminding(Step.OVERDUE, "late-0")


@given(st.integers(-60 * 24 * 40, 60 * 24 * 40), st.integers(1, 60 * 24))
def test_what_was_due_before_stays_the_same_or_moves_on_but_never_back(
    minutes: int, more: int
) -> None:
    order = ["7", "3", "0", *(f"late-{n}" for n in range(0, 70, 7))]
    now = DUE + timedelta(minutes=minutes)
    first = reminding(DUE, now, (7, 3, 0), 7, ZONE)
    second = reminding(DUE, now + timedelta(minutes=more), (7, 3, 0), 7, ZONE)
    if first is not None:
        assert second is not None
        assert order.index(second.mark) >= order.index(first.mark)


def test_failed_work_waits_twice_as_long_each_time_up_to_six_hours() -> None:
    assert [backoff(n) / MINUTE for n in (0, 1, 2, 3, 4)] == [1, 1, 2, 4, 8]
    assert backoff(10) == LONGEST_WAIT == backoff(10_000)


def test_jobs_come_on_the_full_hour_however_many_were_missed() -> None:
    now = datetime(2026, 6, 10, 8, 20, 5, tzinfo=UTC)
    assert next_time(now, timedelta(hours=1)) == datetime(2026, 6, 10, 9, tzinfo=UTC)
    assert next_time(now.replace(minute=0, second=0), timedelta(hours=1)).hour == 9

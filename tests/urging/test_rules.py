"""The ladder from dates alone: whatever has run, it only ever rises."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.kernel.deadlines import Unit, WorkCalendar
from liandu.urging.rules import (
    ORDER,
    UNITS,
    Level,
    Rung,
    is_in_order,
    is_to_rise,
    level_on,
    rank,
)

PLAIN = WorkCalendar()
FRIDAY = date(2026, 11, 20)

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
calendars = st.builds(
    WorkCalendar, st.frozensets(days, max_size=20), st.frozensets(days, max_size=20)
)
rungs = st.lists(
    st.builds(
        Rung, st.sampled_from(ORDER).map(str), st.integers(-60, 60),
        st.sampled_from(UNITS).map(str),
    ),
    max_size=7, unique_by=lambda rung: rung.level,
)  # fmt: skip


@given(days, st.integers(-90, 200), st.integers(0, 200), rungs, calendars)
def test_a_duty_never_falls_a_level_as_days_go_by(
    due: date, start: int, later: int, steps: list[Rung], calendar: WorkCalendar
) -> None:
    first, second = due + timedelta(days=start), due + timedelta(days=start + later)
    before = level_on(first, due, steps, calendar)
    assert rank(before) <= rank(level_on(second, due, steps, calendar))


@given(days, st.lists(st.integers(-90, 200), min_size=1), rungs, calendars)
def test_a_missed_run_loses_nothing(
    due: date, runs: list[int], steps: list[Rung], calendar: WorkCalendar
) -> None:
    """Whoever looked on whichever days before, the level is that of the last look alone."""
    held = -1
    for run in sorted(runs):
        held = max(held, rank(level_on(due + timedelta(days=run), due, steps, calendar)))
    assert held == rank(level_on(due + timedelta(days=max(runs)), due, steps, calendar))


@pytest.mark.parametrize(
    ("rung", "day"),
    [
        (Rung("blue", -3, Unit.DAY), date(2026, 11, 17)),
        (Rung("blue", -3, Unit.WORKING_DAY), date(2026, 11, 17)),
        (Rung("blue", -5, Unit.WORKING_DAY), date(2026, 11, 13)),
        (Rung("yellow", 0, Unit.WORKING_DAY), FRIDAY),
        (Rung("yellow", 1, Unit.DAY), date(2026, 11, 21)),
        (Rung("yellow", 1, Unit.WORKING_DAY), date(2026, 11, 23)),
        (Rung("red", 1, Unit.MONTH), date(2026, 12, 20)),
        (Rung("red", -1, Unit.MONTH), date(2026, 10, 20)),
    ],
)
def test_each_step_is_counted_in_its_own_unit(rung: Rung, day: date) -> None:
    assert rung.day(FRIDAY, PLAIN) == day
    assert level_on(day, FRIDAY, [rung], PLAIN) == rung.level
    assert not level_on(day - timedelta(days=1), FRIDAY, [rung], PLAIN)


def test_the_highest_that_was_reached_counts() -> None:
    steps = [Rung("red", 3), Rung("yellow", 1), Rung("blue", -3)]
    assert level_on(FRIDAY + timedelta(days=3), FRIDAY, steps, PLAIN) == Level.RED
    assert level_on(FRIDAY + timedelta(days=2), FRIDAY, steps, PLAIN) == Level.YELLOW
    assert not level_on(FRIDAY - timedelta(days=4), FRIDAY, steps, PLAIN)


def test_a_promised_day_holds_a_ticket_until_it_is_past() -> None:
    assert is_to_rise("blue", "red", None, FRIDAY)
    assert not is_to_rise("red", "red", None, FRIDAY)
    assert not is_to_rise("blue", "red", FRIDAY, FRIDAY)
    assert is_to_rise("blue", "red", FRIDAY - timedelta(days=1), FRIDAY)


def test_a_higher_level_does_not_come_earlier() -> None:
    assert is_in_order([Rung("blue", -3), Rung("yellow", 1), Rung("red", 1)])
    assert not is_in_order([Rung("blue", 2), Rung("yellow", 1)])
    assert is_in_order([Rung("blue", 2), Rung("yellow", 1, Unit.MONTH)])
    assert is_in_order([])


def test_the_order_is_that_of_the_ladder() -> None:
    assert [rank(level) for level in ("", *ORDER)] == list(range(-1, len(ORDER)))

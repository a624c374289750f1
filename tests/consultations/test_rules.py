"""When an opinion counts and who reads it: over every case there is."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from liandu.consultations.rules import (
    CONSULTATION,
    Question,
    is_over,
    may_give,
    may_read,
)

MOMENTS = st.datetimes(timezones=st.just(UTC)).filter(lambda at: 1900 < at.year < 2100)


@given(MOMENTS, st.integers(-1000, 1000), st.booleans())
def test_after_the_end_only_who_was_missing_speaks(
    due: datetime, minutes: int, has_given: bool
) -> None:
    now = due + timedelta(minutes=minutes)
    assert may_give(now, due, has_given=has_given) == (minutes <= 0 or not has_given)


@given(MOMENTS, st.integers(-1000, 1000), st.integers(0, 9))
def test_it_is_over_with_the_last_opinion_or_with_its_day(
    due: datetime, minutes: int, missing: int
) -> None:
    now = due + timedelta(minutes=minutes)
    assert is_over(now, due, missing) == (minutes > 0 or missing == 0)


@given(st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_nobody_who_is_asked_reads_others_before_they_spoke_or_it_is_over(
    is_own: bool, asks: bool, has_given: bool, ended: bool
) -> None:
    reads = may_read(is_own=is_own, asks=asks, has_given=has_given, is_over=ended)
    if not (is_own or asks):
        assert reads == (has_given or ended)
    else:
        assert reads


@given(st.sets(st.integers(1, 6)), st.sets(st.integers(1, 6)), st.integers(-3, 3))
def test_a_question_goes_to_other_members_and_has_days_to_come(
    asked: set[int], others: set[int], days: int
) -> None:
    today = date(2026, 11, 18)
    faults = Question("a", "b", "c", today + timedelta(days), tuple(asked)).faults(
        today, frozenset(others)
    )
    assert ("asked" in faults) == (not asked or not asked <= others)
    assert ("due_on" in faults) == (days <= 0)


def test_nothing_follows_once_it_was_withdrawn_and_only_a_meeting_once_it_was_summed_up() -> None:
    after = {state: {step.name for step in CONSULTATION.open_from(state)}
             for state in ("summed_up", "withdrawn")}  # fmt: skip
    assert after == {"summed_up": {"table"}, "withdrawn": set()}

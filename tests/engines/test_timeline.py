"""Days on a frame: where they lie, in which lane, and which come too close to each other."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.engines.timeline import DAY, Frame, Span, Stretch, lanes, near

DAYS = st.dates(date(2023, 1, 1), date(2024, 12, 31))
STRETCHES = st.lists(
    st.builds(lambda first, days: (first, first + timedelta(days)), DAYS, st.integers(0, 40)),
    max_size=30,
).map(lambda found: [Stretch(n, *days) for n, days in enumerate(found)])


@pytest.mark.parametrize(
    ("span", "begin", "last", "width"),
    [
        (Span.MONTH, date(2024, 2, 1), date(2024, 2, 29), 29),
        (Span.QUARTER, date(2024, 1, 1), date(2024, 3, 31), 13),
        (Span.YEAR, date(2024, 1, 1), date(2024, 12, 31), 12),
    ],
)
def test_a_frame_is_cut_into_days_weeks_or_months(
    span: Span, begin: date, last: date, width: int
) -> None:
    frame = Frame.around(span, date(2024, 2, 14))
    assert (frame.begin, frame.last, frame.width) == (begin, last, width)
    assert frame.units[0] == begin
    assert Frame.around(span, frame.before).last < frame.last
    assert Frame.around(span, frame.after).first == frame.after


def test_a_quarter_begins_with_a_monday_and_may_show_days_of_the_one_before() -> None:
    frame = Frame.around(Span.QUARTER, date(2023, 5, 1))
    assert (frame.begin, frame.first, frame.last) == (
        date(2023, 3, 27), date(2023, 4, 1), date(2023, 7, 2),
    )  # fmt: skip
    assert (frame.before, frame.after) == (date(2023, 3, 31), date(2023, 7, 1))


def test_a_day_lies_within_its_unit_and_what_is_outside_at_the_edge() -> None:
    frame = Frame.around(Span.YEAR, date(2023, 6, 1))
    assert frame.at(date(2023, 2, 15)) == 1.5
    assert (frame.at(date(2022, 1, 1)), frame.at(date(2024, 1, 1))) == (0, 12)
    assert frame.shows(date(2023, 12, 31))
    assert not frame.shows(date(2024, 1, 1))


@given(st.sampled_from(Span), DAYS, DAYS)
def test_later_days_lie_further_right(span: Span, about: date, day: date) -> None:
    frame = Frame.around(span, about)
    assert frame.shows(about)
    assert frame.at(day) <= frame.at(day + DAY)
    assert (frame.at(day) < frame.at(day + DAY)) == frame.shows(day)
    assert frame.holds(Stretch(1, day, day)) == frame.shows(day)


@given(STRETCHES)
def test_lanes_hold_each_stretch_once_without_overlap_and_no_more_than_needed(
    stretches: list[Stretch],
) -> None:
    found = lanes(stretches)
    assert sorted(one.key for lane in found for one in lane) == [one.key for one in stretches]  # type: ignore[type-var]
    assert all(a.last < b.first for lane in found for a, b in pairwise(lane))
    at_once = [sum(b.first <= a.first <= b.last for b in stretches) for a in stretches]
    assert len(found) == max(at_once, default=0)


@given(STRETCHES, st.integers(0, 100))
def test_near_are_those_with_another_within_so_many_days(
    stretches: list[Stretch], days: int
) -> None:
    def is_near(one: Stretch) -> bool:
        return any(
            other is not one
            and (other.first - one.last).days <= days
            and (one.first - other.last).days <= days
            for other in stretches
        )

    assert near(stretches, days) == {one.key for one in stretches if is_near(one)}

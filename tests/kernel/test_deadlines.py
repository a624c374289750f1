"""Terms: when they end and how far off that is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.kernel.deadlines import (
    Due,
    Lateness,
    Standing,
    Unit,
    WorkCalendar,
    days_left,
    due,
    end_of,
    lateness,
    months_after,
)

CHENGDU = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")

# The days off and the weekends worked in exchange around the first of October 2024.
AUTUMN = WorkCalendar(
    holidays=frozenset(date(2024, 10, day) for day in range(1, 8)),
    makeup_days=frozenset({date(2024, 9, 29), date(2024, 10, 12)}),
    announced=frozenset({2024}),
)

days = st.dates(date(1990, 1, 1), date(2090, 12, 31))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
calendars = st.builds(
    WorkCalendar,
    st.frozensets(st.dates(date(2024, 1, 1), date(2024, 12, 31))),
    st.frozensets(st.dates(date(2024, 1, 1), date(2024, 12, 31))),
    st.just(frozenset({2024})),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHENGDU)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        ("2024-09-27 09:00", 2, Unit.WORKING_DAY, "2024-09-30 23:59:59"),
        ("2024-09-30 09:00", 5, Unit.WORKING_DAY, "2024-10-12 23:59:59"),
        ("2024-10-03 09:00", 1, Unit.WORKING_DAY, "2024-10-08 23:59:59"),
        ("2024-10-03 09:00", 0, Unit.WORKING_DAY, "2024-10-03 23:59:59"),
        ("2024-01-31 18:00", 1, Unit.MONTH, "2024-02-29 23:59:59"),
        ("2023-01-31 18:00", 1, Unit.MONTH, "2023-02-28 23:59:59"),
        ("2024-11-30 18:00", 3, Unit.MONTH, "2025-02-28 23:59:59"),
        ("2024-12-15 18:00", 12, Unit.MONTH, "2025-12-15 23:59:59"),
        ("2024-03-15 00:00", 90, Unit.DAY, "2024-06-13 23:59:59"),
        ("2024-03-15 00:00", 3, Unit.MONTH, "2024-06-15 23:59:59"),
        ("2024-03-15 23:59:59", 0, Unit.DAY, "2024-03-15 23:59:59"),
        ("2024-03-15 18:30", 24, Unit.HOUR, "2024-03-16 18:30"),
    ],
)
def test_a_term_ends_where_an_office_would_say(
    start: str, amount: int, unit: Unit, end: str
) -> None:
    assert due(at(start), amount, unit, AUTUMN, CHENGDU).at == at(end)


def test_the_day_of_the_event_is_that_of_the_node_not_of_the_clock() -> None:
    late_evening = datetime(2024, 3, 14, 17, 0, tzinfo=UTC)
    assert due(late_evening, 1, Unit.DAY, AUTUMN, CHENGDU).at == at("2024-03-16 23:59:59")
    assert due(late_evening, 1, Unit.DAY, AUTUMN, CHENGDU).at.tzinfo is CHENGDU


def test_an_hour_is_an_hour_where_clocks_change() -> None:
    before = datetime(2024, 3, 9, 12, 0, tzinfo=NEW_YORK)
    after = due(before, 24, Unit.HOUR, AUTUMN, NEW_YORK).at
    assert (after.astimezone(UTC) - before.astimezone(UTC)) == timedelta(hours=24)
    assert (after.hour, after.tzinfo) == (13, NEW_YORK)


@pytest.mark.parametrize(
    ("start", "amount", "unit", "provisional"),
    [
        ("2024-12-20 09:00", 5, Unit.WORKING_DAY, False),
        ("2024-12-20 09:00", 15, Unit.WORKING_DAY, True),
        ("2025-01-01 09:00", 1, Unit.WORKING_DAY, True),
        ("2025-01-01 09:00", 0, Unit.WORKING_DAY, False),
        ("2024-12-20 09:00", 30, Unit.DAY, False),
        ("2024-12-20 09:00", 1, Unit.MONTH, False),
        ("2024-12-31 23:00", 5, Unit.HOUR, False),
    ],
)
def test_only_working_days_of_a_year_not_announced_are_provisional(
    start: str, amount: int, unit: Unit, provisional: bool
) -> None:
    assert due(at(start), amount, unit, AUTUMN, CHENGDU).is_provisional is provisional


@pytest.mark.parametrize(
    ("start", "amount"),
    [(datetime(2024, 1, 1), 1), (at("2024-01-01 00:00"), -1), (at("2024-01-01 00:00"), 10_001)],  # noqa: DTZ001
)
def test_what_is_no_term_is_refused(start: datetime, amount: int) -> None:
    with pytest.raises(ValueError, match="no term"):
        due(start, amount, Unit.DAY, AUTUMN, CHENGDU)


@given(moments, st.integers(0, 400), st.sampled_from(Unit), calendars)
def test_terms_never_end_before_they_begin_and_longer_ones_never_sooner(
    start: datetime, amount: int, unit: Unit, calendar: WorkCalendar
) -> None:
    first = due(start, amount, unit, calendar, CHENGDU)
    assert first.at >= start.replace(microsecond=0)
    assert due(start, amount + 1, unit, calendar, CHENGDU).at > first.at


@given(moments, st.integers(1, 60), calendars)
def test_a_term_of_working_days_ends_on_one_with_just_so_many_between(
    start: datetime, amount: int, calendar: WorkCalendar
) -> None:
    first = start.astimezone(CHENGDU).date()
    last = due(start, amount, Unit.WORKING_DAY, calendar, CHENGDU).at.date()
    assert calendar.is_working(last)
    assert calendar.between(first, last) == amount
    assert calendar.between(last, first) == -amount


@given(days, days, days, calendars)
def test_working_days_add_up(a: date, b: date, c: date, calendar: WorkCalendar) -> None:
    near = [
        day.replace(year=2024, month=1 + day.month % 3, day=min(day.day, 28)) for day in (a, b, c)
    ]
    a, b, c = near
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)


@given(days, st.integers(0, 600))
def test_months_keep_the_day_or_clamp_to_the_last(day: date, amount: int) -> None:
    later = months_after(day, amount)
    assert (later.year - day.year) * 12 + later.month - day.month == amount
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


@pytest.mark.parametrize(
    ("now", "unit", "badge"),
    [
        ("2024-09-20 10:00", Unit.DAY, Lateness(Standing.LEFT, 18, Unit.DAY)),
        ("2024-09-20 10:00", Unit.MONTH, Lateness(Standing.LEFT, 18, Unit.DAY)),
        ("2024-09-20 10:00", Unit.WORKING_DAY, Lateness(Standing.LEFT, 8, Unit.WORKING_DAY)),
        ("2024-10-04 10:00", Unit.DAY, Lateness(Standing.LEFT, 4, Unit.DAY)),
        ("2024-10-05 10:00", Unit.DAY, Lateness(Standing.SOON, 3, Unit.DAY)),
        ("2024-09-28 10:00", Unit.WORKING_DAY, Lateness(Standing.SOON, 3, Unit.WORKING_DAY)),
        ("2024-10-08 00:00", Unit.DAY, Lateness(Standing.TODAY, 0, Unit.DAY)),
        ("2024-10-08 23:59:59.9", Unit.DAY, Lateness(Standing.TODAY, 0, Unit.DAY)),
        ("2024-10-08 10:00", Unit.WORKING_DAY, Lateness(Standing.TODAY, 0, Unit.WORKING_DAY)),
        ("2024-10-09 00:00", Unit.DAY, Lateness(Standing.OVERDUE, 1, Unit.DAY)),
        ("2024-10-13 10:00", Unit.WORKING_DAY, Lateness(Standing.OVERDUE, 5, Unit.DAY)),
        ("2024-10-13 10:00", Unit.MONTH, Lateness(Standing.OVERDUE, 5, Unit.DAY)),
    ],
)
def test_a_badge_says_what_a_person_would_count(now: str, unit: Unit, badge: Lateness) -> None:
    assert lateness(at("2024-10-08 23:59:59"), at(now), unit, AUTUMN, CHENGDU) == badge


@pytest.mark.parametrize(
    ("now", "standing", "count"),
    [
        ("2024-10-01 12:00", Standing.LEFT, 168),
        ("2024-10-07 12:00", Standing.SOON, 24),
        ("2024-10-08 10:30", Standing.TODAY, 2),
        ("2024-10-08 12:00", Standing.TODAY, 0),
        ("2024-10-08 12:00:01", Standing.OVERDUE, 1),
        ("2024-10-09 13:00", Standing.OVERDUE, 25),
    ],
)
def test_a_term_of_hours_is_told_in_hours(now: str, standing: Standing, count: int) -> None:
    badge = lateness(at("2024-10-08 12:00"), at(now), Unit.HOUR, AUTUMN, CHENGDU)
    assert badge == Lateness(standing, count, Unit.HOUR)


@given(moments, moments, st.sampled_from(Unit))
def test_a_badge_never_counts_below_zero(end: datetime, now: datetime, unit: Unit) -> None:
    now = end + (now - end) / 400
    badge = lateness(end, now, unit, AUTUMN, CHENGDU)
    assert badge.count >= 0
    if badge.standing is Standing.OVERDUE:
        assert badge.count > 0
        assert now > end


def test_days_left_are_told_in_the_unit_of_the_term() -> None:
    end, now = at("2024-10-08 23:59:59"), at("2024-09-30 08:00")
    assert days_left(end, now, Unit.DAY, AUTUMN, CHENGDU) == 8
    assert days_left(end, now, Unit.WORKING_DAY, AUTUMN, CHENGDU) == 1
    assert days_left(now, end, Unit.WORKING_DAY, AUTUMN, CHENGDU) == -1


def test_the_end_of_a_day_is_its_last_second_there() -> None:
    assert Due(end_of(date(2024, 1, 1), CHENGDU)) == Due(at("2024-01-01 23:59:59"))

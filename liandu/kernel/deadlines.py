"""When a term ends, and how far off that is. The caller says what time it is, and where.

"90 days is not 3 months": a term is counted in one of four units, and none is turned into another.
The day of the event is not counted; a term of days or months lasts until the end of its last day.
"""

import calendar as almanac
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

# A term of more than this is a slip of the pen, and would take long to count.
LONGEST: Final = 10_000
SOON: Final = 3
FRIDAY: Final = 4
END_OF_DAY: Final = time(23, 59, 59)
DAY: Final = timedelta(days=1)


class Unit(StrEnum):
    """What a term is counted in."""

    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"
    HOUR = "hour"


class Standing(StrEnum):
    """How a term stands at some moment."""

    LEFT = "left"
    SOON = "soon"
    TODAY = "today"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days on which offices work: Monday to Friday, less holidays, plus make-up days.

    Holidays are announced year by year. A year not in ``announced`` is guessed from its weekdays.
    """

    holidays: frozenset[date] = frozenset()
    makeup_days: frozenset[date] = frozenset()
    announced: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        """Test whether offices work on ``day``."""
        return day in self.makeup_days or (day.weekday() <= FRIDAY and day not in self.holidays)

    def is_provisional(self, first: date, last: date) -> bool:
        """Test whether some year between the two days is not announced yet."""
        return not self.announced.issuperset(range(first.year, last.year + 1))

    def after(self, day: date, amount: int) -> date:
        """Return the ``amount``-th working day after ``day``; ``day`` itself for none."""
        while amount:
            day += DAY
            amount -= self.is_working(day)
        return day

    def between(self, first: date, last: date) -> int:
        """Count the working days after ``first`` up to ``last``; below zero if that is earlier."""
        if last < first:
            return -self.between(last, first)
        days = (first + DAY * ahead for ahead in range(1, (last - first).days + 1))
        return sum(map(self.is_working, days))


@dataclass(frozen=True, slots=True)
class Due:
    """The last moment of a term; provisional if it may move when holidays are announced."""

    at: datetime
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Lateness:
    """How a term stands, and by how many of ``unit``, never below zero: what a badge says."""

    standing: Standing
    count: int
    unit: Unit


def due(start: datetime, amount: int, unit: Unit, calendar: WorkCalendar, zone: tzinfo) -> Due:
    """Return when a term that ``start`` sets off ends in ``zone``.

    :raises ValueError: if ``start`` has no time zone, or ``amount`` is negative or absurd
    """
    if start.tzinfo is None or not 0 <= amount <= LONGEST:
        message = f"no term: {amount} {unit} from {start}"
        raise ValueError(message)
    if unit is Unit.HOUR:
        # Counted in UTC, so that an hour is an hour even where clocks change.
        return Due((start.astimezone(UTC) + timedelta(hours=amount)).astimezone(zone))
    first = start.astimezone(zone).date()
    last = _last_day(first, amount, unit, calendar)
    provisional = unit is Unit.WORKING_DAY and amount > 0 and calendar.is_provisional(first, last)
    return Due(end_of(last, zone), provisional)


def end_of(day: date, zone: tzinfo) -> datetime:
    """Return the last second of ``day`` in ``zone``."""
    return datetime.combine(day, END_OF_DAY, zone)


def months_after(day: date, amount: int) -> date:
    """Return the same day ``amount`` months on, or that month's last if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    longest = almanac.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, longest))


def days_left(at: datetime, now: datetime, unit: Unit, calendar: WorkCalendar, zone: tzinfo) -> int:
    """Count the days from today to the day of ``at``, working days if the term was set in them.

    Below zero if that day has passed.
    """
    today, last = now.astimezone(zone).date(), at.astimezone(zone).date()
    if unit is Unit.WORKING_DAY:
        return calendar.between(today, last)
    return (last - today).days


def lateness(
    at: datetime, now: datetime, unit: Unit, calendar: WorkCalendar, zone: tzinfo
) -> Lateness:
    """Return how a term that ends ``at`` stands ``now``.

    What is left is told in the unit of the term (months as days). What is overdue is told in plain
    days, as letters of reproach do; a term of hours is told in hours begun throughout.
    """
    days = days_left(at, now, Unit.DAY, calendar, zone)
    if unit is Unit.HOUR:
        count = -(-abs(at - now) // timedelta(hours=1))
        return Lateness(_standing(days, days, is_over=now > at), count, unit)
    counted = days_left(at, now, unit, calendar, zone)
    standing = _standing(days, counted, is_over=days < 0)
    if standing is Standing.OVERDUE:
        return Lateness(standing, -days, Unit.DAY)
    return Lateness(standing, counted, Unit.DAY if unit is Unit.MONTH else unit)


def _standing(days: int, counted: int, *, is_over: bool) -> Standing:
    """Return the name of how a term stands that has ``days`` left, ``counted`` of which count."""
    if is_over:
        return Standing.OVERDUE
    if days == 0:
        return Standing.TODAY
    return Standing.SOON if counted <= SOON else Standing.LEFT


def _last_day(first: date, amount: int, unit: Unit, calendar: WorkCalendar) -> date:
    """Return the day on which a term of days or months ends."""
    if unit is Unit.WORKING_DAY:
        return calendar.after(first, amount)
    if unit is Unit.MONTH:
        return months_after(first, amount)
    return first + DAY * amount

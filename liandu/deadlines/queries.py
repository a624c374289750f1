"""Reading time limits and the calendar. All of it is small, and read once per edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from liandu.deadlines.models import CalendarDay, CalendarEdition, CalendarYear, TimeLimit
from liandu.kernel.deadlines import Due, Unit, WorkCalendar, due
from liandu.kernel.models import one


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something may take."""

    code: str
    amount: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Edition:
    """The calendar and all limits, as they were at one edition."""

    calendar: WorkCalendar
    limits: Mapping[str, Limit]


def edition() -> Edition:
    """Return what is in force now: one short query, the rest is kept by this process."""
    return _read(CalendarEdition.objects.values_list("token", flat=True).get())


def calendar() -> WorkCalendar:
    """Return the calendar of working days. Ask once per page, not once per row."""
    return edition().calendar


def limit(code: str) -> Limit:
    """Return the time limit of that code.

    :raises KeyError: if there is none
    """
    return edition().limits[code]


def due_from(code: str, start: datetime) -> Due:
    """Return when the limit ``code`` ends that ``start`` sets off.

    :raises KeyError: if there is no such limit
    """
    now = edition()
    found = now.limits[code]
    zone = timezone.get_default_timezone()
    return due(start, found.amount, found.unit, now.calendar, zone)


def limits() -> QuerySet[TimeLimit]:
    """Return all limits in the order of the page."""
    return TimeLimit.objects.all()


def limit_row(code: str) -> TimeLimit:
    """Return one limit.

    :raises NotVisible: if there is none
    """
    return one(limits(), code, by="code")


def locked_limit(code: str) -> TimeLimit:
    """Return one limit, held until the transaction ends.

    :raises NotVisible: if there is none
    """
    return one(limits().select_for_update(), code, by="code")


def days_of(year: int) -> dict[date, CalendarDay]:
    """Return the days of a year that differ from their weekday."""
    return {day.date: day for day in CalendarDay.objects.filter(date__year=year)}


def years() -> dict[int, bool]:
    """Return the known years, and whether their holidays are announced."""
    return dict(CalendarYear.objects.values_list("year", "is_announced"))


@lru_cache(maxsize=4)
def _read(_token: UUID) -> Edition:
    days = dict(CalendarDay.objects.values_list("date", "is_working"))
    announced = CalendarYear.objects.filter(is_announced=True).values_list("year", flat=True)
    rows = TimeLimit.objects.values_list("code", "amount", "unit")
    return Edition(
        WorkCalendar(
            holidays=frozenset(day for day, works in days.items() if not works),
            makeup_days=frozenset(day for day, works in days.items() if works),
            announced=frozenset(announced),
        ),
        {code: Limit(code, amount, Unit(unit)) for code, amount, unit in rows},
    )

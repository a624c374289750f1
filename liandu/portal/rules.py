"""How a desk and a period are laid out, in plain Python."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any

from liandu.inspections.rules import OPEN_ITEMS, InspectionState
from liandu.kernel.deadlines import Lateness


@dataclass(frozen=True, slots=True)
class DeskItem:
    """One thing on a desk: what it is about, what is asked, how it stands, until when."""

    title: str
    context: str
    url: str
    icon: str
    kind: Any
    asked: Any
    state: Any
    light: str
    due_at: datetime | None = None
    stands: Lateness | None = None


class Pile(StrEnum):
    """The heaps a desk is sorted into, the most pressing first."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"
    UNDATED = "undated"


def pile_of(due_at: datetime | None, now: datetime, zone: tzinfo) -> Pile:
    """Return the heap for something due at ``due_at``; soon is this week and the next."""
    if due_at is None:
        return Pile.UNDATED
    if due_at < now:
        return Pile.OVERDUE
    today, day = now.astimezone(zone).date(), due_at.astimezone(zone).date()
    if day == today:
        return Pile.TODAY
    return Pile.SOON if day <= monday_of(today) + timedelta(days=13) else Pile.LATER


def piled(
    items: Iterable[DeskItem], now: datetime, zone: tzinfo
) -> Iterator[tuple[Pile, list[DeskItem]]]:
    """Yield the heaps that have something in them, each by its due dates."""
    heaps: dict[Pile, list[DeskItem]] = {pile: [] for pile in Pile}
    for item in items:
        heaps[pile_of(item.due_at, now, zone)].append(item)
    for pile, heap in heaps.items():
        if heap:
            yield pile, sorted(heap, key=lambda item: item.due_at or now)


BEFORE_VISIT = OPEN_ITEMS - {InspectionState.ON_SITE}


def planned_by(state: str, starts_on: date, ends_on: date) -> date | None:
    """Return the day an inspection in ``state`` is to be on with, or through with, by its plan."""
    if state in BEFORE_VISIT:
        return starts_on
    return ends_on if state == InspectionState.ON_SITE else None


def monday_of(day: date) -> date:
    """Return the Monday of the week that ``day`` falls in."""
    return day - timedelta(days=day.weekday())


YEARS = range(1900, 2200)
SEPARATOR = "_"


class Span(StrEnum):
    """What sort of stretch of days a period is."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends counted; its key is like 2026, 2026-Q2 or 2026-06.

    A stretch that is none of these has the two days as its key: 2026-01-15_2026-03-31.
    """

    key: str
    since: date
    until: date

    @classmethod
    def read(cls, key: str, today: date) -> "Period":
        """Return the period that ``key`` names; this year if it names none."""
        if days := _days(key):
            return cls.between(*days)
        year, _, part = key.partition("-")
        if not (year.isascii() and year.isdigit() and int(year) in YEARS):
            return cls.read(str(today.year), today)
        first, months = _months(part)
        if not months:
            return cls.read(year, today)
        since = date(int(year), first, 1)
        return cls(key if part else year, since, _end(since, months))

    @classmethod
    def between(cls, since: date, until: date) -> "Period":
        """Return the stretch from ``since`` to ``until``."""
        return cls(f"{since}{SEPARATOR}{until}", since, until)

    @property
    def span(self) -> Span:
        """Return what sort of stretch it is."""
        if SEPARATOR in self.key:
            return Span.CUSTOM
        _, _, part = self.key.partition("-")
        if not part:
            return Span.YEAR
        return Span.QUARTER if part.startswith("Q") else Span.MONTH

    @property
    def previous(self) -> str:
        """Return the key of the period before, as long as this one; nothing if out of reach."""
        return self._beside(self.since - timedelta(days=1), -1)

    @property
    def next(self) -> str:
        """Return the key of the period after, as long as this one; nothing if out of reach."""
        return self._beside(self.until + timedelta(days=1), 1)

    def as_span(self, span: Span, today: date) -> str:
        """Return the key of the ``span`` that today lies in, or this period's first day."""
        return key_of(span, today if self.since <= today <= self.until else self.since)

    def _beside(self, day: date, direction: int) -> str:
        far = day + (self.until - self.since) * direction
        if day.year not in YEARS or far.year not in YEARS:
            return ""
        if self.span is not Span.CUSTOM:
            return key_of(self.span, day)
        return Period.between(*sorted((day, far))).key


def key_of(span: Span, day: date) -> str:
    """Return the key of the year, quarter or month that ``day`` lies in."""
    if span is Span.YEAR:
        return str(day.year)
    if span is Span.QUARTER:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}-{day.month:02}"


def _days(key: str) -> tuple[date, date] | None:
    """Return the two days that ``key`` names, in order, or None if it names none."""
    first, _, last = key.partition(SEPARATOR)
    try:
        since, until = sorted((date.fromisoformat(first), date.fromisoformat(last)))
    except ValueError:
        return None
    return (since, until) if since.year in YEARS and until.year in YEARS else None


def _months(part: str) -> tuple[int, int]:
    """Return the first month and the number of months that ``part`` of a key names; 0 if none."""
    if not part:
        return 1, 12
    if part in {"Q1", "Q2", "Q3", "Q4"}:
        return int(part[1]) * 3 - 2, 3
    months: Mapping[str, int] = {f"{month:02}": month for month in range(1, 13)}
    return (months[part], 1) if part in months else (1, 0)


def _end(since: date, months: int) -> date:
    """Return the last day of ``months`` months that begin on ``since``."""
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    return date(year, month + 1, 1) - timedelta(days=1)

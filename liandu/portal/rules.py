"""How a desk and a period are laid out, in plain Python."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any


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
            yield pile, sorted(heap, key=lambda item: (item.due_at is None, item.due_at or now))


def monday_of(day: date) -> date:
    """Return the Monday of the week that ``day`` falls in."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends counted; its key is like 2026, 2026-Q2 or 2026-06."""

    key: str
    since: date
    until: date

    @classmethod
    def read(cls, key: str, today: date) -> "Period":
        """Return the period that ``key`` names; this year if it names none."""
        year, _, part = key.partition("-")
        if not (year.isascii() and year.isdigit() and date.min.year < int(year) < date.max.year):
            return cls.read(str(today.year), today)
        first, months = _months(part)
        if not months:
            return cls.read(year, today)
        since = date(int(year), first, 1)
        return cls(key if part else year, since, _end(since, months))

    @property
    def previous(self) -> str:
        """Return the key of the year, quarter or month before."""
        return self._beside(self.since - timedelta(days=1))

    @property
    def next(self) -> str:
        """Return the key of the year, quarter or month after."""
        return self._beside(self.until + timedelta(days=1))

    def _beside(self, day: date) -> str:
        _, _, part = self.key.partition("-")
        if not part:
            return str(day.year)
        if part.startswith("Q"):
            return f"{day.year}-Q{(day.month + 2) // 3}"
        return f"{day.year}-{day.month:02}"


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

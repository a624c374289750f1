"""How a desk is laid out, in plain Python."""

from collections.abc import Iterable, Iterator
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


class Heating(StrEnum):
    """What the map of links and jurisdictions counts."""

    FINDINGS = "findings"
    RISKS = "risks"

    @classmethod
    def read(cls, asked: str) -> "Heating":
        """Return what is asked for; findings if it is neither."""
        return cls.RISKS if asked == cls.RISKS else cls.FINDINGS

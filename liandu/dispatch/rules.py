"""Weeks, the life of a sheet, and how what was promised stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from liandu.kernel.deadlines import DAY, END_OF_DAY, Unit, WorkCalendar, due
from liandu.kernel.workflow import Step, Workflow
from liandu.orgs.rules import RoleCode

WEEK: Final = timedelta(days=7)
KEY: Final = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
NOON: Final = time(12)
HOURS: Final = 24
# Who files for the responsible side, and who sets up and runs dispatch for the body of the list.
FILERS: Final = (RoleCode.LIAISON, RoleCode.HEAD)
OFFICE: Final = (RoleCode.SECRETARIAT, RoleCode.HEAD)


class SheetState(StrEnum):
    """How far a sheet is; what nobody wrote in yet is open."""

    OPEN = "open"
    FILED = "filed"
    DISCUSSED = "discussed"


SHEET: Final = Workflow(
    "dispatch_sheet",
    SheetState.OPEN,
    # Filed again, it says what is so now; until the meeting has gone through it.
    Step("file", frozenset({SheetState.OPEN, SheetState.FILED}), SheetState.FILED),
    Step("discuss", frozenset({SheetState.OPEN, SheetState.FILED}), SheetState.DISCUSSED),
)


class ItemKind(StrEnum):
    """What a line of a sheet is."""

    OBSTACLE = "obstacle"
    PROMISE = "promise"
    DECISION = "decision"


# What the responsible side writes; decisions are the meeting's.
OF_FILER: Final = (ItemKind.OBSTACLE, ItemKind.PROMISE)


class ItemOutcome(StrEnum):
    """How a line ended."""

    KEPT = "kept"
    RELEASED = "released"


class Standing(StrEnum):
    """How a line stands: told by its dates, never kept."""

    OPEN = "open"
    OVERDUE = "overdue"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    RELEASED = "released"


def standing(due_on: date, settled_on: date | None, outcome: str, today: date) -> Standing:
    """Return how a line stands; what was kept late stays told from what was kept in time."""
    if settled_on is None:
        return Standing.OVERDUE if due_on < today else Standing.OPEN
    if outcome == ItemOutcome.RELEASED:
        return Standing.RELEASED
    return Standing.KEPT_LATE if due_on < settled_on else Standing.KEPT


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is entered: what, whose, until when."""

    kind: str
    text: str
    due_on: date | None
    owner_body_id: int | None = None
    owner_post: str = ""

    def lacks(self, week: date) -> str:
        """Return the name of the first field without which the line cannot stand, or nothing."""
        if not self.text.strip():
            return "text"
        if self.owner_body_id is None and not self.owner_post.strip():
            return "owner_body"
        return "due_on" if self.due_on is None or self.due_on < week else ""


def lacking(lines: Sequence[Line], week: date) -> str:
    """Return what the first line that cannot stand lacks, or nothing."""
    return next((lack for line in lines if (lack := line.lacks(week))), "")


def week_of(day: date) -> date:
    """Return the Monday of the week that ``day`` falls in."""
    return day - timedelta(days=day.weekday())


def key_of(week: date) -> str:
    """Return how a week is named in an address: ``2026-W47``."""
    year, number, _day = week.isocalendar()
    return f"{year}-W{number:02}"


def read_key(key: str) -> date | None:
    """Return the Monday of the week named, or None if there is no such week."""
    found = KEY.fullmatch(key)
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        return None


def fileable(today: date) -> tuple[date, date]:
    """Return the weeks a sheet can be filed for: this one, and the one before by latecomers."""
    week = week_of(today)
    return week, week - WEEK


@dataclass(frozen=True, slots=True)
class Hour:
    """The hour of a week by which something is to be: day counted from Monday, as a limit says."""

    amount: int
    unit: Unit
    hour: int

    def of(self, week: date, calendar: WorkCalendar, zone: tzinfo) -> datetime:
        """Return that hour of ``week``; working days move with the holidays."""
        sunday = datetime.combine(week - DAY, NOON, zone)
        on = due(sunday, self.amount, self.unit, calendar, zone).at.astimezone(zone).date()
        at = time(self.hour) if self.hour < HOURS else END_OF_DAY
        return datetime.combine(on, at, zone)

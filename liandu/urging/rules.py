"""The ladder from dates alone, and the lives of a ticket and of an instruction: plain Python.

On which rung a duty stands follows from its end, from the day and from the ladder. No job has to
run for it, and none that was missed makes a difference.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from liandu.kernel.deadlines import DAY, Unit, WorkCalendar, months_after
from liandu.kernel.workflow import Step, Workflow
from liandu.orgs.rules import RoleCode


class Level(StrEnum):
    """How far urging goes, in the order of the ladder."""

    REMINDER = "reminder"
    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    INTERVIEW = "interview"
    ACCOUNTABILITY = "accountability"


ORDER: Final = tuple(Level)
TICKETS: Final = ORDER[1:]
"""Levels that a ticket may have; what comes before is a reminder."""
UNITS: Final = (Unit.DAY, Unit.WORKING_DAY, Unit.MONTH)
FURTHEST: Final = 400


class Receiver(StrEnum):
    """Who is told when a ticket comes to a level."""

    LIAISON = "liaison"
    HEAD = "head"
    SUPERIOR = "superior"
    OFFICE = "office"
    LEADER = "leader"


R = RoleCode
ROLES: Final = {
    Receiver.LIAISON: (R.LIAISON, R.SECRETARIAT),
    Receiver.HEAD: (R.HEAD,),
    Receiver.SUPERIOR: (R.HEAD, R.LEADER),
    Receiver.OFFICE: (R.LIAISON, R.SECRETARIAT),
    Receiver.LEADER: (R.HEAD, R.LEADER),
}
"""The roles by which a receiver is found: in the body that owes, above it, or in that which urges.
"""


@dataclass(frozen=True, slots=True)
class Rung:
    """A level, and so many of a unit after the end of the term; before it if below zero."""

    level: str
    offset: int
    unit: str = Unit.DAY

    def day(self, due_on: date, calendar: WorkCalendar) -> date:
        """Return the day from which a term that ends on ``due_on`` has come to the level."""
        if self.unit == Unit.MONTH:
            return months_after(due_on, self.offset)
        if self.unit == Unit.DAY:
            return due_on + DAY * self.offset
        if self.offset >= 0:
            return calendar.after(due_on, self.offset)
        return _before(due_on, -self.offset, calendar)


def _before(day: date, amount: int, calendar: WorkCalendar) -> date:
    """Return the ``amount``-th working day before ``day``."""
    while amount:
        day -= DAY
        amount -= calendar.is_working(day)
    return day


def rank(level: str) -> int:
    """Return the place of a level on the ladder; before all of them for none."""
    return ORDER.index(Level(level)) if level else -1


def level_on(day: date, due_on: date, rungs: Iterable[Rung], calendar: WorkCalendar) -> str:
    """Return the highest level that a term ending on ``due_on`` has come to by ``day``, if any."""
    reached = [rung.level for rung in rungs if rung.day(due_on, calendar) <= day]
    return max(reached, key=rank, default="")


def is_to_rise(level: str, wanted: str, promised: date | None, day: date) -> bool:
    """Test whether a ticket is to go a step up: unless a new day was promised and is to come."""
    return rank(wanted) > rank(level) and (promised is None or promised < day)


def is_in_order(rungs: Iterable[Rung]) -> bool:
    """Test whether of the rungs that count in one unit the higher is never the earlier."""
    rows = sorted(rungs, key=lambda rung: rank(rung.level))
    return all(
        low.offset <= high.offset
        for at, low in enumerate(rows)
        for high in rows[at + 1 :]
        if low.unit == high.unit
    )


class TicketState(StrEnum):
    """Where a ticket stands."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    CURED = "cured"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


T = TicketState
LIVE: Final = frozenset({T.RAISED, T.ACKNOWLEDGED, T.ANSWERED})
"""States of a ticket whose matter is not done."""
OPEN: Final = LIVE | {T.CURED}

TICKET: Final = Workflow(
    "supervision_ticket",
    T.RAISED,
    # Whoever is urged again signs for it again.
    Step("step_up", LIVE, T.RAISED),
    Step("acknowledge", frozenset({T.RAISED}), T.ACKNOWLEDGED),
    Step("answer", LIVE, T.ANSWERED),
    Step("cure", LIVE, T.CURED),
    Step("close", frozenset({T.CURED}), T.CLOSED),
    Step("withdraw", LIVE, T.WITHDRAWN),
)


class InstructionState(StrEnum):
    """Where an instruction stands."""

    GIVEN = "given"
    REPORTED = "reported"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


I = InstructionState  # noqa: E741 - beside T and R
INSTRUCTION: Final = Workflow(
    "instruction",
    I.GIVEN,
    Step("report", frozenset({I.GIVEN}), I.REPORTED),
    Step("return", frozenset({I.REPORTED}), I.GIVEN),
    Step("close", frozenset({I.REPORTED}), I.CLOSED),
    Step("withdraw", frozenset({I.GIVEN, I.REPORTED}), I.WITHDRAWN),
)

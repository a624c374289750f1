"""What a risk point is, how often it is checked, and when that falls due, in plain Python."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum
from typing import Final

from liandu.kernel.deadlines import DAY, Unit, months_after
from liandu.kernel.workflow import Step, Workflow


class Level(IntEnum):
    """How grave a risk is; higher is graver, so that lists sort by it."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


class PointState(StrEnum):
    """Whether a risk point is guarded against."""

    IN_FORCE = "in_force"
    SET_ASIDE = "set_aside"


POINT_LIFE: Final = Workflow(
    "risk_point",
    PointState.IN_FORCE,
    Step("retire", frozenset({PointState.IN_FORCE}), PointState.SET_ASIDE),
    Step("restore", frozenset({PointState.SET_ASIDE}), PointState.IN_FORCE),
)


class Result(StrEnum):
    """What a check came to."""

    IN_ORDER = "in_order"
    ATTENTION = "attention"
    PROBLEM = "problem"


class Frequency(StrEnum):
    """How often a risk point is checked."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


TERMS: Final = {
    Frequency.WEEK: (7, Unit.DAY),
    Frequency.MONTH: (1, Unit.MONTH),
    Frequency.QUARTER: (3, Unit.MONTH),
    Frequency.HALF_YEAR: (6, Unit.MONTH),
    Frequency.YEAR: (12, Unit.MONTH),
}
ON_DESK_DAYS: Final = 7
"""A check is asked for on desks from so many days before it is due."""


@dataclass(frozen=True, slots=True)
class PointDraft:
    """What a form or the library says of a risk point; what it does not say follows the link."""

    name: str
    level: int = Level.MEDIUM
    form: str = ""
    power: str = ""
    measure: str = ""
    post: str = ""
    basis: str = ""
    frequency: str = Frequency.QUARTER
    responsible_body_id: int | None = None
    supervising_body_id: int | None = None


TEXTS: Final = ("name", "form", "power", "measure", "post", "basis")


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A risk point of the library as it is edited, and the link it is for."""

    link_code: str
    point: PointDraft


def next_check(last: date, frequency: str) -> date:
    """Return the day by which a point is checked again that was looked at, or entered, on a day."""
    amount, unit = TERMS[Frequency(frequency)]
    return months_after(last, amount) if unit is Unit.MONTH else last + DAY * amount


def asked_on(state: str, due_on: date, *, is_under_way: bool, began_on: date | None) -> date | None:
    """Return the day by which a check is asked for; None while none is.

    Only while the link is under way is there something to check. What fell due before the link
    began is asked for on the day it began.
    """
    if state != PointState.IN_FORCE or not is_under_way:
        return None
    return max(due_on, began_on or due_on)

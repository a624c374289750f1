"""The ladder of each kind of duty, and where a term stands on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandu.deadlines.queries import calendar
from liandu.kernel.deadlines import WorkCalendar
from liandu.kernel.errors import NotVisible
from liandu.notices.queries import DUTIES
from liandu.urging.models import LEVELS, LadderStep
from liandu.urging.rules import TICKETS, level_on, rank

GENERAL = "general"
"""What the address of the ladder is called that holds where a kind of duty has none of its own."""


@dataclass(frozen=True, slots=True)
class Stand:
    """A step of the ladder with the day on which a term comes to it."""

    step: LadderStep
    day: date
    is_reached: bool


def ladder(duty: str) -> list[LadderStep]:
    """Return the steps for a kind of duty in their order; the general ones if it has no own."""
    return _of(duty, list(LadderStep.objects.filter(duty__in={duty, ""})))


def _of(duty: str, rows: list[LadderStep]) -> list[LadderStep]:
    own = [row for row in rows if row.duty == duty] or [row for row in rows if not row.duty]
    return sorted(own, key=lambda row: rank(row.level))


def ladders() -> list[tuple[str, Any, list[LadderStep], bool]]:
    """Return each ladder: its code, its name, its steps, and whether they are its own."""
    rows = list(LadderStep.objects.all())
    own = {row.duty for row in rows}
    kinds = [kind for kind in DUTIES.values() if kind.owed]
    named: list[tuple[str, Any]] = [("", _("General ladder"))]
    named += [(kind.code, kind.label) for kind in kinds]
    return [(code or GENERAL, label, _of(code, rows), code in own) for code, label in named]


def seen_ladder(code: str) -> tuple[str, Any, list[LadderStep]]:
    """Return the kind of duty that an address names, its name and its steps.

    :raises NotVisible: if it cannot be urged
    """
    found = {one: (label, steps) for one, label, steps, _own in ladders()}
    if code not in found:
        raise NotVisible
    return ("" if code == GENERAL else code, *found[code])


def due_on(due_at: datetime) -> date:
    """Return the last day of a term."""
    return timezone.localdate(due_at)


def level_of(duty: str, due_at: datetime, days: WorkCalendar | None = None) -> str:
    """Return the level that a duty has come to today by its ladder, if any."""
    rungs = [step.rung for step in ladder(duty)]
    return level_on(timezone.localdate(), due_on(due_at), rungs, days or calendar())


def stands(duty: str, due_at: datetime) -> list[Stand]:
    """Return the steps of the ladder with the days on which a term comes to each."""
    days, today = calendar(), timezone.localdate()
    found = ((step, step.rung.day(due_on(due_at), days)) for step in ladder(duty))
    return [Stand(step, day, day <= today) for step, day in found]


def step_at(duty: str, level: str) -> LadderStep | None:
    """Return the step of the ladder at a level, if it has one."""
    return next((step for step in ladder(duty) if step.level == level), None)


def levels_open(above: str, floor: Iterable[str] = TICKETS) -> list[tuple[str, Any]]:
    """Return the levels of tickets above one, with their names."""
    return [(code, word) for code, word in LEVELS if code in floor and rank(code) > rank(above)]

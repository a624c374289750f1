"""Changing the ladder of a kind of duty: what was told and raised before stays as it was."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.engines.papers import KINDS
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.urging import queries
from liandu.urging.models import LadderStep
from liandu.urging.rules import FURTHEST, UNITS, Level, Receiver, Rung, is_in_order

kind("urging.ladder_set", gettext_lazy("changed the ladder of urging"), "stairs")
kind("urging.ladder_reset", gettext_lazy("took the general ladder of urging again"), "stairs")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a ladder as it is filled in."""

    level: str
    offset: int
    unit: str
    receivers: tuple[str, ...] = ()
    paper: str = ""


@action("urging.set_ladder")
def set_ladder(*, actor: Actor, duty: str, steps: Sequence[Step]) -> list[LadderStep]:
    """Say how the duties of a kind are urged; those of no kind of their own by the general ladder.

    :raises NotVisible: if duties of that kind are not urged
    :raises NotAllowed: if the actor does not keep the ladder
    :raises Invalid: if a step cannot stand, none is left, or a higher one would come earlier
    """
    code, _label, before = queries.seen_ladder(duty)
    require(actor, "urging.set_ladder")
    _check(steps)
    LadderStep.objects.select_for_update().filter(duty=code).delete()
    made = LadderStep.objects.bulk_create(
        LadderStep(duty=code, **{**asdict(one), "receivers": list(one.receivers)}) for one in steps
    )
    was = [[one.level, one.offset, one.unit, one.receivers, one.paper] for one in before]
    now = [[one.level, one.offset, one.unit, one.receivers, one.paper] for one in made]
    record(actor, "urging.ladder_set", made[0], note=duty, before=was, after=now)
    return made


@action("urging.reset_ladder")
def reset_ladder(*, actor: Actor, duty: str) -> None:
    """Let the general ladder hold again for the duties of a kind.

    :raises NotVisible: if duties of that kind are not urged
    :raises NotAllowed: if the actor does not keep the ladder
    :raises WrongState: if it holds already
    """
    code, _label, before = queries.seen_ladder(duty)
    require(actor, "urging.reset_ladder")
    if not code or before[0].duty != code:
        raise WrongState(_("The general ladder holds already."))
    was = [[one.level, one.offset, one.unit, one.receivers, one.paper] for one in before]
    record(actor, "urging.ladder_reset", before[0], note=duty, before=was)
    LadderStep.objects.filter(duty=code).delete()


def _check(steps: Sequence[Step]) -> None:
    """Pass if a ladder can stand.

    :raises Invalid: otherwise
    """
    faults: list[Any] = []
    if not any(one.level != Level.REMINDER for one in steps):
        faults.append(_("Keep one step at least that is more than a reminder."))
    if len({one.level for one in steps}) != len(steps):
        faults.append(_("A level stands there twice."))
    if not all(_can_stand(one) for one in steps):
        faults.append(_("A step names something unknown, or a day too far off."))
    elif not is_in_order(Rung(one.level, one.offset, one.unit) for one in steps):
        faults.append(_("A higher level must not come before a lower one."))
    if faults:
        raise Invalid({"": faults[0]})


def _can_stand(step: Step) -> bool:
    known = step.level in set(Level) and step.unit in set(UNITS)
    told = set(step.receivers) <= set(Receiver)
    return known and told and abs(step.offset) <= FURTHEST and step.paper in {"", *KINDS}

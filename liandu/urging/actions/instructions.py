"""What a leader instructs on a record, until it is closed by who gave it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.models import Guarded
from liandu.access.queries import locked, model_of
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import end_of
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.urging import queries
from liandu.urging.models import Instruction, InstructionEntry

kind("urging.instruction_given", gettext_lazy("gave an instruction"), "message-2")
kind("urging.instruction_reported", gettext_lazy("reported on an instruction"), "send")
kind("urging.instruction_returned", gettext_lazy("sent a report on an instruction back"),
     "arrow-back-up")  # fmt: skip
kind("urging.instruction_closed", gettext_lazy("closed an instruction"), "circle-check")
kind("urging.instruction_withdrawn", gettext_lazy("withdrew an instruction"), "x")


@dataclass(frozen=True, slots=True)
class Instructed:
    """What is instructed: the words, whose post it is given to, until when."""

    text: str
    seat_id: int
    due_on: date


@action("urging.give_instruction")
def give_instruction(
    *, actor: Actor, record_kind: int, record_id: Any, what: Instructed, part: str = ""
) -> Instruction:
    """Instruct on a record, or on a part of it.

    Whoever is instructed must know of the record: nobody learns of it by being instructed, and the
    refusal is the same for one who may not know of it and for one who does not exist.

    :raises NotVisible: if the actor may not know of the record, or it has no such part
    :raises NotAllowed: if the actor is no leader of a body that supervises
    :raises Invalid: if it cannot be given to that post, or the day is past
    """
    about = locked(model_of(record_kind), actor, record_id)
    meant = queries.part_of(actor, about, part)
    require(actor, "urging.give_instruction", about)
    seat = queries.seat_that_sees(about, what.seat_id)
    if what.due_on < timezone.localdate():
        raise Invalid({"due_on": _("Choose a day to come.")})
    if seat is None:
        raise Invalid({"seat": _("This cannot be given to them. Choose another post.")})
    made: Instruction = Instruction.objects.create(
        record_kind=about.KIND, record_id=about.pk, part=part, title=str(meant)[:300],
        text=what.text.strip(), body_id=actor.body_id or 0, given_by_id=actor.person_id,
        given_at=timezone.now(), owner_id=seat.post.body_id, seat=seat,
        due_at=end_of(what.due_on, timezone.get_default_timezone()),
    )  # fmt: skip
    return _said(actor, about, made, "give", {}, made.text, [seat.person_id])


@action("urging.report_instruction")
def report_instruction(*, actor: Actor, instruction_id: Any, text: str) -> Instruction:
    """Report an instruction as carried out.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it was given to others
    :raises WrongState: if it was reported already, or is at its end
    """
    about, found = _held(actor, "report", instruction_id)
    before = found.advance("report")
    told = [found.given_by_id] if found.given_by_id else []
    return _said(actor, about, found, "report", before, text, told)


@action("urging.return_instruction")
def return_instruction(*, actor: Actor, instruction_id: Any, reason: str) -> Instruction:
    """Send a report back: more is to be done.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if another leader gave it
    :raises WrongState: if nothing was reported
    """
    return _judged(actor, instruction_id, "return", reason)


@action("urging.close_instruction")
def close_instruction(*, actor: Actor, instruction_id: Any, text: str = "") -> Instruction:
    """Close an instruction that was carried out.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if another leader gave it
    :raises WrongState: if nothing was reported
    """
    return _judged(actor, instruction_id, "close", text)


@action("urging.withdraw_instruction")
def withdraw_instruction(*, actor: Actor, instruction_id: Any, reason: str) -> Instruction:
    """Take an instruction back.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if another leader gave it
    :raises WrongState: if it is at its end
    """
    return _judged(actor, instruction_id, "withdraw", reason)


def _judged(actor: Actor, instruction_id: Any, step: str, text: str) -> Instruction:
    """Take a step of who gave an instruction."""
    about, found = _held(actor, step, instruction_id)
    before = found.advance(step)
    if step != "return":
        found.ended_at = timezone.now()
    return _said(actor, about, found, step, before, text, [found.seat.person_id])


def _held(actor: Actor, verb: str, instruction_id: Any) -> tuple[Guarded, Instruction]:
    """Return an instruction and what it is about, which is held until the transaction ends."""
    about, found = queries.seen_instruction(actor, instruction_id)
    about = locked(type(about), actor, about.pk)
    # Read again under the lock: somebody else may have been first.
    found.refresh_from_db()
    require(actor, f"urging.{verb}_instruction", found)
    return about, found


DONE = {
    "give": "given", "report": "reported", "return": "returned", "close": "closed",
    "withdraw": "withdrawn",
}  # fmt: skip


def _said(  # noqa: PLR0913, PLR0917 - a step is all of this
    actor: Actor, about: Guarded, found: Instruction, step: str, before: dict[str, str], text: str,
    told: list[int],
) -> Instruction:  # fmt: skip
    """Keep how an instruction stands with a line of its history, and tell whom it is for."""
    found.save()
    InstructionEntry.objects.create(
        instruction=found, record_kind=found.record_kind, record_id=found.record_id, step=step,
        body_id=actor.body_id or 0, by_id=actor.person_id, at=timezone.now(), text=text.strip(),
    )  # fmt: skip
    record(
        actor, f"urging.instruction_{DONE[step]}", about, note=found.title, before=before,
        reason=text.strip(), after={"instruction": str(found.pk), "state": str(found.state)},
        to=[pk for pk in told if queries.may_know(about, pk)],
    )  # fmt: skip
    return found

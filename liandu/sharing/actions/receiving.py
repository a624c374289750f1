"""A recipient signs, asks, and says what came of it; the publisher answers."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from liandu.access.queries import locked
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.sharing import queries
from liandu.sharing.models import SharingQuestion, SharingReceipt
from liandu.sharing.rules import Effect

kind("sharing.receipt_signed", gettext_lazy("signed for what was shared"), "circle-check")
kind("sharing.question_asked", gettext_lazy("asked about what was shared"), "help")
kind("sharing.question_answered", pgettext_lazy("sharing", "answered a question"), "message")
kind("sharing.effect_recorded", gettext_lazy("said what came of what was shared"), "target")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; ``number`` is that of the finding it led to, or that led to the rule."""

    effect: str
    note: str = ""
    number: str = ""


@action("sharing.sign_receipt")
def sign_receipt(*, actor: Actor, receipt_id: Any) -> SharingReceipt:
    """Sign for what the actor's body received: once, by name and time.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the body that received it
    :raises WrongState: if it was signed for, withdrawn, or is over
    """
    kept = _held(actor, "sign", "sign_receipt", receipt_id)
    if kept.signed_at is not None:
        raise WrongState(_("Your body has signed for it already."))
    kept.signed_at, kept.signed_by_id = timezone.now(), actor.person_id
    kept.save(update_fields=["signed_at", "signed_by"])
    # The publisher reads on the page who signed; a notice from each would be too many.
    record(actor, "sharing.receipt_signed", kept, quiet=True)
    return kept


@action("sharing.ask_question")
def ask_question(*, actor: Actor, receipt_id: Any, text: str) -> SharingQuestion:
    """Ask the publisher about it; no other recipient reads the question or its answer.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the body that received it
    :raises WrongState: if it was withdrawn or is over
    :raises Invalid: if nothing is asked
    """
    kept = _held(actor, "ask", "ask_question", receipt_id)
    made: SharingQuestion = SharingQuestion.objects.create(
        receipt=kept, text=_said("text", text), asked_by_id=actor.person_id,
        asked_at=timezone.now(),
    )  # fmt: skip
    record(actor, "sharing.question_asked", kept, after={"question": str(made.pk)})
    return made


@action("sharing.answer_question")
def answer_question(*, actor: Actor, question_id: Any, answer: str) -> SharingQuestion:
    """Answer a question; it is answered once.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is not for the actor's body to answer
    :raises WrongState: if it was answered, or what it is about was withdrawn or is over
    :raises Invalid: if nothing is said
    """
    found = queries.seen_question(actor, question_id)
    receipt = locked(SharingReceipt, actor, found.receipt_id)
    # Read again under the lock: somebody else may have been first.
    found = queries.seen_question(actor, question_id)
    require(actor, "sharing.answer_question", found)
    _must_last(receipt, "answer")
    if found.answered_at is not None:
        raise WrongState(_("It has been answered already."))
    found.answer, found.answered_at = _said("answer", answer), timezone.now()
    found.answered_by_id = actor.person_id
    found.save(update_fields=["answer", "answered_at", "answered_by"])
    record(actor, "sharing.question_answered", receipt, after={"question": str(found.pk)})
    return found


@action("sharing.record_effect")
def record_effect(*, actor: Actor, receipt_id: Any, outcome: Outcome) -> SharingReceipt:
    """Say what came of it at the body that received it; what is said last holds.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the body that received it
    :raises WrongState: if it was not signed for
    :raises Invalid: if there is no such effect, or it names a finding that the actor does not see
    """
    kept = locked(SharingReceipt, actor, receipt_id)
    require(actor, "sharing.record_effect", kept)
    if kept.signed_at is None:
        raise WrongState(_("Sign for it first."))
    led_to = _led_to(actor, outcome)
    before = {"effect": kept.effect}
    kept.effect, kept.effect_note = outcome.effect, outcome.note.strip()
    kept.effect_at, kept.effect_by_id = timezone.now(), actor.person_id
    kept.led_kind = int(led_to.KIND) if led_to else None
    kept.led_id = led_to.pk if led_to else None
    kept.save(
        update_fields=["effect", "effect_note", "effect_at", "effect_by", "led_kind", "led_id"]
    )
    # What it led to may be closed to the publisher, who reads this event: only that it did.
    record(actor, "sharing.effect_recorded", kept, before=before, after={"effect": kept.effect})
    return kept


def _held(actor: Actor, step: str, permit: str, receipt_id: Any) -> SharingReceipt:
    """Return a receipt on which the actor may take a step, held until the transaction ends.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the step is not theirs
    :raises WrongState: if what it is about was withdrawn or is over
    """
    kept = locked(SharingReceipt, actor, receipt_id)
    require(actor, f"sharing.{permit}", kept)
    _must_last(kept, step)
    return kept


def _must_last(receipt: SharingReceipt, step: str) -> None:
    """Pass if what was received is shared still.

    :raises WrongState: otherwise
    """
    item = receipt.item
    item.advance(step)
    if item.is_expired(timezone.localdate()):
        raise WrongState(_("It is over and changes no more."))


def _led_to(actor: Actor, outcome: Outcome) -> Any:
    """Return the finding that an outcome names, or nothing.

    :raises Invalid: if there is no such effect, or no such finding for the actor
    """
    if outcome.effect not in set(Effect):
        raise Invalid({"effect": _("Choose what applies.")})
    number = outcome.number.strip()
    if outcome.effect == Effect.NOTHING or not number:
        return _nothing(outcome)
    found = queries.named_finding(actor, number)
    if found is None:
        raise Invalid({"number": _("There is no finding of this number that you may know of.")})
    return found


def _nothing(outcome: Outcome) -> None:
    """Pass if an outcome may stand without a record that it led to.

    :raises Invalid: otherwise
    """
    if outcome.effect == Effect.FINDING:
        raise Invalid({"number": _("Name the finding by its number.")})
    if outcome.effect == Effect.RULE and not outcome.note.strip():
        raise Invalid({"note": _("Name the rule.")})


def _said(name: str, text: str) -> str:
    """Return what was said, without blanks around it.

    :raises Invalid: if nothing is left
    """
    if not text.strip():
        raise Invalid({name: _("Fill this in.")})
    return text.strip()

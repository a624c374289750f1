"""The asked body receives, accepts or declines a request and replies; the asking one confirms."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.cooperation import queries
from liandu.cooperation.actions.terms import run_term
from liandu.cooperation.models import CooperationReply, CooperationRequest, LentPerson
from liandu.cooperation.rules import Loan, RequestKind
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("cooperation.request_acknowledged", gettext_lazy("acknowledged receipt"), "inbox")
kind("cooperation.request_accepted", gettext_lazy("agreed to cooperate"), "circle-check")
kind("cooperation.request_declined", gettext_lazy("declined to cooperate"), "ban")
kind("cooperation.people_lent", gettext_lazy("named who is lent"), "users")
kind("cooperation.reply_given", gettext_lazy("replied"), "message")
kind("cooperation.reply_confirmed", gettext_lazy("confirmed the reply"), "checks")
kind("cooperation.missing_said", gettext_lazy("said what is missing"), "corner-up-left")

FAULTS = {
    "nobody": gettext_lazy("Name who is lent."),
    "days": gettext_lazy("Say from which day to which."),
}
NO_LOAN = Loan()


@action("cooperation.acknowledge_request")
def acknowledge_request(*, actor: Actor, request_id: Any) -> CooperationRequest:
    """Acknowledge that a request was received; from now on it waits for the head's decision.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the asked body
    :raises WrongState: if that was done, or it was withdrawn
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.acknowledge_request", kept)
    before = kept.advance("acknowledge")
    run_term(kept)
    kept.save()
    record(actor, "cooperation.request_acknowledged", kept, before=before)
    return kept


@action("cooperation.accept_request")
def accept_request(
    *, actor: Actor, request_id: Any, word: str = "", loan: Loan = NO_LOAN
) -> CooperationRequest:
    """Agree to cooperate; who is asked for people names them and their days.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not head of the asked body
    :raises WrongState: if it is not waiting for that
    :raises Invalid: if people are asked for and nobody of the asked body is named
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.accept_request", kept)
    before = kept.advance("accept")
    if kept.kind == RequestKind.LEND:
        _lend(kept, loan)
    kept.accepted_at = timezone.now()
    run_term(kept)
    kept.save()
    record(actor, "cooperation.request_accepted", kept, before=before, reason=word.strip(),
           after=loan.facts())  # fmt: skip
    return kept


@action("cooperation.decline_request")
def decline_request(*, actor: Actor, request_id: Any, reason: str) -> CooperationRequest:
    """Decline to cooperate, and say why.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not head of the asked body
    :raises WrongState: if it is not waiting for that
    :raises Invalid: without a reason
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.decline_request", kept)
    before = kept.advance("decline")
    kept.reason, kept.closed_at = _said(reason), timezone.now()
    run_term(kept)
    kept.save()
    record(actor, "cooperation.request_declined", kept, before=before, reason=kept.reason)
    return kept


@action("cooperation.lend_people")
def lend_people(*, actor: Actor, request_id: Any, loan: Loan) -> CooperationRequest:
    """Name once more who is lent; those named before are named no longer.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not head of the asked body
    :raises WrongState: if it is not being worked on, or asks for no people
    :raises Invalid: if nobody of the asked body is named, or no days
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.lend_people", kept)
    before = kept.advance("lend")
    if kept.kind != RequestKind.LEND:
        raise WrongState(_("This request asks for no people."))
    _lend(kept, loan)
    record(actor, "cooperation.people_lent", kept, before=before, after=loan.facts())
    return kept


@action("cooperation.give_reply")
def give_reply(*, actor: Actor, request_id: Any, text: str, is_complete: bool) -> CooperationReply:
    """Reply, in part or completely; the last reply waits for the asking body to confirm it.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the asked body
    :raises WrongState: if it is not being worked on
    :raises Invalid: without words
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.give_reply", kept)
    before = kept.advance("complete" if is_complete else "reply")
    made: CooperationReply = kept.replies.create(
        ordinal=kept.replies.count() + 1, text=_said(text, "text"), is_complete=is_complete,
        given_by_id=actor.person_id, given_at=timezone.now(),
    )  # fmt: skip
    if is_complete:
        run_term(kept)
        kept.save()
    record(actor, "cooperation.reply_given", kept, before=before,
           after={"ordinal": made.ordinal, "is_complete": is_complete})  # fmt: skip
    return made


@action("cooperation.confirm_reply")
def confirm_reply(*, actor: Actor, request_id: Any) -> CooperationRequest:
    """Confirm that the reply answers the request, which is closed.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the asking body
    :raises WrongState: if there is no complete reply
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.confirm_reply", kept)
    before = kept.advance("confirm")
    kept.closed_at = timezone.now()
    run_term(kept)
    kept.save()
    record(actor, "cooperation.reply_confirmed", kept, before=before)
    return kept


@action("cooperation.say_missing")
def say_missing(*, actor: Actor, request_id: Any, reason: str) -> CooperationRequest:
    """Say what the complete reply leaves open; the asked body works on it with a new term.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the asking body
    :raises WrongState: if there is no complete reply
    :raises Invalid: without words
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.say_missing", kept)
    before = kept.advance("say_missing")
    last = kept.replies.get(ordinal=kept.replies.count())
    last.missing = _said(reason)
    last.save(update_fields=["missing"])
    run_term(kept)
    kept.save()
    record(actor, "cooperation.missing_said", kept, before=before, reason=last.missing)
    return kept


def _lend(request: CooperationRequest, loan: Loan) -> None:
    """Put down who is lent on a request in hand.

    :raises Invalid: if that cannot stand
    """
    faults = {name: str(FAULTS[code]) for name, code in loan.faults().items()}
    own = set(queries.people_to_lend(request).values_list("pk", flat=True))
    if not set(loan.person_ids) <= own:
        faults["people"] = _("Name people of your own body.")
    if faults:
        raise Invalid(faults)
    request.lent.all().delete()
    first_on: Any = loan.first_on
    last_on: Any = loan.last_on
    LentPerson.objects.bulk_create(
        LentPerson(request=request, person_id=pk, first_on=first_on, last_on=last_on)
        for pk in sorted(loan.person_ids)
    )


def _said(words: str, field: str = "reason") -> str:
    """Return words without what surrounds them.

    :raises Invalid: if none are left
    """
    if not words.strip():
        raise Invalid({field: _("Fill this in.")})
    return words.strip()

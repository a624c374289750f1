"""What goes over: with the chair as a countersigned list, with a post to its next holder."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotAllowed, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.meetings import queries
from liandu.meetings.actions.minutes import hash_of
from liandu.meetings.actions.rotation import held_term
from liandu.meetings.models import (
    ChairHandover,
    ChairTerm,
    HandoverLine,
    HandoverSignature,
    Resolution,
)

kind("meetings.handover_drawn", gettext_lazy("drew up what goes over with the chair"), "list-check")
kind("meetings.handover_signed", gettext_lazy("countersigned the hand-over of the chair"),
     "writing-sign")  # fmt: skip
kind("meetings.resolutions_given", gettext_lazy("gave resolutions to the next to handle them"),
     "arrows-exchange")  # fmt: skip


@action("meetings.draw_handover")
def draw_handover(*, actor: Actor, term_id: Any) -> ChairHandover:
    """Draw up what is open when a term of the chair ends; anew until both sides have signed.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is of neither side, nor of the secretariat
    :raises WrongState: if its last day has not come, no other body takes over, or both have signed
    """
    term = held_term(actor, term_id)
    require(actor, "meetings.draw_handover", term)
    if not term.is_ending:
        raise WrongState(_("What is open is drawn up from the last day of the term on."))
    if term.next_body_id is None or not term.hands_over:
        raise WrongState(_("No other body takes the chair after it. Lay out the next terms first."))
    made = _blank(actor, term, term.next_body_id)
    lines = _lines(made)
    HandoverLine.objects.bulk_create(lines)
    made.text_hash = hash_of(text_of(made, lines))
    made.save(update_fields=["text_hash"])
    record(
        actor, "meetings.handover_drawn", term.committee, note=str(made),
        after={"term": term.number, "lines": len(lines), "hash": made.text_hash},
    )  # fmt: skip
    return made


@action("meetings.sign_handover")
def sign_handover(*, actor: Actor, handover_id: Any, text_hash: str) -> HandoverSignature:
    """Sign a hand-over for one of its sides, as it was read: ``text_hash`` says which list.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor speaks for neither side, or not all of it is open to them
    :raises WrongState: if it was drawn up anew since, or the body has signed already
    """
    found = queries.seen_handover(actor, handover_id)
    locked(queries.committee_model(), actor, found.term.committee_id)
    handover = queries.seen_handover(actor, handover_id)
    require(actor, "meetings.sign_handover", handover)
    if text_hash != handover.text_hash:
        raise WrongState(_("The list was drawn up anew since. Read it again, then sign."))
    signed = queries.signatures(handover)
    if actor.body_id in signed:
        raise WrongState(_("Your body has signed already."))
    made: HandoverSignature = HandoverSignature.objects.create(
        handover=handover, body_id=actor.body_id or 0, text_hash=text_hash,
        signed_at=timezone.now(), signed_by_id=actor.person_id,
    )  # fmt: skip
    if {*signed, made.body_id} == {handover.giver_id, handover.taker_id}:
        handover.done_at = made.signed_at
        handover.save(update_fields=["done_at"])
    record(
        actor, "meetings.handover_signed", handover.term.committee, note=str(handover),
        after={"body": actor.body_id, "hash": text_hash, "is_done": handover.done_at is not None},
    )  # fmt: skip
    return made


@action("meetings.give_resolutions")
def give_resolutions(*, actor: Actor, committee_id: Any, leaving: int, successor: int) -> int:
    """Give the unfinished resolutions that one person handles to another; return how many.

    One stays where the successor does not act for the body that carries it out, or the actor is
    not the one to hand over for that body.

    :raises NotVisible: if the actor may not know of the committee
    """
    committee = locked(queries.committee_model(), actor, committee_id)
    count = 0
    for each in queries.handled_by(committee, leaving, successor):
        try:
            require(actor, "meetings.give_resolutions", each)
        except NotAllowed:
            continue
        each.handler_id = successor
        each.save(update_fields=["handler"])
        record(
            actor, "meetings.resolutions_given", committee, note=str(each), quiet=True,
            before={"handler": leaving}, after={"resolution": str(each.pk), "handler": successor},
        )  # fmt: skip
        count += 1
    return count


def text_of(handover: ChairHandover, lines: Sequence[HandoverLine]) -> str:
    """Return what is signed of a hand-over: both sides, and each line in its words."""
    head = f"{handover.term.number}\t{handover.giver_id}\t{handover.taker_id}"
    return "\n".join([head, *(
        f"{one.number}\t{one.text}\t{one.body_id or ''}\t{one.state}\t{one.due_on or ''}"
        for one in lines
    )])  # fmt: skip


def _blank(actor: Actor, term: ChairTerm, taker_id: int) -> ChairHandover:
    """Return the hand-over of a term without lines: a new one, or the one there is.

    :raises WrongState: if both sides have signed that
    """
    made = getattr(term, "handover", None) or ChairHandover(term=term)
    if made.done_at is not None:
        raise WrongState(_("Both sides have signed it: it stays as it is."))
    HandoverLine.objects.unscoped("of a hand-over in hand").filter(handover=made.pk).delete()
    made.giver_id, made.taker_id = term.body_id, taker_id
    made.drawn_at, made.drawn_by_id = timezone.now(), actor.person_id
    made.save()
    return made


def _lines(handover: ChairHandover) -> list[HandoverLine]:
    """Return what is open in the committee now: resolutions, then topics."""
    committee = handover.term.committee_id
    found = [
        HandoverLine(
            handover=handover, meeting_id=one.meeting_id, resolution=one, number=one.number,
            text=one.text, body_id=one.owner_id, state=one.state, due_on=day_of(one),
        )
        for one in queries.unfinished(committee)
    ] + [
        HandoverLine(
            handover=handover, meeting_id=one.meeting_id, topic=one, text=one.title,
            number=str(one.meeting.ordinal), body_id=one.body_id, state=one.state,
        )
        for one in queries.undecided(committee)
    ]  # fmt: skip
    for position, line in enumerate(found, 1):
        line.position = position
    return found


def day_of(one: Resolution) -> Any:
    """Return the day until which a resolution is to be done, if one is set."""
    return timezone.localdate(one.due_at) if one.due_at else one.due_on

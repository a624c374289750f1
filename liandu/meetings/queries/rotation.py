"""Who has the chair when, what is asked to change of it, and what goes over with it."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from liandu.committees.queries import members
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.meetings.models import (
    ChairChange,
    ChairHandover,
    ChairTerm,
    HandoverLine,
    HandoverSignature,
    Meeting,
    Resolution,
    Topic,
)
from liandu.meetings.rules import (
    ChangeState,
    MeetingState,
    Outcome,
    ResolutionState,
    TopicState,
    after,
)

M = MeetingState
TO_COME = (M.PLANNED, M.COLLECTING_TOPICS, M.AGENDA_FIXED, M.NOTIFIED, M.POSTPONED, M.HELD)
BODIES = ("body__jurisdiction", "turn__jurisdiction")
MOST_WAITING = 20


def terms(committee: Any) -> list[ChairTerm]:
    """Return the terms of the chair of a committee in hand, the first one first."""
    return list(_terms(committee).select_related(*BODIES, "handover"))


def chair_on(committee: Any, day: date) -> ChairTerm | None:
    """Return the term that a day is in, of a committee in hand; none if none was laid out."""
    rows = _terms(committee).filter(starts_on__lte=day, ends_on__gte=day)
    return rows.select_related("body").first()


def last_term(committee: Any) -> ChairTerm | None:
    """Return the last term that was laid out for a committee in hand."""
    return _terms(committee).order_by("-number").first()


def changes(committee: Any) -> list[ChairChange]:
    """Return what was asked to change in the chair of a committee in hand, latest first."""
    rows: QuerySet[ChairChange] = ChairChange.objects.unscoped("of a committee in hand")
    of = rows.filter(term__committee=committee)
    return list(of.select_related("term__body", "other__body", "asker", "asked"))


def is_swapped_out(those: Sequence[ChairTerm]) -> bool:
    """Test whether one of the terms in hand was swapped with one that is not among them."""
    keys = [one.pk for one in those]
    rows: QuerySet[ChairChange] = ChairChange.objects.unscoped("of a committee in hand")
    swaps = rows.filter(state=ChangeState.AGREED.value, other__isnull=False)
    across = Q(term__in=keys) & ~Q(other__in=keys) | ~Q(term__in=keys) & Q(other__in=keys)
    return swaps.filter(across).exists()


def seen_term(actor: Actor, pk: Any) -> ChairTerm:
    """Return one term of a chair.

    :raises NotVisible: if there is none, or the actor may not know of its committee
    """
    rows = _known(ChairTerm.objects.visible_to(actor))
    return one(rows.select_related("committee__owner_body", "handover", *BODIES), pk)


def seen_change(actor: Actor, pk: Any) -> ChairChange:
    """Return one change of a chair.

    :raises NotVisible: if there is none, or the actor may not know of its committee
    """
    rows = ChairChange.objects.visible_to(actor)
    return one(rows.select_related("term__committee__owner_body", "other", "asker", "asked"), pk)


def seen_handover(actor: Actor, pk: Any) -> ChairHandover:
    """Return one hand-over of a chair.

    :raises NotVisible: if there is none, or the actor may not know of its committee
    """
    rows = ChairHandover.objects.visible_to(actor)
    return one(rows.select_related("term__committee__owner_body", "giver", "taker"), pk)


def lines_of(actor: Actor, handover: ChairHandover) -> list[HandoverLine]:
    """Return the lines of a hand-over that the actor may know of: those of meetings in sight."""
    rows = HandoverLine.objects.visible_to(actor).filter(handover=handover)
    return list(rows.select_related("meeting", "body__jurisdiction", "resolution", "topic"))


def sees_all_of(actor: Actor, handover: ChairHandover) -> bool:
    """Test whether nothing on a hand-over in hand is kept from the actor."""
    every = HandoverLine.objects.unscoped("a yes or no about a hand-over in hand")
    return len(lines_of(actor, handover)) == every.filter(handover=handover).count()


def signatures(handover: ChairHandover) -> dict[int, HandoverSignature]:
    """Return who signed a hand-over in hand as it stands, by body."""
    rows = handover.signatures.filter(text_hash=handover.text_hash)
    return {one.body_id: one for one in rows.select_related("body__jurisdiction", "signed_by")}


def unfinished(committee: Any) -> list[Resolution]:
    """Return the tasks of a committee in hand that have not come to their end, in order."""
    rows: QuerySet[Resolution] = Resolution.objects.unscoped("of a committee in hand")
    of = rows.filter(meeting__committee=committee, kind=Outcome.TASK.value)
    still = of.exclude(state=ResolutionState.CLOSED.value)
    return list(still.select_related("meeting", "owner").order_by("meeting__ordinal", "ordinal"))


def undecided(committee: Any) -> list[Topic]:
    """Return the topics of a committee in hand that wait: for their meeting, or for the next."""
    rows: QuerySet[Topic] = Topic.objects.unscoped("of a committee in hand")
    again = Topic.objects.unscoped("of a committee in hand").filter(came_from=OuterRef("pk"))
    waits = Q(state__in=[TopicState.PROPOSED.value, TopicState.SCREENED.value,
                         TopicState.ON_AGENDA.value],
              meeting__state__in=TO_COME, outcome="", is_follow_up=False)  # fmt: skip
    deferred = Q(state=TopicState.DEFERRED.value) & ~Exists(again)
    found = rows.filter(waits | deferred, meeting__committee=committee)
    return list(found.select_related("meeting", "body").order_by("meeting__ordinal", "id"))


def changes_waiting(actor: Actor) -> list[ChairChange]:
    """Return the changes of a chair that wait for an answer of the actor's body."""
    rows = ChairChange.objects.visible_to(actor).filter(
        asked=actor.body_id or 0, state=ChangeState.PROPOSED.value
    )
    return list(rows.select_related("term__committee", "asker")[:MOST_WAITING])


def handovers_waiting(actor: Actor) -> list[ChairHandover]:
    """Return the hand-overs of a chair that wait for a signature of the actor's body."""
    own = actor.body_id or 0
    signed = HandoverSignature.objects.unscoped("of a hand-over in sight").filter(
        handover=OuterRef("pk"), body=own, text_hash=OuterRef("text_hash")
    )
    rows = ChairHandover.objects.visible_to(actor).filter(
        Q(giver=own) | Q(taker=own), ~Exists(signed), done_at=None
    )
    return list(rows.select_related("term__committee", "giver", "taker")[:MOST_WAITING])


def terms_ending(actor: Actor) -> list[ChairTerm]:
    """Return the terms of the actor's body whose last day has come, and nothing is drawn up of.

    Where the same body goes on, or no next term is laid out, nothing goes over.
    """
    rows = _known(ChairTerm.objects.visible_to(actor)).filter(
        ~Q(follower=None), ~Q(follower=actor.body_id or 0), body=actor.body_id or 0,
        ends_on__lte=timezone.localdate(), handover=None, committee__dissolved_on=None,
    )  # fmt: skip
    return list(rows.select_related("committee", "body")[:MOST_WAITING])


def meetings_in(actor: Actor, committee: Any, every: Iterable[ChairTerm]) -> dict[Any, list[Any]]:
    """Return the meetings in the actor's sight that fall into each term, by its key."""
    held = list(Meeting.objects.visible_to(actor).filter(committee=committee).order_by("starts_at"))
    return {
        term.pk: [one for one in held if term.covers(timezone.localdate(one.starts_at))]
        for term in every
    }


def next_host(committee: Any, day: date | None = None) -> Any:
    """Return the body to be in the chair of the next meeting: by the calendar, else by the order.

    Of one on ``day``, if that is said. The order goes on behind whoever was in the chair last.
    """
    if term := chair_on(committee, day or timezone.localdate()):
        return term.body
    order = {row.body_id: row.body for row in members(committee)}
    held: QuerySet[Meeting] = Meeting.objects.unscoped("the chair of a committee in hand")
    last = held.filter(committee=committee).order_by("-ordinal").first()
    following = after(last.host_id if last else None, list(order))
    return order[following[0]] if following else None


def _terms(committee: Any) -> QuerySet[ChairTerm]:
    rows: QuerySet[ChairTerm] = ChairTerm.objects.unscoped("of a committee in hand")
    return _known(rows.filter(committee=committee))


def _known(rows: QuerySet[ChairTerm]) -> QuerySet[ChairTerm]:
    """Add whether a change waits for an answer, and who follows."""
    every: QuerySet[ChairTerm] = ChairTerm.objects.unscoped("of a committee in hand")
    following = every.filter(committee=OuterRef("committee"), number=OuterRef("number") + 1)
    waiting: Any = ChairChange.objects.unscoped("of a committee in hand").filter(
        Q(term=OuterRef("pk")) | Q(other=OuterRef("pk")), state=ChangeState.PROPOSED.value
    )
    return rows.annotate(
        follower=Subquery(following.values("body_id")[:1]), asked_change=Exists(waiting)
    )

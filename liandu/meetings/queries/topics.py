"""Topics, votes and resolutions for an actor."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from liandu.access.models import Guarded
from liandu.access.queries import live_grants
from liandu.access.rules import PartyRole, Purpose
from liandu.kernel.actor import Actor, now
from liandu.kernel.models import one
from liandu.meetings.models import Meeting, MinutesSignature, Resolution, Topic
from liandu.meetings.queries.meetings import is_owed_by
from liandu.meetings.rules import (
    CONVENED,
    OPEN,
    OWED,
    RESOLVING,
    THERE,
    Choice,
    MeetingState,
    Tally,
    TopicState,
    tally,
)
from liandu.orgs.models import Membership
from liandu.orgs.queries import live
from liandu.works.permits import KEEPERS

WITH_MEETING = ("meeting__committee", "meeting__host", "meeting__owner_body")
MOST = 100


def seen_topic(actor: Actor, pk: Any) -> Topic:
    """Return one topic with its meeting.

    :raises NotVisible: if there is none, or the actor may not know of it
    """
    return one(Topic.objects.visible_to(actor).select_related("body", *WITH_MEETING), pk)


def topics(meeting: Meeting) -> list[Topic]:
    """Return every topic of a meeting in hand: those on the agenda in order, then the rest."""
    rows = meeting.topics.select_related("body__jurisdiction", "resolution")
    return sorted(rows, key=lambda row: (row.position is None, row.position or 0, row.pk))


def agenda(every: Iterable[Topic]) -> list[Topic]:
    """Return those that are, or are to be, on the agenda."""
    on = {TopicState.SCREENED, TopicState.ON_AGENDA}
    return [each for each in every if each.state in on]


def tally_of(topic: Topic) -> Tally:
    """Return how a vote in hand stands; of a secret ballot only once it is closed."""
    if not topic.is_secret:
        return tally(topic.votes.values_list("choice", flat=True))
    if not topic.is_voted:
        return Tally()
    return Tally(topic.secret_for, topic.secret_against, topic.secret_abstain)


def deferred_before(meeting: Meeting) -> QuerySet[Topic]:
    """Return what other meetings of the same committee deferred and none has taken up again."""
    rows: QuerySet[Topic] = Topic.objects.unscoped("topics of the same committee")
    again = rows.filter(came_from=OuterRef("pk"))
    of = rows.filter(meeting__committee=meeting.committee_id, state=TopicState.DEFERRED)
    return of.exclude(meeting=meeting.pk).exclude(Exists(again)).order_by("id")


def carries(topic: Topic) -> bool:
    """Test whether the vote on a topic in hand carries it, by the rule of the committee."""
    committee = topic.meeting.committee
    seats = [row.seat for row in topic.meeting.attendance.all()]
    return topic.is_voted and tally_of(topic).carries(committee.vote, committee.vote_of, seats)


def secret_column(choice: str) -> str:
    """Return the column that counts a choice of a secret ballot."""
    return f"secret_{Choice(choice).value}"


def resolutions(actor: Actor) -> QuerySet[Resolution]:
    """Return the resolutions the actor may know of, with what a line of them shows."""
    rows: QuerySet[Resolution] = Resolution.objects.visible_to(actor)
    shown = rows.select_related("owner__jurisdiction", "topic", "handler", *WITH_MEETING)
    return shown.prefetch_related("assisting__jurisdiction")


def seen_resolution(actor: Actor, pk: Any) -> Resolution:
    """Return one resolution with its meeting.

    :raises NotVisible: if there is none, or the actor may not know of it
    """
    return one(resolutions(actor), pk)


def of_meeting(actor: Actor, meeting: Meeting) -> list[Resolution]:
    """Return the resolutions of a meeting in their order."""
    return list(resolutions(actor).filter(meeting=meeting).order_by("ordinal"))


def still_open(meeting: Meeting) -> QuerySet[Resolution]:
    """Return what earlier meetings of the same committee resolved and is not done yet."""
    rows: QuerySet[Resolution] = Resolution.objects.unscoped("of the same committee")
    rows = rows.filter(
        meeting__committee=meeting.committee_id, meeting__held_at__isnull=False, state__in=OPEN
    )
    # By what was held, not by numbers: a series is numbered long before it is held.
    return rows.exclude(meeting=meeting.pk).select_related("meeting", "owner")


def unsigned(meeting: Meeting) -> dict[int, Any]:
    """Return the bodies that were there and have not signed the minutes as they are, by key."""
    signed = meeting.signatures.filter(text_hash=meeting.minutes_hash)
    there = meeting.attendance.filter(presence__in=THERE).exclude(body__in=signed.values("body_id"))
    return {one.body_id: one.body for one in there.select_related("body")}


def to_report(actor: Actor) -> QuerySet[Resolution]:
    """Return the resolutions that the actor's body carries out, the most pressing first.

    To whoever may report on them, that is: with others nothing waits.
    """
    owner = actor.body_id if actor.has(*KEEPERS) and not actor.admin else None
    return resolutions(actor).filter(is_owed_by(owner)).order_by("due_at", "pk")


def to_carry_out(meeting: Any) -> QuerySet[Resolution]:
    """Return the tasks of a meeting in hand that their lead bodies are to do, as they fall due."""
    rows: QuerySet[Resolution] = Resolution.objects.unscoped("of a meeting in hand")
    found = rows.filter(meeting=meeting.pk, state__in=OWED, due_at__isnull=False)
    return found.select_related("meeting").order_by("due_at", "pk")


def watchers(meeting: Any) -> frozenset[int]:
    """Return the bodies that see to it that what a meeting in hand resolved is done."""
    superiors = live_grants(meeting).filter(purpose=Purpose.PARTY, basis=PartyRole.SUPERIOR)
    above = superiors.values_list("body_id", flat=True)
    return frozenset({meeting.owner_body_id, meeting.host_id, *above})


def handled_by(committee: Any, person_id: int, successor_id: int) -> list[Resolution]:
    """Return the unfinished resolutions of a committee in hand that somebody handles.

    Those alone whose lead body the successor acts for too.
    """
    seats = Membership.objects.filter(live(now()), person=successor_id)
    rows: QuerySet[Resolution] = Resolution.objects.unscoped("of a committee in hand")
    found = rows.filter(
        meeting__committee=committee, handler=person_id, state__in=OPEN,
        owner__in=seats.values("post__body"),
    )  # fmt: skip
    return list(found.select_related("meeting__committee", "owner"))


def waiting(actor: Actor) -> list[Meeting]:
    """Return the meetings that ask the actor's body for topics, for a reply or for a signature."""
    own = Q(attendance__body=actor.body_id or 0)
    asked = own & (
        Q(state=MeetingState.NOTIFIED, attendance__reply="")
        | Q(state=MeetingState.COUNTERSIGNING, attendance__presence__in=THERE)
        & ~Exists(MinutesSignature.objects.unscoped("of a meeting in sight").filter(
            meeting=OuterRef("pk"), body=actor.body_id or 0, text_hash=OuterRef("minutes_hash"),
        ))
    )  # fmt: skip
    rows = Meeting.objects.visible_to(actor).filter(asked)
    return list(rows.select_related("host").order_by("starts_at")[:MOST])


def resolved(subject: Guarded) -> Resolution | None:
    """Return the resolution of a held, quorate meeting on a record in hand, the last one.

    What was taken note of only, or voted down, is no resolution. The one way to learn that a
    meeting agreed: what may only go on with a resolution asks here.
    """
    rows: QuerySet[Resolution] = Resolution.objects.unscoped("a yes or no about a record in hand")
    about = Q(topic__subject_kind=subject._meta.label_lower, topic__subject_id=subject.pk)
    found = rows.filter(about, topic__outcome__in=RESOLVING, meeting__state__in=CONVENED)
    return found.select_related("meeting").order_by("-meeting__held_at", "-ordinal").first()


def is_pending(subject: Guarded) -> bool:
    """Test whether a record in hand is before a meeting that has not come to an end with it.

    A topic that was deferred comes before the next meeting: it is pending too.
    """
    rows: QuerySet[Topic] = Topic.objects.unscoped("a yes or no about a record in hand")
    about = rows.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
    last = about.order_by("-pk").first()
    return last is not None and last.state != TopicState.DECLINED and not last.outcome


def topic_about(actor: Actor, subject: Guarded) -> Topic | None:
    """Return the topic by which a record in hand was tabled last, if the actor may know of it."""
    rows: QuerySet[Topic] = Topic.objects.visible_to(actor).select_related("meeting")
    about = rows.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)
    return about.order_by("-pk").first()

"""The meeting itself: opened with a quorum, votes counted, each item ended, closed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.meetings import queries
from liandu.meetings.actions.topics import held_topic
from liandu.meetings.models import Attendance, Meeting, Resolution, Topic, Vote
from liandu.meetings.rules import (
    RESOLVING,
    Choice,
    MeetingState,
    Outcome,
    Presence,
    TopicState,
    VoteMode,
)

kind("meetings.meeting_held", gettext_lazy("opened the meeting with a quorum"), "users-group")
kind("meetings.votes_recorded", gettext_lazy("recorded an open vote"), "hand-stop")
kind("meetings.ballot_cast", gettext_lazy("cast a secret ballot"), "checkbox")
kind("meetings.ballot_closed", gettext_lazy("closed a secret ballot"), "lock")
kind("meetings.item_concluded", gettext_lazy("ended an item of the agenda"), "gavel")
kind("meetings.meeting_closed", gettext_lazy("closed the meeting"), "door-exit")


@dataclass(frozen=True, slots=True)
class Present:
    """How a member body takes part, and through whom."""

    presence: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """How an item ends; a task says whose it is, who assists and until when."""

    outcome: str
    summary: str = ""
    text: str = ""
    owner_id: int | None = None
    assisting: Sequence[int] = ()
    due_on: date | None = None


@action("meetings.hold_meeting")
def hold_meeting(*, actor: Actor, meeting_id: Any, presences: Mapping[int, Present]) -> Meeting:
    """Open the meeting with those who are there, if the committee's rule says they are enough.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not run it
    :raises WrongState: if no notice was given, or too few voting members are there
    :raises Invalid: if a proxy has no name
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.hold_meeting", meeting)
    before = meeting.advance("hold")
    seats = queries.attendance(meeting)
    for one in seats:
        given = presences.get(one.body_id, Present(Presence.LEAVE))
        one.presence, one.name = Presence(given.presence).value, given.name.strip()
        if one.presence == Presence.PROXY and not one.name:
            raise Invalid(_("Name who speaks for %(body)s.") % {"body": one})
    counted = queries.quorum_of(meeting, seats)
    if not counted.is_reached:
        raise WrongState(_no_quorum(meeting, seats, counted.missing))
    for one in seats:
        one.save(update_fields=["presence", "name"])
    meeting.held_at = timezone.now()
    meeting.save(update_fields=["state", "held_at"])
    after = {str(one.body_id): one.presence for one in seats}
    record(actor, "meetings.meeting_held", meeting, before=before, after=after)
    return meeting


@action("meetings.record_votes")
def record_votes(*, actor: Actor, topic_id: Any, choices: Mapping[int, str]) -> Topic:
    """Write down an open vote, body by body; it may be corrected until the item has ended.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not run the meeting
    :raises WrongState: if it is not voted on openly, the item has ended, or no meeting is held
    :raises Invalid: if a voting member that is there said nothing, or another something
    """
    topic = _item(actor, "meetings.record_votes", topic_id, VoteMode.OPEN)
    there = {one.body_id: one for one in _voting(topic)}
    if set(choices) != set(there):
        raise Invalid(_("Say of each voting member that is there how it votes."))
    topic.votes.all().delete()
    now = timezone.now()
    Vote.objects.bulk_create(
        Vote(topic=topic, body_id=pk, is_secret=False, choice=Choice(choice).value, at=now,
             proxy_name=_proxy(there[pk]))
        for pk, choice in choices.items()
    )  # fmt: skip
    topic.is_voted = True
    topic.save(update_fields=["is_voted"])
    after = {"topic": str(topic.pk), "votes": {str(pk): one for pk, one in choices.items()}}
    record(
        actor, "meetings.votes_recorded", topic.meeting, note=topic.title, after=after, quiet=True
    )
    return topic


@action("meetings.cast_ballot")
def cast_ballot(*, actor: Actor, topic_id: Any, choice: str) -> Topic:
    """Cast the ballot of the actor's body in secret: that it voted is kept, and the totals.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor speaks for no member body
    :raises WrongState: if it is not voted on in secret, the ballot is closed, the body has voted
        or is not there
    """
    topic = _item(actor, "meetings.cast_ballot", topic_id, VoteMode.SECRET)
    own = next((one for one in _voting(topic) if one.body_id == actor.body_id), None)
    if own is None:
        raise WrongState(_("Only voting members that are there cast a ballot."))
    if topic.is_voted or topic.votes.filter(body=own.body_id).exists():
        raise WrongState(_("The ballot is closed, or your body has cast its own."))
    Vote.objects.create(
        topic=topic, body_id=own.body_id, is_secret=True, at=timezone.now(),
        proxy_name=_proxy(own),
    )  # fmt: skip
    column = queries.secret_column(choice)
    rows: Any = Topic.objects.unscoped("a topic held")
    rows.filter(pk=topic.pk).update(**{column: F(column) + 1})
    record(
        actor, "meetings.ballot_cast", topic.meeting, note=topic.title, quiet=True,
        after={"topic": str(topic.pk), "body": own.body_id},
    )  # fmt: skip
    return topic


@action("meetings.close_ballot")
def close_ballot(*, actor: Actor, topic_id: Any) -> Topic:
    """Close a secret ballot: only now its totals are shown.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not run the meeting
    :raises WrongState: if it is closed, or a voting member that is there has not voted
    """
    topic = _item(actor, "meetings.close_ballot", topic_id, VoteMode.SECRET)
    voted = set(topic.votes.values_list("body_id", flat=True))
    if waiting := "、".join(str(one) for one in _voting(topic) if one.body_id not in voted):
        raise WrongState(_("%(names)s have not cast their ballot.") % {"names": waiting})
    if topic.is_voted:
        raise WrongState(_("The ballot was closed already."))
    topic.is_voted = True
    topic.save(update_fields=["is_voted"])
    totals = asdict(queries.tally_of(topic))
    record(
        actor, "meetings.ballot_closed", topic.meeting, note=topic.title, quiet=True,
        after={"topic": str(topic.pk), "totals": totals},
    )  # fmt: skip
    return topic


@action("meetings.conclude_item")
def conclude_item(*, actor: Actor, topic_id: Any, conclusion: Conclusion) -> Topic:
    """End an item as information, as a decision or as a task. The last two are resolutions.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not run the meeting
    :raises WrongState: if no meeting is held, the item has ended, or its vote did not carry it
    :raises Invalid: if a resolution has no words, or a task no lead body among the members
    """
    topic = _item(actor, "meetings.conclude_item", topic_id)
    topic.outcome = Outcome(conclusion.outcome).value
    topic.summary = conclusion.summary.strip()
    if topic.outcome in RESOLVING:
        _resolve(topic, conclusion)
    topic.save(update_fields=["outcome", "summary"])
    after = {"topic": str(topic.pk), "outcome": topic.outcome, "text": conclusion.text}
    record(actor, "meetings.item_concluded", topic.meeting, note=topic.title, after=after,
           quiet=True)  # fmt: skip
    return topic


@action("meetings.close_meeting")
def close_meeting(*, actor: Actor, meeting_id: Any) -> Meeting:
    """Close the meeting once each item has ended; the minutes are begun from what was kept.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not run it
    :raises WrongState: if it is not in session, or an item has not ended
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.close_meeting", meeting)
    before = meeting.advance("close")
    open_items = meeting.topics.filter(state=TopicState.ON_AGENDA, outcome="")
    if titles := "、".join(open_items.values_list("title", flat=True)):
        raise WrongState(_("Say first how these items ended: %(items)s.") % {"items": titles})
    meeting.closed_at = meeting.minutes_at = timezone.now()
    meeting.minutes, meeting.minutes_version = queries.first_minutes(meeting), 1
    meeting.minutes_by_id = actor.person_id
    meeting.save()
    record(actor, "meetings.meeting_closed", meeting, before=before)
    return meeting


def _item(actor: Actor, permit: str, topic_id: Any, mode: VoteMode | None = None) -> Topic:
    """Return an item that has not ended, of a meeting in session, voted on in this way.

    :raises WrongState: otherwise
    """
    topic = held_topic(actor, topic_id)
    require(actor, permit, topic)
    if topic.meeting.state != MeetingState.HELD:
        raise WrongState(
            _("This is done while the meeting is in session. Reload to see how it stands.")
        )
    if topic.state != TopicState.ON_AGENDA or topic.outcome:
        raise WrongState(_("It is not on the agenda, or has ended. Reload to see how it stands."))
    if mode is not None and topic.vote_mode != mode:
        raise WrongState(_("This item is not voted on in this way."))
    return topic


def _voting(topic: Topic) -> list[Attendance]:
    """Return the voting members that are there."""
    return [one for one in queries.attendance(topic.meeting) if one.is_voting and one.seat.is_there]


def _proxy(seat: Attendance) -> str:
    """Return who speaks for a body by proxy, if somebody does."""
    return seat.name if seat.presence == Presence.PROXY else ""


def _resolve(topic: Topic, conclusion: Conclusion) -> None:
    """Adopt what was resolved on an item, under the next number of the meeting."""
    if topic.vote_mode and not queries.carries(topic):
        raise WrongState(
            _("The vote is still to be taken, or did not carry it: it can only be taken note of.")
        )
    members = {one.body_id for one in topic.meeting.attendance.all()}
    named = {*conclusion.assisting, conclusion.owner_id} - {None}
    is_task = topic.outcome == Outcome.TASK
    faults = {
        "text": "" if conclusion.text.strip() else _("Say what was resolved."),
        "owner": _("Name the member body that carries it out.")
        if (is_task and conclusion.owner_id is None) or not named <= members
        else "",
    }
    if found := {name: words for name, words in faults.items() if words}:
        raise Invalid(found)
    made: Resolution = Resolution.objects.create(
        meeting=topic.meeting, topic=topic, kind=topic.outcome, text=conclusion.text.strip(),
        ordinal=topic.meeting.resolutions.count() + 1, owner_id=conclusion.owner_id,
        due_on=conclusion.due_on,
    )  # fmt: skip
    made.assisting.set(pk for pk in conclusion.assisting if pk != conclusion.owner_id)


def _no_quorum(meeting: Meeting, seats: Sequence[Attendance], missing: Sequence[int]) -> str:
    """Return the sentence that says who is missing."""
    names = "、".join(str(one) for one in seats if one.body_id in set(missing))
    return _(
        "There is no quorum: %(rule)s of the voting members must be there. Missing: %(names)s."
        " Record who takes part remotely or by proxy, or postpone the meeting."
    ) % {"rule": meeting.committee.get_quorum_display(), "names": names}

"""Topics: proposed by members, screened by the secretariat, put on the agenda in order."""

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.meetings import queries
from liandu.meetings.models import Meeting, Topic
from liandu.meetings.rules import MeetingState, TopicState, VoteMode

kind("meetings.topic_proposed", gettext_lazy("proposed a topic"), "bulb")
kind("meetings.topic_edited", gettext_lazy("changed a topic"), "pencil")
kind("meetings.topic_screened", gettext_lazy("took a topic up"), "check")
kind("meetings.topic_deferred", gettext_lazy("deferred a topic"), "clock")
kind("meetings.topic_declined", gettext_lazy("declined a topic"), "x")
kind("meetings.agenda_fixed", gettext_lazy("fixed the agenda"), "list-numbers")

FOLLOW_UP = "历次会议议定事项落实情况"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is said of a topic."""

    title: str
    text: str = ""
    reporter: str = ""
    duration: int = 15


def held_topic(actor: Actor, topic_id: Any) -> Topic:
    """Return a topic, its meeting held until the transaction ends.

    :raises NotVisible: if the actor may not know of it
    """
    found = queries.seen_topic(actor, topic_id)
    locked(Meeting, actor, found.meeting_id)
    # Read again under the lock: somebody else may have been first.
    return queries.seen_topic(actor, topic_id)


NOT_OPEN = gettext_lazy(
    "Topics are taken while the meeting collects them. Reload to see how it stands."
)


@action("meetings.propose_topic")
def propose_topic(
    *, actor: Actor, meeting_id: Any, proposal: Proposal, subject: tuple[str, Any] | None = None
) -> Topic:
    """Propose a topic for the actor's body, about a record of another app if one is tabled.

    :raises NotVisible: if the actor may not know of the meeting, or of the record
    :raises NotAllowed: if the actor speaks for no member body, or may not table the record
    :raises WrongState: if no topics are collected
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.propose_topic", meeting)
    if meeting.state != MeetingState.COLLECTING_TOPICS:
        raise WrongState(str(NOT_OPEN))
    about = queries.tabled(actor, *subject) if subject else None
    topic: Topic = Topic.objects.create(
        meeting=meeting, body_id=actor.body_id or 0, proposed_by_id=actor.person_id,
        subject_kind=about._meta.label_lower if about else "",
        subject_id=about.pk if about else None, **asdict(proposal),
    )  # fmt: skip
    record(
        actor, "meetings.topic_proposed", meeting, note=topic.title, quiet=True,
        after={"topic": str(topic.pk), **asdict(proposal)},
    )  # fmt: skip
    return topic


@action("meetings.edit_topic")
def edit_topic(*, actor: Actor, topic_id: Any, proposal: Proposal) -> Topic:
    """Change what is said of a topic that was not screened yet.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if another body proposed it
    :raises WrongState: if it was screened, or the agenda is fixed
    """
    topic = _open(actor, "meetings.edit_topic", topic_id)
    topic.advance("edit")
    for name, value in asdict(proposal).items():
        setattr(topic, name, value)
    topic.save()
    record(
        actor, "meetings.topic_edited", topic.meeting, note=topic.title, quiet=True,
        after={"topic": str(topic.pk), **asdict(proposal)},
    )  # fmt: skip
    return topic


@action("meetings.screen_topic")
def screen_topic(
    *, actor: Actor, topic_id: Any, position: int, duration: int, vote_mode: str = VoteMode.NONE
) -> Topic:
    """Take a topic up for the agenda, at a place, with its time and how it is voted on.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not prepare the meeting
    :raises WrongState: if the agenda is fixed
    """
    topic = _open(actor, "meetings.screen_topic", topic_id)
    before = topic.advance("screen")
    taken: Any = topic.meeting.topics.exclude(pk=topic.pk).filter(position__gte=position)
    if taken.filter(position=position).exists():
        taken.update(position=F("position") + 1)
    topic.position, topic.duration = position, duration
    topic.vote_mode, topic.reason = VoteMode(vote_mode).value, ""
    topic.save()
    record(
        actor, "meetings.topic_screened", topic.meeting, note=topic.title, before=before,
        quiet=True,
        after={"topic": str(topic.pk), "position": position, "vote": topic.vote_mode},
    )  # fmt: skip
    return topic


@action("meetings.defer_topic")
def defer_topic(*, actor: Actor, topic_id: Any, reason: str) -> Topic:
    """Leave a topic to the next meeting, where it is proposed again.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not prepare the meeting
    :raises WrongState: if the agenda is fixed
    """
    return _leave_out(actor, topic_id, "defer", reason)


@action("meetings.decline_topic")
def decline_topic(*, actor: Actor, topic_id: Any, reason: str) -> Topic:
    """Decline a topic, and say why.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not prepare the meeting
    :raises WrongState: if the agenda is fixed
    """
    return _leave_out(actor, topic_id, "decline", reason)


@action("meetings.fix_agenda")
def fix_agenda(*, actor: Actor, meeting_id: Any) -> Meeting:
    """Fix the agenda: what earlier meetings resolved and is open comes first, then the topics.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not prepare it
    :raises WrongState: if no topics are collected, or one waits to be screened
    :raises Invalid: if there would be nothing on it
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.fix_agenda", meeting)
    before = meeting.advance("fix_agenda")
    if waiting := meeting.topics.filter(state=TopicState.PROPOSED).count():
        raise WrongState(
            _("%(n)s topics wait to be screened. Take each up, defer or decline it.")
            % {"n": waiting}
        )
    if not meeting.topics.filter(state=TopicState.SCREENED).exists():
        raise Invalid(_("Nothing is on the agenda. Take up one topic at least."))
    _number(meeting)
    meeting.save(update_fields=["state"])
    items = list(meeting.topics.filter(state=TopicState.ON_AGENDA).values_list("title", flat=True))
    record(actor, "meetings.agenda_fixed", meeting, before=before, after={"agenda": items})
    return meeting


def _open(actor: Actor, permit: str, topic_id: Any) -> Topic:
    """Return a topic of a meeting that collects them, held until the transaction ends.

    :raises WrongState: if its agenda is fixed
    """
    topic = held_topic(actor, topic_id)
    require(actor, permit, topic)
    if topic.meeting.state != MeetingState.COLLECTING_TOPICS:
        raise WrongState(str(NOT_OPEN))
    return topic


def _leave_out(actor: Actor, topic_id: Any, step: str, reason: str) -> Topic:
    """Take a topic off, for now or for good."""
    topic = _open(actor, f"meetings.{step}_topic", topic_id)
    before = topic.advance(step)
    topic.position, topic.reason = None, reason.strip()
    topic.save(update_fields=["state", "position", "reason"])
    record(
        actor, f"meetings.topic_{topic.state}", topic.meeting, note=topic.title, before=before,
        reason=topic.reason, after={"topic": str(topic.pk)},
    )  # fmt: skip
    return topic


def _number(meeting: Meeting) -> None:
    """Put the topics that were taken up on the agenda, each at its place."""
    items = list(meeting.topics.filter(state=TopicState.SCREENED).order_by("position", "id"))
    for topic in items:
        topic.advance("fix")
    if queries.still_open(meeting).exists():
        first = Topic(
            meeting=meeting, body_id=meeting.owner_body_id, title=FOLLOW_UP, is_follow_up=True,
            state=TopicState.ON_AGENDA.value,
        )  # fmt: skip
        items.insert(0, first)
    for position, topic in enumerate(items, 1):
        topic.position = position
        topic.save()

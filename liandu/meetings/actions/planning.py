"""Planning a meeting: when, where and in whose chair; its notice; putting it off."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.actions import sync_parties
from liandu.access.queries import locked
from liandu.access.rules import PartyRole
from liandu.committees.queries import member_ids, members
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.meetings import queries
from liandu.meetings.models import Attendance, Meeting, Topic
from liandu.meetings.rules import MeetingState, Presence, TopicState
from liandu.orgs.models import Body

kind("meetings.meeting_planned", gettext_lazy("planned the meeting"), "calendar-plus")
kind("meetings.meeting_edited", gettext_lazy("changed when or where the meeting is"), "pencil")
kind("meetings.topics_collected", gettext_lazy("asked the members for topics"), "messages")
kind("meetings.members_notified", gettext_lazy("gave notice of the meeting"), "bell")
kind("meetings.notice_answered", gettext_lazy("replied to the notice"), "calendar-check")
kind("meetings.meeting_postponed", gettext_lazy("postponed the meeting"), "calendar-off")
kind("meetings.meeting_resumed", gettext_lazy("set a new day for the meeting"), "calendar-event")
kind("meetings.meetings_exported", gettext_lazy("exported the meetings"), "download",
     is_read=True)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """When and where a meeting is, in whose chair, and what it is about."""

    title: str
    about: str
    starts_at: datetime
    ends_at: datetime
    place: str
    host_id: int

    def facts(self) -> dict[str, Any]:
        """Return what the record keeps of it."""
        return {key: str(value) for key, value in asdict(self).items()}


@action("meetings.plan_meeting")
def plan_meeting(*, actor: Actor, committee_id: Any, plan: Plan) -> Meeting:
    """Plan the next meeting of a committee; its members see it from now on.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if the committee was dissolved
    :raises Invalid: if it ends before it begins, or no member is to be in the chair
    """
    # Held, so that two who plan at once do not give the same number.
    committee = locked(queries.committee_model(), actor, committee_id)
    require(actor, "meetings.plan_meeting", committee)
    if committee.dissolved_on is not None:
        raise WrongState(_("The committee was dissolved and meets no more."))
    _check(committee, plan)
    meeting: Meeting = Meeting.objects.create(
        committee=committee, owner_body_id=committee.owner_body_id, label=committee.label,
        ordinal=queries.next_ordinal(committee), **asdict(plan),
    )  # fmt: skip
    _let_in(actor, meeting)
    _bring_over(meeting)
    record(actor, "meetings.meeting_planned", meeting, after=plan.facts())
    return meeting


@action("meetings.edit_meeting")
def edit_meeting(*, actor: Actor, meeting_id: Any, plan: Plan) -> Meeting:
    """Change when and where a planned meeting is.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not prepare it
    :raises WrongState: if members were asked for topics already
    :raises Invalid: if it ends before it begins, or no member is to be in the chair
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.edit_meeting", meeting)
    meeting.advance("edit")
    _set(meeting, plan)
    record(actor, "meetings.meeting_edited", meeting, after=plan.facts())
    return meeting


@action("meetings.collect_topics")
def collect_topics(*, actor: Actor, meeting_id: Any) -> Meeting:
    """Ask the members for topics.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not prepare it
    :raises WrongState: if that has happened already
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.collect_topics", meeting)
    before = meeting.advance("collect")
    meeting.save(update_fields=["state"])
    # Of a series, planned before the meetings that defer.
    _bring_over(meeting)
    record(actor, "meetings.topics_collected", meeting, before=before)
    return meeting


@action("meetings.notify_members")
def notify_members(*, actor: Actor, meeting_id: Any) -> Meeting:
    """Give notice to the member bodies, as they are now and in their order; they reply to it.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not prepare it
    :raises WrongState: if the agenda is not fixed
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.notify_members", meeting)
    before = meeting.advance("notify")
    meeting.save(update_fields=["state"])
    _let_in(actor, meeting)
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, body_id=one.body_id, position=at, is_voting=one.is_voting)
        for at, one in enumerate(members(meeting.committee), 1)
    )
    record(actor, "meetings.members_notified", meeting, before=before)
    return meeting


@action("meetings.reply_to_notice")
def reply_to_notice(*, actor: Actor, meeting_id: Any, reply: str, name: str = "") -> Attendance:
    """Say, for the actor's body, whether and how it will be there; the last reply counts.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor speaks for no member body
    :raises WrongState: if no notice was given, or the meeting has begun
    :raises Invalid: if a proxy has no name
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.reply_to_notice", meeting)
    if meeting.state != MeetingState.NOTIFIED:
        raise WrongState(_("Replies are taken from the notice until the meeting is opened."))
    own: Attendance | None = meeting.attendance.filter(body=actor.body_id or 0).first()
    if own is None:
        raise WrongState(_("Your body was no member when notice was given."))
    if reply == Presence.PROXY and not name.strip():
        raise Invalid({"name": _("Name who speaks for the body.")})
    own.reply, own.reply_name = Presence(reply).value, name.strip()
    own.replied_at, own.replied_by_id = timezone.now(), actor.person_id
    own.save()
    record(
        actor, "meetings.notice_answered", meeting, quiet=True,
        after={"body": own.body_id, "reply": own.reply, "name": own.reply_name},
    )  # fmt: skip
    return own


@action("meetings.postpone_meeting")
def postpone_meeting(*, actor: Actor, meeting_id: Any, reason: str) -> Meeting:
    """Put a meeting off; topics stay, replies fall.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not prepare it
    :raises WrongState: if it was held, or put off already
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.postpone_meeting", meeting)
    before = meeting.advance("postpone")
    meeting.save(update_fields=["state"])
    meeting.attendance.all().delete()
    record(actor, "meetings.meeting_postponed", meeting, before=before, reason=reason)
    return meeting


@action("meetings.resume_meeting")
def resume_meeting(*, actor: Actor, meeting_id: Any, plan: Plan) -> Meeting:
    """Set a new day for a meeting that was put off; its agenda is opened again.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not prepare it
    :raises WrongState: if it was not put off
    :raises Invalid: if it ends before it begins, or no member is to be in the chair
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.resume_meeting", meeting)
    before = meeting.advance("resume")
    meeting.topics.filter(is_follow_up=True).delete()
    meeting.topics.filter(state=TopicState.ON_AGENDA).update(state=TopicState.SCREENED.value)
    _set(meeting, plan)
    record(actor, "meetings.meeting_resumed", meeting, before=before, after=plan.facts())
    return meeting


@action("meetings.export_meetings")
def export_meetings(*, actor: Actor, count: int, query: str) -> None:
    """Put on record that the actor takes ``count`` rows of the list away.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "meetings.export_meetings")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "meetings.meetings_exported", body, after={"count": count, "query": query})


def _set(meeting: Meeting, plan: Plan) -> None:
    """Write a plan into a meeting in hand."""
    _check(meeting.committee, plan)
    for name, value in asdict(plan).items():
        setattr(meeting, name, value)
    meeting.save()


def _check(committee: Any, plan: Plan) -> None:
    """Pass if a meeting may be as the plan says.

    :raises Invalid: otherwise
    """
    faults = {}
    if plan.ends_at <= plan.starts_at:
        faults["ends_at"] = _("Choose an hour after it begins.")
    if plan.host_id not in {*member_ids(committee), committee.owner_body_id}:
        faults["host"] = _("Choose a member body, or the secretariat's.")
    if faults:
        raise Invalid(faults)


def _let_in(actor: Actor, meeting: Meeting) -> None:
    """Let the members and the superior of the committee know of the meeting."""
    committee = meeting.committee
    bodies: dict[int, str] = {}
    if committee.superior_id is not None:
        bodies[committee.superior_id] = PartyRole.SUPERIOR
    bodies |= dict.fromkeys(member_ids(committee), PartyRole.MEMBER)
    bodies.pop(meeting.owner_body_id, None)
    sync_parties(actor=actor, record=meeting, bodies=bodies)


def _bring_over(meeting: Meeting) -> None:
    """Propose again what was deferred and is before no meeting yet."""
    for one in queries.deferred_before(meeting):
        Topic.objects.create(
            meeting=meeting, body_id=one.body_id, proposed_by_id=one.proposed_by_id, came_from=one,
            title=one.title, text=one.text, reporter=one.reporter, duration=one.duration,
            subject_kind=one.subject_kind, subject_id=one.subject_id,
        )  # fmt: skip

"""Who prepares and runs meetings, who speaks there for a member body, who carries out.

Seeing is decided by the access app; these rules only say who of those that see may also act.
"""

from typing import Any

from liandu.access.rules import RecordKind
from liandu.committees.permits import is_secretariat, represents
from liandu.files.permits import attaching
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed, permit
from liandu.meetings import queries
from liandu.meetings.models import (
    ChairChange,
    ChairHandover,
    ChairTerm,
    Meeting,
    Resolution,
    Topic,
)
from liandu.meetings.rules import MeetingState
from liandu.works.permits import speaks_for


def runs(actor: Actor, meeting: Meeting) -> bool:
    """Test whether the actor is of the secretariat, or of the body in the chair."""
    committee: Any = getattr(meeting, "committee", None)
    if committee is None:  # closed to them, though the meeting is not
        return False
    return speaks_for(actor, meeting.host_id) or is_secretariat(actor, committee)


def speaks(actor: Actor, meeting: Meeting, body_id: int | None = None) -> bool:
    """Test whether the actor speaks for a member body, or for the one that is named."""
    committee: Any = getattr(meeting, "committee", None)
    return committee is not None and represents(actor, committee, body_id)


@permit("meetings.plan_meeting", "meetings.plan_series")
def may_plan(actor: Actor, committee: Any) -> bool:
    """Leave planning to the secretariat of the committee."""
    return is_secretariat(actor, committee)


@permit(
    "meetings.edit_meeting", "meetings.collect_topics", "meetings.fix_agenda",
    "meetings.notify_members", "meetings.hold_meeting", "meetings.close_meeting",
    "meetings.postpone_meeting", "meetings.resume_meeting", "meetings.write_minutes",
    "meetings.send_minutes", "meetings.issue_minutes", "meetings.archive_meeting",
)  # fmt: skip
def may_run(actor: Actor, meeting: Meeting) -> bool:
    """Leave preparing and running it to the secretariat and to the body in the chair."""
    return runs(actor, meeting)


@permit("meetings.propose_topic")
def may_propose(actor: Actor, meeting: Meeting) -> bool:
    """Any member body proposes topics, and so does who prepares the meeting."""
    return speaks(actor, meeting) or runs(actor, meeting)


@permit("meetings.edit_topic")
def may_edit_topic(actor: Actor, topic: Topic) -> bool:
    """Only the body that proposed a topic changes what it says."""
    return speaks_for(actor, topic.body_id) or speaks(actor, topic.meeting, topic.body_id)


@permit(
    "meetings.screen_topic", "meetings.defer_topic", "meetings.decline_topic",
    "meetings.record_votes", "meetings.close_ballot", "meetings.conclude_item",
)  # fmt: skip
def may_handle(actor: Actor, topic: Topic) -> bool:
    """Who runs the meeting screens its topics, counts its votes and says how an item ended."""
    return runs(actor, topic.meeting)


@permit("meetings.reply_to_notice", "meetings.countersign_minutes", "meetings.return_minutes")
def may_answer(actor: Actor, meeting: Meeting) -> bool:
    """Each member body answers for itself."""
    return speaks(actor, meeting)


@permit("meetings.cast_ballot")
def may_cast(actor: Actor, topic: Topic) -> bool:
    """Each member body casts its own ballot; nobody casts another's."""
    return speaks(actor, topic.meeting)


@permit("meetings.report_progress", "meetings.report_resolution")
def may_report(actor: Actor, resolution: Resolution) -> bool:
    """Let the lead body report on what it is to carry out."""
    return speaks_for(actor, resolution.owner_id)


@permit("meetings.verify_resolution", "meetings.send_back_resolution", "meetings.close_resolution")
def may_verify(actor: Actor, resolution: Resolution) -> bool:
    """Who runs the meeting verifies, but nobody verifies what they reported themselves."""
    last = resolution.reports.filter(is_final=True).first()
    is_own = last is not None and last.by_id == actor.person_id
    return runs(actor, resolution.meeting) and not is_own


@permit("meetings.lay_out_terms")
def may_lay_out(actor: Actor, committee: Any) -> bool:
    """Leave the calendar of the chair to the secretariat of the committee."""
    return is_secretariat(actor, committee)


@permit("meetings.withdraw_terms")
def may_withdraw_terms(actor: Actor, term: ChairTerm) -> bool:
    """Whoever lays terms out takes them back."""
    return is_secretariat(actor, term.committee)


@permit("meetings.propose_swap", "meetings.propose_substitution")
def may_propose_change(actor: Actor, term: ChairTerm) -> bool:
    """Whoever has the chair for a term asks another; nobody asks in their name."""
    return represents(actor, term.committee, term.body_id)


@permit("meetings.agree_change", "meetings.decline_change")
def may_answer_change(actor: Actor, change: ChairChange) -> bool:
    """Only the body that was asked answers."""
    return represents(actor, change.term.committee, change.asked_id)


@permit("meetings.withdraw_change")
def may_withdraw_change(actor: Actor, change: ChairChange) -> bool:
    """Only the body that asked takes that back."""
    return represents(actor, change.term.committee, change.asker_id)


@permit("meetings.draw_handover")
def may_draw(actor: Actor, term: ChairTerm) -> bool:
    """Either side draws up what goes over, or the secretariat does."""
    sides = {term.body_id, term.next_body_id} - {None}
    is_side = actor.body_id in sides and represents(actor, term.committee)
    return is_side or is_secretariat(actor, term.committee)


@permit("meetings.sign_handover")
def may_sign(actor: Actor, handover: ChairHandover) -> bool:
    """Each side signs for itself, by somebody who may read all that is on the list."""
    is_side = actor.body_id in {handover.giver_id, handover.taker_id}
    speaks_there = is_side and represents(actor, handover.term.committee)
    return speaks_there and queries.sees_all_of(actor, handover)


@permit("meetings.give_resolutions")
def may_give(actor: Actor, resolution: Resolution) -> bool:
    """Leave it to the secretariat, and to whoever hands business of the lead body over."""
    committee: Any = resolution.meeting.committee
    own = allowed(actor, "orgs.hand_over", resolution.owner)
    return own or is_secretariat(actor, committee)


@permit("meetings.export_meetings")
def may_export(actor: Actor, _thing: Any) -> bool:
    """Whoever holds a post may take away what the list shows them; the taking is on record."""
    return not actor.admin and actor.post_id is not None


def may_attach(actor: Actor, meeting: Meeting) -> bool:
    """Members and who runs it add materials, until the meeting is archived."""
    is_done = meeting.state == MeetingState.ARCHIVED
    return not is_done and (speaks(actor, meeting) or runs(actor, meeting))


attaching(RecordKind.MEETING, may_attach)

"""The writers of meetings."""

from liandu.meetings.actions.minutes import (
    archive_meeting,
    countersign_minutes,
    issue_minutes,
    return_minutes,
    send_minutes,
    write_minutes,
)
from liandu.meetings.actions.planning import (
    Plan,
    collect_topics,
    edit_meeting,
    export_meetings,
    notify_members,
    plan_meeting,
    postpone_meeting,
    reply_to_notice,
    resume_meeting,
)
from liandu.meetings.actions.resolutions import (
    close_resolution,
    report_progress,
    report_resolution,
    send_back_resolution,
    verify_resolution,
)
from liandu.meetings.actions.session import (
    Conclusion,
    Present,
    cast_ballot,
    close_ballot,
    close_meeting,
    conclude_item,
    hold_meeting,
    record_votes,
)
from liandu.meetings.actions.topics import (
    Proposal,
    decline_topic,
    defer_topic,
    edit_topic,
    fix_agenda,
    propose_topic,
    screen_topic,
)

__all__ = [
    "Conclusion", "Plan", "Present", "Proposal", "archive_meeting", "cast_ballot", "close_ballot",
    "close_meeting", "close_resolution", "collect_topics", "conclude_item", "countersign_minutes",
    "decline_topic", "defer_topic", "edit_meeting", "edit_topic", "export_meetings", "fix_agenda",
    "hold_meeting", "issue_minutes", "notify_members", "plan_meeting", "postpone_meeting",
    "propose_topic", "record_votes", "reply_to_notice", "report_progress", "report_resolution",
    "resume_meeting", "return_minutes", "screen_topic", "send_back_resolution", "send_minutes",
    "verify_resolution", "write_minutes",
]  # fmt: skip

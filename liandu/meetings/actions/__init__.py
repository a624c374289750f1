"""The writers of meetings."""

from liandu.meetings.actions.handing import draw_handover, give_resolutions, sign_handover
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
from liandu.meetings.actions.rotation import (
    agree_change,
    decline_change,
    lay_out_terms,
    propose_substitution,
    propose_swap,
    withdraw_change,
    withdraw_terms,
)
from liandu.meetings.actions.series import plan_series
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
    "Conclusion", "Plan", "Present", "Proposal", "agree_change", "archive_meeting",
    "cast_ballot", "close_ballot", "close_meeting", "close_resolution", "collect_topics",
    "conclude_item", "countersign_minutes", "decline_change", "decline_topic", "defer_topic",
    "draw_handover", "edit_meeting", "edit_topic", "export_meetings", "fix_agenda",
    "give_resolutions", "hold_meeting", "issue_minutes", "lay_out_terms", "notify_members",
    "plan_meeting", "plan_series", "postpone_meeting", "propose_substitution", "propose_swap",
    "propose_topic", "record_votes", "reply_to_notice", "report_progress", "report_resolution",
    "resume_meeting", "return_minutes", "screen_topic", "send_back_resolution", "send_minutes",
    "sign_handover", "verify_resolution", "withdraw_change", "withdraw_terms", "write_minutes",
]  # fmt: skip

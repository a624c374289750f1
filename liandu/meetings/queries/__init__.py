"""Reading meetings. Nothing here writes."""

from liandu.meetings.queries.drafting import first_minutes, numeral
from liandu.meetings.queries.meetings import (
    attendance,
    committee_model,
    meetings,
    next_ordinal,
    quorum_of,
    rotation,
    seen_meeting,
)
from liandu.meetings.queries.rotation import (
    chair_on,
    changes,
    changes_waiting,
    handovers_waiting,
    is_swapped_out,
    last_term,
    lines_of,
    meetings_in,
    next_host,
    seen_change,
    seen_handover,
    seen_term,
    sees_all_of,
    signatures,
    terms,
    terms_ending,
    undecided,
    unfinished,
)
from liandu.meetings.queries.subjects import (
    SUBJECTS,
    Subject,
    about,
    decided_by_meetings,
    tabled,
)
from liandu.meetings.queries.topics import (
    agenda,
    carries,
    deferred_before,
    handled_by,
    is_pending,
    of_meeting,
    resolutions,
    resolved,
    secret_column,
    seen_resolution,
    seen_topic,
    still_open,
    tally_of,
    to_carry_out,
    to_report,
    topic_about,
    topics,
    unsigned,
    waiting,
    watchers,
)

__all__ = [
    "SUBJECTS", "Subject", "about", "agenda", "attendance", "carries", "chair_on", "changes",
    "changes_waiting", "committee_model", "decided_by_meetings", "deferred_before",
    "first_minutes", "handled_by", "handovers_waiting", "is_pending", "is_swapped_out",
    "last_term", "lines_of", "meetings", "meetings_in", "next_host", "next_ordinal", "numeral",
    "of_meeting", "quorum_of", "resolutions", "resolved", "rotation", "secret_column",
    "seen_change", "seen_handover", "seen_meeting", "seen_resolution", "seen_term",
    "seen_topic", "sees_all_of", "signatures", "still_open", "tabled", "tally_of", "terms",
    "terms_ending", "to_carry_out", "to_report", "topic_about", "topics", "undecided",
    "unfinished", "unsigned", "waiting", "watchers",
]  # fmt: skip

"""Reading meetings. Nothing here writes."""

from liandu.meetings.queries.drafting import first_minutes, numeral
from liandu.meetings.queries.meetings import (
    attendance,
    committee_model,
    meetings,
    next_host,
    next_ordinal,
    quorum_of,
    rotation,
    seen_meeting,
)
from liandu.meetings.queries.subjects import SUBJECTS, Subject, decided_by_meetings, tabled
from liandu.meetings.queries.topics import (
    agenda,
    carries,
    of_meeting,
    owed,
    resolutions,
    resolved,
    secret_column,
    seen_resolution,
    seen_topic,
    still_open,
    tally_of,
    topics,
    unsigned,
    waiting,
)

__all__ = [
    "SUBJECTS", "Subject", "agenda", "attendance", "carries", "committee_model",
    "decided_by_meetings", "first_minutes", "meetings", "next_host", "next_ordinal", "numeral",
    "of_meeting", "owed", "quorum_of", "resolutions", "resolved", "rotation", "secret_column",
    "seen_meeting", "seen_resolution", "seen_topic", "still_open", "tabled", "tally_of", "topics",
    "unsigned", "waiting",
]  # fmt: skip

"""What meetings go by: plain Python."""

from liandu.meetings.rules.counting import (
    THERE,
    Choice,
    Presence,
    Quorum,
    Seat,
    Tally,
    VoteMode,
    quorum,
    tally,
)
from liandu.meetings.rules.life import (
    BEFORE,
    CONVENED,
    MEETING,
    OPEN,
    OWED,
    RESOLUTION,
    RESOLVING,
    TOPIC,
    MeetingState,
    Outcome,
    ResolutionState,
    TopicState,
)
from liandu.meetings.rules.rotation import (
    CHANGE,
    LONGEST_TERM,
    MOST_TURNS,
    ChangeKind,
    ChangeState,
    Turn,
    after,
    turns,
)
from liandu.meetings.rules.series import MOST_MEETINGS, STEPS, series

__all__ = [
    "BEFORE", "CHANGE", "CONVENED", "LONGEST_TERM", "MEETING", "MOST_MEETINGS", "MOST_TURNS",
    "OPEN", "OWED", "RESOLUTION", "RESOLVING", "STEPS", "THERE", "TOPIC", "ChangeKind",
    "ChangeState", "Choice", "MeetingState", "Outcome", "Presence", "Quorum", "ResolutionState",
    "Seat", "Tally", "TopicState", "Turn", "VoteMode", "after", "quorum", "series", "tally",
    "turns",
]  # fmt: skip

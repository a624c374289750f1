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

__all__ = [
    "BEFORE", "CONVENED", "MEETING", "OPEN", "OWED", "RESOLUTION", "RESOLVING", "THERE", "TOPIC",
    "Choice", "MeetingState", "Outcome", "Presence", "Quorum", "ResolutionState", "Seat", "Tally",
    "TopicState", "VoteMode", "quorum", "tally",
]  # fmt: skip

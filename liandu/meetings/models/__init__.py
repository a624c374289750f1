"""Tables of the meetings app."""

from liandu.meetings.models.meetings import Attendance, Meeting, MinutesSignature
from liandu.meetings.models.resolutions import Resolution, ResolutionReport
from liandu.meetings.models.rotation import (
    ChairChange,
    ChairHandover,
    ChairTerm,
    HandoverLine,
    HandoverSignature,
)
from liandu.meetings.models.topics import Topic, Vote
from liandu.meetings.models.words import (
    CHOICES,
    MEETING_STATES,
    OUTCOMES,
    PRESENCES,
    RESOLUTION_STATES,
    VOTE_MODES,
)

__all__ = [
    "CHOICES",
    "MEETING_STATES",
    "OUTCOMES",
    "PRESENCES",
    "RESOLUTION_STATES",
    "VOTE_MODES",
    "Attendance",
    "ChairChange",
    "ChairHandover",
    "ChairTerm",
    "HandoverLine",
    "HandoverSignature",
    "Meeting",
    "MinutesSignature",
    "Resolution",
    "ResolutionReport",
    "Topic",
    "Vote",
]  # fmt: skip

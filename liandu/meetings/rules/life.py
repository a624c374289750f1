"""The lives of a meeting, of a topic and of a resolution."""

from enum import StrEnum
from typing import Final

from liandu.kernel.workflow import Step, Workflow


class MeetingState(StrEnum):
    """How far a meeting is."""

    PLANNED = "planned"
    COLLECTING_TOPICS = "collecting_topics"
    AGENDA_FIXED = "agenda_fixed"
    NOTIFIED = "notified"
    HELD = "held"
    MINUTES_DRAFT = "minutes_draft"
    COUNTERSIGNING = "countersigning"
    ISSUED = "issued"
    ARCHIVED = "archived"
    POSTPONED = "postponed"


M = MeetingState
BEFORE: Final = frozenset({M.PLANNED, M.COLLECTING_TOPICS, M.AGENDA_FIXED, M.NOTIFIED})
"""States of a meeting that is yet to come."""
CONVENED: Final = frozenset({M.HELD, M.MINUTES_DRAFT, M.COUNTERSIGNING, M.ISSUED, M.ARCHIVED})
"""States that only a meeting reaches which had its quorum."""

MEETING: Final = Workflow(
    "meeting",
    M.PLANNED,
    Step("edit", frozenset({M.PLANNED}), M.PLANNED),
    Step("collect", frozenset({M.PLANNED}), M.COLLECTING_TOPICS),
    Step("fix_agenda", frozenset({M.COLLECTING_TOPICS}), M.AGENDA_FIXED),
    Step("notify", frozenset({M.AGENDA_FIXED}), M.NOTIFIED),
    Step("hold", frozenset({M.NOTIFIED}), M.HELD),
    Step("close", frozenset({M.HELD}), M.MINUTES_DRAFT),
    Step("write_minutes", frozenset({M.MINUTES_DRAFT}), M.MINUTES_DRAFT),
    Step("send_minutes", frozenset({M.MINUTES_DRAFT}), M.COUNTERSIGNING),
    Step("countersign", frozenset({M.COUNTERSIGNING}), M.COUNTERSIGNING),
    Step("return_minutes", frozenset({M.COUNTERSIGNING}), M.MINUTES_DRAFT),
    Step("issue", frozenset({M.COUNTERSIGNING}), M.ISSUED),
    Step("archive", frozenset({M.ISSUED}), M.ARCHIVED),
    Step("postpone", BEFORE, M.POSTPONED),
    Step("resume", frozenset({M.POSTPONED}), M.COLLECTING_TOPICS),
)


class TopicState(StrEnum):
    """What became of a topic."""

    PROPOSED = "proposed"
    SCREENED = "screened"
    ON_AGENDA = "on_agenda"
    DEFERRED = "deferred"
    DECLINED = "declined"


T = TopicState
UNFIXED: Final = frozenset({T.PROPOSED, T.SCREENED, T.DEFERRED, T.DECLINED})

TOPIC: Final = Workflow(
    "topic",
    T.PROPOSED,
    Step("edit", frozenset({T.PROPOSED}), T.PROPOSED),
    # Screened again until the agenda is fixed: what was thought of first is not what stands.
    Step("screen", UNFIXED, T.SCREENED),
    Step("defer", UNFIXED, T.DEFERRED),
    Step("decline", UNFIXED, T.DECLINED),
    Step("fix", frozenset({T.SCREENED}), T.ON_AGENDA),
)


class Outcome(StrEnum):
    """How an item of the agenda ends."""

    INFORMATION = "information"
    DECISION = "decision"
    TASK = "task"


RESOLVING: Final = (Outcome.DECISION, Outcome.TASK)
"""Outcomes that are resolutions."""


class ResolutionState(StrEnum):
    """How far a resolution is."""

    ADOPTED = "adopted"
    ASSIGNED = "assigned"
    IN_PROGRESS = "in_progress"
    REPORTED = "reported"
    VERIFIED = "verified"
    CLOSED = "closed"


R = ResolutionState
OWED: Final = frozenset({R.ASSIGNED, R.IN_PROGRESS})
"""States in which its owner is to do something."""
OPEN: Final = OWED | {R.REPORTED, R.VERIFIED}
"""States of a task that has not come to its end."""

RESOLUTION: Final = Workflow(
    "resolution",
    R.ADOPTED,
    Step("assign", frozenset({R.ADOPTED}), R.ASSIGNED),
    Step("progress", OWED, R.IN_PROGRESS),
    Step("report", OWED, R.REPORTED),
    Step("return", frozenset({R.REPORTED}), R.IN_PROGRESS),
    Step("verify", frozenset({R.REPORTED}), R.VERIFIED),
    Step("close", frozenset({R.VERIFIED}), R.CLOSED),
)

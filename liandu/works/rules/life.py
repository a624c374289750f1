"""What supervised objects and their links are, and how a link lives."""

from datetime import date
from enum import StrEnum
from typing import Final

from liandu.kernel.workflow import Step, Workflow


class ObjectType(StrEnum):
    """What sort of thing is supervised."""

    WORKS_PROJECT = "works_project"
    BUSINESS_CONTACT = "business_contact"
    WATERS = "waters"
    FISHING_BAN = "fishing_ban"
    IDLE_LAND = "idle_land"
    CITY_SAFETY = "city_safety"


class ProjectStatus(StrEnum):
    """How far an object is; each value is a code of the OC4IDS list ``projectStatus``."""

    IDENTIFICATION = "identification"
    PREPARATION = "preparation"
    IMPLEMENTATION = "implementation"
    COMPLETION = "completion"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class TierKind(StrEnum):
    """The three tiers that supervise an object."""

    LEADING_GROUP = "leading_group"
    TASK_FORCE = "task_force"
    HORIZONTAL = "horizontal"


class BatchState(StrEnum):
    """How an import stands."""

    PREVIEW = "preview"
    QUEUED = "queued"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class LinkState(StrEnum):
    """How far a supervision link is."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CHECKED = "checked"


FINISHED: Final = frozenset({LinkState.DONE, LinkState.CHECKED})


LINK_LIFE: Final = Workflow(
    "supervision_link",
    LinkState.NOT_STARTED,
    Step("begin", frozenset({LinkState.NOT_STARTED}), LinkState.IN_PROGRESS),
    Step("finish", frozenset({LinkState.IN_PROGRESS}), LinkState.DONE),
    Step("check", frozenset({LinkState.DONE}), LinkState.CHECKED),
    Step("reopen", frozenset({LinkState.DONE, LinkState.CHECKED}), LinkState.IN_PROGRESS),
)


class CheckpointState(StrEnum):
    """What was found at a checkpoint."""

    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"


def date_shown(day: date | None, precision: str) -> str:
    """Return a date as narrowly as it is known: 2025, 2025-06 or 2025-06-30."""
    if day is None:
        return ""
    lengths = {Precision.YEAR: 4, Precision.MONTH: 7}
    return day.isoformat()[: lengths.get(Precision(precision), 10)]

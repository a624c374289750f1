"""What supervised objects and their links are, how a link lives, and when it shows which light."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

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


class TemplateState(StrEnum):
    """How a version of a link template stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class BatchState(StrEnum):
    """How an import stands."""

    PREVIEW = "preview"
    QUEUED = "queued"
    RUNNING = "running"
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


class Light(StrEnum):
    """What a link or an object shows; derived, never stored."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"
    DOING = "doing"
    NONE = "none"


class Metric(StrEnum):
    """What a light rule measures of a link."""

    DAYS_LATE = "days_late"
    DAYS_START_LATE = "days_start_late"
    DAYS_FINISHED_LATE = "days_finished_late"
    OPEN_FINDINGS = "open_findings"
    OLDEST_OPEN_DAYS = "oldest_open_days"
    OVERDUE_FINDINGS = "overdue_findings"
    FAILED_CHECKPOINTS = "failed_checkpoints"


class Comparison(StrEnum):
    """How the measure is held against the amount."""

    ABOVE = "above"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class OpenFindings:
    """What is open at a link, as far as the actor may know of it."""

    count: int = 0
    overdue: int = 0
    oldest_open_on: date | None = None
    next_due_on: date | None = None

    def plus(self, other: "OpenFindings") -> "OpenFindings":
        """Return both together."""
        return OpenFindings(
            self.count + other.count,
            self.overdue + other.overdue,
            _earliest(self.oldest_open_on, other.oldest_open_on),
            _earliest(self.next_due_on, other.next_due_on),
        )


NO_FINDINGS: Final = OpenFindings()


@dataclass(frozen=True, slots=True)
class LinkFacts:
    """What the light of one link follows from."""

    state: str
    planned_start_on: date | None = None
    planned_end_on: date | None = None
    ended_on: date | None = None
    failed_checkpoints: int = 0
    findings: OpenFindings = NO_FINDINGS


class LightRuleLike(Protocol):
    """A rule as it is stored: a measure held against an amount."""

    @property
    def metric(self) -> str: ...
    @property
    def comparison(self) -> str: ...
    @property
    def amount(self) -> int: ...
    @property
    def light(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Measured:
    """How much of a metric a link has, and the day it is counted from if it is counted in days."""

    value: int
    counted_from: date | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The light of a link, the rule it follows from if it warns, and since when if that is known."""

    light: Light
    rule: LightRuleLike | None = None
    since: date | None = None


# From the gravest to the least; the first that some link shows is the light of the object.
GRAVITY: Final = tuple(Light)


def measured(metric: str, facts: LinkFacts, today: date) -> Measured | None:
    """Return how much of ``metric`` there is ``today``; None if it does not apply."""
    state, findings = facts.state, facts.findings
    if metric == Metric.DAYS_LATE and state not in FINISHED:
        return _days(facts.planned_end_on, today)
    if metric == Metric.DAYS_START_LATE and state == LinkState.NOT_STARTED:
        return _days(facts.planned_start_on, today)
    if metric == Metric.DAYS_FINISHED_LATE and state in FINISHED and facts.ended_on:
        return _days(facts.planned_end_on, facts.ended_on)
    if metric == Metric.OLDEST_OPEN_DAYS:
        return _days(findings.oldest_open_on, today)
    counts = {
        Metric.OPEN_FINDINGS: findings.count,
        Metric.OVERDUE_FINDINGS: findings.overdue,
        Metric.FAILED_CHECKPOINTS: facts.failed_checkpoints,
    }
    return Measured(counts[Metric(metric)]) if metric in counts else None


def least(comparison: str, amount: int) -> int:
    """Return the smallest measure that meets the comparison."""
    return amount + (comparison == Comparison.ABOVE)


def light(facts: LinkFacts, rules: Iterable[LightRuleLike], today: date) -> Shown:
    """Return the light of a link: the gravest rule that is met, else how far the link is."""
    met: dict[str, Shown] = {}
    for rule in rules:
        found = measured(rule.metric, facts, today)
        needed = least(rule.comparison, rule.amount)
        if found is not None and found.value >= needed and rule.light not in met:
            start = found.counted_from
            since = start + timedelta(days=needed) if start else None
            met[rule.light] = Shown(Light(rule.light), rule, since)
    for warning in (Light.RED, Light.YELLOW):
        if warning in met:
            return met[warning]
    if facts.state in FINISHED:
        return Shown(Light.GREEN)
    return Shown(Light.DOING if facts.state == LinkState.IN_PROGRESS else Light.NONE)


def overall(shown: Iterable[Shown]) -> Shown:
    """Return the light of an object: its gravest link's; green as soon as one link is under way."""
    every = sorted(shown, key=lambda one: (GRAVITY.index(one.light), one.since or date.max))
    if not every:
        return Shown(Light.NONE)
    first = every[0]
    return Shown(Light.GREEN) if first.light == Light.DOING else first


def current(states: Iterable[str]) -> int | None:
    """Return the place, from 0, of the link an object stands at: the first that is under way."""
    return next((at for at, s in enumerate(states) if s == LinkState.IN_PROGRESS), None)


def date_shown(day: date | None, precision: str) -> str:
    """Return a date as narrowly as it is known: 2025, 2025-06 or 2025-06-30."""
    if day is None:
        return ""
    lengths = {Precision.YEAR: 4, Precision.MONTH: 7}
    return day.isoformat()[: lengths.get(Precision(precision), 10)]


def _days(start: date | None, end: date) -> Measured | None:
    return None if start is None else Measured((end - start).days, start)


def _earliest(first: date | None, second: date | None) -> date | None:
    return min((day for day in (first, second) if day), default=None)

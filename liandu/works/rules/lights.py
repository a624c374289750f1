"""When a link shows which light: derived from dates and findings, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Protocol

from liandu.works.rules.life import FINISHED, LinkState


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
    def metric(self) -> str:
        """Return what is measured."""

    @property
    def comparison(self) -> str:
        """Return how it is held against the amount."""

    @property
    def amount(self) -> int:
        """Return the amount."""

    @property
    def light(self) -> str:
        """Return what a link shows that meets the rule."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How much of a metric a link has, and the day it is counted from if it is counted in days."""

    value: int
    counted_from: date | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The light of a link; if it warns, the rule it follows from and, if known, since when."""

    light: Light
    rule: LightRuleLike | None = None
    since: date | None = None


# From the gravest to the least; the first that some link shows is the light of the object.
GRAVITY: Final = tuple(Light)


def measured(metric: str, facts: LinkFacts, today: date) -> Measured | None:
    """Return how much of ``metric`` there is ``today``; None if it does not apply."""
    counts = {
        Metric.OPEN_FINDINGS: facts.findings.count,
        Metric.OVERDUE_FINDINGS: facts.findings.overdue,
        Metric.FAILED_CHECKPOINTS: facts.failed_checkpoints,
    }
    if metric in counts:
        return Measured(counts[Metric(metric)])
    start, end = _span(metric, facts, today)
    return Measured((end - start).days, start) if start and end else None


def _span(metric: str, facts: LinkFacts, today: date) -> tuple[date | None, date | None]:
    """Return the two days between which ``metric`` counts; half of it if it does not apply."""
    is_finished = facts.state in FINISHED
    spans = {
        Metric.DAYS_LATE: (facts.planned_end_on, None if is_finished else today),
        Metric.DAYS_START_LATE: (
            facts.planned_start_on,
            today if facts.state == LinkState.NOT_STARTED else None,
        ),
        Metric.DAYS_FINISHED_LATE: (facts.planned_end_on, facts.ended_on if is_finished else None),
        Metric.OLDEST_OPEN_DAYS: (facts.findings.oldest_open_on, today),
    }
    return spans[Metric(metric)]


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


def _earliest(first: date | None, second: date | None) -> date | None:
    return min((day for day in (first, second) if day), default=None)

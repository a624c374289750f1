"""The life of a finding from its registration to its closing, in plain Python."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from liandu.kernel.workflow import Step, Workflow


class FindingState(StrEnum):
    """Where a finding stands. Overdue is none of them: it follows from the dates."""

    REGISTERED = "registered"
    CONFIRMED = "confirmed"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    PLAN_REVIEW = "plan_review"
    RECTIFYING = "rectifying"
    EXTENSION_PENDING = "extension_pending"
    SUBMITTED = "submitted"
    FIRST_REVIEW = "first_review"
    SECOND_REVIEW = "second_review"
    RETURNED = "returned"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Source(StrEnum):
    """Whether a body found it alone or several did together."""

    SELF = "self"
    JOINT = "joint"


class Severity(StrEnum):
    """How grave a finding is."""

    MINOR = "minor"
    GENERAL = "general"
    SEVERE = "severe"


class RectificationType(StrEnum):
    """How a finding is put right: at once, in phases, or continuously."""

    IMMEDIATE = "immediate"
    PHASED = "phased"
    CONTINUOUS = "continuous"


class Decision(StrEnum):
    """How a plan, an extension or a submission was answered."""

    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"


S = FindingState

FINDING: Final = Workflow(
    "finding",
    S.REGISTERED,
    # What is changed after it was confirmed must be confirmed again.
    Step("edit", frozenset({S.REGISTERED, S.CONFIRMED}), S.REGISTERED),
    Step("withdraw", frozenset({S.REGISTERED, S.CONFIRMED}), S.WITHDRAWN),
    Step("confirm", frozenset({S.REGISTERED}), S.CONFIRMED),
    Step("assign", frozenset({S.CONFIRMED}), S.ASSIGNED),
    Step("accept", frozenset({S.ASSIGNED}), S.ACCEPTED),
    # What is to be put right at once needs no plan: it starts as it is accepted.
    Step("start", frozenset({S.ACCEPTED}), S.RECTIFYING),
    Step("file_plan", frozenset({S.ACCEPTED}), S.PLAN_REVIEW),
    Step("return_plan", frozenset({S.PLAN_REVIEW}), S.ACCEPTED),
    Step("approve_plan", frozenset({S.PLAN_REVIEW}), S.RECTIFYING),
    Step("ask_extension", frozenset({S.RECTIFYING, S.RETURNED}), S.EXTENSION_PENDING),
    Step("refuse_extension", frozenset({S.EXTENSION_PENDING}), S.RECTIFYING),
    Step("grant_extension", frozenset({S.EXTENSION_PENDING}), S.RECTIFYING),
    Step("submit", frozenset({S.RECTIFYING, S.RETURNED}), S.SUBMITTED),
    Step("start_first_review", frozenset({S.SUBMITTED}), S.FIRST_REVIEW),
    Step("return", frozenset({S.FIRST_REVIEW, S.SECOND_REVIEW}), S.RETURNED),
    Step("pass_first_review", frozenset({S.FIRST_REVIEW}), S.SECOND_REVIEW),
    Step("close", frozenset({S.SECOND_REVIEW}), S.CLOSED),
)

ENDED: Final = frozenset({S.CLOSED, S.WITHDRAWN})
OPEN: Final = frozenset(S) - ENDED
BEFORE_ASSIGNMENT: Final = frozenset({S.REGISTERED, S.CONFIRMED})
IN_HAND: Final = frozenset({S.RECTIFYING, S.RETURNED})
"""States in which the responsible body works on it, may mark measures done and ask for time."""

UNDER_REVIEW: Final = frozenset({S.SUBMITTED, S.FIRST_REVIEW, S.SECOND_REVIEW})

BLUE_DAYS: Final = 7
"""A limit this near is shown in blue (domain: colour blue ≤ 7 days left)."""

LONGEST_EXTENSION: Final = timedelta(days=365)
"""No rectification runs longer than a continuous one may."""


class Condition(StrEnum):
    """What must hold before a finding can be closed."""

    EVIDENCE = "evidence"
    MEASURES = "measures"
    THREE_PERSONS = "three_persons"
    RULES = "rules"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class Check:
    """One closing condition, whether it is met, and by how many of how many."""

    condition: Condition
    is_met: bool
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What the closing conditions are computed from.

    ``rule_count`` is None until it was said whether rules were made; ``persons`` are those who
    submitted, reviewed and now close.
    """

    evidence_count: int
    measures_done: int
    measures_total: int
    rule_count: int | None
    recovered_fen: int | None
    persons: tuple[int | None, ...]


def closing_conditions(at: Standing) -> list[Check]:
    """Return every closing condition with its state, in the order they are shown."""
    distinct = len(set(at.persons)) == len(at.persons) and None not in at.persons
    checks = [
        Check(Condition.EVIDENCE, at.evidence_count > 0, at.evidence_count, at.evidence_count),
        Check(Condition.THREE_PERSONS, distinct),
        Check(Condition.RULES, at.rule_count is not None, at.rule_count or 0),
        Check(Condition.AMOUNT, at.recovered_fen is not None, at.recovered_fen or 0),
    ]
    if at.measures_total:
        is_met = at.measures_done == at.measures_total
        checks.insert(1, Check(Condition.MEASURES, is_met, at.measures_done, at.measures_total))
    return checks


def unmet(checks: Iterable[Check]) -> Iterator[Condition]:
    """Yield the conditions that do not hold yet."""
    return (check.condition for check in checks if not check.is_met)


def needs_plan(rectification_type: str) -> bool:
    """Test whether a finding put right this way needs a plan first."""
    return rectification_type != RectificationType.IMMEDIATE


def may_extend(now: datetime, due_at: datetime) -> bool:
    """Test whether more time can still be asked for: before the due date only."""
    return now < due_at


class Light(StrEnum):
    """The colour of an open finding, from its dates: blue near, amber returned, red overdue."""

    GREEN = "green"
    BLUE = "blue"
    AMBER = "amber"
    RED = "red"


def light(state: str, step_due_at: datetime | None, now: datetime) -> Light:
    """Return the colour of a finding in ``state`` whose present step is due ``step_due_at``."""
    if state not in ENDED and step_due_at is not None and step_due_at < now:
        return Light.RED
    if state == S.RETURNED:
        return Light.AMBER
    is_near = step_due_at is not None and step_due_at - now <= timedelta(days=BLUE_DAYS)
    return Light.BLUE if is_near and state not in ENDED else Light.GREEN

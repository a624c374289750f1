"""What must hold before a finding is closed, and the colour an open one has."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from liandu.findings.rules.life import ENDED, FindingState

BLUE_DAYS: Final = 7
"""A limit this near is shown in blue (domain: colour blue ≤ 7 days left)."""


class Condition(StrEnum):
    """What must hold before a finding can be closed."""

    EVIDENCE = "evidence"
    MEASURES = "measures"
    ITEMS = "items"
    ROOT_CAUSE = "root_cause"
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
    submitted, reviewed and now close. An item is settled once it is done, or left out by consent.
    """

    evidence_count: int
    measures_done: int
    measures_total: int
    rule_count: int | None
    recovered_fen: int | None
    persons: tuple[int | None, ...]
    has_cause: bool = True
    items_settled: int = 0
    items_total: int = 0


def closing_conditions(at: Standing) -> list[Check]:
    """Return every closing condition with its state, in the order they are shown."""
    distinct = len(set(at.persons)) == len(at.persons) and None not in at.persons
    checks = [
        Check(Condition.EVIDENCE, at.evidence_count > 0, at.evidence_count, at.evidence_count),
        Check(Condition.THREE_PERSONS, distinct),
        Check(Condition.ROOT_CAUSE, at.has_cause),
        Check(Condition.RULES, at.rule_count is not None, at.rule_count or 0),
        Check(Condition.AMOUNT, at.recovered_fen is not None, at.recovered_fen or 0),
    ]
    if at.items_total:
        is_met = at.items_settled == at.items_total
        checks.insert(1, Check(Condition.ITEMS, is_met, at.items_settled, at.items_total))
    if at.measures_total:
        is_met = at.measures_done == at.measures_total
        checks.insert(1, Check(Condition.MEASURES, is_met, at.measures_done, at.measures_total))
    return checks


def unmet(checks: Iterable[Check]) -> Iterator[Condition]:
    """Yield the conditions that do not hold yet."""
    return (check.condition for check in checks if not check.is_met)


class Light(StrEnum):
    """The colour of an open finding: blue near, amber returned or reopened, red overdue."""

    GREEN = "green"
    BLUE = "blue"
    AMBER = "amber"
    RED = "red"


def light(state: str, step_due_at: datetime | None, now: datetime) -> Light:
    """Return the colour of a finding in ``state`` whose present step is due ``step_due_at``."""
    if state not in ENDED and step_due_at is not None and step_due_at < now:
        return Light.RED
    if state in {FindingState.RETURNED, FindingState.REOPENED}:
        return Light.AMBER
    is_near = step_due_at is not None and step_due_at - now <= timedelta(days=BLUE_DAYS)
    return Light.BLUE if is_near and state not in ENDED else Light.GREEN

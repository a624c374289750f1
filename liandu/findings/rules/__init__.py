"""The life of a finding, who takes which step, and what closing asks for: plain Python."""

from liandu.findings.rules.charges import (
    CHARGES,
    DECIDERS,
    FINDERS,
    WORKERS,
    Charge,
    Side,
    awaited,
    charges,
    may_take,
)
from liandu.findings.rules.closing import (
    BLUE_DAYS,
    Check,
    Condition,
    Light,
    Standing,
    closing_conditions,
    light,
    unmet,
)
from liandu.findings.rules.entries import Draft, MadeRule, Order, Plan, PlannedMeasure, Result
from liandu.findings.rules.life import (
    BEFORE_ASSIGNMENT,
    ENDED,
    FINDING,
    IN_HAND,
    LIMITS,
    LONGEST_EXTENSION,
    OPEN,
    TERMS,
    UNDER_REVIEW,
    Decision,
    FindingState,
    RectificationType,
    Severity,
    Source,
    may_extend,
    needs_plan,
)

__all__ = [
    "BEFORE_ASSIGNMENT", "BLUE_DAYS", "CHARGES", "DECIDERS", "ENDED", "FINDERS", "FINDING",
    "IN_HAND", "LIMITS", "LONGEST_EXTENSION", "OPEN", "TERMS", "UNDER_REVIEW", "WORKERS",
    "Charge", "Check", "Condition", "Decision", "Draft", "FindingState", "Light", "MadeRule",
    "Order", "Plan", "PlannedMeasure", "RectificationType", "Result", "Severity", "Side",
    "Source", "Standing", "awaited", "charges", "closing_conditions", "light", "may_extend",
    "may_take", "needs_plan", "unmet",
]  # fmt: skip

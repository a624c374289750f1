"""The life of a finding from its registration to its closing."""

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

LONGEST_EXTENSION: Final = timedelta(days=365)
"""No rectification runs longer than a continuous one may."""


TERMS: Final = {
    S.ASSIGNED: "finding_accept",
    S.ACCEPTED: "finding_plan",
    S.PLAN_REVIEW: "finding_review",
    S.EXTENSION_PENDING: "finding_review",
    S.SUBMITTED: "finding_review",
    S.FIRST_REVIEW: "finding_review",
    S.SECOND_REVIEW: "finding_review",
}
"""The code of the time limit that runs in a state; in the others the due date counts."""

LIMITS: Final = {
    RectificationType.IMMEDIATE: "finding_immediate",
    RectificationType.PHASED: "finding_rectify",
    RectificationType.CONTINUOUS: "finding_continuous",
}
"""The code of the time limit of each way of rectification."""


def needs_plan(rectification_type: str) -> bool:
    """Test whether a finding put right this way needs a plan first."""
    return rectification_type != RectificationType.IMMEDIATE


def may_extend(now: datetime, due_at: datetime) -> bool:
    """Test whether more time can still be asked for: before the due date only."""
    return now < due_at

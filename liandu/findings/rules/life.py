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
    DISPUTED = "disputed"
    TRANSFERRED = "transferred"
    LONG_TERM_PENDING = "long_term_pending"
    LONG_TERM = "long_term"
    SUBMITTED = "submitted"
    FIRST_REVIEW = "first_review"
    SECOND_REVIEW = "second_review"
    RETURNED = "returned"
    REOPENED = "reopened"
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
    """How a plan, an extension or a submission was answered; a plan may be replaced later."""

    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"
    REPLACED = "replaced"


class ReopenCause(StrEnum):
    """Why a closed finding is open again."""

    LOOK_BACK = "look_back"
    FOUND_AGAIN = "found_again"


class LongTermCause(StrEnum):
    """Why a finding cannot be put right in any usual time."""

    LAW_SUIT = "law_suit"
    HISTORY = "history"
    SYSTEM = "system"


class RootCause(StrEnum):
    """What lies behind a finding."""

    RULES = "rules"
    EXECUTION = "execution"
    OVERSIGHT = "oversight"
    CAPACITY = "capacity"
    OUTSIDE = "outside"


class Handling(StrEnum):
    """How persons answerable for a finding were dealt with; only how many is kept."""

    TALK = "talk"
    ADMONITION = "admonition"
    POSITION = "position"
    DISCIPLINE = "discipline"
    JUSTICE = "justice"


class PickResult(StrEnum):
    """What a look-back says of one finding of its sample."""

    PENDING = "pending"
    HOLDS = "holds"
    FAILS = "fails"


S = FindingState

FINDING: Final = Workflow(
    "finding",
    S.REGISTERED,
    # What is changed after it was confirmed must be confirmed again.
    Step("edit", frozenset({S.REGISTERED, S.CONFIRMED}), S.REGISTERED),
    # An objection is upheld by withdrawing, or by changing the finding and assigning it anew.
    Step("withdraw", frozenset({S.REGISTERED, S.CONFIRMED, S.DISPUTED}), S.WITHDRAWN),
    Step("confirm", frozenset({S.REGISTERED}), S.CONFIRMED),
    Step("assign", frozenset({S.CONFIRMED}), S.ASSIGNED),
    # What was reopened is signed for again: the road begins anew, with another round of proof.
    Step("accept", frozenset({S.ASSIGNED, S.REOPENED}), S.ACCEPTED),
    Step("object", frozenset({S.ASSIGNED, S.ACCEPTED}), S.DISPUTED),
    Step("uphold_objection", frozenset({S.DISPUTED}), S.REGISTERED),
    Step("reject_objection", frozenset({S.DISPUTED}), S.ASSIGNED),
    # To another responsible body, which takes it over as if it signed, or gives it back.
    Step(
        "transfer",
        frozenset({S.ASSIGNED, S.REOPENED, S.DISPUTED, S.ACCEPTED, S.RECTIFYING, S.RETURNED}),
        S.TRANSFERRED,
    ),
    Step("take_over", frozenset({S.TRANSFERRED}), S.ACCEPTED),
    Step("decline_transfer", frozenset({S.TRANSFERRED}), S.ASSIGNED),
    # What is to be put right at once needs no plan: it starts as it is accepted.
    Step("start", frozenset({S.ACCEPTED}), S.RECTIFYING),
    Step("file_plan", frozenset({S.ACCEPTED}), S.PLAN_REVIEW),
    Step("return_plan", frozenset({S.PLAN_REVIEW}), S.ACCEPTED),
    Step("approve_plan", frozenset({S.PLAN_REVIEW}), S.RECTIFYING),
    Step("ask_extension", frozenset({S.RECTIFYING, S.RETURNED}), S.EXTENSION_PENDING),
    Step("refuse_extension", frozenset({S.EXTENSION_PENDING}), S.RECTIFYING),
    Step("grant_extension", frozenset({S.EXTENSION_PENDING}), S.RECTIFYING),
    # What a law suit, history or a system keeps open is looked at again from time to time.
    Step("ask_long_term", frozenset({S.RECTIFYING, S.RETURNED}), S.LONG_TERM_PENDING),
    Step("refuse_long_term", frozenset({S.LONG_TERM_PENDING}), S.RECTIFYING),
    Step("grant_long_term", frozenset({S.LONG_TERM_PENDING}), S.LONG_TERM),
    Step("review_long_term", frozenset({S.LONG_TERM}), S.LONG_TERM),
    Step("resume", frozenset({S.LONG_TERM}), S.RECTIFYING),
    Step("submit", frozenset({S.RECTIFYING, S.RETURNED}), S.SUBMITTED),
    Step("start_first_review", frozenset({S.SUBMITTED}), S.FIRST_REVIEW),
    Step("return", frozenset({S.FIRST_REVIEW, S.SECOND_REVIEW}), S.RETURNED),
    Step("pass_first_review", frozenset({S.FIRST_REVIEW}), S.SECOND_REVIEW),
    Step("close", frozenset({S.SECOND_REVIEW}), S.CLOSED),
    Step("reopen", frozenset({S.CLOSED}), S.REOPENED),
)

ENDED: Final = frozenset({S.CLOSED, S.WITHDRAWN})
"""States in which nothing is to be done; only a reopening leads out of the first of them."""

OPEN: Final = frozenset(S) - ENDED
BEFORE_ASSIGNMENT: Final = frozenset({S.REGISTERED, S.CONFIRMED})
IN_HAND: Final = frozenset({S.RECTIFYING, S.RETURNED})
"""States in which the responsible body works on it, may mark measures done and ask for time."""

UNDER_REVIEW: Final = frozenset({S.SUBMITTED, S.FIRST_REVIEW, S.SECOND_REVIEW})

LONGEST_EXTENSION: Final = timedelta(days=365)
"""No rectification runs longer than a continuous one may."""

LONG_OPEN: Final = 366
"""Days after which a finding has been open for over a year, and asks for a reason."""


TERMS: Final = {
    S.ASSIGNED: "finding_accept",
    S.REOPENED: "finding_accept",
    S.TRANSFERRED: "finding_accept",
    S.DISPUTED: "finding_review",
    S.LONG_TERM_PENDING: "finding_review",
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


def restarted(assigned_at: datetime, due_at: datetime, now: datetime) -> datetime:
    """Return when a term ends that was set at ``assigned_at`` and begins anew."""
    return now + (due_at - assigned_at)


def suspended(due_at: datetime, since: datetime, now: datetime) -> datetime:
    """Return when a term ends that did not run from ``since`` until now."""
    return due_at + (now - since)

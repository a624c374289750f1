"""What consultations go by: their life, when an opinion counts, who reads those of others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from liandu.kernel.workflow import Step, Workflow


class ConsultationState(StrEnum):
    """How far a consultation is."""

    DRAFT = "draft"
    PUT = "put"
    SUMMED_UP = "summed_up"
    WITHDRAWN = "withdrawn"


C = ConsultationState

CONSULTATION: Final = Workflow(
    "consultation",
    C.DRAFT,
    Step("edit", frozenset({C.DRAFT}), C.DRAFT),
    Step("put", frozenset({C.DRAFT}), C.PUT),
    Step("answer", frozenset({C.PUT}), C.PUT),
    Step("extend", frozenset({C.PUT}), C.PUT),
    Step("sum_up", frozenset({C.PUT}), C.SUMMED_UP),
    Step("table", frozenset({C.SUMMED_UP}), C.SUMMED_UP),
    Step("withdraw", frozenset({C.DRAFT, C.PUT}), C.WITHDRAWN),
)


class Stance(StrEnum):
    """Where a body stands on what it was asked."""

    AGREE = "agree"
    CONDITIONS = "conditions"
    DISAGREE = "disagree"
    NO_OPINION = "no_opinion"


EXPLAINED: Final = frozenset({Stance.CONDITIONS, Stance.DISAGREE})
"""Stances that say in words what they ask for, or why."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, why, of whom and until when."""

    title: str
    question: str
    reason: str
    due_on: date
    asked_ids: tuple[int, ...]

    def faults(self, today: date, others: frozenset[int]) -> frozenset[str]:
        """Return the names of what cannot stand; ``others`` are the members that may be asked."""
        stands: Mapping[str, bool] = {
            "due_on": self.due_on > today,
            "asked": bool(self.asked_ids) and set(self.asked_ids) <= others,
        }
        return frozenset(name for name, good in stands.items() if not good)

    def facts(self) -> dict[str, Any]:
        """Return what the record keeps of it."""
        return {
            "title": self.title, "due_on": str(self.due_on), "asked": sorted(self.asked_ids),
        }  # fmt: skip


def may_give(now: datetime, due_at: datetime, *, has_given: bool) -> bool:
    """Test whether an opinion is taken: until the end any number, after it one that was missing."""
    return now <= due_at or not has_given


def is_over(now: datetime, due_at: datetime, missing: int) -> bool:
    """Test whether nobody is waited for any more."""
    return now > due_at or missing == 0


def may_read(*, is_own: bool, asks: bool, has_given: bool, is_over: bool) -> bool:
    """Test whether somebody reads an opinion: not before their own body has said its own.

    So nobody copies, and nobody waits for the others to speak first.
    """
    return is_own or asks or has_given or is_over

"""The limits that the checks hold facts against: of the law, or set here for a place.

Days count as the law counts them: the day itself does not (Civil Code, art. 201).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

HUNDRED: Final = 100
LONGEST_BASIS: Final = 200
TOLD: Final = frozenset({"least", "most", "most_days", "least_paid", "until"})
"""What a prompt tells of the limit that it was raised by: no fact of the project."""


class LimitUnit(StrEnum):
    """What a limit is counted in."""

    PERCENT = "percent"
    DAYS = "days"
    MONTHS = "months"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one version."""

    estimate_excess: int
    least_sale_days: int
    least_bid_days: int
    most_bid_bond: int
    least_bidders: int
    least_notice_days: int
    sign_days: int
    report_days: int
    most_performance_bond: int
    most_changed: int
    least_paid: int
    filing_days: int
    account_months: int
    surplus_months: int
    archive_months: int
    regular_bids: int
    step_spread: int


@dataclass(frozen=True, slots=True)
class LimitDraft:
    """A limit as somebody sets it."""

    amount: int
    basis: str


CODES: Final = tuple(one.name for one in fields(Limits))
PERCENTS: Final = frozenset(
    {
        "estimate_excess",
        "most_bid_bond",
        "most_performance_bond",
        "most_changed",
        "least_paid",
        "step_spread",
    }
)
RANGES: Final = {
    LimitUnit.PERCENT: (0, HUNDRED), LimitUnit.DAYS: (1, 365), LimitUnit.MONTHS: (1, 60),
    LimitUnit.COUNT: (1, 99),
}  # fmt: skip


def unit_of(code: str) -> LimitUnit:
    """Return what a limit is counted in."""
    if code in PERCENTS:
        return LimitUnit.PERCENT
    ends = (("_days", LimitUnit.DAYS), ("_months", LimitUnit.MONTHS))
    return next((unit for end, unit in ends if code.endswith(end)), LimitUnit.COUNT)


def is_usable(drafts: Mapping[str, LimitDraft]) -> bool:
    """Test whether these are all limits, each within its range and resting on something."""
    return drafts.keys() == set(CODES) and all(
        RANGES[unit_of(code)][0] <= draft.amount <= RANGES[unit_of(code)][1]
        and 0 < len(draft.basis.strip()) <= LONGEST_BASIS
        for code, draft in drafts.items()
    )

"""The codes of OC4IDS 0.9.5 that ours stand for, and what none of its fields may be: empty."""

from collections.abc import Mapping
from typing import Any, Final

from liandu.contracts.rules.facts import ContractKind, MilestoneCode

VERSION: Final = "0.9"
"""The schema's version as packages have it: major and minor alone."""
GAZETTEER: Final = "CN-GBT2260"
FIELD_SCHEME: Final = "x_liandu_field"
CURRENCY: Final = "CNY"
FEN: Final = 100

# projectStatus knows no asset that is done: it is maintained then, as packages are read too.
STATUSES: Final = {"completed": "maintenance"}
NATURES: Final = {
    ContractKind.SURVEY: "design",
    ContractKind.DESIGN: "design",
    ContractKind.WORKS: "construction",
    ContractKind.SUPERVISION: "supervision",
}
MILESTONE_CODES: Final = {
    MilestoneCode.FEASIBILITY: "projectApproval",
    MilestoneCode.START: "commencement",
    MilestoneCode.COMPLETION: "completion",
    MilestoneCode.IN_USE: "commissioning",
}
APPROVALS: Final = frozenset({
    MilestoneCode.FEASIBILITY, MilestoneCode.BUDGET, MilestoneCode.DRAWING_REVIEW,
    MilestoneCode.PERMIT, MilestoneCode.ACCEPTANCE, MilestoneCode.FILING,
})  # fmt: skip


def value(fen: int | None) -> dict[str, Any]:
    """Return a sum as a Value: in yuan, without a point where there are no fen."""
    if fen is None:
        return {}
    return {"amount": fen / FEN if fen % FEN else fen // FEN, "currency": CURRENCY}


def filled(found: Any) -> Any:
    """Return what is not empty: the standard leaves out what is not known."""
    if isinstance(found, Mapping):
        kept = {name: filled(each) for name, each in found.items()}
        return {name: each for name, each in kept.items() if each not in (None, "", [], {})}
    return [filled(each) for each in found] if isinstance(found, list) else found


def milestone_type(code: str) -> str:
    """Return the code of milestoneType."""
    return "approval" if code in APPROVALS else "delivery"


def process_status(*, is_signed: bool, is_settled: bool) -> str:
    """Return the code of contractingProcessStatus."""
    if is_settled:
        return "closed"
    return "active" if is_signed else "pre-award"

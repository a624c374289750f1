"""What is entered of contracts, and the deterministic checks over it, in plain Python."""

from liandu.contracts.rules.checks import CHECKS, Check, hits
from liandu.contracts.rules.entries import (
    OF_CONTRACT,
    SHAPES,
    Entry,
    Fault,
    Outcome,
    Shape,
    faults,
    share_of,
)
from liandu.contracts.rules.facts import (
    WHOLE,
    BidFacts,
    ChangeFacts,
    ContractFacts,
    ContractKind,
    Hit,
    MilestoneCode,
    MilestoneFacts,
    PaymentFacts,
    PaymentKind,
    ProjectFacts,
)
from liandu.contracts.rules.limits import (
    CODES,
    LONGEST_BASIS,
    RANGES,
    LimitDraft,
    Limits,
    LimitUnit,
    is_usable,
    unit_of,
)

__all__ = [
    "CHECKS", "CODES", "LONGEST_BASIS", "OF_CONTRACT", "RANGES", "SHAPES", "WHOLE", "BidFacts",
    "ChangeFacts", "Check", "ContractFacts", "ContractKind", "Entry", "Fault", "Hit",
    "LimitDraft", "LimitUnit", "Limits", "MilestoneCode", "MilestoneFacts", "Outcome",
    "PaymentFacts", "PaymentKind", "ProjectFacts", "Shape", "faults", "hits", "is_usable",
    "share_of", "unit_of",
]  # fmt: skip

"""Tables of contracts, changes, payments, milestones, and what these give to look at."""

from liandu.contracts.models.entries import Bid, Change, Contract, Milestone, Payment
from liandu.contracts.models.limits import Limit, LimitSet
from liandu.contracts.models.prompts import CHECK_CHOICES, Dismissal, Prompt
from liandu.contracts.models.telling import fact, facts_of, in_words, paid_permille, percent
from liandu.contracts.models.words import (
    CHECK_WORDS,
    CONTRACT_KINDS,
    ENTRIES,
    FACTS,
    LIMITS,
    MILESTONES,
    OUTCOMES,
    PAYMENT_KINDS,
    UNITS,
)

MODELS = {model.ENTRY: model for model in (Contract, Bid, Change, Payment, Milestone)}

__all__ = [
    "CHECK_CHOICES", "CHECK_WORDS", "CONTRACT_KINDS", "ENTRIES", "FACTS", "LIMITS",
    "MILESTONES", "MODELS", "OUTCOMES", "PAYMENT_KINDS", "UNITS", "Bid", "Change", "Contract",
    "Dismissal", "Limit", "LimitSet", "Milestone", "Payment", "Prompt", "fact", "facts_of",
    "in_words", "paid_permille", "percent",
]  # fmt: skip

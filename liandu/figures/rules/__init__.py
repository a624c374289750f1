"""Periods and shares, and two ledgers compared: plain Python."""

from liandu.figures.rules.comparing import (
    Account,
    Difference,
    Ours,
    Pair,
    Said,
    Theirs,
    Verdict,
    compared,
    plain,
)
from liandu.figures.rules.periods import (
    AGES,
    SEPARATOR,
    YEARS,
    By,
    Period,
    Span,
    age_bands,
    key_of,
    months_until,
    share,
)

__all__ = [
    "AGES", "SEPARATOR", "YEARS", "Account", "By", "Difference", "Ours", "Pair", "Period", "Said",
    "Span", "Theirs", "Verdict", "age_bands", "compared", "key_of", "months_until", "plain",
    "share",
]  # fmt: skip

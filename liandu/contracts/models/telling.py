"""Facts and shares as people write them, on pages, in files and in the draft of a finding."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from liandu.contracts.models.words import FACTS, MILESTONES
from liandu.contracts.rules import WHOLE
from liandu.web.say import day, money, trimmed

MILESTONE_WORDS = dict(MILESTONES)


def percent(permille: int | None) -> str:
    """Return a share kept in thousandths as ``46.2%``."""
    return "" if permille is None else f"{trimmed(Decimal(permille) / 10)}%"


def _milestone(key: str) -> str:
    return str(MILESTONE_WORDS.get(key, MILESTONE_WORDS["other"]))


WRITTEN: Mapping[str, Callable[[Any], str]] = {
    "_fen": money, "_on": lambda value: day(date.fromisoformat(value)), "_permille": percent,
    "milestone": _milestone, "until": lambda value: day(date.fromisoformat(value)),
}  # fmt: skip


def fact(name: str, value: Any) -> str:
    """Return the value of a fact as people write it, by how its name ends."""
    if value is None:
        return str(_("not on record"))
    found = (written for end, written in WRITTEN.items() if name.endswith(end))
    return next(found, str)(value)


def facts_of(prompt: Any) -> list[tuple[str, str]]:
    """Return the facts of a prompt or of how it was put aside, each with what it is called."""
    return [(str(FACTS[name]), fact(name, value)) for name, value in prompt.facts.items()]


def in_words(prompt: Any) -> str:
    """Return the facts in one line."""
    return "；".join(f"{name} {value}" for name, value in facts_of(prompt))


def paid_permille(contract: Any) -> int | None:
    """Return what share of a contract with its changes is paid, in thousandths."""
    worth = (contract.amount_fen or 0) + contract.changed_fen
    return round(contract.paid_fen * WHOLE / worth) if worth > 0 else None

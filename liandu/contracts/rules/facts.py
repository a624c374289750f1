"""What is known of a project's contracts and milestones, and what a check says of it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from liandu.contracts.rules.limits import TOLD


class ContractKind(StrEnum):
    """What a contract is for."""

    SURVEY = "survey"
    DESIGN = "design"
    WORKS = "works"
    SUPERVISION = "supervision"
    PURCHASE = "purchase"
    SERVICE = "service"
    OTHER = "other"


class PaymentKind(StrEnum):
    """What a payment is."""

    ADVANCE = "advance"
    PROGRESS = "progress"
    SETTLEMENT = "settlement"
    RETENTION = "retention"


class MilestoneCode(StrEnum):
    """The milestones that the law knows, in their usual order, and any other."""

    FEASIBILITY = "feasibility"
    BUDGET = "budget"
    DRAWING_REVIEW = "drawing_review"
    PERMIT = "permit"
    START = "start"
    COMPLETION = "completion"
    ACCEPTANCE = "acceptance"
    FILING = "filing"
    IN_USE = "in_use"
    FINAL_ACCOUNT = "final_account"
    SURPLUS = "surplus"
    ARCHIVE = "archive"
    HANDOVER = "handover"
    OTHER = "other"


WHOLE: Final = 1000
"""Progress is kept in thousandths."""


@dataclass(frozen=True, slots=True)
class MilestoneFacts:
    """A milestone: planned, done, and the sum that it fixed, such as an approved budget."""

    planned_on: date | None = None
    done_on: date | None = None
    amount_fen: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A change of a contract; less is below nothing."""

    key: str
    amount_fen: int = 0
    approved_on: date | None = None
    carried_out_on: date | None = None


@dataclass(frozen=True, slots=True)
class PaymentFacts:
    """A payment under a contract."""

    payee: str
    amount_fen: int
    paid_on: date


@dataclass(frozen=True, slots=True)
class BidFacts:
    """A bid: whose, at what price, and who and what stand behind it."""

    bidder: str
    entered_on: date
    amount_fen: int | None = None
    head: str = ""
    compiler: str = ""
    agent: str = ""
    managers: str = ""
    account: str = ""


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """A contract from its tender to its final account, as far as it is known."""

    key: int
    kind: str = ContractKind.WORKS
    contractor: str = ""
    estimate_fen: int | None = None
    documents_from_on: date | None = None
    documents_until_on: date | None = None
    bids_due_on: date | None = None
    bidders: int | None = None
    bid_bond_fen: int | None = None
    candidates_from_on: date | None = None
    candidates_until_on: date | None = None
    notice_on: date | None = None
    bid_fen: int | None = None
    signed_on: date | None = None
    amount_fen: int | None = None
    performance_bond_fen: int | None = None
    reported_on: date | None = None
    progress_permille: int | None = None
    progress_on: date | None = None
    final_fen: int | None = None
    changes: tuple[ChangeFacts, ...] = ()
    payments: tuple[PaymentFacts, ...] = ()
    bids: tuple[BidFacts, ...] = ()

    @property
    def bidder_count(self) -> int | None:
        """Return how many bid: as it was entered, else as many as there are bids."""
        return len(self.bids) or None if self.bidders is None else self.bidders

    @property
    def changed_fen(self) -> int:
        """Return what its changes come to."""
        return sum(one.amount_fen for one in self.changes)

    @property
    def paid_fen(self) -> int:
        """Return what was paid."""
        return sum(one.amount_fen for one in self.payments)

    @property
    def worth_fen(self) -> int:
        """Return its sum with its changes."""
        return (self.amount_fen or 0) + self.changed_fen


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """A project: its milestones by code, those of its own by number, and its contracts."""

    milestones: Mapping[str, MilestoneFacts] = field(default_factory=dict)
    contracts: tuple[ContractFacts, ...] = ()

    def done(self, code: str) -> date | None:
        """Return the day on which a milestone was reached, if it was."""
        found = self.milestones.get(code)
        return found.done_on if found else None

    def amount(self, code: str) -> int | None:
        """Return the sum that a milestone fixed, if it did."""
        found = self.milestones.get(code)
        return found.amount_fen if found else None


Fact = str | int | None


@dataclass(frozen=True, slots=True)
class Hit:
    """Something to look at: the check, what it was told of, the facts, and from which day on.

    Never what it means: whether anything is wrong is for a person to find out.
    """

    check: str
    since: date
    facts: Mapping[str, Fact]
    contract: int | None = None
    about: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells it from the other hits of the project, whatever its facts are."""
        return self.check, f"{self.contract or ''}:{self.about}"

    @property
    def digest(self) -> str:
        """Return what changes when the facts of the project do, whatever the limit is."""
        own = {name: value for name, value in self.facts.items() if name not in TOLD}
        told = json.dumps(own, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()

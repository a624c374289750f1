"""What is entered of a project: contracts, changes, payments, milestones; and what cannot stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from liandu.contracts.rules.facts import WHOLE, MilestoneCode


class Entry(StrEnum):
    """A kind of entry."""

    CONTRACT = "contract"
    CHANGE = "change"
    PAYMENT = "payment"
    MILESTONE = "milestone"
    BID = "bid"


class Outcome(StrEnum):
    """What became of a prompt to look."""

    EXPLAINED = "explained"
    TAKEN_UP = "taken_up"


class Fault(StrEnum):
    """Why an entry cannot stand."""

    MISSING = "missing"
    NEGATIVE = "negative"
    NOTHING = "nothing"
    TOO_MUCH = "too_much"
    YET_TO_COME = "yet_to_come"
    REVERSED = "reversed"


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of an entry: all of them, those needed, money, days that have to have come."""

    columns: tuple[str, ...]
    needed: tuple[str, ...]
    money: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    spans: tuple[tuple[str, str], ...] = ()


SHAPES: Final = {
    Entry.CONTRACT: Shape(
        columns=(
            "number", "name", "kind", "contractor", "estimate_fen", "documents_from_on",
            "documents_until_on", "bids_due_on", "bidders", "bid_bond_fen", "candidates_from_on",
            "candidates_until_on", "notice_on", "bid_fen", "signed_on", "amount_fen",
            "performance_bond_fen", "reported_on", "progress_permille", "progress_on", "final_fen",
        ),
        needed=("number", "name", "kind", "contractor"),
        money=("estimate_fen", "bid_bond_fen", "bid_fen", "amount_fen", "performance_bond_fen",
               "final_fen"),
        past=("signed_on", "reported_on", "progress_on", "notice_on"),
        spans=(("documents_from_on", "documents_until_on"),
               ("documents_from_on", "bids_due_on"),
               ("candidates_from_on", "candidates_until_on")),
    ),
    Entry.CHANGE: Shape(
        columns=("contract_id", "number", "what", "reason", "amount_fen", "approved_on", "approver",
                 "carried_out_on"),
        needed=("contract_id", "number", "what", "amount_fen"),
        past=("approved_on", "carried_out_on"),
    ),
    Entry.PAYMENT: Shape(
        columns=("contract_id", "number", "kind", "payee", "amount_fen", "paid_on", "note"),
        needed=("contract_id", "kind", "payee", "amount_fen", "paid_on"),
        money=("amount_fen",),
        past=("paid_on",),
    ),
    Entry.MILESTONE: Shape(
        columns=("code", "name", "planned_on", "done_on", "amount_fen", "document"),
        needed=("code",),
        money=("amount_fen",),
        past=("done_on",),
    ),
    Entry.BID: Shape(
        columns=("contract_id", "bidder", "amount_fen", "head", "compiler", "agent", "managers",
                 "account"),
        needed=("contract_id", "bidder"),
        money=("amount_fen",),
    ),
}  # fmt: skip
OF_CONTRACT: Final = frozenset({Entry.CHANGE, Entry.PAYMENT, Entry.BID})
"""The kinds of entry that belong to a contract; the others belong to the project."""


def faults(entry: Entry, values: Mapping[str, Any], today: date) -> dict[str, Fault]:
    """Return for each column that cannot stand why it cannot."""
    return dict(_faults(SHAPES[entry], values, today)) | dict(_of_one(entry, values))


def _faults(shape: Shape, values: Mapping[str, Any], today: date) -> Iterator[tuple[str, Fault]]:
    """Yield what is wrong with any entry."""
    yield from ((name, Fault.MISSING) for name in shape.needed if values[name] in {None, ""})
    yield from ((name, Fault.NEGATIVE) for name in shape.money if (values[name] or 0) < 0)
    for name in shape.past:
        if values[name] and values[name] > today:
            yield name, Fault.YET_TO_COME
    for first, last in shape.spans:
        if values[first] and values[last] and values[first] > values[last]:
            yield last, Fault.REVERSED


def _of_one(entry: Entry, values: Mapping[str, Any]) -> Iterator[tuple[str, Fault]]:
    """Yield what is wrong with one kind of entry alone."""
    if entry is Entry.PAYMENT and values["amount_fen"] == 0:
        yield "amount_fen", Fault.NOTHING
    if entry is Entry.MILESTONE:
        if values["code"] == MilestoneCode.OTHER and not values["name"]:
            yield "name", Fault.MISSING
        if not (values["planned_on"] or values["done_on"]):
            yield "planned_on", Fault.MISSING
    if entry is Entry.CONTRACT and (values["progress_permille"] or 0) > WHOLE:
        yield "progress_permille", Fault.TOO_MUCH
    if entry is Entry.CONTRACT and values["progress_permille"] and not values["progress_on"]:
        yield "progress_on", Fault.MISSING


def share_of(text: str) -> int | None:
    """Return a share written in per cent, in thousandths; None if it cannot be told.

    A cell formatted as per cent holds a fraction: what is not above 1 and has no sign is refused
    rather than guessed.
    """
    plain = text.strip().replace("％", "%")
    try:
        number = Decimal(plain.removesuffix("%").strip())
    except InvalidOperation:
        return None
    is_told = plain.endswith("%") or number > 1 or number == 0
    whole = number * WHOLE / 100
    return int(whole) if is_told and number.is_finite() and 0 <= whole <= WHOLE else None

"""The checks of one contract. Each yields what is to be looked at, or nothing."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from liandu.contracts.rules.facts import WHOLE, ContractFacts, Fact, Hit
from liandu.contracts.rules.limits import HUNDRED, Limits
from liandu.kernel.deadlines import DAY


def short_bid_time(one: ContractFacts, limits: Limits) -> Iterator[Hit]:
    """Say that bids were due too soon after the documents were given out."""
    yield from _too_short(
        one, "short_bid_time", ("documents_from_on", "bids_due_on"), limits.least_bid_days
    )


def short_sale(one: ContractFacts, limits: Limits) -> Iterator[Hit]:
    """Say that the documents were on sale too shortly."""
    names = ("documents_from_on", "documents_until_on")
    yield from _too_short(one, "short_sale", names, limits.least_sale_days)


def short_notice(one: ContractFacts, limits: Limits) -> Iterator[Hit]:
    """Say that the candidates were published too shortly."""
    names = ("candidates_from_on", "candidates_until_on")
    yield from _too_short(one, "short_notice", names, limits.least_notice_days)


def _too_short(one: ContractFacts, check: str, names: tuple[str, str], least: int) -> Iterator[Hit]:
    """Yield a hit if fewer than ``least`` days lie between two days."""
    first, last = (getattr(one, name) for name in names)
    if first and last and (last - first).days < least:
        facts = {**_told(one, *names), "days": (last - first).days, "least": least}
        yield Hit(check, max(first, last), facts, one.key)


def few_bidders(one: ContractFacts, limits: Limits) -> Iterator[Hit]:
    """Say that fewer than three bid, and it was awarded all the same."""
    since = one.notice_on or one.signed_on
    count = one.bidder_count
    if since and count is not None and count < limits.least_bidders:
        facts = {"bidders": count, "least": limits.least_bidders}
        yield Hit("few_bidders", since, facts, one.key)


def large_bid_bond(one: ContractFacts, limits: Limits) -> Iterator[Hit]:
    """Say that the bond asked of bidders is too large a part of the estimate."""
    since = one.documents_from_on or one.bids_due_on or one.signed_on
    bond, whole = one.bid_bond_fen, one.estimate_fen
    if since and _is_above(bond, limits.most_bid_bond, whole):
        facts = _told(one, "bid_bond_fen", "estimate_fen")
        yield Hit("large_bid_bond", since, {**facts, "most": limits.most_bid_bond}, one.key)


def large_performance_bond(one: ContractFacts, limits: Limits) -> Iterator[Hit]:
    """Say that the bond asked of the contractor is too large a part of the contract."""
    bond, whole = one.performance_bond_fen, one.amount_fen
    if one.signed_on and _is_above(bond, limits.most_performance_bond, whole):
        facts = _told(one, "performance_bond_fen", "amount_fen")
        told = {**facts, "most": limits.most_performance_bond}
        yield Hit("large_performance_bond", one.signed_on, told, one.key)


def signed_late(one: ContractFacts, limits: Limits) -> Iterator[Hit]:
    """Say that it was signed too long after the award, or is not signed yet."""
    yield from _too_late(one, "signed_late", "signed_on", limits.sign_days)


def reported_late(one: ContractFacts, limits: Limits) -> Iterator[Hit]:
    """Say that the tender was reported too long after the award, or is not reported yet."""
    yield from _too_late(one, "reported_late", "reported_on", limits.report_days)


def _too_late(one: ContractFacts, check: str, name: str, most: int) -> Iterator[Hit]:
    """Yield a hit from the day on which a limit after the award is over; none if it was kept."""
    done: date | None = getattr(one, name)
    if one.notice_on and (done is None or (done - one.notice_on).days > most):
        facts = {**_told(one, "notice_on", name), "most_days": most}
        yield Hit(check, one.notice_on + DAY * (most + 1), facts, one.key)


def sum_differs(one: ContractFacts) -> Iterator[Hit]:
    """Say that it was signed for another sum than was bid."""
    has_both = one.bid_fen is not None and one.amount_fen is not None
    if one.signed_on and has_both and one.bid_fen != one.amount_fen:
        yield Hit("sum_differs", one.signed_on, _told(one, "bid_fen", "amount_fen"), one.key)


def payee_differs(one: ContractFacts) -> Iterator[Hit]:
    """Say that money went to somebody else than the contractor: a hit for each payee."""
    others: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for paid in one.payments:
        if one.contractor and paid.payee and named(paid.payee) != named(one.contractor):
            others[named(paid.payee)].append((paid.paid_on, paid.amount_fen))
    names = {named(paid.payee): paid.payee for paid in one.payments}
    for key, found in others.items():
        facts = {
            "payee": names[key], **_told(one, "contractor"), "count": len(found),
            "paid_fen": sum(fen for _on, fen in found),
        }  # fmt: skip
        yield Hit("payee_differs", min(found)[0], facts, one.key, key[:80])


def changed_before_approval(one: ContractFacts) -> Iterator[Hit]:
    """Say that a change was carried out before it was approved, or without: a hit for each."""
    for change in one.changes:
        done, approved = change.carried_out_on, change.approved_on
        if done and (approved is None or approved > done):
            facts: dict[str, Fact] = {
                "change": change.key, "carried_out_on": done.isoformat(),
                "approved_on": approved.isoformat() if approved else None,
            }  # fmt: skip
            yield Hit("changed_before_approval", done, facts, one.key, change.key)


def changes_large(one: ContractFacts, limits: Limits) -> Iterator[Hit]:
    """Say that its changes come to a large part of it, up or down."""
    days = [day for c in one.changes for day in (c.approved_on, c.carried_out_on) if day]
    since = max(days, default=one.signed_on)
    changed = abs(one.changed_fen)
    if since and changed and _is_above(changed, limits.most_changed, one.amount_fen, even=True):
        facts = {
            **_told(one, "amount_fen"), "changed_fen": one.changed_fen, "most": limits.most_changed,
        }  # fmt: skip
        yield Hit("changes_large", since, facts, one.key)


def overpaid(one: ContractFacts) -> Iterator[Hit]:
    """Say that more was paid than work was done, or than all of it if that is not known."""
    if not one.payments or one.amount_fen is None:
        return
    done = WHOLE if one.progress_permille is None else one.progress_permille
    if one.paid_fen * WHOLE > one.worth_fen * done:
        facts = {
            "paid_fen": one.paid_fen, "worth_fen": one.worth_fen, **_told(one, "progress_permille"),
        }  # fmt: skip
        yield Hit("overpaid", max(paid.paid_on for paid in one.payments), facts, one.key)


def work_unpaid(one: ContractFacts, limits: Limits) -> Iterator[Hit]:
    """Say that much less was paid than work was done: the contractor may be made to fund it."""
    done, on = one.progress_permille, one.progress_on
    if not done or on is None or one.worth_fen <= 0:
        return
    if one.paid_fen * WHOLE * HUNDRED < one.worth_fen * done * limits.least_paid:
        facts = {
            "paid_fen": one.paid_fen, "worth_fen": one.worth_fen, "progress_permille": done,
            "least_paid": limits.least_paid,
        }  # fmt: skip
        yield Hit("work_unpaid", on, facts, one.key)


def account_above_contract(one: ContractFacts) -> Iterator[Hit]:
    """Say that the final account is above the contract with its changes."""
    since = one.progress_on or one.signed_on
    final = one.final_fen
    if since and final is not None and one.amount_fen is not None and final > one.worth_fen:
        facts = {**_told(one, "final_fen"), "worth_fen": one.worth_fen}
        yield Hit("account_above_contract", since, facts, one.key)


def named(name: str) -> str:
    """Return a name as it is compared: without blanks, brackets of either width alike."""
    plain = "".join(name.split()).casefold()
    return plain.replace("（", "(").replace("）", ")")


def _is_above(part: int | None, most: int, whole: int | None, *, even: bool = False) -> bool:
    """Test whether a part is above so many per cent of a whole; with ``even`` also exactly that."""
    if part is None or not whole:
        return False
    hundredfold, bound = part * HUNDRED, whole * most
    return hundredfold >= bound if even else hundredfold > bound


def _told(one: ContractFacts, *names: str) -> dict[str, Fact]:
    """Return facts of a contract by name, days as they are written."""
    found: dict[str, Any] = {name: getattr(one, name) for name in names}
    return {name: v.isoformat() if isinstance(v, date) else v for name, v in found.items()}


CHECKS: Final = (
    sum_differs, payee_differs, changed_before_approval, overpaid, account_above_contract,
)  # fmt: skip
LIMITED: Final = (
    short_sale, short_bid_time, large_bid_bond, few_bidders, short_notice, signed_late,
    reported_late, large_performance_bond, changes_large, work_unpaid,
)  # fmt: skip
"""The checks that hold facts against a limit."""

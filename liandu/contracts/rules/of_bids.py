"""The checks over the bids of one tender: what bidders share, and prices in regular steps."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from re import split
from typing import Final

from liandu.contracts.rules.facts import BidFacts, ContractFacts, Hit
from liandu.contracts.rules.limits import HUNDRED, Limits
from liandu.contracts.rules.of_contract import named
from liandu.orgs.rules import masked

SHARED: Final = {
    "bids_same_head": "head", "bids_same_compiler": "compiler", "bids_same_agent": "agent",
    "bids_same_manager": "managers", "bids_same_account": "account",
}  # fmt: skip
"""The checks that meet bidders who have something in common, and what that is."""
ACCOUNT: Final = "account"
LIST: Final = r"[、,，;；\n]"


def in_common(one: ContractFacts) -> Iterator[Hit]:
    """Say what bids of different bidders share: a hit for each person and account."""
    for check, name in SHARED.items():
        for value, bids in _by(name, one.bids).items():
            bidders = sorted({bid.bidder for bid in bids})
            if len({named(bidder) for bidder in bidders}) > 1:
                shown = masked(value) if name == ACCOUNT else value
                facts = {name: shown, "bidders_named": "、".join(bidders)}
                about = named(bidders[0]) if name == ACCOUNT else value
                yield Hit(check, _since(one, bids), facts, one.key, about[:80])


def regular_prices(one: ContractFacts, limits: Limits) -> Iterator[Hit]:
    """Say that the prices, put in order, rise in steps that are as good as equal."""
    bids = [bid for bid in one.bids if bid.amount_fen]
    prices = sorted(bid.amount_fen or 0 for bid in bids)
    steps = [after - before for before, after in pairwise(prices)]
    if len(steps) < 2 or len(bids) < limits.regular_bids:  # noqa: PLR2004 - one step is no pattern
        return
    spread = (max(steps) - min(steps)) * len(steps) * HUNDRED
    if spread <= sum(steps) * limits.step_spread:
        facts = {
            "count": len(bids), "lowest_fen": prices[0], "highest_fen": prices[-1],
            "step_fen": sum(steps) // len(steps), "most": limits.step_spread,
        }  # fmt: skip
        yield Hit("bids_regular", _since(one, bids), facts, one.key)


def _by(name: str, bids: Iterable[BidFacts]) -> dict[str, list[BidFacts]]:
    """Return the bids by what each names there; members of a team are several."""
    found: dict[str, list[BidFacts]] = defaultdict(list)
    for bid in bids:
        for value in {named(each) for each in split(LIST, getattr(bid, name))} - {""}:
            found[value].append(bid)
    return found


def _since(one: ContractFacts, bids: Iterable[BidFacts]) -> date:
    """Return the day on which bids were opened, else the first known after, else of entering."""
    known = one.bids_due_on or one.notice_on or one.signed_on
    return known or max(bid.entered_on for bid in bids)

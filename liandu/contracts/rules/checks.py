"""Every check with the link that it belongs to and the article that it rests on."""

from dataclasses import dataclass
from typing import Final

from liandu.contracts.rules import of_bids, of_contract, of_project
from liandu.contracts.rules.facts import Hit, ProjectFacts
from liandu.contracts.rules.limits import Limits

TENDER_LAW = "《招标投标法》"
TENDER_RULES = "《招标投标法实施条例》"
INVESTMENT = "《政府投资条例》"
QUALITY = "《建设工程质量管理条例》"
SETTLEMENT = "《建设工程价款结算暂行办法》"
FINANCE = "《基本建设财务规则》"


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its code, the code of its link, its article as it is cited in findings."""

    code: str
    link: str
    basis: str


CHECKS: Final = {
    one.code: one
    for one in (
        Check("started_unapproved", "approval", f"{INVESTMENT}第九条、第二十条"),
        Check("budget_above_estimate", "approval", f"{INVESTMENT}第十二条"),
        Check("drawings_unreviewed", "design", f"{QUALITY}第十一条"),
        Check("started_without_permit", "filing", f"{INVESTMENT}第二十条"),
        Check("short_sale", "tender", f"{TENDER_RULES}第十六条"),
        Check("short_bid_time", "tender", f"{TENDER_LAW}第二十四条"),
        Check("large_bid_bond", "tender", f"{TENDER_RULES}第二十六条"),
        Check("few_bidders", "tender", f"{TENDER_LAW}第二十八条"),
        Check("bids_same_head", "tender", f"{TENDER_RULES}第三十四条"),
        Check("bids_same_compiler", "tender", f"{TENDER_RULES}第四十条第（一）项"),
        Check("bids_same_agent", "tender", f"{TENDER_RULES}第四十条第（二）项"),
        Check("bids_same_manager", "tender", f"{TENDER_RULES}第四十条第（三）项"),
        Check("bids_regular", "tender", f"{TENDER_RULES}第四十条第（四）项"),
        Check("bids_same_account", "tender", f"{TENDER_RULES}第四十条第（六）项"),
        Check("short_notice", "tender", f"{TENDER_RULES}第五十四条"),
        Check("signed_late", "contract", f"{TENDER_LAW}第四十六条"),
        Check("sum_differs", "contract", f"{TENDER_LAW}第四十六条"),
        Check("reported_late", "contract", f"{TENDER_LAW}第四十七条"),
        Check("large_performance_bond", "contract", f"{TENDER_RULES}第五十八条"),
        Check("payee_differs", "contract", f"{QUALITY}第二十五条"),
        Check("supervisor_is_contractor", "quality", f"{QUALITY}第三十五条"),
        Check("behind_plan", "schedule", f"{INVESTMENT}第二十四条"),
        Check("changed_before_approval", "change", f"{INVESTMENT}第二十一条"),
        Check("changes_large", "change", f"{INVESTMENT}第二十一条、第二十三条"),
        Check("contracts_above_budget", "change", f"{INVESTMENT}第二十三条"),
        Check("overpaid", "funds", f"{SETTLEMENT}第十三条"),
        Check("work_unpaid", "funds", f"{INVESTMENT}第二十二条"),
        Check("used_before_acceptance", "acceptance", f"{QUALITY}第十六条"),
        Check("filed_late", "acceptance", f"{QUALITY}第四十九条"),
        Check("account_above_contract", "final_account", f"{INVESTMENT}第二十五条"),
        Check("account_late", "final_account", f"{INVESTMENT}第二十五条、{FINANCE}第三十三条"),
        Check("surplus_kept", "final_account", f"{INVESTMENT}第二十五条"),
        Check("files_incomplete", "handover", f"{INVESTMENT}第二十九条"),
    )
}


def hits(project: ProjectFacts, limits: Limits) -> list[Hit]:
    """Return everything to look at in a project, each once, whatever day it is."""
    found = [hit for check in of_project.CHECKS for hit in check(project)]
    found += [hit for check in of_project.LIMITED for hit in check(project, limits)]
    for one in project.contracts:
        found += [hit for check in of_contract.CHECKS for hit in check(one)]
        found += [hit for check in of_contract.LIMITED for hit in check(one, limits)]
        found += [*of_bids.in_common(one), *of_bids.regular_prices(one, limits)]
    return list({hit.key: hit for hit in found}.values())

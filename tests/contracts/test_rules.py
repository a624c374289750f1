"""The checks: each meets what its article says, and nothing else."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.contracts.models import CHECK_WORDS, FACTS
from liandu.contracts.rules import (
    CHECKS,
    BidFacts,
    ChangeFacts,
    ContractFacts,
    Hit,
    Limits,
    MilestoneCode,
    MilestoneFacts,
    PaymentFacts,
    ProjectFacts,
    hits,
)

DAY = date(2026, 3, 1)
LAW = Limits(
    estimate_excess=10, least_sale_days=5, least_bid_days=20, most_bid_bond=2, least_bidders=3,
    least_notice_days=3, sign_days=30, report_days=15, most_performance_bond=10, most_changed=10,
    least_paid=60, filing_days=15, account_months=3, surplus_months=3, archive_months=3,
    regular_bids=3, step_spread=2,
)  # fmt: skip
SIGNED = ContractFacts(1, contractor="甲公司", signed_on=DAY, amount_fen=1000)
days = st.dates(date(2024, 1, 1), date(2027, 1, 1))
sums = st.integers(0, 10**6)
maybe_day, maybe_sum = st.none() | days, st.none() | sums
names = st.sampled_from(["甲公司", "乙公司", "甲 公司", "丙（集团）", "丙(集团)", ""])
changes = st.lists(
    st.builds(
        ChangeFacts, st.sampled_from("abcd"), st.integers(-1000, 10**6), maybe_day, maybe_day
    ), max_size=3, unique_by=lambda one: one.key,
).map(tuple)  # fmt: skip
payments = st.lists(st.builds(PaymentFacts, names, sums, days), max_size=3).map(tuple)
contracts = st.builds(
    ContractFacts, st.just(1), st.sampled_from(["works", "supervision"]), names, maybe_sum,
    maybe_day, maybe_day, maybe_day, st.none() | st.integers(0, 5), maybe_sum, maybe_day, maybe_day,
    maybe_day, maybe_sum, maybe_day, maybe_sum, maybe_sum, maybe_day,
    st.none() | st.integers(0, 1000), maybe_day, maybe_sum, changes, payments,
)  # fmt: skip
milestones = st.dictionaries(
    st.sampled_from([str(code) for code in MilestoneCode]),
    st.builds(MilestoneFacts, maybe_day, maybe_day, maybe_sum),
)
projects = st.builds(
    ProjectFacts, milestones,
    st.lists(contracts, max_size=3).map(
        lambda found: tuple(replace(one, key=at) for at, one in enumerate(found))
    ),
)  # fmt: skip


def after(count: int) -> date:
    return DAY + timedelta(days=count)


def met(*found: ContractFacts, **reached: MilestoneFacts) -> dict[str, Hit]:
    """Return what there is to look at in a project, by check."""
    return {hit.check: hit for hit in hits(ProjectFacts(reached, found), LAW)}


def only(**changes: Any) -> set[str]:
    """Return the checks that a contract meets."""
    return set(met(replace(SIGNED, **changes)))


def done(on: date | None = DAY, amount: int | None = None) -> MilestoneFacts:
    return MilestoneFacts(None, on, amount)


@given(projects)
def test_a_hit_names_a_check_with_its_article_and_stands_there_once(project: ProjectFacts) -> None:
    found = hits(project, LAW)
    assert len({hit.key for hit in found}) == len(found)
    for hit in found:
        assert CHECKS[hit.check].basis.startswith("《")
        assert hit.facts.keys() <= FACTS.keys()
        assert len(hit.key[1]) <= 120


@given(projects)
def test_the_same_facts_are_told_the_same_in_whatever_order(project: ProjectFacts) -> None:
    turned = ProjectFacts(
        dict(reversed(project.milestones.items())),
        tuple(
            replace(one, changes=one.changes[::-1], payments=one.payments[::-1])
            for one in project.contracts[::-1]
        ),
    )
    first, second = hits(project, LAW), hits(turned, LAW)
    by_key = {hit.key: hit for hit in second}
    assert by_key.keys() == {hit.key for hit in first}
    for hit in first:
        if hit.check not in {"payee_differs", "supervisor_is_contractor"}:
            assert by_key[hit.key].digest == hit.digest


@given(contracts)
def test_a_contract_that_nothing_is_known_of_gives_nothing_to_look_at(one: ContractFacts) -> None:
    bare = ContractFacts(one.key, one.kind, one.contractor)
    assert hits(ProjectFacts({}, (bare,)), LAW) == []


def test_every_check_has_words_and_is_met_by_something() -> None:
    assert CHECKS.keys() == CHECK_WORDS.keys()
    worst = replace(
        SIGNED, kind="works", estimate_fen=1000, documents_from_on=DAY, documents_until_on=after(4),
        bids_due_on=after(19), bidders=2, bid_bond_fen=21, candidates_from_on=DAY,
        candidates_until_on=after(2), notice_on=DAY - timedelta(days=40), bid_fen=999,
        performance_bond_fen=101, final_fen=10**6,
        changes=(ChangeFacts("1", 100, None, DAY),),
        payments=(PaymentFacts("乙公司", 2000, DAY),),
        bids=tuple(
            BidFacts(name, DAY, fen, "张三", "李四", "王五", "赵六", "6222")
            for name, fen in (("甲", 10), ("乙", 20), ("丙", 30))
        ),
    )  # fmt: skip
    watch = ContractFacts(2, "supervision", "甲公司", signed_on=DAY, amount_fen=1,
                          progress_permille=500, progress_on=DAY)  # fmt: skip
    found = met(
        worst, watch, start=done(), feasibility=done(after(1), 100), budget=done(DAY, 111),
        in_use=done(), acceptance=done(after(1)), surplus=done(None, 5),
        permit=MilestoneFacts(planned_on=DAY),
    )  # fmt: skip
    assert found.keys() == CHECKS.keys()


@pytest.mark.parametrize(
    ("check", "fine", "wrong"),
    [
        ("short_bid_time", {"bids_due_on": after(20)}, {"bids_due_on": after(19)}),
        ("short_sale", {"documents_until_on": after(5)}, {"documents_until_on": after(4)}),
        ("short_notice", {"candidates_until_on": after(3)}, {"candidates_until_on": after(2)}),
        ("few_bidders", {"bidders": 3}, {"bidders": 2}),
        ("large_bid_bond", {"bid_bond_fen": 20}, {"bid_bond_fen": 21}),
        ("large_performance_bond", {"performance_bond_fen": 100}, {"performance_bond_fen": 101}),
        ("sum_differs", {"bid_fen": 1000}, {"bid_fen": 1001}),
        ("account_above_contract", {"final_fen": 1000}, {"final_fen": 1001}),
        ("changes_large", {"changes": (ChangeFacts("1", 99, DAY),)},
         {"changes": (ChangeFacts("1", 100, DAY),)}),
        ("changes_large", {"changes": (ChangeFacts("1", -99, DAY),)},
         {"changes": (ChangeFacts("1", -100, DAY),)}),
        ("changed_before_approval", {"changes": (ChangeFacts("1", 1, DAY, DAY),)},
         {"changes": (ChangeFacts("1", 1, after(1), DAY),)}),
        ("changed_before_approval", {"changes": (ChangeFacts("1", 1, DAY, None),)},
         {"changes": (ChangeFacts("1", 1, None, DAY),)}),
        ("payee_differs", {"payments": (PaymentFacts(" 甲公司 ", 1, DAY),)},
         {"payments": (PaymentFacts("乙公司", 1, DAY),)}),
        ("overpaid", {"payments": (PaymentFacts("甲公司", 1000, DAY),)},
         {"payments": (PaymentFacts("甲公司", 1001, DAY),)}),
        ("overpaid", {"progress_permille": 500, "payments": (PaymentFacts("甲公司", 500, DAY),)},
         {"progress_permille": 499, "payments": (PaymentFacts("甲公司", 500, DAY),)}),
        ("work_unpaid",
         {"progress_permille": 500, "progress_on": DAY,
          "payments": (PaymentFacts("甲公司", 300, DAY),)},
         {"progress_permille": 500, "progress_on": DAY,
          "payments": (PaymentFacts("甲公司", 299, DAY),)}),
    ],
)  # fmt: skip
def test_a_check_of_a_contract_meets_what_is_beyond_its_limit_alone(
    check: str, fine: dict[str, Any], wrong: dict[str, Any]
) -> None:
    common = {"estimate_fen": 1000, "documents_from_on": DAY, "candidates_from_on": DAY}
    assert check not in only(**(common | fine))
    assert check in only(**(common | wrong))


@given(st.integers(0, 200), st.booleans())
def test_what_follows_the_award_is_late_from_the_day_after_its_limit(
    count: int, is_done: bool
) -> None:
    on = after(count) if is_done else None
    found = met(ContractFacts(1, notice_on=DAY, signed_on=on, reported_on=on))
    for check, most in (("signed_late", 30), ("reported_late", 15)):
        is_late = not is_done or count > most
        assert (check in found) == is_late
        if is_late:
            assert found[check].since == after(most + 1)


@given(maybe_day, maybe_day)
def test_nothing_may_come_before_what_allows_it(first: date | None, second: date | None) -> None:
    pairs = (
        ("started_unapproved", "start", "feasibility"),
        ("drawings_unreviewed", "start", "drawing_review"),
        ("started_without_permit", "start", "permit"),
        ("used_before_acceptance", "in_use", "acceptance"),
    )
    for check, later, earlier in pairs:
        found = met(**{later: done(first), earlier: done(second)})
        wrong = first is not None and (second is None or second > first)
        assert (check in found) == wrong
        assert not wrong or found[check].since == first


@given(sums, sums)
def test_a_budget_may_exceed_its_estimate_by_a_tenth(estimate: int, budget: int) -> None:
    found = met(feasibility=done(DAY, estimate), budget=done(DAY, budget))
    wrong = estimate > 0 and budget > 0 and budget * 100 > estimate * 110
    assert ("budget_above_estimate" in found) == wrong


def test_contracts_with_their_changes_keep_to_the_budget() -> None:
    two = (replace(SIGNED, changes=(ChangeFacts("1", 50, DAY),)), replace(SIGNED, key=2))
    assert "contracts_above_budget" not in met(*two, budget=done(DAY, 2050))
    found = met(*two, budget=done(DAY, 2049))["contracts_above_budget"]
    assert (found.facts["contracts_fen"], found.since, found.contract) == (2050, DAY, None)
    unsigned = replace(SIGNED, key=3, signed_on=None)
    assert "contracts_above_budget" not in met(*two, unsigned, budget=done(DAY, 2050))


def test_works_are_not_supervised_by_whoever_carries_them_out() -> None:
    watch = ContractFacts(2, "supervision", "甲 公司")
    found = met(SIGNED, watch)["supervisor_is_contractor"]
    assert (found.contract, found.since) == (2, DAY)
    assert met(SIGNED, replace(watch, contractor="乙公司")) == {}
    assert met(SIGNED, replace(watch, kind="design")) == {}
    assert met(SIGNED, replace(watch, contractor="")) == {}
    assert met(replace(SIGNED, signed_on=None), watch) == {}


def test_each_payee_that_is_not_the_contractor_is_told_once_with_all_that_it_got() -> None:
    paid = (
        PaymentFacts("乙公司", 5, after(2)), PaymentFacts("乙 公司", 7, DAY),
        PaymentFacts("丙公司", 1, DAY), PaymentFacts("甲公司", 9, DAY),
    )  # fmt: skip
    found = hits(ProjectFacts({}, (replace(SIGNED, payments=paid),)), LAW)
    told = {hit.about: hit for hit in found if hit.check == "payee_differs"}
    assert told.keys() == {"乙公司", "丙公司"}
    assert (told["乙公司"].facts["paid_fen"], told["乙公司"].since) == (12, DAY)
    more = replace(SIGNED, payments=(*paid, PaymentFacts("乙公司", 1, DAY)))
    again = {hit.about: hit for hit in hits(ProjectFacts({}, (more,)), LAW)}
    assert again["乙公司"].digest != told["乙公司"].digest
    assert again["丙公司"].digest == told["丙公司"].digest


def test_nobody_is_said_to_fund_works_that_have_no_sum_or_no_progress() -> None:
    assert only(progress_permille=0, progress_on=DAY) == set()
    assert only(progress_permille=500, progress_on=None) == set()
    assert only(progress_permille=500, progress_on=DAY, amount_fen=0) == set()


@given(maybe_day, maybe_day)
def test_a_milestone_is_behind_from_the_day_after_its_plan(
    planned: date | None, on: date | None
) -> None:
    found = met(start=MilestoneFacts(planned, on), permit=done(date(2020, 1, 1)))
    wrong = planned is not None and (on is None or on > planned)
    assert ("behind_plan" in found) == wrong
    if wrong and planned:
        assert found["behind_plan"].since == planned + timedelta(days=1)


@given(st.integers(0, 200))
def test_what_follows_the_acceptance_has_its_term(count: int) -> None:
    on = after(count)
    found = met(
        acceptance=done(), filing=done(on), final_account=done(on), archive=done(on),
        surplus=done(on, 5),
    )  # fmt: skip
    assert ("filed_late" in found) == (count > 15)
    for check in ("account_late", "files_incomplete", "surplus_kept"):
        assert (check in found) == (on > date(2026, 6, 1))
    assert "surplus_kept" not in met(acceptance=done(), surplus=done(None))
    assert met(acceptance=done())["filed_late"].since == after(16)
    assert not met(filing=done())

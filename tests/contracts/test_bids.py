"""Bids of one tender: what their bidders share, prices in steps, and accounts that stay masked."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from liandu.audit.models import Event
from liandu.contracts import actions
from liandu.contracts.models import Bid
from liandu.contracts.rules import BidFacts, ContractFacts, Entry, Hit, ProjectFacts, hits
from liandu.kernel.errors import Invalid
from tests.contracts import build
from tests.contracts.test_rules import LAW
from tests.people import World, acting, signed_in

DAY = date(2026, 3, 1)
ACCOUNT = "6222 0200 0000 1234 567"


def bid(bidder: str, **changes: Any) -> BidFacts:
    return BidFacts(bidder, DAY, **changes)


def met(*bids: BidFacts, **changes: Any) -> dict[str, Hit]:
    """Return what there is to look at in a tender, by check."""
    found = hits(ProjectFacts({}, (ContractFacts(1, bids=bids, **changes),)), LAW)
    return {hit.check: hit for hit in found}


@pytest.mark.parametrize(
    ("check", "name"),
    [
        ("bids_same_head", "head"), ("bids_same_compiler", "compiler"),
        ("bids_same_agent", "agent"), ("bids_same_manager", "managers"),
        ("bids_same_account", "account"),
    ],
)  # fmt: skip
def test_what_different_bidders_share_is_to_be_looked_at(check: str, name: str) -> None:
    def of(bidder: str, value: str) -> BidFacts:
        return replace(bid(bidder), **{name: value})

    found = met(of("甲公司", "张 三"), of("乙公司", "张三"), of("丙公司", "李四"))
    assert set(found) == {check}
    assert found[check].facts["bidders_named"] == "乙公司、甲公司"
    assert found[check].since == DAY
    assert met(of("甲公司", "张三"), of("甲 公司", "张三")) == {}
    assert met(of("甲公司", ""), of("乙公司", "")) == {}


def test_each_member_of_a_team_is_told_once() -> None:
    bids = (bid("甲", managers="张三、李四"), bid("乙", managers="李四,王五;张三"))
    found = hits(ProjectFacts({}, (ContractFacts(1, bids=bids),)), LAW)
    assert sorted(str(hit.facts["managers"]) for hit in found) == ["张三", "李四"]


def test_an_account_is_compared_whole_and_told_masked() -> None:
    other = ACCOUNT.replace("0000", "9999", 1)
    assert met(bid("甲", account=ACCOUNT), bid("乙", account=other)) == {}
    hit = met(bid("甲", account=ACCOUNT), bid("乙", account=ACCOUNT.replace(" ", "")))
    told = hit["bids_same_account"]
    assert told.facts["account"] == "622************4567"
    assert "0200" not in f"{told.facts}{told.about}"


def test_what_is_noticed_stands_from_the_day_of_opening_on() -> None:
    same = (bid("甲", head="张三"), bid("乙", head="张三"))
    late = DAY + timedelta(days=9)
    for name in ("bids_due_on", "notice_on", "signed_on"):
        assert met(*same, **{name: late})["bids_same_head"].since == late


@pytest.mark.parametrize(
    ("prices", "is_regular"),
    [
        ((100_00, 200_00, 300_00), True), ((300_00, 100_00, 200_00), True), ((5, 5, 5), True),
        ((100_00, 200_00, 302_00), True), ((100_00, 200_00, 302_03), False),
        ((100_00, 200_00), False), ((100_00, 200_00, None), False),
        ((100_00, 250_00, 300_00, 470_00), False),
    ],
)  # fmt: skip
def test_prices_in_equal_steps_are_to_be_looked_at(
    prices: tuple[int | None, ...], is_regular: bool
) -> None:
    bids = [bid(f"{number} 公司", amount_fen=fen) for number, fen in enumerate(prices)]
    assert ("bids_regular" in met(*bids)) == is_regular


def test_so_many_bids_are_looked_at_as_the_limit_says() -> None:
    bids = tuple(bid(f"{fen}", amount_fen=fen) for fen in (100, 200, 300))
    for least, count in ((1, 3), (3, 3), (4, 0)):
        held = replace(LAW, regular_bids=least)
        found = hits(ProjectFacts({}, (ContractFacts(1, bids=bids),)), held)
        assert [hit.facts["count"] for hit in found] == [count][: len(found)]
        assert len(found) == bool(count)


@given(st.integers(1, 10**9), st.integers(1, 10**6), st.integers(3, 9))
def test_any_even_row_of_prices_is_regular(first: int, step: int, count: int) -> None:
    bids = (bid(f"{at}", amount_fen=first + step * at) for at in range(count))
    assert met(*bids)["bids_regular"].facts["step_fen"] == step


def test_bids_are_counted_where_no_number_of_bidders_was_entered() -> None:
    assert met(bid("甲"), notice_on=DAY, signed_on=DAY, reported_on=DAY).keys() == {"few_bidders"}
    assert "few_bidders" not in met(bid("甲"), notice_on=DAY, bidders=3)
    assert "few_bidders" not in met(notice_on=DAY)


@pytest.mark.django_db
def test_a_bid_is_entered_changed_and_removed_and_its_account_stays_masked(world: World) -> None:
    made = build.contract(world)
    kept = build.added(world, made.record, Entry.BID, contract_id=made.pk, account=ACCOUNT)

    def edited(**changes: Any) -> None:
        whole = build.values(Entry.BID, contract_id=made.pk, **changes)
        actions.edit_entry(
            actor=acting(world.zigong_officer), entry=Entry.BID, entry_id=kept.pk, values=whole
        )
        kept.refresh_from_db()

    edited(account=kept.masked_account, head="张三")
    assert (kept.account, kept.head) == (ACCOUNT, "张三")
    edited(account="6222 1111 0000 1234 567", head="张三")
    assert kept.account == "6222 1111 0000 1234 567"
    with pytest.raises(Invalid):
        build.added(world, made.record, Entry.BID, contract_id=made.pk)
    actions.remove_entry(
        actor=acting(world.zigong_officer), entry=Entry.CONTRACT, entry_id=made.pk, reason="重复"
    )
    told = "".join(str(event.facts) for event in Event.objects.all())
    assert told.count("4567") >= 4
    assert "0200" not in told
    assert "1111" not in told


@pytest.mark.django_db
def test_bids_come_in_from_a_list_and_stand_masked_on_the_page_of_their_contract(
    world: World,
) -> None:
    made = build.contract(world, documents_from_on=DAY)
    browser = signed_in(world.builder_liaison)
    url = reverse("contracts:import", args=[made.record.pk, "bid"])
    lines = (
        "合同编号,投标人,投标报价（万元）,法定代表人,项目经理,保证金账户",
        "HT-1,甲公司,100,张三,王五,6222020000001234567",
        "HT-1,乙公司,102,李四,王五,6222020000001234567",
    )
    page = browser.post(url, {"file": SimpleUploadedFile("开标.csv", "\n".join(lines).encode())})
    rows = page.content.decode().partition('name="rows" value="')[2].partition('"')[0]
    assert browser.post(url, {"rows": rows}).status_code == 302
    assert Bid.objects.unscoped("test").filter(contract=made).count() == 2
    found = build.open_prompts(world.zigong_officer)
    assert {"bids_same_manager", "bids_same_account"} <= set(found)
    shown = browser.get(made.get_absolute_url()).content.decode()
    assert "不同投标人的保证金从同一账户转出" in shown
    assert "622************4567" in shown
    assert "6222020000001234567" not in shown
    kept = Bid.objects.unscoped("test").filter(bidder="甲公司").get()
    form = browser.get(reverse("contracts:edit", args=["bid", kept.pk])).content.decode()
    assert 'value="622************4567"' in form
    bad = browser.post(
        url, {"file": SimpleUploadedFile("a.csv", b"\xe6\x8a\x95\xe6\xa0\x87\xe4\xba\xba\n,")}
    )
    assert bad.status_code == 422

"""Closed findings are reopened and looked back at; how they were closed stays on record."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from liandu.audit.models import Event
from liandu.files.models import Attachment
from liandu.findings import actions, queries
from liandu.findings.models import EstablishedRule, Finding, LookBack, LookBackPick
from liandu.findings.permits import may_attach
from liandu.findings.rules import FindingState, Sample, sample
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.kernel.permits import allowed
from liandu.orgs.models import Person
from tests.findings.road import (
    STEPS,
    at,
    in_days,
    kinds,
    photo,
    result,
    take,
    unchanged,
)
from tests.people import World, acting, signed_in

S = FindingState
AGAIN = ("accept", "file_plan", "approve_plan", "submit", "start_first_review",
         "pass_first_review", "close")  # fmt: skip
WHY: dict[str, Any] = {"cause": "look_back", "reason": "现场复核，渗漏仍在"}


def reopened(world: World, who: Person | None = None, **changes: Any) -> Finding:
    """Return a finding that was closed and reopened, by the finder's head unless said otherwise."""
    finding = at(world, "close", result("渗漏巡查办法"))
    actor = acting(who or world.zigong_head)
    actions.reopen_finding(actor=actor, finding_id=finding.pk, **(WHY | changes))
    finding.refresh_from_db()
    return finding


def asked(size: int = 2, seed: str = "掷出 3 5 2", since: date | None = None) -> Sample:
    """Return what a sample is asked for with: of what was closed these days."""
    return Sample(since or in_days(-9), in_days(0), size, seed)


def drawn(world: World, size: int = 2) -> LookBack:
    """Return a sample that Zigong's office drew."""
    return actions.draw_look_back(actor=acting(world.zigong_officer), asked=asked(size))


def pick_of(look_back: LookBack) -> LookBackPick:
    """Return the first finding of a sample."""
    return LookBackPick.objects.unscoped("test").filter(look_back=look_back)[0]


def test_a_reopened_finding_keeps_its_number_and_how_it_was_closed(world: World) -> None:
    closed = at(world, "close")
    number, closed_at, due_at = closed.number, closed.closed_at, closed.due_at
    actions.reopen_finding(
        actor=acting(world.zigong_head), finding_id=closed.pk, evidence=[photo()], **WHY
    )
    finding = Finding.objects.unscoped("test").get(pk=closed.pk)
    assert (finding.number, finding.state, finding.reopen_count) == (number, S.REOPENED, 1)
    assert (finding.closed_at, finding.closer, finding.conclusion) == (None, None, "")
    former = finding.reopenings.get()
    assert (former.closed_at, former.closer, former.conclusion, former.due_at) == (
        closed_at, world.zigong_head, "同意销号", due_at,
    )  # fmt: skip
    assert kinds(finding)[-2:] == ["finding_closed", "finding_reopened"]
    shown = Attachment.objects.get(record_id=finding.pk, subject="findings.reopening:1")
    assert shown.body == world.zigong


def test_a_reopened_finding_has_a_new_term_and_goes_the_whole_road_again(world: World) -> None:
    finding = reopened(world)
    assert timezone.localdate(finding.due_at) == in_days(60)
    assert finding.first_due_at == finding.due_at
    assert not queries.evidence(finding).exists()
    for step in AGAIN:
        take(world, finding, step)
    assert (finding.state, finding.reopen_count) == (S.CLOSED, 1)
    assert list(finding.submissions.values_list("round", flat=True)) == [1, 2]
    assert [p.decision for p in finding.plans.all()] == ["replaced", "approved"]


def test_a_reopened_finding_wants_proof_and_measures_of_its_own(world: World) -> None:
    finding = reopened(world)
    for step in AGAIN[:3]:
        take(world, finding, step)
    refusal = unchanged(
        finding, actions.submit_finding, Invalid,
        actor=acting(world.builder_head), result=result(),
    )  # fmt: skip
    assert set(refusal.fields) == {"evidence", "measures"}


def test_rules_made_before_the_reopening_go_on_counting(world: World) -> None:
    finding = reopened(world)
    before = EstablishedRule.objects.unscoped("test").get()
    for step in AGAIN:
        take(world, finding, step)
    after = EstablishedRule.objects.unscoped("test").get()
    assert after == before
    assert after.recorded_at == before.recorded_at


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("zigong_officer", True), ("zigong_inspector", True), ("zigong_head", True),
        ("water_officer", True), ("secretary", True), ("leader", True), ("builder_head", False),
        ("builder_liaison", False), ("system_admin", False),
    ],
)  # fmt: skip
def test_every_supervising_body_that_sees_it_reopens_it_but_not_the_one_that_put_it_right(
    world: World, who: str, may: bool
) -> None:
    finding, actor = at(world, "close"), acting(getattr(world, who))
    assert allowed(actor, "findings.reopen_finding", finding) is may
    assert may_attach(actor, finding) is may


def test_a_finding_is_reopened_only_once_it_is_closed(world: World) -> None:
    finding = at(world, "pass_first_review")
    head = acting(world.zigong_head)
    unchanged(finding, actions.reopen_finding, WrongState, actor=head, **WHY)
    finding = at(world, "close")
    outside, builder = acting(world.luzhou_officer), acting(world.builder_head)
    unchanged(finding, actions.reopen_finding, NotVisible, actor=outside, **WHY)
    unchanged(finding, actions.reopen_finding, NotAllowed, actor=builder, **WHY)


@pytest.mark.parametrize("changes", [{"closed_at": None}, {"state": "rectifying"}])
def test_the_table_itself_ties_the_closing_day_to_the_state(
    world: World, changes: dict[str, Any]
) -> None:
    finding = at(world, "close")
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.unscoped("test").filter(pk=finding.pk).update(**changes)


def test_figures_lose_the_closing_and_count_the_reopening(world: World) -> None:
    finding = at(world, "close")
    head, days = acting(world.zigong_head), (in_days(0), in_days(0))
    there = world.zigong.jurisdiction_id
    assert queries.rectified(head, *days).count() == 1
    assert not queries.reopened(head, *days, there).exists()
    actions.reopen_finding(actor=head, finding_id=finding.pk, **WHY)
    assert not queries.rectified(head, *days).exists()
    assert queries.reopened(head, *days, there).count() == 1
    assert not queries.reopened(acting(world.luzhou_officer), *days).exists()


def test_the_same_seed_draws_the_same_sample_in_whatever_order_the_list_comes() -> None:
    numbers = [f"WT-2026-{n:04}" for n in range(1, 40)]
    first = sample(numbers, 5, "a")
    assert first == sample(reversed(numbers), 5, "a")
    assert len(set(first)) == 5
    assert first != sample(numbers, 5, "b")
    assert sorted(sample(numbers, 99, "a")) == numbers


def test_a_sample_is_drawn_of_what_the_body_closed_in_the_period(world: World) -> None:
    closed = [at(world, "close") for _ in range(3)]
    at(world, "pass_first_review")
    look_back = drawn(world)
    picks = LookBackPick.objects.unscoped("test").filter(look_back=look_back)
    wanted = sample([f.number for f in closed], 2, asked().seed)
    assert [pick.finding.number for pick in picks] == wanted
    event = Event.objects.get(kind="findings.look_back_drawn")
    assert event.facts["after"]["numbers"] == wanted
    assert queries.look_backs(acting(world.zigong_head)).get().pending == 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("asking", "field"),
    [
        (asked(size=0), "size"), (asked(since=in_days(3)), "until"),
        (Sample(in_days(-9), in_days(-8), 1, "x"), "since"),
    ],
)  # fmt: skip
def test_a_sample_that_cannot_be_drawn_is_told_by_field(
    world: World, asking: Sample, field: str
) -> None:
    at(world, "close")
    with pytest.raises(Invalid) as caught:
        actions.draw_look_back(actor=acting(world.zigong_officer), asked=asking)
    assert set(caught.value.fields) == {field}
    assert not LookBack.objects.exists()


def test_the_supervised_draw_no_sample(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.draw_look_back(actor=acting(world.builder_head), asked=asked())


def test_what_holds_stays_closed_and_what_does_not_is_reopened(world: World) -> None:
    for _ in range(2):
        at(world, "close")
    look_back, officer = drawn(world), acting(world.zigong_officer)
    first, second = queries.picks(officer, look_back)
    words = {"actor": officer, "note": "现场已修复"}
    actions.record_look_back(
        pick_id=first.pk,
        result="holds",
        evidence=[photo()],
        **words,  # type: ignore[arg-type]
    )
    actions.record_look_back(pick_id=second.pk, result="fails", **words)  # type: ignore[arg-type]
    states = [pick.finding.state for pick in queries.picks(officer, look_back)]
    assert states == [S.CLOSED, S.REOPENED]
    assert second.finding.reopenings.get().cause == "look_back"
    shown = Attachment.objects.get(record_id=first.finding_id, subject__contains="look_back")
    assert shown.name == "现场.png"
    with pytest.raises(WrongState):
        actions.record_look_back(pick_id=first.pk, result="fails", **words)  # type: ignore[arg-type]


def test_what_was_reopened_since_the_draw_does_not_hold(world: World) -> None:
    finding = at(world, "close")
    pick, officer = pick_of(drawn(world)), acting(world.zigong_officer)
    actions.reopen_finding(actor=acting(world.water_officer), finding_id=finding.pk, **WHY)
    words: dict[str, Any] = {"actor": officer, "pick_id": pick.pk, "note": "x"}
    with pytest.raises(WrongState):
        actions.record_look_back(result="holds", **words)
    with pytest.raises(Invalid):
        actions.record_look_back(result="fails", evidence=[photo()], **words)
    actions.record_look_back(result="fails", **words)
    finding.refresh_from_db()
    assert finding.reopen_count == 1


def test_a_sample_is_its_bodys_own_and_hides_what_one_may_not_know_of(world: World) -> None:
    finding = at(world, "close")
    look_back = drawn(world)
    for other in (world.water_officer, world.secretary, world.luzhou_officer):
        with pytest.raises(NotVisible):
            queries.seen_look_back(acting(other), look_back.pk)
        with pytest.raises(NotVisible):
            queries.seen_pick(acting(other), pick_of(look_back).pk)
    inspector = acting(world.zigong_inspector)
    assert queries.seen_look_back(inspector, look_back.pk).pending == 0  # type: ignore[attr-defined]
    assert not queries.picks(inspector, look_back).exists()
    page = signed_in(world.zigong_inspector).get(look_back.get_absolute_url())
    assert finding.title not in page.content.decode()


def test_a_sample_is_drawn_and_recorded_by_forms_alone(world: World) -> None:
    finding = at(world, "close")
    client = signed_in(world.zigong_officer)
    assert 'name="seed"' in client.get("/findings/look-backs/new/").content.decode()
    form = {"since": str(in_days(-3)), "until": str(in_days(0)), "size": "1", "seed": "七"}
    assert client.post("/findings/look-backs/new/", form | {"until": str(in_days(1))}
                       ).status_code == 422  # fmt: skip
    response: Any = client.post("/findings/look-backs/new/", form)
    page = client.get(response.url).content.decode()
    assert "七" in page
    pick = pick_of(LookBack.objects.get())
    seen = f"/findings/look-backs/seen/{pick.pk}/"
    assert seen in page
    assert client.get(seen).status_code == 200
    assert client.post(seen, {"result": "fails"}).status_code == 422
    assert client.post(seen, {"result": "fails", "note": "闸门仍锈蚀"}).status_code == 302
    assert client.get(seen).status_code == 409
    page = client.get(finding.get_absolute_url()).content.decode()
    assert page.count("闸门仍锈蚀") >= 2
    assert "重新打开" in page
    listed = client.get("/findings/look-backs/").content.decode()
    assert "七" in listed
    assert finding.title in client.get("/findings/?again=reopened").content.decode()


def test_a_finding_is_reopened_by_form_and_waits_for_the_responsible_liaison(world: World) -> None:
    finding = at(world, "close")
    assert len(AGAIN) == len(STEPS) - 2
    client = signed_in(world.water_officer)
    url = f"{finding.get_absolute_url()}reopen_finding/"
    assert url in client.get(finding.get_absolute_url()).content.decode()
    assert client.post(url, {"cause": "found_again"}).status_code == 422
    assert client.post(url, {"cause": "found_again", "reason": "又渗"}).status_code == 302
    waiting = queries.waiting_for(acting(world.builder_liaison))
    assert [row.asked for row in waiting] == ["accept"]  # type: ignore[attr-defined]

"""Pages about who may know of a record; what each person is told about the others."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from liandu.access import actions, panels, reasons
from liandu.access.models import Emergency, Grant, Tie, Wall
from liandu.access.rules import Terms
from liandu.orgs.models import Person
from tests.access.records import is_seen, record
from tests.people import World, acting, signed_in

KIND = 0


def sharing(who: Person, thing: Any, **query: str) -> dict[str, Any]:
    request = RequestFactory().get("/", query)
    request.actor = acting(who)  # type: ignore[attr-defined]
    return panels.sharing(request, thing)


def share(world: World, thing: Any, to: Any) -> Grant:
    terms = Terms("cooperation", "函", timezone.now() + timedelta(days=9))
    return actions.share(actor=acting(world.zigong_officer), record=thing, to=to, terms=terms)


def url(name: str, thing: Any, *more: Any) -> str:
    return reverse(f"access:{name}", args=[KIND, thing.pk, *more])


def test_a_record_is_shared_relabelled_and_closed_again_on_pages(world: World) -> None:
    thing, office = record(world.zigong), signed_in(world.zigong_officer)
    assert office.get(url("share", thing)).status_code == 200
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    values = {"level": "read", "purpose": "cooperation", "basis": "函", "expires_on": day}
    assert office.post(url("share", thing), values).status_code == 422
    assert office.post(url("share", thing), {**values, "account": "nobody"}).status_code == 422
    answer = office.post(url("share", thing), {**values, "account": "luzhou_officer"})
    assert answer.url.endswith("?tab=sharing")
    assert is_seen(thing, acting(world.luzhou_officer))
    revoke = url("grant_revoke", thing, Grant.objects.get().pk)
    assert office.get(revoke).status_code == 200
    assert office.post(revoke, {"reason": "办结"}).status_code == 302
    assert not is_seen(thing, acting(world.luzhou_officer))
    label = url("label_set", thing)
    assert office.get(label).status_code == 200
    assert office.post(label, {"label": 2, "reason": "涉个人信息"}).status_code == 302
    head = signed_in(world.zigong_head)
    assert head.get(url("recusal_declare", thing)).status_code == 200
    assert head.post(url("recusal_declare", thing), {"reason": "亲属"}).url == "/"
    assert head.get(url("recusal_declare", thing)).status_code == 404


def test_pages_of_a_record_are_as_if_there_were_none_for_who_may_not_know(world: World) -> None:
    thing = record(world.zigong)
    stranger = signed_in(world.luzhou_officer)
    there = stranger.get(url("share", thing))
    elsewhere = stranger.get(reverse("access:share", args=[KIND, world_id()]))
    assert there.status_code == elsewhere.status_code == 404
    assert stranger.get(reverse("access:share", args=[9, thing.pk])).status_code == 404
    share(world, thing, world.luzhou)
    assert stranger.get(url("share", thing)).status_code == 403


def world_id() -> str:
    return "01890000-0000-7000-8000-000000000000"


def test_recipients_of_one_share_do_not_see_each_other(world: World) -> None:
    thing = record(world.zigong)
    actions.sync_parties(
        actor=acting(world.zigong_officer), record=thing, bodies={world.builder.pk: "责任单位"}
    )
    for to in (world.luzhou, world.zigong_water, world.zigong_inspector):
        share(world, thing, to)
    keeper = sharing(world.zigong_officer, thing)
    assert len(keeper["grants"]) == 4
    assert {one.membership.person.username for one in keeper["seated"]} == {
        "secretary", "leader", "zigong_officer", "zigong_head",
    }  # fmt: skip
    shown = sharing(world.luzhou_officer, thing)
    assert [one["row"].body for one in shown["grants"]] == [world.builder, world.luzhou]
    assert (shown["seated"], list(shown["walls"]), shown["may_share"]) == ([], [], False)


def test_who_was_kept_away_is_told_to_the_keepers_alone(world: World) -> None:
    thing = record(world.zigong, label=2)
    actions.declare_recusal(actor=acting(world.zigong_head), record=thing, reason="亲属")
    share(world, thing, world.luzhou)
    world.zigong_auditor.memberships.update(clearance=0)
    assert [wall.person for wall in sharing(world.zigong_officer, thing)["walls"]] == [
        world.zigong_head
    ]
    assert not sharing(world.luzhou_officer, thing)["walls"]


def test_the_keepers_ask_why_an_account_sees_a_record_or_not(world: World) -> None:
    thing = record(world.zigong)
    actions.declare_recusal(actor=acting(world.zigong_head), record=thing, reason="亲属")
    asked = [
        sharing(world.zigong_officer, thing, account=name)["asked"]
        for name in ("zigong_head", "leader", "system_admin", "builder_head", "nobody")
    ]
    assert [one.get("sees") for one in asked] == [False, True, False, False, None]
    assert [len(one.get("reasons", ())) for one in asked] == [2, 1, 1, 0, 0]
    assert sharing(world.luzhou_officer, thing, account="leader")["asked"] is None


@pytest.mark.parametrize(
    ("found", "sees"),
    [
        ([], False), ([reasons.Why.SEAT], True), ([reasons.Why.SEAT, reasons.Why.WALL], False),
        ([reasons.Why.LABEL], False), ([reasons.Why.EMERGENCY, reasons.Why.CLOSED], False),
    ],
)  # fmt: skip
def test_a_bar_beats_whatever_opens(found: list[reasons.Why], sees: bool) -> None:
    assert reasons.sees([reasons.Reason(why) for why in found]) is sees


def test_an_emergency_is_asked_for_opened_and_reviewed_on_pages(world: World) -> None:
    thing = record(world.zigong)
    asker, page = signed_in(world.luzhou_officer), reverse("access:emergency_list")
    ask = reverse("access:emergency_ask")
    assert asker.get(ask).status_code == 200
    answers = [
        asker.post(ask, {"body": world.zigong.pk, "asked": number, "reason": "险情"})
        for number in (thing.number, "XM-1999-1")
    ]
    assert {answer.status_code for answer in answers} == {302}
    assert asker.get(page).content.decode().count("待答复") == 2
    head, office = signed_in(world.zigong_head), signed_in(world.zigong_officer)
    first, second = Emergency.objects.order_by("pk")
    assert head.get(page).status_code == 200
    assert asker.get(reverse("access:emergency_open", args=[first.pk])).status_code == 404
    assert office.get(reverse("access:emergency_open", args=[first.pk])).status_code == 403
    steps = [
        (head, "emergency_open", first, {"hours": 4}),
        (head, "emergency_refuse", second, {"reason": "编号有误"}),
        (office, "emergency_review", first, {"note": "妥当"}),
    ]
    for browser, name, row, values in steps:
        address = reverse(f"access:{name}", args=[row.pk])
        assert browser.get(address).status_code == 200
        assert browser.post(address, values).status_code == 302
    assert is_seen(thing, acting(world.luzhou_officer))
    assert signed_in(world.system_admin).get(page).status_code == 403


def test_ties_are_declared_and_ended_on_pages(world: World) -> None:
    head, admin = signed_in(world.zigong_officer), signed_in(world.security_admin)
    declare, page = reverse("access:tie_declare"), reverse("access:tie_list")
    values = {"kind": "kin", "source": "本人申报"}
    assert head.get(declare).status_code == 200
    assert head.post(declare, values).status_code == 422
    assert head.post(declare, {**values, "other_account": "nobody"}).status_code == 422
    own = {**values, "other_account": "builder_head", "ends_on": "2099-12-31"}
    assert head.post(declare, own).status_code == 302
    other = {**values, "account": "leader", "other_body": world.builder.pk}
    assert admin.post(declare, other).status_code == 302
    assert "builder_head" in head.get(page).content.decode()
    assert "leader" in admin.get(page).content.decode()
    tie = Tie.objects.get(person=world.leader)
    end = reverse("access:tie_end", args=[tie.pk])
    assert head.get(end).status_code == 404
    assert admin.get(end).status_code == 200
    assert admin.post(end, {"reason": "已核实"}).status_code == 302
    assert signed_in(world.system_admin).get(page).status_code == 200
    assert not Wall.objects.exists()


def test_everything_of_access_names_itself(world: World) -> None:
    thing = record(world.zigong)
    grant = share(world, thing, world.luzhou)
    assert str(thing.pk) in str(grant)

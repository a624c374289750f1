"""What pages of access and of bodies must not tell or let through, tried by somebody inside."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from liandu.access import actions as access
from liandu.access.models import Emergency
from liandu.findings.models import Finding
from liandu.works import actions as works
from tests.access_table.scene import Scene, made
from tests.people import World, acting, person, signed_in
from tests.works import lists


@pytest.fixture
def scene(world: World) -> Scene:
    return made(world)


def is_seen(scene: Scene, kind: str) -> bool:
    rows = Finding.objects.visible_to(scene.actor(kind))
    return rows.filter(pk=scene.finding.pk).exists()


def test_ones_own_request_tells_not_whether_there_is_such_a_record(scene: Scene) -> None:
    """Walled from the record, the head asks for it, and for one that is not there."""
    client, asked = scene.browser("walled"), [scene.finding.number, "WT-1999-999"]
    for number in asked:
        form = {"body": scene.world.zigong.pk, "asked": number, "reason": "急"}
        assert client.post(reverse("access:emergency_ask"), form).status_code == 302
    rows = client.get(reverse("access:emergency_list")).context["rows"]
    assert not {one["row"].asked for one in rows} & set(asked)


def test_a_request_for_what_one_may_not_know_of_is_not_shown(scene: Scene) -> None:
    low = person("low", "低岗", scene.world.zigong, roles=["secretariat"], clearance=0)
    request = access.ask_emergency(
        actor=acting(scene.world.luzhou_officer), body=scene.world.zigong,
        asked=scene.finding.number, reason="急",
    )  # fmt: skip
    page = reverse("access:emergency_list")
    assert scene.finding.number not in signed_in(low).get(page).content.decode()
    head = scene.browser("head")
    assert scene.finding.number in head.get(page).content.decode()
    opening = reverse("access:emergency_open", args=[request.pk])
    assert head.post(opening, {"hours": 2}).status_code == 302
    assert scene.finding.number not in signed_in(low).get(page).content.decode()


def test_who_reads_in_an_emergency_neither_lowers_the_label_nor_shares(scene: Scene) -> None:
    Finding.objects.unscoped("test").filter(pk=scene.finding.pk).update(label=3)
    assert not is_seen(scene, "head")
    request = access.ask_emergency(
        actor=scene.actor("head"), body=scene.world.zigong, asked=scene.finding.number, reason="急"
    )
    access.open_emergency(actor=scene.actor("leader"), emergency_id=request.pk, hours=1)
    assert is_seen(scene, "head")
    record = [int(scene.finding.KIND), scene.finding.pk]
    for name, form in (("label_set", {"label": 1, "reason": "x"}), ("share", {})):
        answer = scene.browser("head").post(reverse(f"access:{name}", args=record), form)
        assert answer.status_code == 403, name
    past = timezone.now() - timedelta(hours=1)
    Emergency.objects.filter(pk=request.pk).update(expires_at=past)
    assert not is_seen(scene, "head")


def test_an_office_puts_no_body_below_itself(scene: Scene) -> None:
    world = scene.world
    thing = works.create_object(actor=acting(world.water_officer), draft=lists.draft(name="自有"))
    office, water = scene.browser("office"), world.zigong_water
    form = {
        "code": water.code, "name": water.name, "kind": water.kind, "position": 0,
        "parent": world.federation.pk, "reason": "-",
    }  # fmt: skip
    assert office.post(reverse("orgs:body_edit", args=[water.pk]), form).status_code == 302
    assert office.post(reverse("orgs:body_move", args=[water.pk]), form).status_code == 403
    water.refresh_from_db()
    assert water.parent is None
    assert office.get(thing.get_absolute_url()).status_code == 404


def test_who_may_not_look_through_accounts_learns_none_from_a_form(scene: Scene) -> None:
    client, url = scene.browser("liaison"), reverse("access:tie_declare")
    form = {"kind": "interest", "source": "本人申报", "other_body": scene.world.luzhou.pk}
    for account in ("zigong_inspector", "no-such-account"):
        sent = {**form, "account": account, "other_account": account}
        assert client.post(url, sent).status_code == 302
    assert client.post(url, {"kind": "interest", "source": "x"}).status_code == 422
    assert "zigong_inspector" not in client.get(reverse("access:tie_list")).content.decode()


def test_a_team_is_not_named_to_who_may_not_know_what_it_works_on(scene: Scene) -> None:
    access.declare_recusal(actor=scene.actor("head"), record=scene.inspection, reason="亲属")
    head = scene.browser("head")
    assert head.get(scene.inspection.get_absolute_url()).status_code == 404
    query = {"tab": "sharing", "account": scene.world.zigong_inspector.username}
    page = head.get(scene.finding.get_absolute_url(), query)
    assert page.status_code == 200
    assert scene.inspection.number not in page.content.decode()

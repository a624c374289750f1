"""Forged requests: without a token, by another method, with somebody else's keys, to elsewhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.template import loader
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liandu.access import actions
from liandu.access.models import Grant
from liandu.access.rules import Terms
from liandu.findings.models import Finding
from liandu.kernel.errors import Invalid
from liandu.kernel.models import new_id
from liandu.orgs.models import Membership, Person
from liandu.works.models import SupervisedObject
from tests.access_table.expected import NOT_TAKEN, ROWS
from tests.access_table.scene import Scene, made
from tests.access_table.test_table import WANTED, asked
from tests.findings import road
from tests.people import World, acting, signed_in
from tests.works import lists

SIGN_IN = reverse("orgs:sign_in")
OTHER_METHODS = ("put", "patch", "delete")
ABROAD = ("https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example", "")

ANOTHERS = ("web:delete_view", "works:import", "works:import_report", "works:import_progress")


@pytest.fixture
def scene(world: World) -> Scene:
    """Return one record of each kind."""
    return made(world)


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave pages empty: drawing is slow and decides nothing here."""
    monkeypatch.setattr(loader, "render_to_string", lambda *_args, **_options: "")


def address(scene: Scene, name: str) -> str:
    """Return the address of a name in the scene."""
    return reverse(name, kwargs=scene.args(name) if WANTED[name] else {})


@pytest.mark.usefixtures("undrawn")
def test_nothing_is_done_without_a_token(scene: Scene) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = scene.sessions["secretariat"]
    takes = [name for name, row in ROWS.items() if set(row.post[1:]) != {NOT_TAKEN}]
    wrong = {name: client.post(address(scene, name)).status_code for name in takes}
    assert {name: status for name, status in wrong.items() if status != 403} == {}


@pytest.mark.usefixtures("undrawn")
def test_no_address_takes_another_method(scene: Scene) -> None:
    taken = [
        f"{name} {method}"
        for name in ROWS
        for method in OTHER_METHODS
        if asked(scene, "secretariat", method, address(scene, name)).status_code != 405
    ]
    # What scripts send in parts goes by the methods of tus, and its own tests.
    assert taken == ["files:sending patch", "files:sending delete"]


@pytest.mark.parametrize("url", ABROAD)
def test_nobody_is_led_off_the_site(scene: Scene, url: str) -> None:
    client = scene.browser("secretariat")
    assert client.get(SIGN_IN, {"next": url})["Location"] == "/"
    for name in ("set_language", "set_density"):
        assert client.post(reverse(f"web:{name}"), {"next": url})["Location"] == "/"
    view = {"listing": "objects", "name": "甲", "query": "light=red", "next": url}
    assert client.post(reverse("web:save_view"), view)["Location"] == "/?light=red"


def test_an_htmx_request_of_nobody_is_led_back_to_this_site(db: None) -> None:
    page = Client().get(
        SIGN_IN, headers={"hx-request": "true", "hx-current-url": "https://evil.example/x"}
    )
    assert page["HX-Redirect"] == f"{SIGN_IN}?next=%2F"


def test_keys_of_hidden_records_in_a_bulk_step_are_answered_like_made_up_ones(
    scene: Scene,
) -> None:
    client = scene.browser("elsewhere")
    lead = scene.world.luzhou.pk
    pages = [
        client.post(reverse("works:assign"), {"pk": [str(pk)], "lead_body": lead})
        for pk in (scene.object.pk, new_id())
    ]
    assert [page.status_code for page in pages] == [404, 404]
    scene.object.refresh_from_db()
    assert scene.object.lead_body_id == scene.world.zigong_water.pk


def test_keys_picked_for_a_file_bring_nothing_that_is_hidden(scene: Scene) -> None:
    url = f"{reverse('findings:finding_list')}?export=csv&pk={scene.finding.pk}"
    page: Any = scene.browser("elsewhere").get(url)
    assert scene.finding.number not in b"".join(page).decode("utf-8-sig")


def test_fields_a_form_does_not_show_are_not_written(world: World) -> None:
    """Owner, state, label and number of another body cannot be sent along."""
    client = signed_in(world.zigong_officer)
    thing = lists.entered(world, number="XM-2026-007")
    sent = {
        "name": "改名", "number": thing.number, "object_type": thing.object_type,
        "status": "implementation",
        "owner_body": world.luzhou.pk, "owner_body_id": world.luzhou.pk, "label": 0, "id": new_id(),
    }  # fmt: skip
    assert client.post(reverse("works:edit", args=[thing.pk]), sent).status_code == 302
    kept = SupervisedObject.objects.unscoped("test").get(pk=thing.pk)
    assert (kept.name, kept.owner_body_id, kept.label) == ("改名", world.zigong.pk, thing.label)


def test_a_finding_cannot_be_pointed_at_what_one_does_not_see(scene: Scene) -> None:
    """Neither told from what does not exist."""
    client = scene.browser("elsewhere")
    plain = {
        "title": "题", "fact": "实", "rule_broken": "规", "demand": "求", "source": "self",
        "severity": "general", "rectification_type": "phased", "found_on": road.in_days(0),
    }  # fmt: skip
    url, before = reverse("findings:finding_new"), Finding.objects.unscoped("test").count()
    for name, pk in (("inspection", scene.inspection.pk), ("workpaper", scene.paper.pk)):
        here, gone = (client.post(url, {**plain, name: one}) for one in (pk, new_id()))
        assert (here.status_code, gone.status_code) == (422, 422)
    for number in (scene.object.number, "XM-1999-001"):
        page = client.post(url, {**plain, "object_number": number})
        assert page.status_code == 422
    assert Finding.objects.unscoped("test").count() == before


def test_what_a_page_is_filled_with_answers_hidden_and_absent_alike(scene: Scene) -> None:
    client, pk = scene.browser("elsewhere"), new_id()
    for url, name, hidden in (
        (reverse("findings:finding_new"), "object", scene.object.pk),
        (reverse("findings:finding_new"), "link", lists.link_of(scene.object).pk),
        (reverse("inspections:plan"), "object", scene.object.pk),
    ):
        gone = 2**40 if name == "link" else pk
        pages = [client.get(url, {name: one}) for one in (hidden, gone)]
        assert pages[0].status_code == pages[1].status_code
        assert scene.object.number not in pages[0].content.decode()


def test_nobody_sees_or_drops_anothers_view_or_list(scene: Scene) -> None:
    for kind in ("head", "elsewhere", "leader", "system"):
        client = scene.browser(kind)
        for name in ANOTHERS:
            assert client.get(address(scene, name)).status_code == 404
    page = scene.browser("head").get(reverse("works:objects"))
    assert "红灯" not in [view.label for view in getattr(page.context["list"], "saved", ())]


def test_nobody_speaks_from_anothers_post(scene: Scene) -> None:
    seat = Membership.objects.get(person=scene.world.zigong_head)
    client = scene.browser("liaison")
    assert client.post(reverse("orgs:switch_post"), {"post": seat.pk}).status_code == 404
    assert client.get(reverse("portal:overview")).status_code == 404


def test_who_holds_no_post_in_a_body_is_not_found_by_handing_over(scene: Scene) -> None:
    client = scene.browser("head")
    url = reverse("orgs:hand_over", args=[scene.world.zigong.pk, scene.world.luzhou_officer.pk])
    gone = reverse("orgs:hand_over", args=[scene.world.zigong.pk, 2**40])
    assert client.get(url).status_code == client.get(gone).status_code == 404


def test_an_emergency_asks_the_same_of_what_is_there_and_what_is_not(scene: Scene) -> None:
    client, url = scene.browser("elsewhere"), reverse("access:emergency_ask")
    sent = {"body": scene.world.zigong.pk, "reason": "情况紧急"}
    pages = [client.post(url, {**sent, "asked": n}) for n in (scene.finding.number, "WT-1999-1")]
    assert [(page.status_code, page["Location"]) for page in pages] == [
        (302, reverse("access:emergency_list"))
    ] * 2
    said = scene.browser("elsewhere").get(reverse("access:emergency_list")).content.decode()
    assert scene.finding.title not in said


def test_a_party_is_not_told_with_whom_else_a_record_is_shared(scene: Scene) -> None:
    url = f"{scene.object.get_absolute_url()}?tab=sharing"
    grant = Grant.objects.get(pk=scene.args("access:grant_revoke")["grant_id"])
    assert grant.basis in scene.browser("secretariat").get(url).content.decode()
    assert grant.basis not in scene.browser("liaison").get(url).content.decode()
    assert "recused" not in scene.browser("liaison").get(url).content.decode()


def test_an_unknown_account_costs_as_much_as_a_wrong_password(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: one hash either way, and the same words."""
    hashed: list[str] = []
    monkeypatch.setattr(Person, "set_password", lambda _self, _raw: hashed.append("new"))
    monkeypatch.setattr(Person, "check_password", lambda _self, _raw: bool(hashed.append("old")))
    client = Client()
    pages = [
        client.post(SIGN_IN, {"username": name, "password": "wrong-password-1"})
        for name in (world.zigong_officer.username, "nobody-at-all")
    ]
    assert hashed == ["old", "new"]
    errors = [page.context["form"].non_field_errors() for page in pages]
    assert [page.status_code for page in pages] == [401, 401]
    assert errors[0] == errors[1]


def test_the_recused_cannot_be_let_in_again_by_hand(scene: Scene) -> None:
    """A wall beats grant, team and emergency."""
    officer, walled = scene.actor("secretariat"), scene.people["walled"]
    assert walled is not None
    terms = Terms("cooperation", "函〔2026〕3 号", timezone.now() + timedelta(days=9))
    actions.share(actor=officer, record=scene.finding, to=walled, terms=terms)
    rows = Finding.objects.visible_to(acting(walled))
    assert not rows.filter(pk=scene.finding.pk).exists()
    asked_for = actions.ask_emergency(
        actor=acting(walled), body=scene.world.zigong, asked=scene.finding.number, reason="急"
    )
    with pytest.raises(Invalid):
        actions.open_emergency(actor=scene.actor("head"), emergency_id=asked_for.pk, hours=2)

"""Pages of the administrators and of the secretariat: each for whom it is."""

from typing import Any

import pytest
from django.urls import reverse

from liandu.orgs.models import Body, Jurisdiction, Membership, Person, Post, Role, SupervisionKind
from tests.people import World, signed_in


def urls(world: World) -> dict[str, list[Any]]:
    zigong, leader = world.zigong.pk, world.leader.pk
    return {
        "orgs:body_list": [], "orgs:body": [zigong], "orgs:person_list": [],
        "orgs:person": [leader], "orgs:basics": [],
        "orgs:body_add": [], "orgs:body_edit": [zigong], "orgs:body_close": [zigong],
        "orgs:body_move": [zigong],
        "orgs:jurisdiction_add": [], "orgs:supervision_kind_add": [],
        "orgs:jurisdiction_edit": [Jurisdiction.objects.first().pk],  # type: ignore[union-attr]
        "orgs:supervision_kind_edit": [SupervisionKind.objects.first().pk],  # type: ignore[union-attr]
        "orgs:post_add": [zigong], "orgs:post_edit": [Post.objects.first().pk],  # type: ignore[union-attr]
        "orgs:post_close": [Post.objects.first().pk],  # type: ignore[union-attr]
        "orgs:role_edit": [Role.objects.first().pk],  # type: ignore[union-attr]
        "orgs:person_add": [], "orgs:person_edit": [leader], "orgs:account_close": [leader],
        "orgs:account_reopen": [leader], "orgs:password_reset": [leader],
        "orgs:admin_set": [leader], "orgs:membership_add": [leader],
        "orgs:membership_end": [Membership.objects.get(person=leader).pk],
        "orgs:clearance_set": [Membership.objects.get(person=leader).pk],
        "orgs:clearance_list": [], "orgs:clearance_agree": [], "orgs:clearance_decline": [],
        "orgs:clearance_withdraw": [],
    }  # fmt: skip


BROWSE = {"orgs:body_list", "orgs:body", "orgs:person_list", "orgs:person", "orgs:basics"}
BODIES = {
    "orgs:body_add", "orgs:body_edit", "orgs:body_close", "orgs:jurisdiction_add",
    "orgs:jurisdiction_edit", "orgs:supervision_kind_add", "orgs:supervision_kind_edit",
}  # fmt: skip
ACCOUNTS = {
    "orgs:person_add", "orgs:person_edit", "orgs:account_close", "orgs:account_reopen",
    "orgs:password_reset",
}  # fmt: skip
RIGHTS = {
    "orgs:post_add", "orgs:post_edit", "orgs:post_close", "orgs:role_edit", "orgs:admin_set",
    "orgs:membership_add", "orgs:membership_end", "orgs:body_move", "orgs:clearance_set",
    "orgs:clearance_list", "orgs:clearance_agree", "orgs:clearance_decline",
    "orgs:clearance_withdraw",
}  # fmt: skip
MAY = {
    "secretary": BROWSE | BODIES, "zigong_officer": BROWSE,
    "system_admin": BROWSE | BODIES | ACCOUNTS, "security_admin": BROWSE | RIGHTS,
    "audit_admin": set(), "leader": set(), "builder_head": set(),
}  # fmt: skip


@pytest.mark.parametrize("who", sorted(MAY))
def test_each_page_is_for_whom_it_is(world: World, who: str) -> None:
    browser = signed_in(getattr(world, who))
    for name, args in urls(world).items():
        status = browser.get(reverse(name, args=args)).status_code
        assert status == (200 if name in MAY[who] else 403), name


def post(who: Person, name: str, args: list[Any], /, **values: Any) -> Any:
    return signed_in(who).post(reverse(name, args=args), values)


def test_the_office_adds_changes_and_closes_a_body(world: World) -> None:
    values = {"code": "ZG-X", "name": "自贡市某局", "kind": "department", "position": 1}
    assert post(world.secretary, "orgs:body_add", [], **values).status_code == 302
    made = Body.objects.get(code="ZG-X")
    values |= {"name": "自贡市另一局"}
    assert post(world.secretary, "orgs:body_edit", [made.pk], **values).status_code == 302
    moved = {"parent": world.zigong.pk, "reason": "机构调整"}
    page = reverse("orgs:body_move", args=[world.federation.pk])
    offered = signed_in(world.security_admin).get(page).content.decode()
    assert "水利局" in offered
    assert "自贡市监督办" not in offered  # it stands below
    assert post(world.security_admin, "orgs:body_move", [made.pk], **moved).status_code == 302
    made.refresh_from_db()
    assert (made.name, made.parent) == ("自贡市另一局", world.zigong)
    answer = post(world.secretary, "orgs:body_close", [made.pk], reason="合并")
    assert answer.status_code == 302
    page = signed_in(world.secretary).get(reverse("orgs:body", args=[made.pk]))
    assert "已撤销" in page.content.decode() or "已关闭" in page.content.decode()


def test_a_new_account_shows_its_password_once(world: World) -> None:
    admin = signed_in(world.system_admin)
    answer = admin.post(reverse("orgs:person_add"), {"username": "zg-9", "name": "检查岗九"})
    shown = admin.get(answer.url).content.decode()
    password = shown.split('fs-18">')[1].split("<")[0]
    assert Person.objects.get(username="zg-9").check_password(password)
    assert password not in admin.get(answer.url).content.decode()
    pk = Person.objects.get(username="zg-9").pk
    steps = [
        ("orgs:person_edit", {"name": "检查岗十"}), ("orgs:account_close", {"reason": "误开"}),
        ("orgs:account_reopen", {"reason": "恢复"}), ("orgs:password_reset", {}),
    ]  # fmt: skip
    for name, values in steps:
        assert admin.post(reverse(name, args=[pk]), values).status_code == 302, name
    assert admin.get(reverse("orgs:person", args=[world.leader.pk])).status_code == 200


def test_the_security_administrator_gives_and_ends_rights(world: World) -> None:
    admin = world.security_admin
    answer = post(admin, "orgs:post_add", [world.zigong.pk], name="督办岗", roles=["liaison"])
    assert answer.status_code == 302
    made = Post.objects.get(name="督办岗")
    post(admin, "orgs:post_edit", [made.pk], name="督办岗", roles=["liaison", "handler"])
    seat = {"post": made.pk, "clearance": 1, "ends_on": "2099-12-31"}
    assert post(admin, "orgs:membership_add", [world.luzhou_officer.pk], **seat).status_code == 302
    held = Membership.objects.get(post=made)
    assert held.ends_at is not None
    assert post(admin, "orgs:membership_end", [held.pk], reason="轮岗").status_code == 302
    assert post(admin, "orgs:post_close", [made.pk], reason="撤岗").status_code == 302
    role = Role.objects.get(code="handler")
    post(admin, "orgs:role_edit", [role.pk], name="经办人", scope_kinds=[2])
    role.refresh_from_db()
    assert role.scope_kinds == [2]
    person = Person.objects.create(username="plain", name="某人")
    post(admin, "orgs:admin_set", [person.pk], admin="audit_admin", reason="增设")
    person.refresh_from_db()
    assert person.admin == "audit_admin"


def test_the_basics_are_set_on_pages(world: World) -> None:
    place = {"code": "511000", "name": "内江市", "short_name": "内江", "position": 3}
    assert post(world.secretary, "orgs:jurisdiction_add", [], **place).status_code == 302
    row = Jurisdiction.objects.get(code="511000")
    post(world.secretary, "orgs:jurisdiction_edit", [row.pk], **{**place, "short_name": "内"})
    kind = {"code": "lay", "name": "特约监督", "position": 30}
    post(world.secretary, "orgs:supervision_kind_add", [], **kind)
    made = SupervisionKind.objects.get(code="lay")
    changed = {**kind, "code": "other", "name": "特约监督员"}
    post(world.secretary, "orgs:supervision_kind_edit", [made.pk], **changed)
    assert SupervisionKind.objects.get(code="lay").name == "特约监督员"


def test_what_is_not_there_is_not_found(world: World) -> None:
    admin = signed_in(world.security_admin)
    for name in ("orgs:body", "orgs:person", "orgs:post_edit", "orgs:role_edit"):
        assert admin.get(reverse(name, args=[999_999])).status_code == 404, name


def test_lists_are_searched(world: World) -> None:
    office = signed_in(world.secretary)
    page = office.get(reverse("orgs:body_list"), {"q": "水利"}).content.decode()
    assert "自贡市水利局" in page
    assert "泸州市监督办" not in page
    people = office.get(reverse("orgs:person_list"), {"q": "builder"}).content.decode()
    assert "builder_head" in people
    assert "luzhou_officer" not in people
    assert "审计管理员" in office.get(reverse("orgs:person_list")).content.decode()

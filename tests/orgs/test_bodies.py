"""Jurisdictions, kinds of supervision and the tree of bodies; hand-over."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.orgs import actions, handover
from liandu.orgs.actions.bodies import BodyFacts, Place
from liandu.orgs.handover import HOLDINGS, OpenItem, holds, open_items
from liandu.orgs.models import Body, Jurisdiction, Membership, SupervisionKind
from tests.people import World, acting, signed_in

FACTS = BodyFacts("ZG-RS", "自贡市人社局", "department")
PLACE = Place("511000", "内江市", "内江", tone="chuan", tile_row=0, tile_column=1)


def test_a_body_is_added_below_another(world: World) -> None:
    made = actions.add_body(
        actor=acting(world.secretary), facts=replace(FACTS, parent=world.zigong)
    )
    assert made.path == f"{world.zigong.path}{made.pk}/"
    assert made.short_name == "自贡市人社局"


def moved(world: World, body: Body, parent: Body | None) -> Body:
    actor = acting(world.security_admin)
    return actions.move_body(actor=actor, body_id=body.pk, parent=parent, reason="机构调整")


def test_a_body_that_moves_takes_all_below_it_along(world: World) -> None:
    moved(world, world.zigong, world.luzhou)
    world.zigong_audit.refresh_from_db()
    above = [world.federation, world.luzhou, world.zigong, world.zigong_audit]
    assert world.zigong_audit.path == "/" + "".join(f"{body.pk}/" for body in above)
    moved(world, world.zigong, None)
    world.zigong_audit.refresh_from_db()
    assert world.zigong_audit.path == f"/{world.zigong.pk}/{world.zigong_audit.pk}/"


def test_a_body_that_is_changed_stays_in_its_place(world: World) -> None:
    facts = BodyFacts("LZ", "泸州市监督办公室", "discipline", parent=world.zigong)
    changed = actions.edit_body(actor=acting(world.secretary), body_id=world.luzhou.pk, facts=facts)
    assert (changed.name, changed.parent) == ("泸州市监督办公室", world.federation)
    assert changed.path == world.luzhou.path


def test_only_who_gives_rights_moves_bodies(world: World) -> None:
    asked = {"body_id": world.zigong_water.pk, "parent": world.federation, "reason": "机构调整"}
    for who in (world.secretary, world.system_admin):
        with pytest.raises(NotAllowed):
            actions.move_body(actor=acting(who), **asked)


def test_a_body_stands_never_below_itself_nor_below_a_closed_one(world: World) -> None:
    for parent in (world.zigong, world.zigong_audit):
        with pytest.raises(Invalid) as refusal:
            moved(world, world.zigong, parent)
        assert set(refusal.value.fields) == {"parent"}
    world.luzhou.closed_on = timezone.localdate()
    world.luzhou.save()
    with pytest.raises(Invalid) as refusal:
        moved(world, world.zigong, world.luzhou)
    assert set(refusal.value.fields) == {"parent"}


def test_what_makes_no_body_is_refused_by_name(world: World) -> None:
    world.luzhou.closed_on = timezone.localdate()
    with pytest.raises(Invalid) as refusal:
        actions.add_body(
            actor=acting(world.secretary), facts=BodyFacts("ZG", " ", "club", parent=world.luzhou)
        )
    assert set(refusal.value.fields) == {"code", "name", "kind", "parent"}


def test_only_the_office_at_the_root_and_the_system_administrator_keep_bodies(
    world: World,
) -> None:
    for outsider in (world.zigong_officer, world.security_admin, world.leader, world.zigong_head):
        with pytest.raises(NotAllowed):
            actions.add_body(actor=acting(outsider), facts=FACTS)


def test_a_body_is_closed_once_it_is_empty(world: World) -> None:
    admin = acting(world.system_admin)
    for full in (world.zigong, world.builder):
        with pytest.raises(WrongState):
            actions.close_body(actor=admin, body_id=full.pk, reason="x")
    Membership.objects.filter(post__body=world.builder).update(ends_at=timezone.now())
    actions.close_body(actor=admin, body_id=world.builder.pk, reason="改制")
    with pytest.raises(WrongState):
        actions.close_body(actor=admin, body_id=world.builder.pk, reason="x")
    with pytest.raises(NotVisible):
        actions.close_body(actor=admin, body_id=0, reason="x")


def test_a_jurisdiction_is_added_and_changed(world: World) -> None:
    admin = acting(world.system_admin)
    row = actions.set_jurisdiction(actor=admin, place=PLACE)
    changed = replace(PLACE, short_name="内")
    actions.set_jurisdiction(actor=admin, place=changed, jurisdiction_id=row.pk)
    assert Jurisdiction.objects.get(code="511000").short_name == "内"
    for bad in ("51030", "510300"):
        with pytest.raises(Invalid):
            actions.set_jurisdiction(actor=admin, place=replace(PLACE, code=bad))
    with pytest.raises(NotVisible):
        actions.set_jurisdiction(actor=admin, place=PLACE, jurisdiction_id=999_999)


def test_a_kind_of_supervision_is_added_and_renamed(world: World) -> None:
    admin = acting(world.system_admin)
    for name in ("群众监督员", "特约监督员"):
        actions.set_supervision_kind(actor=admin, code="lay", name=name, name_en="Lay", position=20)
    assert SupervisionKind.objects.get(code="lay").name == "特约监督员"
    with pytest.raises(Invalid):
        actions.set_supervision_kind(actor=admin, code="x", name=" ", name_en="", position=0)


@pytest.fixture
def open_with(monkeypatch: pytest.MonkeyPatch) -> dict[int, list[str]]:
    items: dict[int, list[str]] = {}

    def find(_actor: Any, person_id: int) -> list[OpenItem]:
        return [OpenItem(label, "/") for label in items.get(person_id, [])]

    def give(*, actor: Any, leaving: int, successor: int) -> int:
        moved = items.pop(leaving, [])
        items.setdefault(successor, []).extend(moved)
        return len(moved)

    monkeypatch.setattr(handover, "HOLDINGS", HOLDINGS)
    monkeypatch.setitem(
        HOLDINGS, "tests.items", handover.Holding("tests.items", "待办", find, give)
    )
    return items


def test_what_is_open_with_somebody_who_leaves_goes_to_the_successor(
    world: World, open_with: dict[int, list[str]]
) -> None:
    leaving, successor = world.zigong_inspector, world.zigong_head
    open_with[leaving.pk] = ["核查 3 标", "核查 5 标"]
    office = acting(world.zigong_officer)
    assert [len(items) for _holding, items in open_items(office, leaving.pk)] == [2]
    moved = actions.hand_over(
        actor=office, body_id=world.zigong.pk, leaving=leaving.pk, successor=successor.pk
    )
    assert moved == 2
    assert open_with == {successor.pk: ["核查 3 标", "核查 5 标"]}


def test_only_the_body_hands_over_and_only_to_its_own(
    world: World, open_with: dict[int, list[str]]
) -> None:
    values = {"body_id": world.zigong.pk, "leaving": world.zigong_inspector.pk}
    with pytest.raises(NotAllowed):
        actions.hand_over(
            actor=acting(world.luzhou_officer), successor=world.zigong_head.pk, **values
        )
    for wrong in (world.luzhou_officer, world.zigong_inspector):
        with pytest.raises(Invalid):
            actions.hand_over(actor=acting(world.zigong_officer), successor=wrong.pk, **values)
    for missing in ({"body_id": 0}, {"leaving": world.luzhou_officer.pk}):
        with pytest.raises(NotVisible):
            actions.hand_over(
                actor=acting(world.zigong_officer), successor=world.zigong_head.pk,
                **{**values, **missing},
            )  # fmt: skip


def test_a_sort_of_open_things_is_registered_once(open_with: dict[int, list[str]]) -> None:
    holding = HOLDINGS["tests.items"]
    with pytest.raises(ValueError, match="two holdings"):
        holds("tests.items", "x", find=holding.find, give=holding.give)


def test_the_page_of_a_handover_lists_and_moves(
    world: World, open_with: dict[int, list[str]]
) -> None:
    open_with[world.zigong_inspector.pk] = ["核查 3 标"]
    url = reverse("orgs:hand_over", args=[world.zigong.pk, world.zigong_inspector.pk])
    office = signed_in(world.zigong_officer)
    assert "核查 3 标" in office.get(url).content.decode()
    assert office.post(url, {"successor": world.zigong_head.pk}).status_code == 302
    assert open_with == {world.zigong_head.pk: ["核查 3 标"]}
    other = reverse("orgs:hand_over", args=[world.zigong.pk, world.luzhou_officer.pk])
    assert office.get(other).status_code == 404

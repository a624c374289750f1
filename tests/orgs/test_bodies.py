"""Jurisdictions, kinds of supervision and the tree of bodies; hand-over; imports."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.orgs import actions, handover
from liandu.orgs.actions.bodies import BodyFacts, Place
from liandu.orgs.actions.imports import BadRows
from liandu.orgs.handover import HOLDINGS, OpenItem, holds, open_items
from liandu.orgs.models import Body, Jurisdiction, Membership, Person, Post, SupervisionKind
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


def workbook(*rows: list[Any]) -> SimpleUploadedFile:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return SimpleUploadedFile("list.xlsx", stream.getvalue())


def kept(page: str) -> str:
    return page.split('name="rows" value="')[1].split('"', maxsplit=1)[0]


BODY_HEADS = ["代码", "名称", "简称", "类型", "辖区代码", "上级单位代码", "监督类别"]


def test_bodies_are_previewed_then_imported_whole(world: World) -> None:
    office, url = signed_in(world.secretary), reverse("orgs:sheet_import", args=["bodies"])
    rows = [
        ["ZG-A", "自贡市甲局", "", "部门", 510300, "ZG", "审计监督、财会监督"],
        ["ZG-A1", "自贡市甲局一队", "一队", "department", "", "ZG-A", ""],
    ]
    page = office.post(url, {"file": workbook(BODY_HEADS, *rows)})
    assert page.status_code == 200
    assert not Body.objects.filter(code="ZG-A").exists()
    done = office.post(url, {"rows": kept(page.content.decode())})
    assert "已导入 2 行" in done.content.decode()
    child = Body.objects.get(code="ZG-A1")
    assert child.parent == Body.objects.get(code="ZG-A")
    assert child.parent.supervision_kinds.count() == 2
    again = office.post(url, {"rows": kept(page.content.decode())})
    assert again.status_code == 422
    assert "已有单位使用该代码" in again.content.decode()


def test_every_fault_is_told_by_row_and_column_and_nothing_is_imported(world: World) -> None:
    office, url = signed_in(world.secretary), reverse("orgs:sheet_import", args=["bodies"])
    rows = [
        ["ZG-A", "自贡市甲局", "", "部门", "", "", ""],
        ["ZG", "重复", "", "俱乐部", "", "", ""],
        ["ZG-B", "自贡市乙局", "", "部门", "999999", "", ""],
        ["ZG-C", "自贡市丙局", "", "部门", "", "", "甲监督"],
    ]
    page = office.post(url, {"file": workbook(BODY_HEADS, *rows)})
    text = page.content.decode()
    assert page.status_code == 422
    assert "有 3 行不能导入" in text
    assert text.count('<div class="err">') == 4
    assert not Body.objects.filter(code__startswith="ZG-A").exclude(code="ZG-SJ").exists()


def test_accounts_are_imported_with_passwords_shown_once(world: World) -> None:
    admin, url = signed_in(world.system_admin), reverse("orgs:sheet_import", args=["people"])
    file = workbook(["账号", "姓名", "电话"], ["zg-1", "甲", "1"], ["zg-2", "乙", ""])
    file_heads = admin.post(url, {"file": file})
    assert "缺少列：名称" in file_heads.content.decode()
    page = admin.post(url, {"file": workbook(["账号", "名称"], ["zg-1", "甲"], ["zg-2", "乙"])})
    done = admin.post(url, {"rows": kept(page.content.decode())}).content.decode()
    password = done.split("<code>")[1].split("</code>")[0]
    assert Person.objects.get(username="zg-1").check_password(password)


def test_posts_and_their_holders_are_imported(world: World) -> None:
    admin = signed_in(world.security_admin)
    posts = reverse("orgs:sheet_import", args=["posts"])
    page = admin.post(
        posts, {"file": workbook(["单位代码", "岗位", "角色"], ["LZ", "联络岗", "联络员"])}
    )
    admin.post(posts, {"rows": kept(page.content.decode())})
    assert Post.objects.get(name="联络岗").roles.get().code == "liaison"
    seats = reverse("orgs:sheet_import", args=["memberships"])
    heads = ["账号", "单位代码", "岗位", "知悉级别"]
    file = workbook(heads, ["leader", "LZ", "联络岗", "敏感"])
    page = admin.post(seats, {"file": file})
    admin.post(seats, {"rows": kept(page.content.decode())})
    assert Membership.objects.get(post__name="联络岗").clearance == 2
    bad = workbook(
        heads,
        ["", "LZ", "联络岗", "1"],
        ["leader", "LZ", "无岗", "1"],
        ["luzhou_officer", "LZ", "联络岗", "高"],
        ["nobody", "LZ", "联络岗", "1"],
    )
    answer = admin.post(seats, {"file": bad})
    assert answer.content.decode().count('<div class="err">') == 4


def test_a_file_that_is_no_table_is_refused(world: World) -> None:
    office, url = signed_in(world.secretary), reverse("orgs:sheet_import", args=["bodies"])
    assert office.get(url).status_code == 200
    assert office.post(url, {}).status_code == 422
    for bad in (SimpleUploadedFile("x.xlsx", b"PK\x03\x04broken"), workbook(BODY_HEADS)):
        assert office.post(url, {"file": bad}).status_code == 422
    assert "请重新选择文件" in office.post(url, {"rows": "forged"}).content.decode()


def test_each_list_is_for_its_own_administrator(world: World) -> None:
    allowed = {
        "bodies": {"secretary", "system_admin"}, "people": {"system_admin"},
        "posts": {"security_admin"}, "memberships": {"security_admin"},
    }  # fmt: skip
    for who in ("secretary", "system_admin", "security_admin", "audit_admin", "zigong_officer"):
        browser = signed_in(getattr(world, who))
        for key, names in allowed.items():
            answer = browser.get(reverse("orgs:sheet_template", args=[key]))
            assert b"".join(answer)
            assert answer.status_code == (200 if who in names else 403), (who, key)
    assert signed_in(world.secretary).get("/import/nothing/").status_code == 404


def test_an_import_by_hand_of_bad_rows_says_how_many(world: World) -> None:
    row = dict.fromkeys(("code", "name", "short_name", "kind", "jurisdiction", "parent"), "")
    with pytest.raises(BadRows, match="1"):
        actions.import_bodies(
            actor=acting(world.secretary), rows=[(2, {**row, "supervision_kinds": ""})],
            is_trial=False,
        )  # fmt: skip

"""Lists of bodies, accounts, posts and holders that come in as workbooks."""

from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from liandu.orgs import actions
from liandu.orgs.actions.imports import BadRows
from liandu.orgs.models import Body, Membership, Person, Post
from tests.people import World, acting, signed_in


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
    heads = ["账号", "单位代码", "岗位", "知悉级别", "知悉级别事由"]
    bare = admin.post(seats, {"file": workbook(heads, ["leader", "LZ", "联络岗", "敏感", ""])})
    assert bare.content.decode().count('<div class="err">') == 1
    page = admin.post(
        seats, {"file": workbook(heads, ["leader", "LZ", "联络岗", "敏感", "承担联合检查"])}
    )
    done = admin.post(seats, {"rows": kept(page.content.decode())})
    made = Membership.objects.get(post__name="联络岗")
    assert (made.clearance, made.proposals.get().clearance) == (1, 2)
    assert reverse("orgs:clearance_list") in done.content.decode()
    heads = heads[:4]
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

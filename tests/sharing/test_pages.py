"""The pages of shared information, as people use them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from time_machine import TimeMachineFixture

from liandu.files.actions import attach
from liandu.sharing import actions, queries
from liandu.sharing.models import SharedItem, SharingReceipt
from tests.findings import road
from tests.meetings import build as meeting
from tests.meetings.build import NOW
from tests.people import World, acting, signed_in
from tests.sharing import build


def text(who: Any, url: str) -> str:
    """Return a page."""
    return signed_in(who).get(url).content.decode()


def filled(world: World, **changes: Any) -> dict[str, Any]:
    """Return what is filled in about an item."""
    usual = {
        "kind": "plan", "title": build.TITLE, "text": build.TEXT, "purpose": "参考", "label": 1,
        "committee_id": "", "body_ids": [world.luzhou.pk], "sign_by": build.in_days(2),
        "expires_on": build.in_days(9),
    }  # fmt: skip
    return usual | changes


def press(name: str, row: Any, who: Any, page: str, **said: Any) -> None:
    """Take a step with the button that stands on a page."""
    url = reverse(f"sharing:{name}", args=[row.pk])
    assert url in text(who, page)
    answer = signed_in(who).post(url, said)
    assert answer.status_code == 302, answer.content.decode()


def test_the_whole_road_is_walked_with_the_buttons_of_the_pages(world: World) -> None:
    officer = world.zigong_officer
    done = signed_in(officer).post(reverse("sharing:new"), filled(world))
    made = SharedItem.objects.unscoped("test").get()
    page = made.get_absolute_url()
    assert done.headers["Location"] == page
    edit = reverse("sharing:edit", args=[made.pk])
    assert edit in text(officer, page)
    assert "泸州市监督办" in text(officer, page)
    signed_in(officer).post(edit, filled(world, title="改后的标题"))
    press("publish", made, officer, page)
    assert "前签收" in text(world.luzhou_officer, reverse("portal:desk"))
    assert edit not in text(officer, page)
    row = build.receipt(made, world.luzhou)
    press("sign", row, world.luzhou_officer, page)
    assert "前签收" not in text(world.luzhou_officer, reverse("portal:desk"))
    press("ask", row, world.luzhou_officer, page, text="包括小型水库吗")
    asked = row.questions.get()
    assert "包括小型水库吗" in text(officer, reverse("portal:desk"))
    assert "1 条待答复" in text(officer, page)
    press("answer", asked, officer, row.get_absolute_url(), answer="包括。")
    assert "包括。" in text(world.luzhou_officer, page)
    press("effect", row, world.luzhou_officer, page, effect="rule", note="度汛办法", number="")
    assert "度汛办法" in text(officer, row.get_absolute_url())
    actions.record_effect(
        actor=acting(world.luzhou_officer), receipt_id=row.pk, outcome=actions.Outcome("nothing")
    )
    assert "无后续事项" in text(officer, page)


def test_withdrawn_it_is_closed_to_recipients_and_their_receipt_says_why(world: World) -> None:
    made = build.published(world)
    officer, page, row = world.zigong_officer, made.get_absolute_url(), build.signed(world, made)
    press("withdraw", made, officer, page, reason="数据有误")
    closed = text(world.luzhou_officer, row.get_absolute_url())
    assert "数据有误" in closed
    assert build.TEXT not in closed
    assert signed_in(world.luzhou_officer).get(page).status_code == 404


def test_the_page_of_a_recipient_names_no_other_recipient(world: World) -> None:
    made = build.published(world)
    build.signed(world, made)
    page = made.get_absolute_url()
    for url in (page, f"{page}?tab=sharing", build.receipt(made, world.luzhou).get_absolute_url()):
        assert "水利局" not in text(world.luzhou_officer, url)
    mine = text(world.zigong_officer, page)
    assert "水利局" in mine
    assert "1/2" in mine
    assert "水利局" in text(world.zigong_officer, f"{page}?tab=sharing")
    circle = build.published(world, committee_id=meeting.committee(world).pk)
    url = f"{circle.get_absolute_url()}?tab=sharing"
    assert "水利局" in text(world.luzhou_officer, url)


def test_what_a_receipt_led_to_is_a_link_for_whoever_may_know_of_it(world: World) -> None:
    found = road.registered(world)
    made = build.published(world, world.luzhou_officer, body_ids=(world.zigong.pk,))
    row = build.receipt(made, world.zigong)
    actions.sign_receipt(actor=acting(world.zigong_officer), receipt_id=row.pk)
    url = reverse("sharing:effect", args=[row.pk])
    bad = signed_in(world.zigong_officer).post(url, {"effect": "finding", "number": "没有"})
    assert bad.status_code == 422
    signed_in(world.zigong_officer).post(url, {"effect": "finding", "number": found.number})
    assert found.get_absolute_url() in text(world.zigong_officer, row.get_absolute_url())
    theirs = text(world.luzhou_officer, row.get_absolute_url())
    assert found.number not in theirs
    assert "您不可查看的记录" in theirs


def test_files_go_with_the_draft_and_are_read_by_recipients_until_the_end(
    world: World, morning: TimeMachineFixture
) -> None:
    made = build.drafted(world)
    officer = acting(world.zigong_officer)
    page = made.get_absolute_url()
    adding = reverse("files:attach", args=[int(made.KIND), made.pk])
    assert adding in text(world.zigong_officer, page)
    file = SimpleUploadedFile("提示.txt", "度汛".encode())
    one = attach(actor=officer, record=made, upload=file, purpose="document")
    actions.publish_item(actor=officer, item_id=made.pk)
    assert adding not in text(world.zigong_officer, page)
    assert signed_in(world.zigong_officer).get(adding).status_code == 403
    preview = reverse("files:preview", args=[one.pk])
    assert signed_in(world.luzhou_officer).get(preview).status_code == 200
    assert signed_in(world.builder_liaison).get(preview).status_code == 404
    morning.move_to(NOW + timedelta(days=31))
    assert signed_in(world.luzhou_officer).get(preview).status_code == 404
    assert "已期满" in text(world.zigong_officer, page)


def test_the_list_shows_what_comes_in_goes_out_and_waits(world: World) -> None:
    made = build.published(world)
    mine = build.published(
        world, world.luzhou_officer, title="泸州计划", body_ids=(world.zigong.pk,)
    )
    build.drafted(world, title="草稿一件")
    url = reverse("sharing:item_list")

    def shown(who: Any, query: str) -> tuple[bool, bool, bool]:
        page = text(who, f"{url}?{query}")
        return build.TITLE in page, "泸州计划" in page, "草稿一件" in page

    assert shown(world.zigong_officer, "") == (True, True, True)
    assert shown(world.luzhou_officer, "") == (True, True, False)
    assert shown(world.luzhou_officer, "box=in") == (True, False, False)
    assert shown(world.luzhou_officer, "box=out") == (False, True, False)
    assert shown(world.luzhou_officer, "waiting=sign") == (True, False, False)
    assert shown(world.luzhou_officer, "waiting=others") == (False, True, False)
    assert shown(world.zigong_officer, "waiting=answer") == (False, False, False)
    build.question(world, made)
    assert shown(world.zigong_officer, "waiting=answer") == (True, False, False)
    build.signed(world, made)
    assert shown(world.luzhou_officer, "waiting=sign") == (False, False, False)
    assert shown(world.zigong_officer, f"body={world.luzhou.pk}&q=泸州") == (False, True, False)
    file = b"".join(signed_in(world.zigong_officer).get(f"{url}?export=csv")).decode("utf-8-sig")
    assert "1/2" in file
    theirs = b"".join(signed_in(world.luzhou_officer).get(f"{url}?export=csv")).decode("utf-8-sig")
    assert "1/1" in theirs
    assert "1/2" not in theirs
    assert mine.number in theirs


def test_a_committee_shows_what_went_to_its_members(world: World) -> None:
    of = meeting.committee(world)
    made = build.published(world, committee_id=of.pk)
    page = text(world.luzhou_officer, of.get_absolute_url())
    assert made.get_absolute_url() in page
    new = f"{reverse('sharing:new')}?committee={of.pk}"
    assert new in page
    assert f'value="{of.pk}" selected' in text(world.luzhou_officer, new)
    edit = reverse("sharing:edit", args=[build.drafted(world, committee_id=of.pk).pk])
    assert f'value="{of.pk}" selected' in text(world.zigong_officer, edit)
    assert of.get_absolute_url() in text(world.luzhou_officer, made.get_absolute_url())
    done = signed_in(world.zigong_officer).post(
        reverse("sharing:new"), filled(world, committee_id=str(of.pk), body_ids=[])
    )
    assert done.status_code == 302


def test_both_kinds_of_recipients_at_once_are_refused_beside_their_field(world: World) -> None:
    of = meeting.committee(world)
    answer = signed_in(world.zigong_officer).post(
        reverse("sharing:new"), filled(world, committee_id=str(of.pk))
    )
    assert (answer.status_code, "两者选其一" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("name", ["sign", "ask"])
def test_a_step_that_is_over_is_not_asked_for(world: World, name: str) -> None:
    made = build.published(world)
    build.signed(world, made)
    row = build.receipt(made, world.luzhou)
    actions.withdraw_item(actor=acting(world.zigong_officer), item_id=made.pk, reason="错发")
    url = reverse(f"sharing:{name}", args=[row.pk])
    assert signed_in(world.luzhou_officer).get(url).status_code == 409


def test_the_search_finds_what_is_shared_for_recipients_until_its_end(
    world: World, morning: TimeMachineFixture
) -> None:
    build.published(world)
    url = reverse("search:results")
    assert build.TITLE in text(world.luzhou_officer, f"{url}?q=度汛措施").replace("<mark>", "")
    assert build.TITLE not in text(world.builder_liaison, f"{url}?q=度汛措施")
    morning.move_to(NOW + timedelta(days=31))
    assert build.TITLE not in text(world.luzhou_officer, f"{url}?q=度汛措施")


def test_a_receipt_is_told_by_number_and_body(world: World) -> None:
    made = build.published(world)
    row = build.receipt(made, world.luzhou)
    assert str(row) == f"{made.number} · 泸州市监督办"
    assert (row.title, row.number, str(made)) == (build.TITLE, made.number, build.TITLE)
    asked = build.question(world, made, "问")
    assert (str(asked), asked.get_absolute_url()) == ("问", row.get_absolute_url())
    assert SharingReceipt.objects.unscoped("test").count() == 2
    assert queries.own_receipt(acting(world.luzhou_officer), made) == row
    assert queries.own_receipt(acting(world.zigong_officer), made) is None

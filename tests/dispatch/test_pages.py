"""The pages: one sheet, the week as a list and as a meeting, and the printed sheet."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from time_machine import TimeMachineFixture

from liandu.access.actions import declare_recusal
from liandu.dispatch.models import DispatchItem, DispatchSheet
from liandu.dispatch.rules import WEEK, key_of
from liandu.works.actions import move_link
from liandu.works.models import SupervisedObject
from tests.dispatch.build import (
    LAST,
    THIS,
    TODAY,
    decision,
    discussed,
    filed,
    obstacle,
    on,
    promise,
    watched,
)
from tests.people import World, acting, signed_in
from tests.portal.build import inspection
from tests.works import lists

KEY = key_of(THIS)


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Draw pages in Chinese."""
    with translation.override("zh-hans"):
        yield


def page(who: Any, name: str, *args: Any, **query: str) -> str:
    """Return a page as somebody reads it."""
    response = signed_in(who).get(reverse(f"dispatch:{name}", args=args), query)
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def form(**rows: Any) -> dict[str, Any]:
    """Return a sheet as a browser sends it."""
    kinds = {f"row-{n}-kind": "obstacle" if n < 3 else "promise" for n in range(6)}
    return {"progress": "按计划施工", **kinds, **rows}


def test_the_sheet_is_filled_with_what_moved_and_what_was_promised(world: World) -> None:
    thing = watched(world)
    filed(world, thing, promise(world), week=LAST)
    move_link(actor=acting(world.zigong_officer), link_id=lists.link_of(thing).pk, step="begin")
    text = page(world.builder_liaison, "file", thing.pk, KEY)
    assert "立项审批 · 进行" in text or "立项审批 ·" in text
    assert "补报变更手续" in text
    assert "11月19日 17:00" in text


def test_a_sheet_is_filed_from_the_form_with_few_fields(world: World) -> None:
    thing = watched(world)
    kept = filed(world, thing, promise(world), week=LAST).items.get()
    sent = form(**{
        "kept": kept.pk, "row-0-text": "缺料", "row-0-owner_post": "总工", "row-0-due_on": TODAY,
        "row-3-text": "月底前补齐", "row-3-due_on": TODAY,
    })  # fmt: skip
    url = reverse("dispatch:file", args=[thing.pk, KEY])
    response = signed_in(world.builder_liaison).post(url, sent)
    assert response.headers["Location"] == reverse("dispatch:sheet", args=[thing.pk, KEY])
    rows = DispatchItem.objects.unscoped("test").filter(sheet__week=THIS)
    found = rows.values_list("kind", "text", "owner_post", "owner_body")
    assert set(found) == {
        ("obstacle", "缺料", "总工", None), ("promise", "月底前补齐", "", world.builder.pk),
    }  # fmt: skip
    kept.refresh_from_db()
    assert kept.outcome == "kept"


def test_what_lacks_an_owner_or_a_day_is_said_beside_it_and_nothing_typed_is_lost(
    world: World,
) -> None:
    thing = watched(world)
    url = reverse("dispatch:file", args=[thing.pk, KEY])
    browser = signed_in(world.builder_liaison)
    response = browser.post(url, form(**{"row-1-text": "缺料", "row-4-text": "补齐"}))
    text = response.content.decode()
    assert response.status_code == 422
    assert text.count("请填期限。") >= 2
    assert "请选单位或写岗位。" in text
    assert 'value="缺料"' in text
    assert 'value="补齐"' in text
    assert not DispatchSheet.objects.unscoped("test").exists()


def test_the_meeting_shows_every_project_those_with_red_lights_first_and_who_has_not_filed(
    world: World,
) -> None:
    calm, late = watched(world, name="甲工程"), watched(world, name="乙工程", number="XM-2")
    lists.finding_at(world, late, step_due_at=on(0, week=LAST), found_on=LAST)
    filed(world, calm, obstacle(world))
    text = page(world.zigong_officer, "meeting", KEY)
    assert text.index(f'id="sheet-{late.weekly_dispatch.pk}"') < text.index(
        f'id="sheet-{calm.weekly_dispatch.pk}"'
    )
    unfiled = text.partition('id="h-unfiled"')[2].partition("</section>")[0]
    assert "乙工程" in unfiled
    assert "甲工程" not in unfiled
    assert "变更未批复" in text
    assert reverse("dispatch:discuss", args=[calm.pk, KEY]) in text


def test_the_meeting_records_what_it_decided_and_goes_on_with_the_next(world: World) -> None:
    thing = watched(world)
    filed(world, thing)
    url = reverse("dispatch:discuss", args=[thing.pk, KEY])
    browser = signed_in(world.zigong_officer)
    sent = {
        "row-0-kind": "decision", "row-0-text": "五日内批复", "row-0-due_on": TODAY,
        "row-0-owner_body": world.zigong_water.pk,
    }  # fmt: skip
    response = browser.post(url, sent)
    assert response.headers["Location"].startswith(reverse("dispatch:meeting", args=[KEY]))
    assert "五日内批复" in page(world.water_officer, "sheet", thing.pk, KEY)
    assert browser.get(url).status_code == 409


def test_the_printed_sheet_holds_every_project_of_the_week(world: World) -> None:
    for number, name in enumerate(("甲工程", "乙工程")):
        filed(world, watched(world, name=name, number=f"XM-{number}"), promise(world, name * 2))
    text = page(world.zigong_officer, "print_week", KEY)
    assert "2026 年第 47 周" in text
    assert {"甲工程甲工程", "乙工程乙工程"} <= set(text.replace("<", ">").split(">"))
    assert "1. 甲工程" in text


def test_the_list_says_who_filed_and_leaves_as_a_file_on_record(world: World) -> None:
    filed(world, watched(world, name="甲工程"), obstacle(world))
    discussed(world, watched(world, name="乙工程", number="XM-2"))
    watched(world, name="丙工程", number="XM-3")
    browser, url = signed_in(world.zigong_officer), reverse("dispatch:week_list")
    asked = {
        "": {"甲工程", "乙工程", "丙工程"}, "filed=false": {"乙工程", "丙工程"},
        "filed=true": {"甲工程"}, "obstacle=true": {"甲工程"},
        "obstacle=false": {"乙工程", "丙工程"}, "state=open": {"丙工程"}, "q=乙": {"乙工程"},
        f"body={world.zigong.pk}": set(),
    }  # fmt: skip
    for query, names in asked.items():
        rows = browser.get(f"{url}?{query}").context["list"].page.rows
        assert {str(row) for row in rows} == names, query
    csv = b"".join(browser.get(f"{url}?export=csv")).decode()
    assert "已调度 · 未报" in csv
    assert "变更未批复" in csv


def test_a_week_that_does_not_exist_is_not_there(world: World) -> None:
    browser = signed_in(world.zigong_officer)
    thing = watched(world)
    for url in (
        reverse("dispatch:week", args=["2026-W60"]),
        reverse("dispatch:sheet", args=[thing.pk, key_of(LAST - WEEK)]),
        reverse("dispatch:file", args=[thing.pk, "next"]),
    ):
        assert browser.get(url).status_code == 404


def test_the_page_of_the_object_shows_its_weeks_and_lets_its_keeper_change_them(
    world: World,
) -> None:
    thing = watched(world)
    filed(world, thing, promise(world), obstacle(world), week=LAST)
    browser, url = signed_in(world.zigong_officer), f"{thing.get_absolute_url()}?tab=dispatch"
    text = browser.get(url).content.decode()
    assert key_of(LAST) in text
    assert "变更未批复" in text
    browser.post(reverse("dispatch:stop", args=[thing.pk]), {"reason": "已完工"})
    text = browser.get(url).content.decode()
    assert "不再调度" in text
    assert "纳入每周调度" in text
    bare = lists.entered(world, name="未调度", number="XM-9")
    assert (
        "未纳入每周调度" in browser.get(f"{bare.get_absolute_url()}?tab=dispatch").content.decode()
    )


def test_the_keeper_puts_an_object_on_dispatch_on_a_page(world: World) -> None:
    thing = lists.entered(world, responsible_body_ids=(world.builder.pk,))
    browser, url = signed_in(world.zigong_officer), reverse("dispatch:start", args=[thing.pk])
    assert browser.get(url).context["form"].initial["body"] == world.builder.pk
    browser.post(url, {"body": world.builder.pk, "first_week": TODAY})
    assert browser.get(url).context["form"].initial["first_week"] == THIS


def test_a_line_is_settled_or_released_on_a_page_of_its_own(world: World) -> None:
    thing = watched(world)
    first, second = filed(world, thing, promise(world), obstacle(world)).items.all()
    browser = signed_in(world.zigong_officer)
    keep = reverse("dispatch:keep_item", args=[first.pk])
    release = reverse("dispatch:release_item", args=[second.pk])
    assert browser.post(keep, {"note": "已补报"}).status_code == 302
    assert browser.post(release, {"reason": ""}).status_code == 422
    assert browser.post(release, {"reason": "设计取消"}).status_code == 302
    assert [browser.get(url).status_code for url in (keep, release)] == [409, 409]
    text = page(world.zigong_officer, "sheet", thing.pk, KEY)
    assert "设计取消" in text
    assert keep not in text


def test_what_the_week_brought_is_told_to_each_reader_as_far_as_they_may_know(
    world: World, wednesday: TimeMachineFixture
) -> None:
    thing = watched(world)
    hidden = lists.finding_at(world, thing, title="未交办的问题")
    closed = lists.finding_at(
        world, thing, title="已销号的问题", state="closed", closed_at=on(1),
        responsible_body=world.builder, submitter=world.builder_head,
        first_reviewer=world.water_officer, closer=world.zigong_head,
    )  # fmt: skip
    office, builder = (
        page(who, "sheet", thing.pk, KEY) for who in (world.zigong_officer, world.builder_liaison)
    )
    assert hidden.title in office
    assert closed.title in office
    assert hidden.title not in builder
    assert closed.title in builder
    wednesday.move_to(on(2, week=THIS + WEEK), tick=False)
    assert hidden.title not in page(world.zigong_officer, "sheet", thing.pk, key_of(THIS + WEEK))


@pytest.mark.parametrize("who", ["luzhou_officer", "zigong_head"])
def test_an_object_behind_a_wall_or_of_others_is_in_no_list_meeting_or_paper(
    world: World, who: str
) -> None:
    thing: SupervisedObject = watched(world, name="不可见工程")
    filed(world, thing, obstacle(world))
    if who == "zigong_head":
        declare_recusal(actor=acting(world.zigong_head), record=thing, reason="亲属任职")
    person = getattr(world, who)
    for name in ("week", "meeting", "print_week"):
        assert "不可见工程" not in page(person, name, KEY)
    assert "不可见工程" not in signed_in(person).get("/desk/").content.decode()
    discussed(world, thing, decision(world))
    assert signed_in(person).get(reverse("dispatch:sheet", args=[thing.pk, KEY])).status_code == 404


def test_a_filed_sheet_is_changed_with_what_was_written_before_in_its_rows(world: World) -> None:
    thing = watched(world)
    filed(world, thing, promise(world, "月底前补齐"), obstacle(world, "缺料"))
    text = page(world.builder_liaison, "file", thing.pk, KEY)
    assert 'value="月底前补齐"' in text
    assert 'value="缺料"' in text
    assert f'value="{world.zigong_water.pk}" selected' in text
    assert "完成浇筑 620 立方" in text


def test_a_visit_of_the_week_is_told_but_not_one_behind_a_wall(world: World) -> None:
    thing = watched(world)
    visit = inspection(world.zigong, TODAY, thing, title="专项检查一次", visited_from=TODAY)
    assert visit.title in page(world.zigong_officer, "sheet", thing.pk, KEY)
    assert visit.title not in page(world.builder_liaison, "sheet", thing.pk, KEY)
    declare_recusal(actor=acting(world.zigong_head), record=visit, reason="亲属任职")
    assert visit.title not in page(world.zigong_head, "sheet", thing.pk, KEY)
    assert visit.title not in page(world.zigong_officer, "sheet", thing.pk, key_of(LAST))


def test_what_is_ticked_in_the_list_goes_on_dispatch_after_a_look(world: World) -> None:
    made = [lists.entered(world), lists.entered(world)]
    url, keys = reverse("dispatch:start_several"), [str(one.pk) for one in made]
    browser = signed_in(world.zigong_officer)
    assert url in browser.get(reverse("works:objects")).content.decode()
    assert "已选 2 个项目" in browser.get(url, {"pk": keys}).content.decode()
    answer = browser.post(url, {"pk": keys, "first_week": TODAY})
    assert answer.headers["Location"] == reverse("works:objects")
    for each in made:
        assert KEY in page(world.zigong_officer, "sheet", each.pk, KEY)
    assert browser.post(url, {"pk": ["made up"], "first_week": TODAY}).status_code == 422

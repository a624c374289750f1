"""Checklists are copied, changed and published; what was planned keeps what it has."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from liandu.audit.models import Event
from liandu.inspections import actions, queries
from liandu.inspections.forms import PlanForm
from liandu.inspections.models import ChecklistTemplate
from liandu.inspections.rules import ItemDraft
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.kernel.permits import allowed
from tests.inspections import build
from tests.people import World, acting, signed_in

pytestmark = pytest.mark.django_db

ITEM = ItemDraft("水质监测", "断面数据按时共享", "《水污染防治法》第二十五条", "monitoring")


@pytest.fixture
def office(world: World) -> Client:
    """Return a browser in which the central office has signed in."""
    return signed_in(world.secretary)


def in_use(code: str = "waters") -> ChecklistTemplate:
    return queries.checklists().get(code=code)


def copied(world: World, **options: Any) -> ChecklistTemplate:
    return actions.copy_checklist(actor=acting(world.secretary), template_id=in_use().pk, **options)


def edited(world: World, made: ChecklistTemplate, *items: ItemDraft) -> ChecklistTemplate:
    return actions.edit_checklist(
        actor=acting(world.secretary), template_id=made.pk, name=" 水域清单 ", name_en="Waters",
        items=items,
    )  # fmt: skip


def published(world: World, *items: ItemDraft) -> ChecklistTemplate:
    made = edited(world, copied(world), *items)
    return actions.publish_checklist(actor=acting(world.secretary), template_id=made.pk)


def events() -> list[str]:
    found = Event.objects.filter(kind__startswith="inspections.checklist_").order_by("pk")
    return [
        kind.removeprefix("inspections.checklist_") for kind in found.values_list("kind", flat=True)
    ]


def rows(checklist: ChecklistTemplate) -> list[tuple[Any, ...]]:
    return list(checklist.items.values_list("position", "section", "text", "basis", "link_code"))


def test_the_installation_starts_with_checklists_in_use(world: World) -> None:
    every = queries.checklist_versions()
    assert {one.state for one in every} == {"published"}
    assert all(one.published_at for one in every)
    assert [one.code for one in queries.checklists()] == [
        "works_project", "waters", "fishing_ban", "business_contact",
    ]  # fmt: skip


def test_a_copy_is_a_draft_of_the_next_version_with_all_items(world: World) -> None:
    made, old = copied(world), in_use()
    assert (made.version, made.state, made.position) == (2, "draft", old.position)
    assert rows(made) == rows(old)
    assert events() == ["copied"]
    with pytest.raises(WrongState):
        copied(world)
    assert queries.checklist_versions().filter(code="waters").count() == 2
    assert events() == ["copied"]


def test_a_copy_may_begin_a_checklist_of_its_own(world: World) -> None:
    first, second = copied(world, as_new=True), copied(world, as_new=True)
    assert {first.version, second.version} == {1}
    assert (first.code, second.code) == ("waters-2", "waters-3")


def test_a_draft_is_changed_and_nobody_is_offered_it_yet(world: World) -> None:
    made = edited(
        world, copied(world), ITEM, ItemDraft("无内容", "  "), ItemDraft(" 其他 ", " 另查 ", " 无 ")
    )
    assert (made.name, made.name_en, made.state) == ("水域清单", "Waters", "draft")
    assert rows(made) == [
        (1, "水质监测", "断面数据按时共享", "《水污染防治法》第二十五条", "monitoring"),
        (2, "其他", "另查", "无", ""),
    ]
    assert made not in queries.checklists()
    assert Event.objects.get(kind="inspections.checklist_edited").facts["after"] == [
        "断面数据按时共享", " 另查 ",
    ]  # fmt: skip


@pytest.mark.parametrize("items", [[], [ItemDraft("部分", " ")], [ITEM, ItemDraft(" ", "另查")]])
def test_a_draft_without_items_or_sections_is_refused_and_stays(
    world: World, items: list[ItemDraft]
) -> None:
    made = copied(world)
    before = rows(made)
    with pytest.raises(Invalid):
        edited(world, made, *items)
    made.refresh_from_db()
    assert (made.name, rows(made)) == (in_use().name, before)
    assert events() == ["copied"]


def test_a_version_in_use_is_not_changed_published_or_discarded(world: World) -> None:
    kept, actor = in_use(), acting(world.secretary)
    before = rows(kept)
    with pytest.raises(WrongState):
        edited(world, kept, ITEM)
    with pytest.raises(WrongState):
        actions.publish_checklist(actor=actor, template_id=kept.pk)
    with pytest.raises(WrongState):
        actions.discard_checklist(actor=actor, template_id=kept.pk)
    assert (in_use(), rows(in_use())) == (kept, before)
    assert events() == []


def test_publishing_replaces_the_version_before_and_plans_keep_theirs(world: World) -> None:
    site, old = build.draft(world), in_use()
    new = published(world, ITEM)
    old.refresh_from_db()
    assert (in_use(), old.state, new.state) == (new, "retired", "published")
    assert new.published_at
    assert site.again().checklist == old
    assert site.again().items.count() == old.items.count() == 6
    later = actions.plan_inspection(actor=site.office, plan=build.plan(checklist_id=new.pk))
    assert [item.text for item in later.items.all()] == [ITEM.text]
    assert events() == ["copied", "edited", "published"]


def test_a_plan_may_be_changed_without_losing_the_replaced_checklist(world: World) -> None:
    site, old = build.draft(world), in_use()
    published(world, ITEM)
    browser, url = signed_in(world.zigong_officer), reverse("inspections:change", args=[site.pk])
    form = browser.get(url).context["form"]
    assert form["checklist"].value() == old.pk
    assert (old.pk, f"{old} v1") in form.fields["checklist"].choices
    sent = {**PlanForm.of(site.again()), "title": "改"}
    assert browser.post(url, sent).status_code == 302
    assert (site.again().title, site.again().items.count()) == ("改", 6)
    with pytest.raises(Invalid):
        actions.plan_inspection(actor=site.office, plan=build.plan(checklist_id=old.pk))


def test_a_draft_can_be_discarded(world: World) -> None:
    made = copied(world)
    actions.discard_checklist(actor=acting(world.secretary), template_id=made.pk)
    assert events() == ["copied", "discarded"]
    with pytest.raises(NotVisible):
        actions.discard_checklist(actor=acting(world.secretary), template_id=made.pk)
    with pytest.raises(NotVisible):
        queries.checklist(made.pk)


@pytest.mark.parametrize("who", ["zigong_officer", "leader", "system_admin", "builder_head"])
def test_only_the_central_office_sets_checklists(world: World, who: str) -> None:
    made, actor = copied(world), acting(getattr(world, who))
    assert not allowed(actor, "inspections.see_setup")
    assert allowed(acting(world.secretary), "inspections.see_setup")
    with pytest.raises(NotAllowed):
        actions.copy_checklist(actor=actor, template_id=in_use().pk)
    with pytest.raises(NotAllowed):
        actions.edit_checklist(
            actor=actor, template_id=made.pk, name="改", name_en="", items=[ITEM]
        )
    for act in (actions.publish_checklist, actions.discard_checklist):
        with pytest.raises(NotAllowed):
            act(actor=actor, template_id=made.pk)
    made.refresh_from_db()
    assert (made.state, made.name, rows(made)) == ("draft", in_use().name, rows(in_use()))
    assert events() == ["copied"]


def test_the_central_office_works_on_checklists_with_pages(world: World, office: Client) -> None:
    page = reverse("inspections:setup")
    assert f'href="{page}"' in office.get(reverse("inspections:inspection_list")).content.decode()
    assert "断面数据按时共享，超标有原因分析" in office.get(page).content.decode()
    answer = office.post(reverse("inspections:copy_checklist", args=[in_use().pk]))
    draft = ChecklistTemplate.objects.get(code="waters", version=2)
    edit = reverse("inspections:edit_checklist", args=[draft.pk])
    assert answer["Location"] == edit
    assert office.get(edit).context["form"]["row-0-link_code"].value() == "agreement"
    sent = {
        "name": "水域", "row-0-section": "后", "row-0-text": "后查", "row-0-position": "2",
        "row-1-section": "前", "row-1-text": "先查", "row-1-position": "1",
        "row-1-link_code": "patrol", "row-1-basis": "办法", "row-2-section": "空行",
        "row-9-section": "末", "row-9-text": "最后查", "row-²-text": "?", "row-x-text": "?",
    }  # fmt: skip
    assert office.post(edit, sent)["Location"] == page
    assert rows(draft) == [
        (1, "前", "先查", "办法", "patrol"), (2, "后", "后查", "", ""), (3, "末", "最后查", "", ""),
    ]  # fmt: skip
    answer = office.post(reverse("inspections:publish_checklist", args=[draft.pk]), follow=True)
    assert "水域 v2 已启用" in answer.content.decode()
    assert in_use() == draft
    office.post(reverse("inspections:copy_checklist", args=[draft.pk]), {"as_new": "1"})
    copy = ChecklistTemplate.objects.get(code="waters-2")
    office.post(reverse("inspections:discard_checklist", args=[copy.pk]))
    assert not ChecklistTemplate.objects.filter(pk=copy.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"row-1-section": ""}, "row-1-section"),
        ({"row-1-section": "长" * 61}, "row-1-section"),
        ({"row-1-text": "长" * 301}, "row-1-text"),
        ({"row-1-position": "0"}, "row-1-position"),
        ({"row-1-link_code": "没有"}, "row-1-link_code"),
        ({"name": ""}, "name"),
    ],
)
def test_a_bad_row_is_told_at_the_row_and_keeps_what_was_typed(
    world: World, office: Client, wrong: dict[str, str], where: str
) -> None:
    made = copied(world)
    before = rows(made)
    sent = {
        "name": "水域", "row-1-section": "部分", "row-1-text": "另查的内容", "row-1-position": "1",
    } | wrong  # fmt: skip
    answer = office.post(reverse("inspections:edit_checklist", args=[made.pk]), sent)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == [where]
    assert form["row-1-text"].value() == sent["row-1-text"]
    assert sent["row-1-text"] in answer.content.decode()
    made.refresh_from_db()
    assert (made.name, rows(made)) == (in_use().name, before)
    assert events() == ["copied"]


def test_what_the_action_refuses_is_told_above_the_rows(world: World, office: Client) -> None:
    made = copied(world)
    url = reverse("inspections:edit_checklist", args=[made.pk])
    answer = office.post(url, {"name": "水域", "row-0-section": "部分"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["__all__"])
    in_force = reverse("inspections:edit_checklist", args=[in_use().pk])
    sent = {"name": "水域", "row-0-section": "部分", "row-0-text": "另查"}
    assert office.post(in_force, sent).status_code == 409
    assert events() == ["copied"]


def test_an_item_keeps_a_link_that_no_template_has_any_more(world: World, office: Client) -> None:
    made = edited(world, copied(world), ItemDraft("部分", "另查", "", "gone"))
    url = reverse("inspections:edit_checklist", args=[made.pk])
    sent = {
        "name": "水域",
        "row-0-section": "部分",
        "row-0-text": "再查",
        "row-0-link_code": "gone",
    }
    assert ("gone", "gone") in office.get(url).context["form"].fields["row-0-link_code"].choices
    assert office.post(url, sent).status_code == 302
    assert rows(made) == [(1, "部分", "再查", "", "gone")]


def test_others_do_not_reach_the_set_up(world: World) -> None:
    browser, page = signed_in(world.zigong_officer), reverse("inspections:setup")
    assert browser.get(page).status_code == 403
    answer = browser.get(reverse("inspections:inspection_list"))
    assert f'href="{page}"' not in answer.content.decode()

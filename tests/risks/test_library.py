"""The library is copied, changed and published; objects take over from it what fits."""

from typing import Any

import pytest

from liandu.audit.models import Event
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.risks import actions, queries
from liandu.risks.models import RiskLibrary
from liandu.risks.rules import ItemDraft, PointDraft
from liandu.works.models import SupervisedObject
from liandu.works.queries import template_in_use
from tests.people import World, acting
from tests.risks import build

pytestmark = pytest.mark.django_db

ITEM = ItemDraft("tender", PointDraft("评委固定", level=2, frequency="month"))


def in_use(kind: str = "works_project") -> RiskLibrary:
    return queries.libraries().get(object_type=kind, state="published")


def copied(world: World) -> RiskLibrary:
    return actions.copy_library(actor=acting(world.secretary), library_id=in_use().pk)


def edited(world: World, made: RiskLibrary, *items: ItemDraft) -> RiskLibrary:
    return actions.edit_library(
        actor=acting(world.secretary), library_id=made.pk, name=" 新库 ", name_en="New",
        items=items,
    )  # fmt: skip


def published(world: World, *items: ItemDraft) -> RiskLibrary:
    made = edited(world, copied(world), *items)
    return actions.publish_library(actor=acting(world.secretary), library_id=made.pk)


def taken(world: World, made: SupervisedObject, *ids: Any) -> int:
    return actions.take_over(actor=acting(world.zigong_officer), object_id=made.pk, item_ids=ids)


def offered(made: SupervisedObject) -> list[str]:
    return [one.item.name for one in queries.offers(made)]


def test_the_installation_starts_with_risks_at_links_that_exist(world: World) -> None:
    for kind in ("works_project", "business_contact", "waters", "fishing_ban", "idle_land",
                 "city_safety"):  # fmt: skip
        template = template_in_use(kind)
        assert template
        codes = set(template.items.values_list("code", flat=True))
        assert set(in_use(kind).items.values_list("link_code", flat=True)) <= codes
    assert in_use().items.values("link_code").distinct().count() == 13


def test_a_library_is_copied_changed_and_put_into_use(world: World) -> None:
    made = copied(world)
    assert (made.version, made.state, made.object_type) == (2, "draft", "works_project")
    assert made.items.count() == in_use().items.count()
    with pytest.raises(WrongState):
        copied(world)
    edited(world, made, ITEM, ItemDraft("", PointDraft(" ")))
    actions.publish_library(actor=acting(world.secretary), library_id=made.pk)
    assert [(i.link_code, i.name, i.level) for i in in_use().items.all()] == [
        ("tender", "评委固定", 2)
    ]
    for call in (
        lambda: edited(world, made, ITEM),
        lambda: actions.publish_library(actor=acting(world.secretary), library_id=made.pk),
        lambda: actions.discard_library(actor=acting(world.secretary), library_id=made.pk),
    ):
        with pytest.raises(WrongState):
            call()


def test_a_draft_is_discarded(world: World) -> None:
    made = copied(world)
    actions.discard_library(actor=acting(world.secretary), library_id=made.pk)
    with pytest.raises(NotVisible):
        queries.library(made.pk)
    last = Event.objects.order_by("pk").last()
    assert last
    assert last.kind == "risks.library_discarded"


def test_a_library_holds_each_risk_once_and_at_a_link(world: World) -> None:
    made = copied(world)
    for items in ((), (ItemDraft("", PointDraft("评委固定")),), (ITEM, ITEM)):
        with pytest.raises(Invalid):
            edited(world, made, *items)


def test_only_the_central_office_keeps_the_library(world: World) -> None:
    made = copied(world)
    for who in (world.zigong_officer, world.leader, world.system_admin):
        for act, more in (
            (actions.copy_library, {}),
            (actions.edit_library, {"name": "x", "name_en": "", "items": [ITEM]}),
            (actions.publish_library, {}),
            (actions.discard_library, {}),
        ):
            with pytest.raises(NotAllowed):
                act(actor=acting(who), library_id=made.pk, **more)


def test_an_object_takes_over_what_it_does_not_have_at_its_links(world: World) -> None:
    made = build.watched(world)
    first, second, *_rest = queries.offers(made)
    assert taken(world, made, first.item.pk, second.item.pk, first.item.pk) == 2
    assert {first.item.name, second.item.name} & set(offered(made)) == set()
    kept = queries.of_object(acting(world.zigong_officer), made.pk)
    assert [one.name for one in kept] == [first.item.name, second.item.name]
    assert (kept[0].measure, kept[0].basis) == (first.item.measure, first.item.basis)
    for ids in ((), (first.item.pk,), (0,)):
        with pytest.raises(Invalid):
            taken(world, made, *ids)
    last = Event.objects.order_by("pk").last()
    assert last
    assert (last.kind, last.subject_id) == ("risks.points_taken_over", f"{made.pk}")


def test_what_was_retired_is_offered_again(world: World) -> None:
    made = build.watched(world)
    first = queries.offers(made)[0]
    taken(world, made, first.item.pk)
    point = queries.of_object(acting(world.zigong_officer), made.pk)[0]
    actions.retire_point(actor=acting(world.zigong_officer), point_id=point.pk, reason="不涉及")
    assert offered(made)[0] == first.item.name


def test_a_new_version_changes_nothing_that_was_taken_over(world: World) -> None:
    made = build.watched(world)
    every = [one.item.pk for one in queries.offers(made)]
    taken(world, made, *every)
    published(world, ITEM)
    assert queries.count_of(acting(world.zigong_officer), made.pk) == len(every)
    assert offered(made) == ["评委固定"]


def test_objects_of_another_kind_are_offered_their_own(world: World) -> None:
    made = build.entered(world, object_type="waters")
    assert len(offered(made)) == in_use("waters").items.count()

"""Link templates are copied, changed and published; objects keep what they have."""

from typing import Any

import pytest

from liandu.audit.models import Event
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.works import actions, queries
from liandu.works.models import LightRule, LinkTemplate, SupervisedObject
from liandu.works.rules import ItemDraft, RuleDraft
from tests.people import World, acting
from tests.works.lists import entered, finding_at, link_of

pytestmark = pytest.mark.django_db


def in_use(kind: str = "works_project") -> LinkTemplate:
    found = queries.template_in_use(kind)
    assert found
    return found


def copied(world: World, **options: Any) -> LinkTemplate:
    return actions.copy_template(actor=acting(world.secretary), template_id=in_use().pk, **options)


def edited(world: World, made: LinkTemplate, *items: ItemDraft) -> LinkTemplate:
    return actions.edit_template(
        actor=acting(world.secretary), template_id=made.pk, name=" 新模板 ", name_en="New",
        items=items,
    )  # fmt: skip


def published(world: World, *items: ItemDraft) -> LinkTemplate:
    made = edited(world, copied(world), *items)
    return actions.publish_template(actor=acting(world.secretary), template_id=made.pk)


def give(world: World, made: SupervisedObject, template: LinkTemplate) -> list[str]:
    actions.set_template(
        actor=acting(world.zigong_officer), object_ids=[made.pk], template_id=template.pk
    )
    return [link.code for link in made.links.all()]


def test_the_installation_starts_with_templates_for_every_kind_of_object(world: World) -> None:
    counts = {one.code: one.items.count() for one in queries.templates_in_use()}
    assert counts == {
        "works_project": 13, "business_contact": 5, "waters": 6, "fishing_ban": 5,
        "idle_land": 5, "city_safety": 5,
    }  # fmt: skip


def test_a_copy_is_a_draft_of_the_next_version_with_all_links(world: World) -> None:
    made = copied(world)
    assert (made.version, made.state, made.items.count()) == (2, "draft", 13)
    with pytest.raises(WrongState):
        copied(world)


def test_a_copy_may_begin_a_template_of_its_own(world: World) -> None:
    first, second = copied(world, as_new=True), copied(world, as_new=True)
    assert {first.version, second.version} == {1}
    assert (first.code, second.code) == ("works_project-2", "works_project-3")


def test_a_version_in_use_is_not_changed_published_or_discarded(world: World) -> None:
    template, actor = in_use(), acting(world.secretary)
    with pytest.raises(WrongState):
        edited(world, template, ItemDraft("环节"))
    with pytest.raises(WrongState):
        actions.publish_template(actor=actor, template_id=template.pk)
    with pytest.raises(WrongState):
        actions.discard_template(actor=actor, template_id=template.pk)


def test_a_draft_is_changed_and_every_link_gets_a_code_of_its_own(world: World) -> None:
    made = edited(
        world, copied(world), ItemDraft("立项", "Approval", "approval", " 要点一 \n要点二"),
        ItemDraft("立项二", "Approval"), ItemDraft("无英文名"), ItemDraft("  "),
        ItemDraft("同码", code="approval"),
    )  # fmt: skip
    assert (made.name, str(made)) == ("新模板", "新模板")
    codes = list(made.items.values_list("code", flat=True))
    assert codes == ["approval", "approval-2", "link-3", "approval-4"]
    assert made.items.get(code="approval").checkpoints == "要点一 \n要点二"


def test_a_template_without_links_is_refused(world: World) -> None:
    made = copied(world)
    with pytest.raises(Invalid):
        edited(world, made, ItemDraft(" "))
    assert made.items.count() == 13


def test_publishing_replaces_the_version_before_and_objects_keep_theirs(world: World) -> None:
    old, before = entered(world), in_use()
    new = published(world, ItemDraft("立项审批", code="approval"))
    assert in_use() == new
    before.refresh_from_db()
    assert before.state == "retired"
    assert (old.links.count(), entered(world).links.count()) == (13, 1)


def test_a_draft_can_be_discarded(world: World) -> None:
    made = copied(world)
    actions.discard_template(actor=acting(world.secretary), template_id=made.pk)
    assert not LinkTemplate.objects.filter(pk=made.pk).exists()
    with pytest.raises(NotVisible):
        actions.discard_template(actor=acting(world.secretary), template_id=made.pk)
    with pytest.raises(NotVisible):
        queries.template(made.pk)


@pytest.mark.parametrize("who", ["zigong_officer", "leader", "system_admin", "builder_head"])
def test_only_the_central_office_changes_what_all_share(world: World, who: str) -> None:
    actor = acting(getattr(world, who))
    with pytest.raises(NotAllowed):
        actions.copy_template(actor=actor, template_id=in_use().pk)
    with pytest.raises(NotAllowed):
        actions.set_light_rules(actor=actor, rules=[])


def test_another_template_keeps_links_by_code_and_drops_untouched_ones(world: World) -> None:
    made = entered(world)
    for code in ("approval", "design"):
        actions.move_link(
            actor=acting(world.zigong_officer), link_id=link_of(made, code).pk, step="begin"
        )
    kept = link_of(made).pk
    template = published(
        world, ItemDraft("新环节", code="new"), ItemDraft("立项", "Approval", "approval")
    )
    assert give(world, made, template) == ["new", "approval", "design"]
    link = link_of(made)
    assert (link.pk, link.state, link.name) == (kept, "in_progress", "立项")
    assert Event.objects.filter(kind="works.template_set").count() == 1


def test_a_link_that_was_checked_or_that_a_finding_names_stays(world: World) -> None:
    made = entered(world)
    checked = link_of(made, "tender")
    actions.set_checkpoint(
        actor=acting(world.zigong_officer), link_id=checked.pk, position=1, state="passed"
    )
    finding_at(world, made, "change")
    template = published(world, ItemDraft("立项", code="approval"))
    assert give(world, made, template) == ["approval", "tender", "change"]


def test_a_template_not_in_use_is_not_given_to_objects(world: World) -> None:
    made = entered(world)
    with pytest.raises(Invalid):
        give(world, made, copied(world))
    with pytest.raises(Invalid):
        actions.set_template(
            actor=acting(world.zigong_officer), object_ids=[], template_id=in_use().pk
        )


def test_only_the_keeper_gives_a_template(world: World) -> None:
    made = entered(world, lead_body_id=world.zigong_water.pk)
    with pytest.raises(NotAllowed):
        actions.set_template(
            actor=acting(world.water_officer), object_ids=[made.pk], template_id=in_use().pk
        )


def test_an_object_without_a_template_can_get_one(world: World) -> None:
    made = entered(world)
    made.template = None
    made.save()
    made.links.all().delete()
    assert queries.overview(acting(world.zigong_officer), made).strip == ""
    assert len(give(world, made, in_use())) == 13


def test_light_rules_are_replaced_as_a_whole_and_the_change_is_on_record(world: World) -> None:
    rules = [
        RuleDraft("open_findings", "at_least", 1, "red", "有问题", "Something", is_active=True),
        RuleDraft("days_late", "above", 3, "yellow", "晚了", is_active=False),
    ]
    actor = acting(world.secretary)
    assert len(queries.light_rules(actor)) == 6
    actions.set_light_rules(actor=actor, rules=rules)
    assert [str(rule) for rule in queries.light_rules(actor)] == ["有问题"]
    assert LightRule.objects.count() == 2
    told = Event.objects.get(kind="works.light_rules_set").facts
    assert told["after"] == [
        "open_findings at_least 1 → red: 有问题", "off: days_late above 3 → yellow: 晚了",
    ]  # fmt: skip
    assert len(told["before"]) == 6

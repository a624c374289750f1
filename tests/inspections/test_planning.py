"""From the draft to the approval."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from liandu.access.models import Grant, RecordSubject
from liandu.audit.models import Event
from liandu.inspections import actions, queries
from liandu.inspections.models import ChecklistTemplate, Inspection
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from tests.inspections import build
from tests.people import World, acting, person, signed_in


def test_a_draft_has_a_number_its_items_and_its_objects(world: World) -> None:
    site = build.draft(world)
    found = site.again()
    assert found.number == f"JC-{build.plan().starts_on.year}-001"
    assert found.state == "draft"
    template = ChecklistTemplate.objects.get(code="waters")
    assert [i.text for i in found.items.all()] == [i.text for i in template.items.all()]
    assert list(found.inspected_bodies) == [world.builder.pk]
    assert build.plan(title="二") != build.plan()
    second = actions.plan_inspection(actor=site.office, plan=build.plan(checklist_id=None))
    assert second.number.endswith("-002")
    assert not second.items.exists()


def test_only_bodies_that_supervise_plan(world: World) -> None:
    for who in (world.builder_liaison, world.zigong_inspector, world.system_admin):
        with pytest.raises(NotAllowed):
            actions.plan_inspection(actor=acting(who), plan=build.plan())


@pytest.mark.parametrize(
    ("field", "value"),
    [("ends_on", build.today() - timedelta(days=9)), ("mode", "x"), ("checklist_id", 999)],
)
def test_a_plan_that_cannot_stand_is_refused(world: World, field: str, value: object) -> None:
    with pytest.raises(Invalid) as refused:
        actions.plan_inspection(
            actor=acting(world.zigong_officer), plan=build.plan(**{field: value})
        )
    assert set(refused.value.fields) == {field.removesuffix("_id")}
    assert not Inspection.objects.unscoped("test").exists()


def test_a_draft_is_changed_and_its_items_follow_the_checklist(world: World) -> None:
    site = build.draft(world)
    works = ChecklistTemplate.objects.get(code="works_project")
    plan = build.plan(title="改", checklist_id=works.pk)
    actions.change_plan(actor=site.office, inspection_id=site.pk, plan=plan)
    assert site.again().items.count() == works.items.count()
    actions.add_item(actor=site.office, inspection_id=site.pk, section="其他", text="另查")
    actions.change_plan(
        actor=site.office, inspection_id=site.pk, plan=build.plan(checklist_id=works.pk)
    )
    assert site.again().items.count() == works.items.count() + 1
    event = Event.objects.filter(kind="inspections.plan_changed").latest("id")
    assert event.facts["before"]["title"] == "改"


def test_an_item_comes_last_also_on_an_empty_list(world: World) -> None:
    site = build.draft(world, checklist_id=None)
    first = actions.add_item(actor=site.office, inspection_id=site.pk, section="甲", text="一")
    second = actions.add_item(actor=site.office, inspection_id=site.pk, section="甲", text="二")
    assert (first.position, second.position) == (1, 2)


def test_objects_are_put_on_and_taken_off(world: World) -> None:
    site = build.draft(world)
    other = build.works(world, "XM-2")
    actions.choose_objects(
        actor=site.office, inspection_id=site.pk, add=[other.pk], drop=[site.objects[0].pk]
    )
    actions.choose_objects(actor=site.office, inspection_id=site.pk, add=[other.pk])
    found = queries.seen_inspection(site.office, site.pk)
    assert [one.pk for one in found.supervised_objects.all()] == [other.pk]
    with pytest.raises(Invalid):
        actions.choose_objects(actor=site.office, inspection_id=site.pk, add=[uuid4()])


def test_an_object_that_is_not_open_to_the_planner_cannot_be_chosen(world: World) -> None:
    site = build.draft(world)
    hidden = build.works(world, "XM-3", owner_body=world.luzhou)
    with pytest.raises(Invalid):
        actions.choose_objects(actor=site.office, inspection_id=site.pk, add=[hidden.pk])


def test_who_is_inspected_or_plans_does_not_take_part(world: World) -> None:
    site = build.draft(world)
    for body in (world.builder, world.zigong):
        with pytest.raises(Invalid, match=str(body)):
            actions.choose_bodies(actor=site.office, inspection_id=site.pk, add=[body.pk])
    actions.choose_bodies(
        actor=site.office,
        inspection_id=site.pk,
        add=[world.zigong_audit.pk],
        drop=[world.luzhou.pk],
    )
    assert list(site.again().participating_bodies.all()) == [world.zigong_audit]


def test_what_is_missing_is_said_field_by_field(world: World) -> None:
    made = actions.plan_inspection(
        actor=acting(world.zigong_officer), plan=build.plan(checklist_id=None)
    )
    with pytest.raises(Invalid) as refused:
        actions.submit_plan(actor=acting(world.zigong_officer), inspection_id=made.pk)
    assert set(refused.value.fields) == {"objects", "items"}


def test_an_enterprise_is_inspected_only_on_a_named_power(world: World) -> None:
    site = build.draft(world, inspecting_power="")
    with pytest.raises(Invalid) as refused:
        actions.submit_plan(actor=site.office, inspection_id=site.pk)
    assert set(refused.value.fields) == {"inspecting_power"}
    site.objects[0].responsible_bodies.clear()
    actions.submit_plan(actor=site.office, inspection_id=site.pk)


def test_a_visit_nearby_asks_for_a_reason_twice(world: World) -> None:
    first = build.approved(world)
    again = actions.plan_inspection(
        actor=first.office, plan=build.plan(), object_ids=[first.objects[0].pk]
    )
    with pytest.raises(Invalid) as refused:
        actions.submit_plan(actor=first.office, inspection_id=again.pk)
    assert first.inspection.reference in refused.value.fields["conflict_reason"]
    actions.submit_plan(actor=first.office, inspection_id=again.pk, conflict_reason="跟踪整改")
    done = actions.approve_plan(actor=first.head, inspection_id=again.pk)
    assert done.conflict_reason == "跟踪整改"


def test_the_reason_is_also_asked_for_at_the_approval(world: World) -> None:
    first = build.submitted(world)
    again = actions.plan_inspection(
        actor=first.office, plan=build.plan(starts_on=build.today(), ends_on=build.today()),
        object_ids=[first.objects[0].pk],
    )  # fmt: skip
    actions.submit_plan(actor=first.office, inspection_id=again.pk, conflict_reason="急")
    with pytest.raises(Invalid):
        actions.approve_plan(actor=first.head, inspection_id=first.pk)
    actions.approve_plan(actor=first.head, inspection_id=first.pk, conflict_reason="合并不便")


def test_far_visits_and_drafts_are_no_conflict(world: World) -> None:
    site = build.draft(world)
    far = build.today() + timedelta(days=200)
    for changes in ({"starts_on": far, "ends_on": far}, {}):
        actions.plan_inspection(
            actor=site.office, plan=build.plan(**changes), object_ids=[site.objects[0].pk]
        )
    assert not queries.conflicts(site.office, site.again()).exists()


def test_a_hint_does_not_betray_a_visit_that_is_not_open_to_the_planner(world: World) -> None:
    site = build.draft(world)
    other = actions.plan_inspection(
        actor=acting(world.luzhou_officer), plan=build.plan(mode="unannounced")
    )
    other.supervised_objects.add(site.objects[0].pk)
    Inspection.objects.unscoped("test").filter(pk=other.pk).update(state="approved")
    assert not queries.conflicts(site.office, site.again()).exists()
    assert queries.conflicts(acting(world.secretary), site.again()).exists()


def test_a_submitted_plan_is_open_to_those_taking_part_and_about_the_inspected(
    world: World,
) -> None:
    site = build.submitted(world)
    assert queries.seen_inspection(acting(world.luzhou_officer), site.pk) == site.again()
    parties = Grant.objects.filter(record_id=site.pk, revoked_at=None)
    assert [grant.body_id for grant in parties] == [world.luzhou.pk]
    subjects = RecordSubject.objects.filter(record_id=site.pk)
    assert {one.body_id for one in subjects} == set(site.again().inspected_bodies)
    with pytest.raises(WrongState):
        actions.change_plan(actor=site.office, inspection_id=site.pk, plan=build.plan())
    with pytest.raises(WrongState):
        actions.choose_objects(actor=site.office, inspection_id=site.pk)
    with pytest.raises(WrongState):
        actions.choose_bodies(actor=site.office, inspection_id=site.pk)
    with pytest.raises(WrongState):
        actions.submit_plan(actor=site.office, inspection_id=site.pk)


def test_a_returned_plan_is_a_draft_that_nobody_else_sees(world: World) -> None:
    site = build.submitted(world)
    with pytest.raises(Invalid):
        actions.return_plan(actor=site.head, inspection_id=site.pk, reason=" ")
    actions.return_plan(actor=site.head, inspection_id=site.pk, reason="补充依据")
    assert site.again().state == "draft"
    assert not RecordSubject.objects.filter(record_id=site.pk).exists()
    with pytest.raises(NotVisible):
        queries.seen_inspection(acting(world.luzhou_officer), site.pk)
    actions.submit_plan(actor=site.office, inspection_id=site.pk)


def test_nobody_approves_a_plan_of_their_own(world: World) -> None:
    both = person("both", "主任", world.zigong, roles=["secretariat", "head"])
    made = actions.plan_inspection(
        actor=acting(both), plan=build.plan(), object_ids=[build.works(world).pk]
    )
    actions.submit_plan(actor=acting(both), inspection_id=made.pk)
    for who in (both, world.zigong_officer, world.leader):
        with pytest.raises(NotAllowed):
            actions.approve_plan(actor=acting(who), inspection_id=made.pk)
    actions.approve_plan(actor=acting(world.zigong_head), inspection_id=made.pk)


def test_it_is_given_up_with_a_reason_until_somebody_is_on_site(world: World) -> None:
    site = build.submitted(world)
    with pytest.raises(Invalid):
        actions.cancel_inspection(actor=site.office, inspection_id=site.pk, reason="")
    actions.cancel_inspection(actor=site.head, inspection_id=site.pk, reason="并入专项")
    assert site.again().state == "cancelled"
    with pytest.raises(WrongState):
        actions.cancel_inspection(actor=site.office, inspection_id=site.pk, reason="再")


def test_the_road_leaves_one_event_a_step(world: World) -> None:
    site = build.issued(world)
    kinds = Event.objects.filter(subject_id=str(site.pk)).order_by("id")
    told = [e.kind.removeprefix("inspections.") for e in kinds if e.kind.startswith("inspections.")]
    main = ["planned", "submitted", "approved", "team_completed", "notified", "entered",
            "visit_finished", "report_submitted", "report_issued"]  # fmt: skip
    assert [kind for kind in told if kind in main] == main


def test_two_bodies_number_alike_and_what_is_shown_tells_whose_it_is(world: World) -> None:
    site = build.draft(world)
    other = actions.plan_inspection(
        actor=acting(world.luzhou_officer), plan=build.plan(starts_on=site.inspection.starts_on)
    )
    assert other.number == site.inspection.number
    assert other.reference == f"{world.luzhou} {other.number}"
    rows = b"".join(
        signed_in(world.secretary).get(reverse("inspections:inspection_list"), {"export": "csv"})
    )
    said = rows.decode("utf-8-sig")
    assert all(one.reference in said for one in (other, site.again()))
    panel = signed_in(world.zigong_officer).get(site.objects[0].get_absolute_url())
    assert site.again().reference in panel.content.decode()

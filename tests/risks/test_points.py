"""Risk points: who enters, checks and retires them, and what is kept."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from liandu.audit.models import Event
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.orgs.models import Person
from liandu.risks import actions, queries
from liandu.risks.models import RiskPoint
from liandu.risks.rules import next_check
from liandu.works.actions import set_template
from liandu.works.models import SupervisedObject
from liandu.works.queries import template_in_use
from tests.people import World, acting
from tests.risks import build
from tests.works.lists import link_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def point(world: World) -> RiskPoint:
    return build.added(world)


def edited(who: Person, point: RiskPoint, **changes: Any) -> RiskPoint:
    return actions.edit_point(actor=acting(who), point_id=point.pk, draft=build.draft(**changes))


def last_event() -> Event:
    found = Event.objects.order_by("pk").last()
    assert found
    return found


def faults(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Invalid) as refusal:
        call()
    return list(refusal.value.fields)


def test_a_point_asks_for_its_first_check_one_term_after_it_was_entered(point: RiskPoint) -> None:
    assert point.due_on == next_check(timezone.localdate(), "month")
    event = last_event()
    assert (event.kind, event.subject_id) == (
        "risks.point_added", f"{point.link.supervised_object_id}",
    )  # fmt: skip


def test_bodies_left_empty_are_those_of_the_link_else_who_leads(
    world: World, point: RiskPoint
) -> None:
    assert (point.answers, point.supervises) == (world.builder, world.luzhou)
    made = point.link.supervised_object
    elsewhere = build.added(world, made, "design")
    assert (elsewhere.answers, elsewhere.supervises) == (world.zigong_water, None)
    own = edited(world.zigong_officer, point, responsible_body_id=world.zigong_water.pk,
                 supervising_body_id=world.zigong.pk)  # fmt: skip
    assert (own.answers, own.supervises) == (world.zigong_water, world.zigong)
    made.lead_body = None
    made.save()
    assert build.again(world.zigong_officer, elsewhere).answers == world.zigong


def test_the_database_finds_who_answers_as_the_page_says(world: World, point: RiskPoint) -> None:
    made = point.link.supervised_object
    build.added(world, made, "design")
    build.added(world, made, "tender", responsible_body_id=world.zigong.pk)
    build.added(world, build.watched(world, lead_body_id=None), "design")
    every = queries.points(acting(world.zigong_officer))
    for body in (world.builder, world.zigong_water, world.zigong, world.luzhou):
        found = set(every.filter(queries.answered_by([body.pk])))
        assert found == {one for one in every if one.answers == body}, body
        found = set(every.filter(queries.supervised_by([body.pk])))
        assert found == {one for one in every if one.supervises == body}, body


def test_keeper_and_lead_keep_the_points_of_a_link_and_nobody_else(
    world: World, point: RiskPoint
) -> None:
    edited(world.water_officer, point)
    for who in (world.builder_head, world.luzhou_officer, world.leader):
        for call in (
            lambda who=who: edited(who, point),
            lambda who=who: actions.retire_point(
                actor=acting(who), point_id=point.pk, reason="不适用"
            ),
            lambda who=who: actions.add_point(
                actor=acting(who), link_id=point.link_id, draft=build.draft(name="别的")
            ),
            lambda who=who: actions.take_over(
                actor=acting(who), object_id=point.link.supervised_object_id, item_ids=[1]
            ),
        ):
            with pytest.raises(NotAllowed):
                call()


def test_who_may_not_know_of_the_object_meets_nothing(world: World) -> None:
    point = build.added(world, build.watched(world, label=1), "design")
    stranger = acting(world.zigong_auditor)
    assert not queries.points(stranger).filter(pk=point.pk).exists()
    for call in (
        lambda: queries.seen_point(stranger, point.pk),
        lambda: edited(world.zigong_auditor, point),
        lambda: build.checked(world.zigong_auditor, point),
        lambda: actions.add_point(
            actor=stranger, link_id=point.link_id, draft=build.draft(name="别的")
        ),
    ):
        with pytest.raises(NotVisible):
            call()


def test_a_point_needs_a_name_of_its_own_and_bodies_that_take_part(
    world: World, point: RiskPoint
) -> None:
    made = point.link.supervised_object
    assert faults(lambda: build.added(world, made, name=" ")) == ["name"]
    assert faults(lambda: build.added(world, made)) == ["name"]
    other = build.added(world, made, name="规避招标")
    assert faults(lambda: edited(world.zigong_officer, other)) == ["name"]
    assert faults(
        lambda: edited(world.zigong_officer, point, responsible_body_id=world.zigong_audit.pk)
    ) == ["responsible_body"]
    assert build.added(world, made, "design").pk


def test_a_body_that_takes_no_part_any_more_may_stay_named(world: World, point: RiskPoint) -> None:
    point.supervising_body = world.zigong_audit
    point.save()
    kept = edited(world.zigong_officer, point, supervising_body_id=world.zigong_audit.pk)
    assert kept.supervises == world.zigong_audit


def test_another_frequency_counts_from_the_last_check(world: World, point: RiskPoint) -> None:
    today = timezone.localdate()
    assert edited(world.zigong_officer, point, frequency="year").due_on == next_check(today, "year")
    on = today - timedelta(days=40)
    build.checked(world.builder_head, point, on=on)
    assert edited(world.zigong_officer, point, frequency="week").due_on == next_check(on, "week")
    before = last_event()
    kept = edited(world.zigong_officer, point, frequency="week", measure="比对")
    assert kept.due_on == next_check(on, "week")
    assert before.pk != last_event().pk


@pytest.mark.parametrize(
    "who",
    ["zigong_officer", "water_officer", "builder_liaison", "builder_head", "luzhou_officer"],
)
def test_those_who_answer_supervise_or_keep_check_a_point(
    world: World, point: RiskPoint, who: str
) -> None:
    person = getattr(world, who)
    made = build.checked(person, point, note=" 抽查 12 笔。 ")
    kept = build.again(person, point)
    assert (made.note, made.by, kept.last_check) == ("抽查 12 笔。", person, made)
    assert kept.due_on == next_check(made.on, "month")
    assert [one.body_id for one in queries.checks(kept)] == [acting(person).body_id]
    assert last_event().kind == "risks.point_checked"


def test_others_who_see_a_point_do_not_check_it(world: World, point: RiskPoint) -> None:
    with pytest.raises(NotAllowed):
        build.checked(world.leader, point)


def test_a_check_is_of_a_day_that_was_and_says_what_is_wrong(
    world: World, point: RiskPoint
) -> None:
    today, who = timezone.localdate(), world.builder_head
    tomorrow = today + timedelta(days=1)
    assert faults(lambda: build.checked(who, point, on=tomorrow)) == ["on"]
    build.checked(who, point, on=today - timedelta(days=3))
    earlier = today - timedelta(days=4)
    assert faults(lambda: build.checked(who, point, on=earlier)) == ["on"]
    assert faults(lambda: build.checked(who, point, result="problem", note=" ")) == ["note"]
    assert build.checked(who, point, result="problem", note="不符").result == "problem"


def test_a_retired_point_keeps_its_checks_and_asks_for_none(world: World, point: RiskPoint) -> None:
    officer = acting(world.zigong_officer)
    build.checked(world.builder_head, point)
    build.begun(world, point)
    actions.retire_point(actor=officer, point_id=point.pk, reason="不涉及")
    kept = build.again(world.zigong_officer, point)
    assert (kept.state, kept.asked_on, queries.checks(kept).count()) == ("set_aside", None, 1)
    for call in (
        lambda: build.checked(world.builder_head, point),
        lambda: edited(world.zigong_officer, point),
        lambda: actions.retire_point(actor=officer, point_id=point.pk, reason="再停"),
    ):
        with pytest.raises(WrongState):
            call()


def test_a_point_comes_back_unless_its_name_was_taken(world: World, point: RiskPoint) -> None:
    officer = acting(world.zigong_officer)
    with pytest.raises(WrongState):
        actions.restore_point(actor=officer, point_id=point.pk, reason="在用")
    actions.retire_point(actor=officer, point_id=point.pk, reason="不涉及")
    build.due_in(point, -90)
    kept = actions.restore_point(actor=officer, point_id=point.pk, reason="又涉及")
    assert (kept.state, kept.due_on) == ("in_force", next_check(timezone.localdate(), "month"))
    actions.retire_point(actor=officer, point_id=point.pk, reason="不涉及")
    build.added(world, point.link.supervised_object)
    with pytest.raises(WrongState):
        actions.restore_point(actor=officer, point_id=point.pk, reason="又涉及")


def test_a_link_with_risk_points_stays_when_the_template_changes(
    world: World, point: RiskPoint
) -> None:
    made: SupervisedObject = point.link.supervised_object
    other = template_in_use("waters")
    assert other
    set_template(actor=acting(world.zigong_officer), object_ids=[made.pk], template_id=other.pk)
    assert link_of(made).pk == point.link_id
    assert not made.links.filter(code="design").exists()


def test_an_export_is_on_record(world: World) -> None:
    actions.export_points(actor=acting(world.leader), count=3, query="level=3")
    assert last_event().kind == "risks.points_exported"
    with pytest.raises(NotAllowed):
        actions.export_points(actor=acting(world.system_admin), count=3)

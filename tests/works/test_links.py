"""Planning, moving and checking links: who may, and what is kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from liandu.audit.models import Event
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.orgs.models import Person
from liandu.works import actions, queries
from liandu.works.models import Checkpoint, SupervisionLink
from tests.people import World, acting
from tests.works.lists import entered, link_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 9)


@pytest.fixture
def link(world: World) -> SupervisionLink:
    """Return a link that the builder answers for and Luzhou supervises; water leads."""
    made = entered(world, lead_body_id=world.zigong_water.pk)
    return planned(world, link_of(made))


def planned(world: World, link: SupervisionLink, **changes: Any) -> SupervisionLink:
    values: dict[str, Any] = {
        "planned_start_on": date(2026, 1, 1), "planned_end_on": date(2026, 5, 1),
        "responsible_body_id": world.builder.pk, "supervising_body_id": world.luzhou.pk,
    }  # fmt: skip
    return actions.plan_link(
        actor=acting(world.zigong_officer), link_id=link.pk, **(values | changes)
    )


def move(who: Person, link: SupervisionLink, *steps: str) -> SupervisionLink:
    for step in steps:
        link = actions.move_link(actor=acting(who), link_id=link.pk, step=step)
    return link


def test_the_bodies_of_a_link_see_its_object(world: World, link: SupervisionLink) -> None:
    for who in (world.builder_liaison, world.luzhou_officer):
        assert queries.objects(acting(who)).filter(pk=link.supervised_object_id).exists()


def test_a_link_is_not_planned_backwards(world: World, link: SupervisionLink) -> None:
    with pytest.raises(Invalid) as refusal:
        planned(world, link, planned_end_on=date(2025, 1, 1))
    assert list(refusal.value.fields) == ["planned_end_on"]
    assert planned(world, link, planned_start_on=None).planned_start_on is None


def test_keeper_and_lead_plan_a_link_and_nobody_else(world: World, link: SupervisionLink) -> None:
    values = {
        "planned_start_on": None, "planned_end_on": None,
        "responsible_body_id": None, "supervising_body_id": None,
    }  # fmt: skip
    for who in (world.builder_head, world.luzhou_officer, world.secretary):
        with pytest.raises(NotAllowed):
            actions.plan_link(actor=acting(who), link_id=link.pk, **values)  # type: ignore[arg-type]
    actions.plan_link(actor=acting(world.water_officer), link_id=link.pk, **values)  # type: ignore[arg-type]


def test_a_link_goes_from_begun_to_checked_and_back(world: World, link: SupervisionLink) -> None:
    today = timezone.localdate()
    link = move(world.builder_liaison, link, "begin")
    assert (link.state, link.started_on) == ("in_progress", today)
    link = move(world.builder_liaison, link, "finish")
    assert (link.state, link.ended_on) == ("done", today)
    link = move(world.luzhou_officer, link, "check")
    assert link.state == "checked"
    link = move(world.zigong_officer, link, "reopen")
    assert (link.state, link.ended_on, link.started_on) == ("in_progress", None, today)
    told = Event.objects.filter(kind="works.link_moved").values_list("subject_kind", flat=True)
    assert list(told) == ["works.supervisedobject"] * 4


def test_nobody_checks_what_they_answer_for(world: World, link: SupervisionLink) -> None:
    link = move(world.builder_liaison, link, "begin", "finish")
    with pytest.raises(NotAllowed):
        move(world.builder_head, link, "check")
    planned(world, link, responsible_body_id=world.zigong.pk)
    with pytest.raises(NotAllowed):
        move(world.zigong_officer, link, "check")
    planned(world, link, responsible_body_id=world.zigong.pk, supervising_body_id=None)
    assert move(world.zigong_officer, link, "check").state == "checked"


def test_the_supervising_body_checks_but_does_not_move(world: World, link: SupervisionLink) -> None:
    with pytest.raises(NotAllowed):
        move(world.luzhou_officer, link, "begin")


def test_a_step_is_not_taken_twice(world: World, link: SupervisionLink) -> None:
    move(world.builder_liaison, link, "begin")
    with pytest.raises(WrongState):
        move(world.zigong_officer, link, "begin")


def test_the_day_of_a_step_is_neither_ahead_nor_before_the_beginning(
    world: World, link: SupervisionLink
) -> None:
    today, actor = timezone.localdate(), acting(world.builder_liaison)
    with pytest.raises(Invalid):
        actions.move_link(actor=actor, link_id=link.pk, step="begin", on=today + timedelta(days=1))
    actions.move_link(actor=actor, link_id=link.pk, step="begin", on=today)
    with pytest.raises(Invalid):
        actions.move_link(actor=actor, link_id=link.pk, step="finish", on=today - timedelta(days=1))
    link.refresh_from_db()
    assert link.state == "in_progress"


def test_a_link_without_a_beginning_can_be_finished_any_day(
    world: World, link: SupervisionLink
) -> None:
    move(world.builder_liaison, link, "begin")
    link.refresh_from_db()
    link.started_on = None
    link.save()
    day = date(2020, 1, 1)
    done = actions.move_link(
        actor=acting(world.builder_liaison), link_id=link.pk, step="finish", on=day
    )
    assert done.ended_on == day


def test_checkpoints_come_from_the_template_and_are_kept_once_the_link_begins(
    world: World, link: SupervisionLink
) -> None:
    told = [point.text for point in queries.checkpoints(link)]
    assert len(told) == 3
    assert not Checkpoint.objects.unscoped("test").exists()
    link = move(world.builder_liaison, link, "begin")
    assert [point.text for point in queries.checkpoints(link)] == told
    assert Checkpoint.objects.unscoped("test").count() == 3


def test_a_link_outside_its_template_has_no_checkpoints(
    world: World, link: SupervisionLink
) -> None:
    link.code = "elsewhere"
    assert queries.checkpoints(link) == []


def test_a_checkpoint_is_checked_with_a_note_by_whom_and_when(
    world: World, link: SupervisionLink
) -> None:
    point = check(world.luzhou_officer, link, "failed", "抽 18 份，2 份不符")
    assert (point.state, point.checked_by) == ("failed", world.luzhou_officer)
    assert point.checked_at is not None
    point = check(world.luzhou_officer, link, "open")
    assert (point.checked_by, point.checked_at) == (None, None)
    assert Event.objects.filter(kind="works.checkpoint_set").count() == 2


def check(who: Person, link: SupervisionLink, state: str, note: str = "") -> Checkpoint:
    return actions.set_checkpoint(
        actor=acting(who), link_id=link.pk, position=1, state=state, note=note
    )


def test_what_is_not_in_order_needs_a_note(world: World, link: SupervisionLink) -> None:
    with pytest.raises(Invalid):
        check(world.luzhou_officer, link, "failed", "  ")
    assert check(world.luzhou_officer, link, "passed").state == "passed"


def test_the_responsible_body_does_not_check_itself(world: World, link: SupervisionLink) -> None:
    with pytest.raises(NotAllowed):
        check(world.builder_head, link, "passed")


def test_a_checkpoint_that_is_not_there_is_not_found(world: World, link: SupervisionLink) -> None:
    with pytest.raises(NotVisible):
        actions.set_checkpoint(
            actor=acting(world.luzhou_officer), link_id=link.pk, position=99, state="passed"
        )


def test_a_link_of_a_hidden_object_is_not_there(world: World) -> None:
    link = link_of(entered(world))
    with pytest.raises(NotVisible):
        move(world.luzhou_officer, link, "begin")

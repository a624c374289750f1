"""A project from its proposal to what a meeting resolved, and who does what."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from liandu.access.actions import set_label
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.kernel.permits import require
from liandu.meetings import actions as meetings
from liandu.meetings.actions import Proposal
from liandu.meetings.rules import Outcome
from liandu.programme import actions, queries
from liandu.programme.models import ProgrammeArea, SupervisionProject
from liandu.programme.rules import ProjectState
from tests.meetings import build as meeting
from tests.people import World, acting, person
from tests.programme import build
from tests.works import lists


def take(step: str, who: Any, made: SupervisionProject, **said: Any) -> Any:
    """Take a step of a project."""
    return getattr(actions, f"{step}_project")(actor=acting(who), project_id=made.pk, **said)


def test_a_draft_is_with_its_lead_body_alone_until_the_head_hands_it_in(world: World) -> None:
    made = build.proposed(world)
    assert build.sees(world.zigong_officer, made)
    assert not build.sees(world.luzhou_officer, made)
    with pytest.raises(NotAllowed):
        take("submit", world.zigong_officer, made)
    take("submit", world.zigong_head, made)
    assert all(build.sees(who, made) for who in (world.luzhou_officer, world.water_officer))
    assert not build.sees(world.builder_head, made)
    with pytest.raises(WrongState):
        actions.edit_project(
            actor=acting(world.zigong_officer), project_id=made.pk, draft=build.draft()
        )


def test_only_members_propose_and_only_to_a_committee_that_works(world: World) -> None:
    of = meeting.committee(world)
    for who in (world.secretary, world.zigong_inspector):
        with pytest.raises(NotAllowed):
            build.proposed(world, of, who)
    with pytest.raises(NotVisible):
        build.proposed(world, of, world.builder_head)
    assert queries.open_to_propose(acting(world.zigong_officer)) == [of]
    type(of).objects.unscoped("test").update(dissolved_on=meeting.TODAY)
    assert queries.open_to_propose(acting(world.zigong_officer)) == []
    with pytest.raises(WrongState):
        build.proposed(world, of)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"year": build.YEAR + 2}, "year"),
        ({"first_month": 7}, "last_month"),
        ({"last_month": 13}, "last_month"),
        ({"targets": " \n"}, "targets"),
        ({"area_id": 0}, "area"),
    ],
)
def test_what_cannot_stand_is_said_beside_its_field(
    world: World, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        build.proposed(world, **said)
    assert set(refusal.value.fields) == {field}


def test_who_assists_is_another_member(world: World) -> None:
    of = meeting.committee(world)
    made = build.submitted(world, of, assisting_ids=(world.zigong_water.pk,))
    assert list(made.assisting.all()) == [world.zigong_water]
    for pk in (world.builder.pk, world.zigong.pk):
        with pytest.raises(Invalid) as refusal:
            build.proposed(world, of, assisting_ids=(pk,))
        assert set(refusal.value.fields) == {"assisting"}


def test_objects_are_those_of_the_list_of_who_writes_and_closed_ones_stay(world: World) -> None:
    thing, closed = lists.entered(world), lists.entered(world, name="涉密工程")
    made = build.proposed(world, object_ids=(thing.pk, closed.pk), targets="")
    set_label(actor=acting(world.zigong_head), record=closed, label=2, reason="敏感")
    low = person("low", "联络岗", world.zigong, roles=["liaison"], clearance=1)
    assert queries.objects_of(acting(low), made) == [thing]
    actions.edit_project(actor=acting(low), project_id=made.pk, draft=build.draft(object_ids=()))
    assert queries.objects_of(acting(world.zigong_head), made) == [closed]
    with pytest.raises(Invalid) as refusal:
        actions.edit_project(
            actor=acting(low), project_id=made.pk, draft=build.draft(object_ids=(closed.pk,))
        )
    assert set(refusal.value.fields) == {"objects"}


def test_returned_it_is_changed_and_handed_in_again(world: World) -> None:
    made = build.submitted(world)
    take("return", world.secretary, made, reason=" 目标不清 ")
    assert (build.again(made).state, build.again(made).reason) == ("returned", "目标不清")
    actions.edit_project(
        actor=acting(world.zigong_officer), project_id=made.pk, draft=build.draft(name="新名")
    )
    assert build.again(made).state == ProjectState.DRAFT
    take("submit", world.zigong_head, made)
    assert build.again(made).reason == ""


def test_it_is_withdrawn_until_a_meeting_has_to_do_with_it(world: World) -> None:
    of = meeting.committee(world)
    made = build.tabled(world, build.submitted(world, of))
    with pytest.raises(WrongState):
        take("withdraw", world.zigong_officer, made, reason="x")
    other = build.submitted(world, of, name="其他", targets="别处")
    with pytest.raises(NotAllowed):
        take("withdraw", world.luzhou_officer, other, reason="x")
    take("withdraw", world.zigong_officer, other, reason="重复")
    assert build.again(other).state == ProjectState.CANCELLED


def test_a_held_meeting_approves(world: World) -> None:
    made = build.tabled(world, build.submitted(world))
    with pytest.raises(WrongState, match="法定人数"):
        take("approve", world.secretary, made)
    build.held(world, made)
    with pytest.raises(NotAllowed):
        take("approve", world.zigong_head, made)
    take("approve", world.secretary, made)
    found = build.again(made)
    assert found.state == ProjectState.APPROVED
    assert found.resolution.topic == build.topic_of(made)


def test_a_held_meeting_rejects(world: World) -> None:
    made = build.tabled(world, build.submitted(world))
    build.held(world, made)
    take("reject", world.secretary, made)
    assert build.again(made).resolution is not None


def test_what_was_only_heard_goes_back_and_what_was_resolved_then_does_not_count_later(
    world: World, morning: Any
) -> None:
    made = build.tabled(world, build.submitted(world))
    with pytest.raises(WrongState, match="尚未处理完毕"):
        take("take_back", world.secretary, made, reason="x")
    build.held(world, made, Outcome.INFORMATION)
    with pytest.raises(WrongState):
        take("approve", world.secretary, made)
    take("take_back", world.secretary, made, reason="再议")
    morning.shift(3600)
    later = build.collecting(world, made)
    build.tabled(world, build.again(made), later)
    assert build.topic_of(made).meeting == later
    with pytest.raises(WrongState):
        take("approve", world.secretary, made)


def test_a_resolution_of_before_decides_no_more_once_it_is_tabled_again(
    world: World, morning: Any
) -> None:
    made = build.tabled(world, build.submitted(world))
    build.held(world, made)
    take("take_back", world.secretary, made, reason="方案另议")
    morning.shift(3600)
    build.tabled(world, build.again(made))
    with pytest.raises(WrongState):
        take("approve", world.secretary, made)


def test_declined_it_goes_back(world: World) -> None:
    made = build.tabled(world, build.submitted(world))
    meetings.decline_topic(
        actor=acting(world.secretary), topic_id=build.topic_of(made).pk, reason="条件不成熟"
    )
    take("take_back", world.secretary, made, reason="议题不予列入")
    assert build.again(made).state == ProjectState.SCREENING


def test_nobody_tables_it_past_the_secretariat(world: World) -> None:
    made = build.screened(world, build.submitted(world))
    at = build.collecting(world, made)
    subject = (SupervisionProject._meta.label_lower, made.pk)
    with pytest.raises(NotAllowed):
        meetings.propose_topic(
            actor=acting(world.zigong_officer), meeting_id=at.pk, proposal=Proposal("x"),
            subject=subject,
        )  # fmt: skip
    office = acting(world.secretary)
    build.tabled(world, made, at)
    with pytest.raises(NotAllowed):
        meetings.propose_topic(
            actor=office, meeting_id=at.pk, proposal=Proposal("x"), subject=subject
        )


def test_only_a_meeting_of_its_committee_that_collects_topics_takes_it(world: World) -> None:
    made = build.screened(world, build.submitted(world))
    other = meeting.collecting(world, meeting.committee(world, name="另一联席会议"))
    with pytest.raises(WrongState, match="没有正在征集"):
        build.tabled(world, made, other)


def test_the_database_knows_no_approval_without_a_resolution(world: World) -> None:
    made = build.submitted(world)
    for state in (ProjectState.APPROVED, ProjectState.REJECTED):
        with pytest.raises(IntegrityError), transaction.atomic():
            SupervisionProject.objects.unscoped("test").filter(pk=made.pk).update(state=state)


def test_who_may_not_read_the_committee_does_not_screen(world: World) -> None:
    made = build.submitted(world)
    type(made.committee).objects.unscoped("test").update(label=3)
    found = queries.seen_project(acting(world.secretary), made.pk)
    with pytest.raises(NotAllowed):
        require(acting(world.secretary), "programme.screen_project", found)


def test_the_central_office_sets_up_areas(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.add_area(actor=acting(world.zigong_officer), name="粮食安全")
    office = acting(world.secretary)
    made = actions.add_area(actor=office, name=" 粮食安全 ")
    assert ProgrammeArea.objects.last() == made
    with pytest.raises(Invalid):
        actions.add_area(actor=office, name="粮食安全")
    kept = build.proposed(world, area_id=made.pk)
    actions.edit_area(actor=office, area_id=made.pk, name="粮食", position=1, is_in_use=False)
    assert made not in queries.areas()
    assert made in queries.areas(kept=made.pk)
    actions.edit_project(
        actor=acting(world.zigong_officer), project_id=kept.pk, draft=build.draft(area_id=made.pk)
    )
    with pytest.raises(Invalid):
        actions.edit_area(actor=office, area_id=made.pk, name="民生", position=1, is_in_use=True)


def test_an_export_is_on_record(world: World) -> None:
    actions.export_projects(actor=acting(world.zigong_officer), count=3, query="")
    with pytest.raises(NotAllowed):
        actions.export_projects(actor=acting(world.audit_admin), count=3, query="")

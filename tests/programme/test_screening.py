"""What the overlap screen finds, what it shows to whom, and that nothing passes it unanswered."""

from typing import Any

import pytest

from liandu.access.actions import declare_recusal
from liandu.engines.overlap import Grade
from liandu.inspections import actions as inspections
from liandu.kernel.errors import NotAllowed, NotVisible, WrongState
from liandu.meetings import actions as meetings
from liandu.meetings.actions import Proposal
from liandu.meetings.models import Topic
from liandu.programme import actions, queries
from liandu.programme.models import SupervisionProject
from liandu.programme.rules import HitAnswer, HitKind, ProjectState, named_targets
from tests.inspections import build as inspecting
from tests.meetings import build as meeting
from tests.people import World, acting
from tests.programme import build
from tests.works import lists


@pytest.fixture
def pair(world: World) -> tuple[SupervisionProject, SupervisionProject]:
    """Return a project that was screened, and the other one that it overlaps with."""
    of = meeting.committee(world)
    other = build.submitted(
        world, of, world.water_officer, name="干渠水利专项", first_month=5, last_month=8,
        targets="北总干渠\n南干渠",
    )  # fmt: skip
    return build.screened(world, build.submitted(world, of)), other


def keep(world: World, hit: Any, who: Any = None) -> Any:
    """Keep a project beside what it overlaps with."""
    return actions.keep_hit(
        actor=acting(who or world.secretary), hit_id=hit.pk, reason="一为工程一为水质"
    )


def test_a_hit_says_with_what_and_in_what(world: World, pair: Any) -> None:
    made, other = pair
    (hit,) = build.hits(made)
    assert (hit.other_kind, hit.other_id) == (HitKind.PROJECT, other.pk)
    assert (hit.grade, hit.days, hit.apart) == (Grade.SAME, 31 + 30, 0)
    assert hit.targets_shared == ["北总干渠"]
    (shown,) = queries.shown(acting(world.secretary), made)
    assert (shown.other, shown.objects, shown.links) == (other, [], [])
    assert shown.is_project
    assert hit.pill[1] == "r"


def test_inspections_of_its_objects_in_its_months_are_found(world: World) -> None:
    thing, beside = lists.entered(world), lists.entered(world, name="南干渠")
    links = ("tender", "change")
    made = build.submitted(
        world, object_ids=(thing.pk,), first_month=11, last_month=12, targets="", links=links
    )
    about = {"actor": acting(world.zigong_officer), "body_ids": [world.zigong_water.pk]}
    visit = inspections.plan_inspection(
        plan=inspecting.plan(checklist_id=None), object_ids=[thing.pk, beside.pk], **about
    )
    inspections.plan_inspection(
        plan=inspecting.plan(checklist_id=None), object_ids=[beside.pk], **about
    )
    build.screened(world, made)
    (hit,) = build.hits(made)
    assert (hit.other_kind, hit.other_id) == (HitKind.INSPECTION, visit.pk)
    assert (hit.grade, hit.days, hit.links_shared) == (Grade.SAME, 5, sorted(links))
    (shown,) = queries.shown(acting(world.secretary), made)
    assert (shown.other, shown.objects, shown.is_project) == (visit, [thing], False)
    with pytest.raises(WrongState, match="并入另一项目"):
        actions.merge_project(actor=acting(world.secretary), hit_id=hit.pk, reason="x")


def test_an_inspection_that_looks_at_other_links_stands_beside(world: World) -> None:
    thing = lists.entered(world)
    visit = inspections.plan_inspection(
        actor=acting(world.zigong_officer), plan=inspecting.plan(),
        object_ids=[thing.pk], body_ids=[world.zigong_water.pk],
    )  # fmt: skip
    codes = set(visit.items.exclude(link_code="").values_list("link_code", flat=True))
    made = build.submitted(
        world, object_ids=(thing.pk,), first_month=11, last_month=12, links=("none-of-them",)
    )
    build.screened(world, made)
    (hit,) = build.hits(made)
    assert codes
    assert (hit.grade, hit.links_shared, hit.pill[1]) == (Grade.BESIDE, [], "a")


def test_targets_in_words_are_the_same_by_their_words() -> None:
    assert named_targets("  北 干渠 \n\nABC") == {"北 干渠", "abc"}


def test_an_unanswered_overlap_keeps_it_from_every_meeting(world: World, pair: Any) -> None:
    made, _other = pair
    at = build.collecting(world, made)
    with pytest.raises(WrongState, match="重叠尚未处理"):
        build.tabled(world, made, at)
    with pytest.raises(NotAllowed):
        keep(world, build.hits(made)[0], world.zigong_head)
    kept = keep(world, build.hits(made)[0])
    assert (kept.answer, kept.answered_by) == (HitAnswer.KEEP, world.secretary)
    assert kept.pill[1] == ""
    build.tabled(world, build.again(made), at)


def test_nor_does_it_come_before_one_as_a_topic_of_its_own(world: World, pair: Any) -> None:
    made, _other = pair
    at = build.collecting(world, made)

    def propose() -> Any:
        return meetings.propose_topic(
            actor=acting(world.secretary), meeting_id=at.pk, proposal=Proposal(made.name),
            subject=(SupervisionProject._meta.label_lower, made.pk),
        )  # fmt: skip

    with pytest.raises(NotAllowed):
        propose()
    assert not Topic.objects.unscoped("test").exists()
    keep(world, build.hits(made)[0])
    assert propose().subject_id == made.pk


def test_plans_made_since_are_met_when_it_is_tabled(world: World, pair: Any) -> None:
    made, _other = pair
    keep(world, build.hits(made)[0])
    build.submitted(
        world, made.committee, world.water_officer, name="再查干渠", first_month=4, last_month=4
    )
    at = build.collecting(world, made)
    with pytest.raises(WrongState, match="请先重新比对"):
        build.tabled(world, build.again(made), at)
    build.screened(world, made)
    answers = [hit.answer for hit in build.hits(made)]
    assert sorted(answers) == ["", HitAnswer.KEEP]


def test_an_answer_does_not_outlast_what_it_was_given_to(world: World, pair: Any) -> None:
    made, other = pair
    keep(world, build.hits(made)[0])
    actions.return_project(actor=acting(world.secretary), project_id=other.pk, reason="x")
    actions.edit_project(
        actor=acting(world.water_officer), project_id=other.pk,
        draft=build.draft(first_month=7, last_month=8),
    )  # fmt: skip
    actions.submit_project(actor=acting(world.water_officer), project_id=other.pk)
    build.screened(world, made)
    (hit,) = build.hits(made)
    assert (hit.grade, hit.days, hit.apart, hit.answer) == (Grade.NEAR, 0, 0, "")


def test_it_is_merged_into_another_project_that_goes_on(world: World, pair: Any) -> None:
    made, other = pair
    (hit,) = build.hits(made)
    actions.merge_project(actor=acting(world.secretary), hit_id=hit.pk, reason="同一事项")
    found = build.again(made)
    assert (found.state, found.merged_into) == (ProjectState.MERGED, other)
    with pytest.raises(WrongState):
        keep(world, hit)


def test_it_is_not_merged_into_what_does_not_go_on(world: World, pair: Any) -> None:
    made, other = pair
    (hit,) = build.hits(made)
    actions.withdraw_project(actor=acting(world.water_officer), project_id=other.pk, reason="x")
    with pytest.raises(WrongState, match="不再实施"):
        actions.merge_project(actor=acting(world.secretary), hit_id=hit.pk, reason="x")
    assert build.again(made).state == ProjectState.SCREENING


def test_returning_it_answers_what_was_open(world: World, pair: Any) -> None:
    made, _other = pair
    actions.return_project(actor=acting(world.secretary), project_id=made.pk, reason="并案考虑")
    (hit,) = build.hits(made)
    assert (hit.answer, hit.reason) == (HitAnswer.RETURN, "并案考虑")


def test_who_may_not_know_of_the_other_plan_is_shown_no_hit(world: World, pair: Any) -> None:
    made, other = pair
    (hit,) = build.hits(made)
    assert queries.shown(acting(world.zigong_officer), made)
    declare_recusal(actor=acting(world.zigong_officer), record=other, reason="亲属")
    actor = acting(world.zigong_officer)
    assert queries.shown(actor, made) == []
    assert queries.hits(actor, made) == []
    with pytest.raises(NotVisible):
        queries.seen_hit(actor, hit.pk)
    assert queries.hits(acting(world.secretary), made) == [hit]

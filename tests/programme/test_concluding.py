"""A project is concluded with results that are counted, closed, or carried over."""

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from liandu.access.actions import declare_recusal
from liandu.findings.models import EstablishedRule, Finding
from liandu.inspections.models import Inspection
from liandu.kernel.errors import Invalid, NotAllowed, WrongState
from liandu.orgs.models import Person
from liandu.programme import actions, queries
from liandu.programme.models import SupervisionProject
from liandu.programme.rules import ProjectState, Result
from tests.people import World, acting, signed_in
from tests.programme import build


def take(step: str, who: Person, made: SupervisionProject, **said: Any) -> Any:
    """Take a step of a project."""
    return getattr(actions, f"{step}_project")(actor=acting(who), project_id=made.pk, **said)


def reach(world: World, made: SupervisionProject) -> None:
    """Put every milestone down as reached."""
    for row in queries.milestones_of(build.again(made)):
        actions.reach_milestone(actor=acting(world.zigong_officer), milestone_id=row.pk, word="x")


def ended(at: Inspection) -> None:
    """Let an inspection be closed."""
    Inspection.objects.unscoped("test").filter(pk=at.pk).update(
        state="closed", closed_at=timezone.now()
    )


def concluded(world: World, of: Any = None) -> SupervisionProject:
    """Return a project with an inspection, three findings and a rule that is being concluded."""
    made = build.running(world, of)
    at = build.carrying(world, made)
    one = build.closed(world, at, 1, money_recovered_fen=12_345_00)
    build.closed(world, at, 2)
    build.finding(at, 3, state="long_term")
    build.finding(at, 4, state="withdrawn")
    EstablishedRule.objects.create(
        finding=one, name="变更管理办法", issued_on=timezone.localdate(), body=world.zigong_water,
        recorded_at=timezone.now(),
    )  # fmt: skip
    reach(world, made)
    ended(at)
    concluded: SupervisionProject = take("conclude", world.zigong_head, made, summary=" 查清变更 ")
    return concluded


def test_only_what_is_done_is_concluded_by_the_head_of_its_lead_body(world: World) -> None:
    made = build.running(world)
    at = build.carrying(world, made)
    row = build.finding(at, 1, state="rectifying")

    def tried(match: str) -> None:
        with pytest.raises(WrongState, match=match):
            take("conclude", world.zigong_head, made, summary="x")
        assert build.again(made).state == ProjectState.IN_PROGRESS

    tried("节点")
    reach(world, made)
    tried("检查")
    ended(at)
    tried("问题")
    # Also one that the head may not know of keeps it open.
    declare_recusal(actor=acting(world.zigong_head), record=row, reason="亲属")
    tried("问题")
    Finding.objects.unscoped("test").filter(pk=row.pk).update(state="long_term")
    for who in (world.zigong_officer, world.secretary):
        with pytest.raises(NotAllowed):
            take("conclude", who, made, summary="x")
    take("conclude", world.zigong_head, made, summary=" 查清 ")
    found = build.again(made)
    assert (found.state, found.summary) == (ProjectState.CONCLUDING, "查清")
    assert found.ended_on == timezone.localdate()


def test_results_are_counted_from_the_records_and_each_opens_its_list(world: World) -> None:
    made = concluded(world)
    actor = acting(world.zigong_officer)
    assert queries.counted(actor, made) == {
        "inspections": 1, "findings": 3, "closed": 2, "recovered": 12_345_00, "rules": 1,
    }  # fmt: skip
    who = signed_in(world.zigong_officer)
    page = who.get(f"{made.get_absolute_url()}?tab=results").content.decode()
    for one in Result:
        url = reverse("programme:result_list", args=[made.pk, one.value])
        assert url in page
        listed = who.get(url)
        assert listed.status_code == 200
        rows = queries.result_set(actor, made, one)
        shown = {row.pk for row in listed.context["list"].rows}
        assert shown == set(rows.values_list("pk", flat=True))
    assert "1.23 万元" in page
    gone = reverse("programme:result_list", args=[made.pk, "tea"])
    assert who.get(gone).status_code == 404


def test_figures_hold_only_what_their_reader_may_know_of(world: World) -> None:
    made = concluded(world)
    row = Finding.objects.unscoped("test").get(number="WT-1")
    declare_recusal(actor=acting(world.zigong_officer), record=row, reason="亲属")
    assert queries.counted(acting(world.zigong_officer), made) == {
        "inspections": 1, "findings": 2, "closed": 1, "recovered": 0, "rules": 0,
    }  # fmt: skip
    assert set(queries.counted(acting(world.luzhou_officer), made).values()) == {0}
    at = Inspection.objects.unscoped("test").get()
    declare_recusal(actor=acting(world.zigong_head), record=at, reason="亲属")
    assert set(queries.counted(acting(world.zigong_head), made).values()) == {0}


def test_the_secretariat_appraises_and_what_was_counted_then_is_kept(world: World) -> None:
    made = concluded(world)
    Finding.objects.unscoped("test").filter(number="WT-2").update(label=2)  # beyond its own label
    with pytest.raises(NotAllowed):
        take("close", world.zigong_head, made, grade="good", appraisal="x")
    with pytest.raises(Invalid):
        take("close", world.secretary, made, grade="tea", appraisal="x")
    office = signed_in(world.secretary)
    url = reverse("programme:close", args=[made.pk])
    assert url in office.get(made.get_absolute_url()).content.decode()
    assert office.post(url, {"grade": "good", "appraisal": "成效较好"}).status_code == 302
    found = build.again(made)
    assert (found.state, found.grade, found.appraisal) == ("closed", "good", "成效较好")
    kept = queries.counted(acting(world.secretary), found, found.label)
    assert found.frozen == kept
    assert set(kept) == set(Result)
    Finding.objects.unscoped("test").update(state="withdrawn", closed_at=None)
    page = signed_in(world.zigong_officer).get(f"{made.get_absolute_url()}?tab=results")
    text = page.content.decode()
    assert re.search(r"结项时\s*1", text)
    assert "成效较好" in text
    with pytest.raises(WrongState):
        take("close", world.secretary, made, grade="good", appraisal="x")


def test_what_was_opened_again_is_not_closed_and_it_may_be_sent_back(world: World) -> None:
    made = concluded(world)
    Finding.objects.unscoped("test").filter(number="WT-3").update(state="rectifying")
    with pytest.raises(WrongState):
        take("close", world.secretary, made, grade="good", appraisal="x")
    assert build.again(made).grade == ""
    with pytest.raises(NotAllowed):
        take("send_back", world.zigong_head, made, reason="x")
    take("send_back", world.secretary, made, reason="问题反弹")
    found = build.again(made)
    assert (found.state, found.ended_on, found.reason) == ("in_progress", None, "问题反弹")


def test_a_month_is_reported_on_also_while_it_is_concluded(world: World, morning: Any) -> None:
    made = concluded(world)
    assert set(build.urged(made)) == {"projects.report"}
    morning.shift(40 * 86400)
    assert [month.key for month in queries.months_of(build.again(made))] == ["2026-11"]


def test_the_database_knows_no_closing_without_an_appraisal(world: World) -> None:
    made = concluded(world)
    for kept in ({"grade": "good"}, {"frozen": {}}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SupervisionProject.objects.unscoped("test").filter(pk=made.pk).update(
                closed_at=timezone.now(), **kept
            )


def carried(world: World, made: SupervisionProject) -> SupervisionProject:
    """Return the draft of the next year that goes on with a project."""
    draft: SupervisionProject = take(
        "carry_over", world.zigong_head, made, first_month=1, last_month=3
    )
    return draft


def test_an_unfinished_project_is_carried_over_as_a_draft_like_others(world: World) -> None:
    of = build.meeting.committee(world)
    made = build.running(world, of)
    for who in (world.zigong_officer, world.secretary):
        with pytest.raises(NotAllowed):
            take("carry_over", who, made, first_month=1, last_month=3)
    with pytest.raises(Invalid):
        take("carry_over", world.zigong_head, made, first_month=4, last_month=3)
    assert queries.successor(made) is None
    url = reverse("programme:carry_over", args=[made.pk])
    head = signed_in(world.zigong_head)
    assert url in head.get(made.get_absolute_url()).content.decode()
    assert head.post(url, {"first_month": 1, "last_month": 3}).status_code == 302
    draft = queries.successor(made)
    assert draft is not None
    assert (draft.state, draft.year, draft.name) == ("draft", made.year + 1, made.name)
    assert list(draft.assisting.all()) == list(made.assisting.all())
    assert draft.resolution is None
    assert build.again(made).state == ProjectState.IN_PROGRESS
    with pytest.raises(WrongState, match="正在结转"):
        carried(world, made)
    # Until it is handed in, others see nothing of it.
    link = draft.get_absolute_url()
    assert link in head.get(made.get_absolute_url()).content.decode()
    page = signed_in(world.luzhou_officer).get(made.get_absolute_url()).content.decode()
    assert link not in page


def test_only_when_a_meeting_approves_it_does_the_one_before_end(world: World) -> None:
    of = build.meeting.committee(world)
    made = build.running(world, of)
    at = build.carrying(world, made)
    take("suspend", world.zigong_head, made, reason="汛期")
    draft = carried(world, build.again(made))
    later = actions.submit_project(actor=acting(world.zigong_head), project_id=draft.pk)
    later = build.screened(world, later)
    assert build.hits(later) == []  # it is no overlap with what it goes on with
    later = build.tabled(world, later)
    build.held(world, later)
    assert build.again(made).state == ProjectState.SUSPENDED
    take("approve", world.secretary, later)
    before, after = build.again(made), build.again(later)
    assert (before.state, after.state) == (ProjectState.CARRIED_OVER, ProjectState.APPROVED)
    assert (before.ended_on, after.resolution_id) == (
        timezone.localdate(), build.topic_of(later).resolution.pk,
    )  # fmt: skip
    assert not before.pauses.filter(until=None).exists()
    assert build.urged(before) == {}
    # What it did is not lost: it counts for what goes on with it.
    actor = acting(world.zigong_officer)
    assert list(queries.carried_out(actor, after)) == [at]
    for one, other in ((before, after), (after, before)):
        page = signed_in(world.luzhou_officer).get(one.get_absolute_url()).content.decode()
        assert other.get_absolute_url() in page
    with pytest.raises(WrongState):
        carried(world, before)


def test_one_that_ended_meanwhile_stays_as_it_ended(world: World) -> None:
    of = build.meeting.committee(world)
    made = build.running(world, of)
    draft = carried(world, made)
    later = actions.submit_project(actor=acting(world.zigong_head), project_id=draft.pk)
    later = build.tabled(world, later)
    build.held(world, later)
    take("cancel", world.secretary, made, reason="终止")
    take("approve", world.secretary, later)
    assert build.again(made).state == ProjectState.CANCELLED


def test_one_that_came_to_nothing_may_be_carried_over_anew(world: World) -> None:
    made = build.running(world)
    take("withdraw", world.zigong_head, carried(world, made), reason="x")
    assert queries.successor(made) is None
    assert carried(world, made).carried_from_id == made.pk

"""A project in the programme: its plan, how it runs and stands still, and what is owed on it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from liandu.access.actions import declare_recusal
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.notices.queries import duties_of
from liandu.orgs.models import Person
from liandu.programme import actions, queries
from liandu.programme.models import ProjectMilestone, ProjectPause, SupervisionProject
from liandu.programme.rules import MilestoneDraft, ProjectState
from liandu.urging import actions as urging
from liandu.urging.models import SupervisionTicket
from liandu.urging.rules import TicketState
from tests.meetings import build as meeting
from tests.people import World, acting, signed_in
from tests.programme import build


def take(step: str, who: Person, made: SupervisionProject, **said: Any) -> Any:
    """Take a step of a project."""
    return getattr(actions, f"{step}_project")(actor=acting(who), project_id=made.pk, **said)


def of_milestone(step: str, who: Person, row: ProjectMilestone, **said: Any) -> Any:
    """Take a step of a milestone."""
    return getattr(actions, f"{step}_milestone")(actor=acting(who), milestone_id=row.pk, **said)


def fresh(row: ProjectMilestone) -> ProjectMilestone:
    """Return a milestone as it stands now."""
    found: ProjectMilestone = ProjectMilestone.objects.unscoped("test").get(pk=row.pk)
    return found


def first(made: SupervisionProject) -> ProjectMilestone:
    """Return the first milestone of a project."""
    return queries.milestones_of(build.again(made))[0]


def test_the_lead_body_lays_the_plan_down_and_its_head_starts(world: World) -> None:
    made = build.approved(world)
    assert made.plan_due_at is not None
    assert (timezone.localdate(made.plan_due_at) - timezone.localdate()).days == 15
    with pytest.raises(WrongState, match="方案"):
        take("start", world.zigong_head, made)
    for who in (world.secretary, world.luzhou_officer):
        with pytest.raises(NotAllowed):
            build.milestone(made, who)
    row = build.milestone(made, world.zigong_officer)
    assert (row.due_on, row.is_moved) == (row.first_due_on, False)
    with pytest.raises(NotAllowed):
        take("start", world.zigong_officer, made)
    take("start", world.zigong_head, made)
    found = build.again(made)
    assert (found.state, found.started_on) == (ProjectState.IN_PROGRESS, timezone.localdate())
    with pytest.raises(WrongState):
        take("start", world.zigong_head, made)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"due_on": date(build.YEAR, 2, 28)}, "due_on"),
        ({"due_on": date(build.YEAR + 1, 1, 1)}, "due_on"),
        ({"body_id": 0}, "body_id"),
    ],
)
def test_a_milestone_lies_in_the_project_and_is_of_who_works_on_it(
    world: World, said: dict[str, Any], field: str
) -> None:
    made = build.approved(world)
    with pytest.raises(Invalid) as refusal:
        build.milestone(made, world.zigong_officer, **said)
    assert set(refusal.value.fields) == {field}
    assert not made.milestones.exists()


def test_a_plan_changes_until_it_starts_and_then_only_the_secretariat_moves_a_day(
    world: World,
) -> None:
    made = build.approved(world, assisting_ids=(world.zigong_water.pk,))
    row, other = (build.milestone(made, world.zigong_officer) for _ in range(2))
    draft = MilestoneDraft("出具报告", date(build.YEAR, 12, 5), world.zigong_water.pk)
    with pytest.raises(NotAllowed):
        of_milestone("edit", world.water_officer, row, draft=draft)
    of_milestone("edit", world.zigong_officer, row, draft=draft)
    assert (fresh(row).name, fresh(row).first_due_on) == ("出具报告", draft.due_on)
    with pytest.raises(Invalid):
        of_milestone("edit", world.zigong_officer, row, draft=MilestoneDraft("x", draft.due_on, 0))
    of_milestone("remove", world.zigong_officer, other)
    with pytest.raises(NotVisible):
        of_milestone("remove", world.zigong_officer, other)
    later = {"due_on": date(build.YEAR, 12, 20), "reason": " 疫情 "}
    with pytest.raises(WrongState):
        of_milestone("move", world.secretary, row, **later)
    take("start", world.zigong_head, made)
    for step, said in (("edit", {"draft": draft}), ("remove", {})):
        with pytest.raises(WrongState):
            of_milestone(step, world.zigong_officer, row, **said)
    with pytest.raises(NotAllowed):
        of_milestone("move", world.zigong_officer, row, **later)
    for day in (timezone.localdate() - timedelta(days=1), date(build.YEAR + 2, 1, 1)):
        with pytest.raises(Invalid):
            of_milestone("move", world.secretary, row, due_on=day, reason="x")
    moved = of_milestone("move", world.secretary, row, **later)
    assert (moved.due_on, moved.first_due_on, moved.is_moved) == (
        later["due_on"], draft.due_on, True,
    )  # fmt: skip
    build.milestone(made, world.zigong_officer, name="补充检查")


def test_who_is_to_reach_a_milestone_says_so_and_it_may_be_taken_back(
    world: World, morning: Any
) -> None:
    made = build.running(world)
    row = build.milestone(made, world.zigong_officer, body_id=world.zigong_water.pk)
    assert row.pill[1] == ""
    with pytest.raises(NotAllowed):
        of_milestone("reach", world.luzhou_officer, row, word="x")
    morning.shift(timedelta(days=20))
    assert (fresh(row).is_late, fresh(row).pill[1]) == (True, "r")
    done = of_milestone("reach", world.water_officer, row, word=" 已完成 ")
    assert (done.word, done.done_on, done.pill[1]) == ("已完成", timezone.localdate(), "a")
    for step, said in (("reach", {"word": "x"}), ("move", {"due_on": done.due_on, "reason": "x"})):
        with pytest.raises(WrongState):
            of_milestone(step, world.secretary if "reason" in said else world.zigong_head, row,
                         **said)  # fmt: skip
    with pytest.raises(NotAllowed):
        of_milestone("undo", world.water_officer, row, reason="x")
    of_milestone("undo", world.secretary, row, reason="材料不全")
    assert (fresh(row).done_on, fresh(row).word) == (None, "材料不全")
    with pytest.raises(WrongState):
        of_milestone("undo", world.secretary, row, reason="x")
    assert of_milestone("reach", world.zigong_officer, first(made), word="x").is_late


def test_in_time_it_is_green(world: World) -> None:
    made = build.running(world)
    assert of_milestone("reach", world.zigong_officer, first(made), word="x").pill[1] == "g"


def test_it_stands_still_and_goes_on(world: World, morning: Any) -> None:
    made = build.running(world)
    with pytest.raises(NotAllowed):
        take("suspend", world.zigong_officer, made, reason="x")
    take("suspend", world.zigong_head, made, reason=" 汛期 ")
    found = build.again(made)
    assert (found.state, found.reason) == (ProjectState.SUSPENDED, "汛期")
    assert build.urged(made) == {}
    with pytest.raises(WrongState):
        of_milestone("reach", world.zigong_officer, first(made), word="x")
    with pytest.raises(WrongState):
        build.milestone(made, world.zigong_officer)
    assert first(made).pill[1] == ""
    morning.shift(timedelta(days=3))
    with pytest.raises(NotAllowed):
        take("resume", world.luzhou_officer, made, reason="x")
    take("resume", world.secretary, made, reason="汛期已过")
    (pause,) = queries.pauses_of(made)
    assert (pause.until, pause.word) == (timezone.localdate(), "汛期已过")
    assert build.again(made).reason == ""
    assert str(pause) == f"{pause.since} – {pause.until}"
    assert pause.get_absolute_url() == made.get_absolute_url()


def test_only_the_secretariat_takes_it_out_of_the_programme(world: World) -> None:
    of = meeting.committee(world)
    made = build.running(world, of)
    with pytest.raises(NotAllowed):
        take("cancel", world.zigong_head, made, reason="x")
    take("suspend", world.secretary, made, reason="停工")
    take("cancel", world.secretary, made, reason="工程终止")
    found = build.again(made)
    assert (found.state, found.resolution_id) == (ProjectState.CANCELLED, made.resolution_id)
    assert not ProjectPause.objects.unscoped("test").filter(until=None).exists()
    with pytest.raises(WrongState):
        take("cancel", world.secretary, made, reason="x")
    with pytest.raises(WrongState):
        take("cancel", world.secretary, build.submitted(world, of, name="其他"), reason="x")


def test_the_database_knows_no_progress_without_a_resolution(world: World) -> None:
    made = build.submitted(world)
    for state in (ProjectState.IN_PROGRESS, ProjectState.SUSPENDED):
        with pytest.raises(IntegrityError), transaction.atomic():
            SupervisionProject.objects.unscoped("test").filter(pk=made.pk).update(state=state)


def test_plan_and_milestones_fall_due_with_who_owes_them(world: World) -> None:
    made = build.approved(world, assisting_ids=(world.zigong_water.pk,))
    plan = build.urged(made)["projects.plan"]
    office = world.secretary.memberships.get().post.body_id
    assert (plan.body_id, plan.watchers) == (world.zigong.pk, frozenset({office}))
    soon = timezone.now() + timedelta(days=20)

    def asked(who: Person) -> list[str]:
        return [one.asked for one in duties_of(who.pk, timezone.now(), soon, "projects")]

    assert asked(world.zigong_officer) == ["projects.plan"]
    assert asked(world.water_officer) == []
    build.milestone(made, world.zigong_officer, body_id=world.zigong_water.pk)
    take("start", world.zigong_head, made)
    reach = build.urged(made)["projects.reach"]
    assert reach.body_id == world.zigong_water.pk
    assert reach.watchers == {office, world.zigong.pk}
    assert asked(world.water_officer) == ["projects.reach"]
    assert asked(world.zigong_inspector) == []
    of_milestone("reach", world.water_officer, first(made), word="x")
    assert asked(world.water_officer) == []


def test_a_late_milestone_is_urged_and_cured_when_it_is_reached(world: World, morning: Any) -> None:
    made = build.running(world)
    row = first(made)
    morning.shift(timedelta(days=40))
    ticket: SupervisionTicket = urging.raise_ticket(
        actor=acting(world.secretary), record_kind=int(made.KIND), record_id=made.pk,
        duty="projects", key=str(row.pk),
    )  # fmt: skip
    assert ticket.owed_by_id == world.zigong.pk
    page = signed_in(world.secretary).get(made.get_absolute_url()).content.decode()
    assert ticket.get_absolute_url() in page
    of_milestone("reach", world.zigong_officer, row, word="x")
    urging.cure_ticket(actor=acting(world.secretary), ticket_id=ticket.pk)
    ticket.refresh_from_db()
    assert ticket.state == TicketState.CURED


def text(who: Person, made: SupervisionProject) -> str:
    """Return the page of a project."""
    return signed_in(who).get(made.get_absolute_url()).content.decode()


def press(made: SupervisionProject, step: str, who: Person, pk: Any, **said: Any) -> None:
    """Press a button that stands on the page of a project."""
    url = reverse(f"programme:{step}", args=[pk])
    assert url in text(who, made)
    answer = signed_in(who).post(url, said)
    assert answer.status_code == 302, answer.content.decode()


def desk(who: Person) -> str:
    """Return what waits for somebody."""
    return signed_in(who).get(reverse("portal:desk")).content.decode()


def test_the_plan_is_worked_on_with_the_buttons_of_the_page(world: World) -> None:
    made = build.approved(world, first_month=11, last_month=12)
    lead = world.zigong_officer
    said = {"name": "进场检查", "due_on": f"{build.YEAR}-11-25", "body_id": made.owner_body_id}
    assert reverse("programme:add_milestone", args=[made.pk]) not in text(world.secretary, made)
    press(made, "add_milestone", lead, made.pk, **said)
    row = first(made)
    form = signed_in(lead).get(reverse("programme:edit_milestone", args=[row.pk]))
    assert "进场检查" in form.content.decode()
    press(made, "edit_milestone", lead, row.pk, **(said | {"name": "进驻检查"}))
    assert "进驻检查" in text(world.luzhou_officer, made)
    press(made, "remove_milestone", lead, row.pk)
    press(made, "add_milestone", lead, made.pk, **said)
    assert "制定方案并启动" in desk(world.zigong_head)
    press(made, "start", world.zigong_head, made.pk)
    assert reverse("programme:reach", args=[first(made).pk]) in desk(lead)


def test_it_runs_with_the_buttons_of_the_page(world: World) -> None:
    made = build.running(world)
    row = first(made)
    moved = {"due_on": f"{build.YEAR}-12-25", "reason": "汛期"}
    press(made, "move_milestone", world.secretary, row.pk, **moved)
    press(made, "reach", world.zigong_officer, row.pk, word="已进驻四个工地")
    assert "已进驻四个工地" in text(world.luzhou_officer, made)
    press(made, "undo_milestone", world.secretary, row.pk, reason="缺底稿")
    press(made, "suspend", world.zigong_head, made.pk, reason="停工")
    press(made, "resume", world.zigong_head, made.pk, reason="复工")
    assert "停工" in text(world.luzhou_officer, made)
    press(made, "cancel", world.secretary, made.pk, reason="不再实施")


def test_who_stepped_back_has_no_plan_of_it(world: World) -> None:
    made = build.running(world, assisting_ids=(world.zigong_water.pk,))
    row = build.milestone(made, world.zigong_officer, body_id=world.zigong_water.pk)
    declare_recusal(actor=acting(world.water_officer), record=made, reason="亲属")
    assert queries.waiting(acting(world.water_officer)) == []
    with pytest.raises(NotVisible):
        of_milestone("reach", world.water_officer, row, word="x")

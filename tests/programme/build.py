"""Supervision projects as tests need them: led by Zigong, of a joint meeting of three bodies."""

from datetime import date
from typing import Any

from django.utils import timezone

from liandu.committees.models import Committee
from liandu.findings.models import Finding
from liandu.inspections import actions as inspections
from liandu.inspections.models import Inspection
from liandu.meetings import actions as meetings
from liandu.meetings.models import Meeting, Topic
from liandu.meetings.rules import Outcome
from liandu.notices.queries import Owed
from liandu.orgs.models import Person
from liandu.programme import actions, queries
from liandu.programme.models import (
    OverlapHit,
    ProgrammeArea,
    ProjectMilestone,
    SupervisionProject,
)
from liandu.programme.rules import MilestoneDraft, ProjectDraft
from tests.inspections import build as inspecting
from tests.meetings import build as meeting
from tests.people import World, acting

YEAR = meeting.TODAY.year


def area(name: str = "重大项目") -> ProgrammeArea:
    """Return an area of supervision."""
    return ProgrammeArea.objects.get(name=name)


def draft(**changes: Any) -> ProjectDraft:
    """Return what is said of a project: about a canal, from March to June."""
    usual: dict[str, Any] = {
        "name": "北总干渠联合监督", "year": YEAR, "area_id": area().pk, "first_month": 3,
        "last_month": 6, "subject": "招标和工程变更", "expected": "查清变更，完善制度",
        "targets": "北总干渠",
    }  # fmt: skip
    return ProjectDraft(**(usual | changes))


def proposed(
    world: World, of: Committee | None = None, who: Person | None = None, **changes: Any
) -> SupervisionProject:
    """Return a draft of Zigong's, or of somebody else's."""
    return actions.propose_project(
        actor=acting(who or world.zigong_officer), draft=draft(**changes),
        committee_id=(of or meeting.committee(world)).pk,
    )  # fmt: skip


def submitted(
    world: World, of: Committee | None = None, head: Person | None = None, **changes: Any
) -> SupervisionProject:
    """Return a project that was handed in."""
    made = proposed(world, of, head, **changes)
    return actions.submit_project(actor=acting(head or world.zigong_head), project_id=made.pk)


def screened(world: World, made: SupervisionProject) -> SupervisionProject:
    """Return a project that the secretary screened."""
    return actions.screen_project(actor=acting(world.secretary), project_id=made.pk)


def collecting(world: World, made: SupervisionProject, **changes: Any) -> Meeting:
    """Return a meeting of its committee that collects topics."""
    of = Committee.objects.unscoped("test").get(pk=made.committee_id)
    return meeting.collecting(world, of, **changes)


def tabled(world: World, made: SupervisionProject, at: Meeting | None = None) -> SupervisionProject:
    """Return a project that is before a meeting, screened first if it was not."""
    if made.state != "screening":
        made = screened(world, made)
    at = at or collecting(world, made)
    return actions.table_project(
        actor=acting(world.secretary), project_id=made.pk, meeting_id=at.pk
    )


def held(world: World, made: SupervisionProject, outcome: str = Outcome.DECISION) -> Meeting:
    """Hold the meeting that a project is before, and end its topic in this way."""
    topic = topic_of(made)
    meeting.screened(world, topic)
    office = acting(world.secretary)
    meetings.fix_agenda(actor=office, meeting_id=topic.meeting_id)
    found = meetings.notify_members(actor=office, meeting_id=topic.meeting_id)
    meeting.opened(world, found)
    meeting.concluded(world, topic_of(made), outcome)
    return meeting.again(found)


def topic_of(made: SupervisionProject) -> Topic:
    """Return the last topic by which a project was tabled."""
    found: Topic = Topic.objects.unscoped("test").filter(subject_id=made.pk).order_by("-pk")[0]
    return found


def approved(world: World, of: Committee | None = None, **changes: Any) -> SupervisionProject:
    """Return a project that a held meeting approved."""
    made = tabled(world, submitted(world, of, **changes))
    held(world, made)
    return actions.approve_project(actor=acting(world.secretary), project_id=made.pk)


def again(made: SupervisionProject) -> SupervisionProject:
    """Return a project as it stands now."""
    found: SupervisionProject = SupervisionProject.objects.unscoped("test").get(pk=made.pk)
    return found


def hits(made: SupervisionProject) -> list[OverlapHit]:
    """Return what the screen found, whoever may see it."""
    return list(OverlapHit.objects.unscoped("test").filter(project=made))


def sees(who: Person, made: SupervisionProject) -> bool:
    """Test whether somebody may know of a project."""
    return bool(queries.projects(acting(who)).filter(pk=made.pk).exists())


def milestone(made: SupervisionProject, who: Person, **changes: Any) -> ProjectMilestone:
    """Return a milestone added to a project's plan: at the end of November, by its lead body."""
    usual: dict[str, Any] = {
        "name": "完成现场检查", "due_on": date(YEAR, 11, 30), "body_id": made.owner_body_id
    }  # fmt: skip
    return actions.add_milestone(
        actor=acting(who), project_id=made.pk, draft=MilestoneDraft(**(usual | changes))
    )


def running(world: World, of: Committee | None = None, **changes: Any) -> SupervisionProject:
    """Return a project of November and December that has started, with one milestone."""
    usual: dict[str, Any] = {
        "first_month": 11, "last_month": 12, "assisting_ids": (world.zigong_water.pk,)
    }  # fmt: skip
    made = approved(world, of, **(usual | changes))
    milestone(made, world.zigong_officer)
    return actions.start_project(actor=acting(world.zigong_head), project_id=made.pk)


def urged(made: SupervisionProject) -> dict[str, Owed]:
    """Return what is owed on a project now, by what is asked."""
    return {one.asked: one for one in queries.owed(again(made))}


def visit(world: World, **changes: Any) -> Inspection:
    """Return an inspection of Zigong's, of an object of its list."""
    of = inspecting.works(world, number=changes.pop("number", "XM-7"))
    return inspections.plan_inspection(
        actor=acting(world.zigong_officer), body_ids=[world.zigong_water.pk],
        plan=inspecting.plan(checklist_id=None, **changes), object_ids=[of.pk],
    )  # fmt: skip


def carrying(world: World, made: SupervisionProject, **changes: Any) -> Inspection:
    """Return an inspection by which a project is carried out."""
    at = visit(world, **changes)
    actions.assign_inspection(
        actor=acting(world.zigong_officer), project_id=made.pk, inspection_id=at.pk
    )
    return at


def closed(world: World, at: Inspection, n: int, **changes: Any) -> Finding:
    """Return a finding of an inspection that three people closed."""
    return finding(
        at, n, state="closed", closed_at=timezone.now(), submitter=world.builder_head,
        first_reviewer=world.water_officer, closer=world.zigong_head, **changes,
    )  # fmt: skip


def finding(at: Inspection, n: int = 1, **changes: Any) -> Finding:
    """Return a finding of an inspection, in whatever state is asked for."""
    usual: dict[str, Any] = {
        "owner_body_id": at.owner_body_id, "inspection": at, "number": f"WT-{n}",
        "title": f"问题{n}", "fact": "事实", "rule_broken": "规定", "demand": "整改",
        "found_on": meeting.TODAY,
    }  # fmt: skip
    made: Finding = Finding.objects.create(**(usual | changes))
    return made

"""What runs in a project: its plan, when it stood still, and what bodies owe on it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from liandu.access.queries import live_grants
from liandu.access.rules import PartyRole, Purpose
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import end_of
from liandu.kernel.models import one
from liandu.notices.queries import Duty, Owed
from liandu.orgs.models import Body
from liandu.programme.models import ProjectMilestone, ProjectPause, SupervisionProject
from liandu.programme.queries.projects import projects
from liandu.programme.queries.reports import missing
from liandu.programme.rules import ProjectState
from liandu.works.permits import KEEPERS

KIND = "projects"
"""The kind of duty."""
REPORTED = (ProjectState.IN_PROGRESS.value, ProjectState.CONCLUDING.value)
OWING = (ProjectState.APPROVED.value, *REPORTED)


def working_ids(project: SupervisionProject) -> set[int]:
    """Return the bodies that do the work of a project in hand: lead and assisting."""
    helpers = SupervisionProject.assisting.through.objects.filter(supervisionproject=project)
    return {project.owner_body_id, *helpers.values_list("body", flat=True)}


def working_bodies(project: SupervisionProject) -> list[Body]:
    """Return the same bodies, who leads first."""
    lead = project.owner_body_id
    found = Body.objects.filter(pk__in=working_ids(project)).select_related("jurisdiction")
    return sorted(found, key=lambda body: (body.pk != lead, body.path))


def milestones_of(project: SupervisionProject) -> list[ProjectMilestone]:
    """Return the milestones of a project in hand by their days."""
    rows = list(project.milestones.select_related("body__jurisdiction"))
    for row in rows:
        row.project = project
    return rows


def pauses_of(project: SupervisionProject) -> list[ProjectPause]:
    """Return when a project in hand stood still."""
    return list(project.pauses.all())


def seen_milestone(actor: Actor, pk: Any) -> ProjectMilestone:
    """Return one milestone.

    :raises NotVisible: if there is none, or the actor may not know of its project
    """
    rows = ProjectMilestone.objects.visible_to(actor)
    return one(rows.select_related("project__committee", "body__jurisdiction"), pk)


def owed(project: SupervisionProject) -> Iterator[Owed]:
    """Yield what bodies owe on a project in hand; on one that stands still nothing falls due."""
    zone, office, lead = timezone.get_default_timezone(), _office(project), project.owner_body_id
    if project.state == ProjectState.APPROVED and project.plan_due_at is not None:
        yield Owed("plan", f"{KIND}.plan", lead, project.plan_due_at, office - {lead})
    if project.state not in REPORTED:
        return
    for month in missing(project):
        yield Owed(
            f"report-{month.key}", f"{KIND}.report", lead, month.due_at, office - {lead},
            month.key,
        )  # fmt: skip
    for row in project.milestones.filter(done_on=None):
        # None is left in one that is being concluded.
        yield Owed(
            str(row.pk), f"{KIND}.reach", row.body_id, end_of(row.due_on, zone),
            (office | {lead}) - {row.body_id}, row.name,
        )  # fmt: skip


def _office(project: SupervisionProject) -> frozenset[int]:
    """Return the body whose office keeps the committee of a project in hand, as a party to it."""
    parties = live_grants(project).filter(purpose=Purpose.PARTY, basis=PartyRole.KEEPER)
    return frozenset(parties.exclude(body=None).values_list("body", flat=True))


def waiting(actor: Actor) -> list[tuple[SupervisionProject, Owed]]:
    """Return what the actor's body owes on projects in sight, what is due first first."""
    if actor.body_id is None or actor.admin or not actor.has(*KEEPERS):
        return []
    own = Q(owner_body=actor.body_id) | Q(
        pk__in=ProjectMilestone.objects.visible_to(actor)
        .filter(body=actor.body_id, done_on=None)
        .values("project")
    )
    rows = projects(actor).filter(own, state__in=OWING)
    found = [(row, each) for row in rows for each in owed(row) if each.body_id == actor.body_id]
    return sorted(found, key=lambda pair: (pair[1].due_at, pair[1].key))


def due(actor: Actor, until: datetime) -> Iterator[Duty]:
    """Yield what the actor's body owes on projects and is due before a moment."""
    for project, each in waiting(actor):
        if each.due_at <= until:
            yield Duty(
                KIND, f"{project.pk}:{each.key}", project, each.asked, each.due_at,
                way(project, each),
            )  # fmt: skip


def way(project: SupervisionProject, each: Owed) -> str:
    """Return where what is owed on a project is done."""
    if each.asked == f"{KIND}.report":
        return reverse("programme:file_report", args=[project.pk, each.title])
    if each.asked == f"{KIND}.reach":
        return reverse("programme:reach", args=[each.key])
    return project.get_absolute_url()

"""Supervision projects for an actor, and what stands around one in hand."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from liandu.committees.queries import committees
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.kernel.permits import allowed
from liandu.meetings.queries import meetings, resolved
from liandu.meetings.rules import MeetingState
from liandu.programme.models import ProgrammeArea, SupervisionProject
from liandu.works.queries import objects

NAME = _("Supervision project")
ROWS = ("owner_body__jurisdiction", "area")


def committee_model() -> Any:
    """Return the table of committees, which answers only once it is said for whom."""
    return SupervisionProject._meta.get_field("committee").related_model


def every_area() -> QuerySet[ProgrammeArea]:
    """Return the areas in their order, those out of use among them."""
    return ProgrammeArea.objects.all()


def areas(*, kept: int | None = None) -> QuerySet[ProgrammeArea]:
    """Return the areas to choose from, with one that is kept although it is out of use."""
    return every_area().filter(Q(is_in_use=True) | Q(pk=kept or 0))


def seen_area(pk: Any) -> ProgrammeArea:
    """Return one area, in use or not.

    :raises NotVisible: if there is none
    """
    return one(every_area(), pk)


def projects(actor: Actor) -> QuerySet[SupervisionProject]:
    """Return the projects the actor may know of, with what a row of the list shows."""
    rows: QuerySet[SupervisionProject] = SupervisionProject.objects.visible_to(actor)
    named = Prefetch("committee", committee_model().objects.visible_to(actor))
    return rows.select_related(*ROWS).prefetch_related(named, "assisting__jurisdiction")


def seen_project(actor: Actor, pk: Any) -> SupervisionProject:
    """Return one project.

    :raises NotVisible: if there is none, or the actor may not know of it
    """
    return one(projects(actor), pk)


def objects_of(actor: Actor, project: SupervisionProject) -> list[Any]:
    """Return the objects of a project in hand that the actor may know of."""
    through = SupervisionProject.objects_named.through.objects.filter(supervisionproject=project)
    return list(objects(actor).filter(pk__in=through.values("supervisedobject")).order_by("number"))


def open_to_propose(actor: Actor) -> list[Any]:
    """Return the committees before which the actor's body may bring projects."""
    rows = committees(actor).filter(dissolved_on=None)
    return [each for each in rows if allowed(actor, "programme.propose_project", each)]


def meetings_to_come(actor: Actor, project: SupervisionProject) -> list[Any]:
    """Return the meetings of its committee that collect topics now, the next first."""
    rows = meetings(actor).filter(
        committee=project.committee_id, state=MeetingState.COLLECTING_TOPICS
    )
    return list(rows.order_by("starts_at"))


def decided(project: SupervisionProject) -> Any:
    """Return what a held meeting resolved on a project since it was tabled; None before that.

    What was resolved on it before it was last handed back decides no more.
    """
    found = resolved(project)
    if found is None or project.tabled_at is None:
        return None
    held_at = found.meeting.held_at
    return found if held_at is not None and held_at >= project.tabled_at else None

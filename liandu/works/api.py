"""Supervised objects and their links, for programs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from ninja import Query, Schema
from pydantic import Field

from liandu.interfaces.api import (
    ApiRequest,
    Area,
    Asked,
    Happened,
    Named,
    Page,
    Words,
    events_of,
    hang,
    narrowed,
    page_of,
)
from liandu.works import queries
from liandu.works.listings import ObjectFilter
from liandu.works.models import SupervisedObject, SupervisionLink
from liandu.works.rules import Light, LinkState, ObjectType, ProjectStatus

area = Area("works")
hang("/projects", area)


class ProjectsAsked(Asked):
    """What the list of projects is narrowed by, as on its page."""

    q: Words = Field("", description="Beginning of the number, or part of name or lead body")
    object_type: list[ObjectType] = Field([], description="Kind of object")
    status: list[ProjectStatus] = Field([])


class Project(Schema):
    """A supervised object, such as a works project."""

    id: UUID
    number: str
    name: str
    object_type: ObjectType
    status: ProjectStatus
    field: str | None = Field(description="Code of the field")
    jurisdictions: list[str] = Field(description="Codes of GB/T 2260")
    lead_body: Named | None
    investment_fen: int | None
    starts_on: date | None
    ends_on: date | None
    light: Light
    open_findings: int
    overdue_findings: int
    entered_at: datetime


class ProjectWhole(Project):
    """The same with what its page shows besides."""

    sub_field: str
    developer: str
    content: str
    year_plan_fen: int | None
    list_year: int | None
    responsible_bodies: list[Named]


class Link(Schema):
    """A supervision link of a project, in order."""

    id: int
    position: int
    code: str
    name: str
    state: LinkState
    planned_start_on: date | None
    planned_end_on: date | None
    started_on: date | None
    ended_on: date | None
    responsible_body: Named | None
    supervising_body: Named | None


def values(row: SupervisedObject) -> dict[str, Any]:
    """Return what a list says of an object."""
    stands = row.overview
    return {
        "id": row.pk, "number": row.number, "name": row.name, "object_type": row.object_type,
        "status": row.status, "field": row.field and row.field.code,
        "jurisdictions": [place.code for place in row.jurisdictions.all()],
        "lead_body": Named.of(row.lead_body), "investment_fen": row.investment_fen,
        "starts_on": row.starts_on, "ends_on": row.ends_on, "light": stands.shown.light,
        "open_findings": stands.findings.count, "overdue_findings": stands.findings.overdue,
        "entered_at": row.created_at,
    }  # fmt: skip


def whole(row: SupervisedObject) -> ProjectWhole:
    """Return all that is said of an object."""
    bodies = [Named(id=body.pk, name=body.name) for body in row.responsible_bodies.all()]
    return ProjectWhole(
        **values(row), sub_field=row.sub_field, developer=row.developer, content=row.content,
        year_plan_fen=row.year_plan_fen, list_year=row.list_year, responsible_bodies=bodies,
    )  # fmt: skip


def link(row: SupervisionLink) -> Link:
    """Return a link as it is told."""
    return Link(
        id=row.pk, position=row.position, code=row.code, name=row.name, state=LinkState(row.state),
        planned_start_on=row.planned_start_on, planned_end_on=row.planned_end_on,
        started_on=row.started_on, ended_on=row.ended_on,
        responsible_body=Named.of(row.responsible_body),
        supervising_body=Named.of(row.supervising_body),
    )  # fmt: skip


@area.read("", Page[Project], summary="List projects, latest first")
def list_projects(request: ApiRequest, asked: Query[ProjectsAsked]) -> Page[Project]:
    """List the supervised objects that the post may know of."""
    given = QueryDict(mutable=True)
    for name, several in narrowed(asked.dict(), ("q", "object_type", "status")).items():
        given.setlist(name, several)
    rows = ObjectFilter(given, queries.listed(request.actor), request=request).qs
    return page_of(rows, ("-created_at",), asked, lambda row: Project(**values(row)))


@area.read("/{uuid:project_id}", ProjectWhole, summary="Read one project")
def read_project(request: ApiRequest, project_id: UUID) -> ProjectWhole:
    """Read one supervised object, with how it stands."""
    row = queries.seen_object(request.actor, project_id)
    row.overview = queries.overview(request.actor, row)
    return whole(row)


@area.read("/{uuid:project_id}/links", list[Link], summary="List the links of a project")
def list_links(request: ApiRequest, project_id: UUID) -> list[Link]:
    """Read the supervision links of one object, in order."""
    row = queries.seen_object(request.actor, project_id)
    return [link(one) for one in queries.object_links(row)]


@area.read("/{uuid:project_id}/events", Page[Happened], summary="List what happened to a project")
def list_project_events(
    request: ApiRequest, project_id: UUID, asked: Query[Asked]
) -> Page[Happened]:
    """List what happened to the object, latest first."""
    return events_of(queries.seen_object(request.actor, project_id), asked)

"""Reading inspections."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from ninja import Query, Schema
from pydantic import Field

from liandu.inspections import queries
from liandu.inspections.listings import InspectionFilter
from liandu.inspections.models import Inspection
from liandu.inspections.rules import InspectionState, Mode
from liandu.interfaces.api import (
    ApiRequest,
    Area,
    Asked,
    Happened,
    Named,
    Page,
    Reference,
    Words,
    events_of,
    narrowed,
    page_of,
)
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import allowed

area = Area("inspections")


class InspectionsAsked(Asked):
    """What the list of inspections is narrowed by, as on its page."""

    q: Words = Field("", description="Part of number or title")
    state: list[InspectionState] = Field([])
    mode: list[Mode] = Field([])


class InspectionLine(Schema):
    """An inspection as the list shows it."""

    id: UUID
    number: str
    title: str
    mode: Mode
    state: InspectionState
    starts_on: date
    ends_on: date
    visited_from: date | None
    visited_until: date | None
    body: Named | None = Field(description="Who planned it")
    projects: list[Reference] = Field(description="Those of its objects that are named to the post")


class InspectionWhole(InspectionLine):
    """The same with what its page shows besides."""

    basis: str
    participating_bodies: list[Named]
    report: str | None = Field(description="Null where the report is not open to the post")
    comments_until: datetime | None = Field(
        description="Until when the inspected may comment; null where they were not asked, or the "
        "report is not open to the post"
    )


def line(row: Inspection) -> dict[str, Any]:
    """Return what the list says of an inspection."""
    return {
        "id": row.pk, "number": row.number, "title": row.title, "mode": row.mode,
        "state": row.state, "starts_on": row.starts_on, "ends_on": row.ends_on,
        "visited_from": row.visited_from, "visited_until": row.visited_until,
        "body": Named.of(row.owner_body),
        "projects": [Reference(id=one.pk, number=one.number, name=one.name)
                     for one in row.supervised_objects.all()],
    }  # fmt: skip


@area.read("", Page[InspectionLine], summary="List inspections, the latest first")
def list_inspections(request: ApiRequest, asked: Query[InspectionsAsked]) -> Page[InspectionLine]:
    """List the inspections that the post may know of."""
    given = QueryDict(mutable=True)
    for name, several in narrowed(asked.dict(), ("q", "state", "mode")).items():
        given.setlist(name, several)
    rows = InspectionFilter(given, queries.inspections(request.actor), request=request).qs
    return page_of(rows, ("-starts_on",), asked, lambda row: InspectionLine(**line(row)))


@area.read("/{uuid:inspection_id}", InspectionWhole, summary="Read one inspection")
def read_inspection(request: ApiRequest, inspection_id: UUID) -> InspectionWhole:
    """Read one inspection, as far as the post may."""
    return whole(request.actor, inspection_id)


def whole(actor: Actor, inspection_id: UUID) -> InspectionWhole:
    """Return all that is said of an inspection to whoever asks."""
    row = queries.seen_inspection(actor, inspection_id)
    bodies = [Named(id=body.pk, name=body.name) for body in row.participating_bodies.all()]
    is_open = allowed(actor, "inspections.read_report", row)
    return InspectionWhole(
        **line(row), basis=row.basis, participating_bodies=bodies,
        report=row.report_text if is_open else None,
        comments_until=row.comments_until if is_open else None,
    )  # fmt: skip


@area.read(
    "/{uuid:inspection_id}/events", Page[Happened], summary="List what happened to an inspection"
)
def list_inspection_events(
    request: ApiRequest, inspection_id: UUID, asked: Query[Asked]
) -> Page[Happened]:
    """List what happened, latest first; not for the inspected, as on the page.

    :raises NotVisible: for them
    """
    row = queries.seen_inspection(request.actor, inspection_id)
    if not allowed(request.actor, "inspections.read_inside", row):
        raise NotVisible
    return events_of(row, asked)

"""Bodies, for programs of those who keep the directory."""

from datetime import date

from ninja import Query, Schema
from pydantic import Field

from liandu.interfaces.api.areas import Area
from liandu.interfaces.api.bearer import ApiRequest
from liandu.interfaces.api.shapes import Asked, Key, Page, Words, page_of
from liandu.interfaces.api.site import hang
from liandu.kernel.permits import require
from liandu.orgs import queries
from liandu.orgs.models import Body

area = Area("bodies")
hang("/bodies", area)


class BodiesAsked(Asked):
    """What the list of bodies is narrowed by."""

    q: Words = Field("", description="Part of the name")


class BodyLine(Schema):
    """A body that takes part in supervision or is supervised."""

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    parent_id: int | None
    jurisdiction: str | None = Field(description="Code of GB/T 2260")
    closed_on: date | None


def line(row: Body) -> BodyLine:
    """Return a body as it is told."""
    return BodyLine(
        id=row.pk, code=row.code, name=row.name, short_name=row.short_name, kind=row.kind,
        parent_id=row.parent_id, jurisdiction=row.jurisdiction.code if row.jurisdiction else None,
        closed_on=row.closed_on,
    )  # fmt: skip


@area.read("", Page[BodyLine], summary="List bodies, parts after their whole")
def list_bodies(request: ApiRequest, asked: Query[BodiesAsked]) -> Page[BodyLine]:
    """List all bodies, for those who may browse the directory.

    :raises NotAllowed: for others
    """
    require(request.actor, "orgs.browse")
    rows = queries.bodies()
    if asked.q:
        rows = rows.filter(name__icontains=asked.q)
    return page_of(rows, ("path",), asked, line)


@area.read("/{body_id}", BodyLine, summary="Read one body")
def read_body(request: ApiRequest, body_id: Key) -> BodyLine:
    """Read one body.

    :raises NotAllowed: for those who may not browse the directory
    """
    require(request.actor, "orgs.browse")
    return line(queries.body(body_id))

"""Reading findings."""

from uuid import UUID

from django.http import QueryDict
from ninja import Query

from liandu.findings import queries
from liandu.findings.api.shapes import FindingLine, FindingsAsked, FindingWhole, area, line, whole
from liandu.findings.listings.ledger import FindingFilter
from liandu.interfaces.api import (
    ApiRequest,
    Asked,
    Happened,
    Page,
    events_of,
    narrowed,
    page_of,
)

FILTERS = ("q", "state", "severity", "due", "standing", "object")


@area.read("", Page[FindingLine], summary="List findings, the next due first")
def list_findings(request: ApiRequest, asked: Query[FindingsAsked]) -> Page[FindingLine]:
    """List the findings that the post may know of."""
    given = QueryDict(mutable=True)
    for name, several in narrowed(asked.dict(), FILTERS).items():
        given.setlist(name, several)
    rows = FindingFilter(given, queries.ledger(request.actor), request=request).qs
    return page_of(rows, ("step_due_at",), asked, lambda row: FindingLine(**line(row)))


@area.read("/{uuid:finding_id}", FindingWhole, summary="Read one finding")
def read_finding(request: ApiRequest, finding_id: UUID) -> FindingWhole:
    """Read one finding."""
    return whole(queries.seen_finding(request.actor, finding_id))


@area.read("/{uuid:finding_id}/events", Page[Happened], summary="List what happened to a finding")
def list_finding_events(
    request: ApiRequest, finding_id: UUID, asked: Query[Asked]
) -> Page[Happened]:
    """List what happened to the finding, latest first."""
    return events_of(queries.seen_finding(request.actor, finding_id), asked)

"""Official papers for programs."""

from datetime import datetime
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
from liandu.papers import queries
from liandu.papers.listings import PaperFilter
from liandu.papers.models import Paper
from liandu.papers.rules import PaperState

area = Area("papers")
hang("/papers", area)


class PapersAsked(Asked):
    """What the list of papers is narrowed by, as on its page."""

    q: Words = Field("", description="Part of number or title")
    state: list[PaperState] = Field([])


class PaperLine(Schema):
    """A paper as the list shows it."""

    id: UUID
    kind: str
    number: str
    title: str
    state: PaperState
    body: Named | None = Field(description="Who draws it up")
    drafted_at: datetime
    issued_at: datetime | None
    withdrawn_at: datetime | None


class PaperWhole(PaperLine):
    """The same with what it says."""

    text: str
    attachments: str
    note: str
    about: UUID | None = Field(description="Id of its record; null where that is not open")


def line(row: Paper) -> dict[str, Any]:
    """Return what the list says of a paper."""
    return {
        "id": row.pk, "kind": row.kind, "number": row.number, "title": row.title,
        "state": row.state, "body": Named.of(row.owner_body), "drafted_at": row.created_at,
        "issued_at": row.issued_at, "withdrawn_at": row.withdrawn_at,
    }  # fmt: skip


@area.read("", Page[PaperLine], summary="List papers, the latest first")
def list_papers(request: ApiRequest, asked: Query[PapersAsked]) -> Page[PaperLine]:
    """List the papers that the post may know of."""
    given = QueryDict(mutable=True)
    for name, several in narrowed(asked.dict(), ("q", "state")).items():
        given.setlist(name, several)
    rows = PaperFilter(given, queries.papers(request.actor), request=request).qs
    return page_of(rows, ("-created_at",), asked, lambda row: PaperLine(**line(row)))


@area.read("/{uuid:paper_id}", PaperWhole, summary="Read one paper")
def read_paper(request: ApiRequest, paper_id: UUID) -> PaperWhole:
    """Read one paper with its text."""
    row = queries.seen_paper(request.actor, paper_id)
    about = queries.record_of(request.actor, row)
    return PaperWhole(
        **line(row), text=row.text, attachments=row.attachments, note=row.note,
        about=about and about.pk,
    )  # fmt: skip


@area.read("/{uuid:paper_id}/events", Page[Happened], summary="List what happened to a paper")
def list_paper_events(request: ApiRequest, paper_id: UUID, asked: Query[Asked]) -> Page[Happened]:
    """List what happened to the paper, latest first."""
    return events_of(queries.seen_paper(request.actor, paper_id), asked)

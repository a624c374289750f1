"""The inbox for programs."""

from datetime import datetime
from uuid import UUID

from ninja import Query, Schema
from pydantic import Field

from liandu.interfaces.api import ApiRequest, Area, Asked, Page, hang, page_of
from liandu.notices import queries
from liandu.notices.models import Notice

area = Area("notices")
hang("/notices", area)


class NoticesAsked(Asked):
    """All notices, or those that were not read."""

    unread: bool = False


class NoticeLine(Schema):
    """One notice: what happened to which record. What the record is called is read there."""

    id: int
    at: datetime
    kind: str
    sentence: str
    body: str
    record_kind: int = Field(description="0 project, 1 inspection, 2 finding, 4 paper")
    record_id: UUID
    is_read: bool


def line(row: Notice) -> NoticeLine:
    """Return a notice as it is told."""
    return NoticeLine(
        id=row.pk, at=row.at, kind=row.kind, sentence=str(row.says.sentence),
        body=str(row.body or ""), record_kind=row.record_kind, record_id=row.record_id,
        is_read=row.read_at is not None,
    )  # fmt: skip


@area.read("", Page[NoticeLine], summary="List notices, the latest first")
def list_notices(request: ApiRequest, asked: Query[NoticesAsked]) -> Page[NoticeLine]:
    """List what the person was told of records that the post may still know of."""
    rows = (queries.unread if asked.unread else queries.notices)(request.actor)
    return page_of(rows, ("-id",), asked, line)

"""The search for programs."""

from uuid import UUID

from ninja import Query, Schema
from pydantic import Field

from liandu.interfaces.api import ApiRequest, Area, Text, hang
from liandu.search import queries

area = Area("search")
hang("/search", area)


class SearchAsked(Schema):
    """What is looked for."""

    q: Text = Field(min_length=1, max_length=100, description="Words that all have to be there")
    kind: int | None = Field(
        None, ge=0, le=15, description="0 project, 1 inspection, 2 finding; none for all"
    )


class Hit(Schema):
    """A record that holds the words."""

    kind: int
    id: UUID
    number: str
    title: str


class Hits(Schema):
    """What was found, the latest first; no more than a hundred."""

    items: list[Hit]
    is_more: bool = Field(description="True if there are more: add a word")


@area.read("", Hits, summary="Find records by their words")
def find_records(request: ApiRequest, asked: Query[SearchAsked]) -> Hits:
    """Find the records that the post may know of and that hold all of the words."""
    found = queries.find(request.actor, asked.q, asked.kind)
    hits = queries.hits(request.actor, found[: queries.CAP])
    return Hits(
        items=[Hit(kind=one.shelf.kind, id=one.line.pk, number=one.line.number,
                   title=one.line.title) for one in hits],
        is_more=len(found) > queries.CAP,
    )  # fmt: skip

"""What the shapes of the interface are made of."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from ninja import Schema
from pydantic import Field, StringConstraints

from liandu.kernel.errors import Invalid
from liandu.orgs.models import Body
from liandu.web.keyset import BadMark, following

M = TypeVar("M", bound=Model)
S = TypeVar("S")

USUAL_PAGE, LONGEST_PAGE = 50, 200

# No database keeps a NUL in a text.
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
Words = Annotated[Text, Field(max_length=100)]
Key = Annotated[int, Field(ge=1, le=2**53)]
# Farther days are slips, and cannot be reckoned with in every zone.
Day = Annotated[date, Field(ge=date(1949, 10, 1), le=date(2199, 12, 31))]


class Asked(Schema):
    """What every list is asked with: how many at once, and where to go on."""

    limit: int = Field(USUAL_PAGE, ge=1, le=LONGEST_PAGE, description="How many at once")
    cursor: str = Field(
        "", max_length=2000, description="`next` of the page before; nothing for the first"
    )


class Page(Schema, Generic[S]):
    """Some of a list, in order."""

    items: list[S]
    next: str | None = Field(description="The cursor of the next page; null on the last")


class Named(Schema):
    """A body, by its id and name."""

    id: int
    name: str

    @classmethod
    def of(cls, body: Body | None) -> "Named | None":
        """Return a body as it is named, or nothing."""
        return None if body is None else cls(id=body.pk, name=body.name)


class Happened(Schema):
    """One event of a record: what happened, when, by which body and post."""

    id: int
    at: datetime
    kind: str
    sentence: str
    body: str
    post: str


class Reference(Schema):
    """A record that another one names."""

    id: UUID
    number: str
    name: str


def page_of(
    rows: QuerySet[M], order: tuple[str, ...], asked: Asked, draw: Callable[[M], S]
) -> Page[S]:
    """Return the page of ``rows`` that was asked for.

    :raises Invalid: if the cursor is none of this list
    """
    try:
        found, mark = following(rows, order, asked.limit, asked.cursor)
    except BadMark as fault:
        raise Invalid({"cursor": str(fault)}) from fault
    return Page[S](items=[draw(row) for row in found], next=mark or None)


def narrowed(given: Mapping[str, Any], names: Iterable[str]) -> dict[str, list[str]]:
    """Return those of ``names`` that are given, as the form of a list takes them."""
    found = {name: given[name] for name in names if given[name] not in (None, "", [])}
    return {
        name: [str(one) for one in value] if isinstance(value, list) else [str(value)]
        for name, value in found.items()
    }

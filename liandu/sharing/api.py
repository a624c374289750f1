"""Shared information for programs, read only: a signature is a person's."""

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
    Named,
    Page,
    Words,
    hang,
    narrowed,
    page_of,
)
from liandu.sharing import queries
from liandu.sharing.listings import ItemFilter
from liandu.sharing.models import SharingReceipt
from liandu.sharing.rules import ItemState, SharedKind

area = Area("sharing")
hang("/shared", area)


class SharedAsked(Asked):
    """What the list is narrowed by, as on its page."""

    q: Words = Field("", description="Words of number, title or text")
    box: str | None = Field(None, pattern="^(in|out)$", description="What came in, or went out")
    waiting: str | None = Field(None, pattern="^(sign|others|answer)$")
    kind: list[SharedKind] = Field([])
    state: list[ItemState] = Field([])


class SharedLine(Schema):
    """Something that a body shares."""

    id: UUID
    number: str
    kind: SharedKind
    title: str
    state: ItemState
    body: Named | None = Field(description="Who shares it")
    shared_at: datetime | None
    sign_by: date
    last_day: date
    receipts: int = Field(description="Receipts that the post may know of")
    signed: int = Field(description="Those of them that were signed")


class QuestionTold(Schema):
    """A question, and its answer once there is one."""

    asked_at: datetime
    text: str
    answered_at: datetime | None
    answer: str


class ReceiptTold(Schema):
    """What lies between the body that shares it and one that received it."""

    id: UUID
    body: Named
    signed_at: datetime | None
    effect: str = Field(description="finding, rule, nothing; empty before it was recorded")
    effect_note: str
    led_to: UUID | None = Field(description="Id of what it led to; null where that is not open")
    questions: list[QuestionTold]


class SharedWhole(SharedLine):
    """The same with what it says, and the receipts that the post may know of."""

    text: str
    purpose: str
    withdrawn_at: datetime | None
    reason: str
    every_receipt: list[ReceiptTold]


def line(row: Any) -> dict[str, Any]:
    """Return what the list says of an item."""
    return {
        "id": row.pk, "number": row.number, "kind": row.kind, "title": row.title,
        "state": row.state, "body": Named.of(row.owner_body), "shared_at": row.published_at,
        "sign_by": row.sign_by, "last_day": row.expires_on, "receipts": row.receipt_count,
        "signed": row.signed_count,
    }  # fmt: skip


def told(request: ApiRequest, row: SharingReceipt) -> ReceiptTold:
    """Return what a receipt says."""
    found = queries.led_to(request.actor, row)
    asked = [
        QuestionTold(
            asked_at=one.asked_at, text=one.text, answered_at=one.answered_at, answer=one.answer
        )
        for one in row.questions.all()
    ]
    return ReceiptTold(
        id=row.pk, body=Named(id=row.body_id, name=row.body.name), signed_at=row.signed_at,
        effect=row.effect, effect_note=row.effect_note, led_to=found and found.pk,
        questions=asked,
    )  # fmt: skip


@area.read("", Page[SharedLine], summary="List shared information, the latest first")
def list_shared(request: ApiRequest, asked: Query[SharedAsked]) -> Page[SharedLine]:
    """List what the post's body shares or received, as far as the post may know of it."""
    given = QueryDict(mutable=True)
    names = ("q", "box", "waiting", "kind", "state")
    for name, several in narrowed(asked.dict(), names).items():
        given.setlist(name, several)
    rows = ItemFilter(given, queries.items(request.actor), request=request).qs
    return page_of(rows, ("-created_at",), asked, lambda row: SharedLine(**line(row)))


@area.read("/{uuid:item_id}", SharedWhole, summary="Read one shared item")
def read_shared(request: ApiRequest, item_id: UUID) -> SharedWhole:
    """Read one item with its text; its files are under files."""
    row = queries.seen_item(request.actor, item_id)
    receipts = [told(request, one) for one in queries.receipts_of(request.actor, row)]
    return SharedWhole(
        **line(row), text=row.text, purpose=row.purpose, withdrawn_at=row.withdrawn_at,
        reason=row.reason, every_receipt=receipts,
    )  # fmt: skip

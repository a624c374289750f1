"""What is said of a report before its issue: countersigned, commented on, objected to, answered."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import File, Form, Query, Schema
from ninja.files import UploadedFile
from pydantic import Field

from liandu.files.forms import MOST_AT_ONCE
from liandu.files.queries import open_attachments
from liandu.inspections import actions, queries
from liandu.inspections.api.reading import InspectionWhole, area, whole
from liandu.inspections.models import Statement
from liandu.inspections.rules import Standing
from liandu.interfaces.api import ApiRequest, Asked, Named, Page, Text, page_of
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.models import one

ONE = "/{uuid:inspection_id}"
SAID = ONE + "/statements"


class Shown(Schema):
    """A file that was sent with an objection; its content is read under files."""

    id: UUID
    name: str


class StatementWhole(Schema):
    """What an inspected body says of the draft of a report, and how that was answered."""

    id: UUID
    body: Named
    standing: Standing
    reason: str
    said_at: datetime
    due_at: datetime | None = Field(description="By when it is to be answered")
    opinion: str = Field(description="The answer of the body that planned the inspection")
    decided_at: datetime | None
    files: list[Shown]


class AgreedOpinion(Schema):
    """What a body says that stands by the report."""

    opinion: Text = Field("", max_length=400)


class NewObjection(Schema):
    """What in the report is wrong."""

    reason: Text = Field(min_length=1, max_length=4000)


class NewAnswer(Schema):
    """How an objection is answered, and what changes or why nothing does."""

    standing: Literal[Standing.UPHELD, Standing.PARTLY, Standing.REJECTED]
    opinion: Text = Field(min_length=1, max_length=4000)


def told(actor: Actor, row: Statement) -> StatementWhole:
    """Return what a body said as it is told, with the files that the post may open."""
    files = open_attachments(actor, row.inspection, row.subject)
    return StatementWhole(
        id=row.pk, body=Named(id=row.body_id, name=row.body.name), standing=Standing(row.standing),
        reason=row.reason, said_at=row.said_at, due_at=row.due_at, opinion=row.opinion,
        decided_at=row.decided_at, files=[Shown(id=file.pk, name=file.name) for file in files],
    )  # fmt: skip


def stated(actor: Actor, inspection_id: UUID, statement_id: UUID) -> StatementWhole:
    """Return one statement as it stands.

    :raises NotVisible: if there is none, or it is not open to the post
    """
    actor.memo.pop("sight", None)
    return told(actor, one(queries.open_statements(actor, inspection_id), statement_id))


@area.read(SAID, Page[StatementWhole], summary="List what the inspected say of a report")
def list_statements(
    request: ApiRequest, inspection_id: UUID, asked: Query[Asked]
) -> Page[StatementWhole]:
    """List what they say, in order; the inspected are told what their own body said alone."""
    rows = queries.open_statements(request.actor, inspection_id)
    return page_of(rows, ("said_at",), asked, lambda row: told(request.actor, row))


@area.read(
    SAID + "/{uuid:statement_id}", StatementWhole, summary="Read what one body says of a report"
)
def read_statement(
    request: ApiRequest, inspection_id: UUID, statement_id: UUID
) -> StatementWhole:  # fmt: skip
    """Read what one inspected body says of a report."""
    return stated(request.actor, inspection_id, statement_id)


@area.write(ONE + "/countersign", InspectionWhole, summary="Countersign a report")
def countersign_report(
    request: ApiRequest, inspection_id: UUID, sent: AgreedOpinion
) -> InspectionWhole:  # fmt: skip
    """Stand by the report for a body that takes part."""
    actions.countersign_report(
        actor=request.actor, inspection_id=inspection_id, opinion=sent.opinion
    )
    return after(request.actor, inspection_id)


@area.write(ONE + "/ask-comments", InspectionWhole, summary="Ask the inspected for comments")
def ask_comments(request: ApiRequest, inspection_id: UUID) -> InspectionWhole:
    """Let the inspected read the draft, and say within the limit what they think."""
    actions.ask_comments(actor=request.actor, inspection_id=inspection_id)
    return after(request.actor, inspection_id)


def after(actor: Actor, inspection_id: UUID) -> InspectionWhole:
    """Return an inspection as it stands after a step."""
    actor.memo.pop("sight", None)
    return whole(actor, inspection_id)


@area.write(ONE + "/agree", StatementWhole, summary="Have no objection to a report")
def agree_report(request: ApiRequest, inspection_id: UUID) -> StatementWhole:
    """Say for an inspected body that it has nothing against the report."""
    said = actions.agree_report(actor=request.actor, inspection_id=inspection_id)
    return stated(request.actor, inspection_id, said.pk)


@area.write(ONE + "/object", StatementWhole, summary="Object to a report")
def raise_objection(
    request: ApiRequest, inspection_id: UUID, sent: Form[NewObjection],
    files: File[list[UploadedFile]] = [],  # noqa: B006 - it is read, and tells the description
) -> StatementWhole:  # fmt: skip
    """Say for an inspected body what in the report is wrong, with files that show it.

    :raises Invalid: if there are too many
    """
    if len(files) > MOST_AT_ONCE:
        raise Invalid({"files": _("Send at most twenty files at once.")})
    evidence: Any = files
    said = actions.raise_objection(
        actor=request.actor, inspection_id=inspection_id, reason=sent.reason, evidence=evidence
    )
    return stated(request.actor, inspection_id, said.pk)


@area.write(
    SAID + "/{uuid:statement_id}/answer", StatementWhole, summary="Answer an objection"
)  # fmt: skip
def answer_objection(
    request: ApiRequest, inspection_id: UUID, statement_id: UUID, sent: NewAnswer
) -> StatementWhole:
    """Uphold an objection, in part or whole, or reject it; never without a reason."""
    # Whom it is closed to is told as of one that there is not.
    one(queries.open_statements(request.actor, inspection_id), statement_id)
    actions.answer_objection(
        actor=request.actor, statement_id=statement_id, standing=sent.standing,
        opinion=sent.opinion,
    )  # fmt: skip
    return stated(request.actor, inspection_id, statement_id)

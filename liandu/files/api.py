"""Files of records, for programs: the same gate, the same permissions, the same events."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import FileResponse
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Schema, UploadedFile
from pydantic import Field

from liandu.access.queries import model_of, seen
from liandu.files import actions, queries
from liandu.files.forms import MOST_AT_ONCE
from liandu.files.models import Attachment
from liandu.files.panels import bundle_name
from liandu.files.rules import Purpose
from liandu.interfaces.api import ApiRequest, Area, Asked, Named, Page, Text, hang, page_of
from liandu.kernel.errors import Invalid

area = Area("files")
hang("/files", area)

OF_RECORD = "/of/{int:kind}/{uuid:record_id}"
AS_IT_CAME, ZIP = "application/octet-stream", "application/zip"


class Attached(Schema):
    """A file of a record, by the digests of its content."""

    id: UUID
    name: str
    note: str
    place: str
    purpose: Purpose
    kind: str = Field(description="What the content is: pdf, jpeg, docx …")
    media_type: str
    size: int
    sha256: str
    sm3: str
    taken_at: datetime | None
    at: datetime
    body: Named | None
    is_checked: bool
    is_quarantined: bool = Field(description="Its content is not handed out")


class AttachedFiles(Schema):
    """The files that were attached."""

    items: list[Attached]


class About(Schema):
    """What the files are."""

    purpose: Purpose = Purpose.DOCUMENT
    note: Text = Field("", max_length=200)
    place: Text = Field("", max_length=200)


def told(row: Attachment) -> Attached:
    """Return a file as it is told."""
    stored = row.stored
    return Attached(
        id=row.pk, name=row.name, note=row.note, place=row.place, purpose=Purpose(row.purpose),
        kind=stored.kind, media_type=stored.media_type, size=stored.size, sha256=stored.sha256,
        sm3=stored.sm3, taken_at=row.taken_at, at=row.at, body=Named.of(row.body),
        is_checked=row.checked_at is not None, is_quarantined=row.is_quarantined,
    )  # fmt: skip


@area.read(OF_RECORD, Page[Attached], summary="List the files of a record")
def list_files(
    request: ApiRequest, kind: int, record_id: UUID, asked: Query[Asked]
) -> Page[Attached]:
    """List those files of a record that the post may open; `kind` is as the search tells it."""
    record = seen(model_of(kind), request.actor, record_id)
    found = [one.pk for one in queries.open_attachments(request.actor, record)]
    return page_of(queries.attachments(record).filter(pk__in=found), ("at",), asked, told)


@area.write(OF_RECORD, AttachedFiles, summary="Attach files to a record")
def attach_files(
    request: ApiRequest, kind: int, record_id: UUID,
    files: File[list[UploadedFile]], about: Form[About],
) -> AttachedFiles:  # fmt: skip
    """Attach all of them, or none if the gate refuses one.

    :raises Invalid: if there are too many
    """
    if len(files) > MOST_AT_ONCE:
        raise Invalid({"files": _("Send at most twenty files at once.")})
    given: Any = files
    made = actions.attach_all(
        actor=request.actor, record=seen(model_of(kind), request.actor, record_id), uploads=given,
        purpose=about.purpose, note=about.note, place=about.place,
    )  # fmt: skip
    return AttachedFiles(items=[told(one) for one in made])


@area.file(OF_RECORD + "/bundle", ZIP, summary="Download all files of a record, as a bundle")
def download_bundle(request: ApiRequest, kind: int, record_id: UUID) -> FileResponse:
    """Download those that the post may open, with the proofs that they are unchanged."""
    record = seen(model_of(kind), request.actor, record_id)
    with queries.there():
        file = actions.bundle(actor=request.actor, record=record)
    return FileResponse(file, as_attachment=True, filename=bundle_name(record), content_type=ZIP)


@area.read("/{uuid:file_id}", Attached, summary="Read what is known of a file")
def read_file(request: ApiRequest, file_id: UUID) -> Attached:
    """Read what is known of a file, without its content."""
    return told(queries.seen_attachment(request.actor, file_id)[1])


@area.file("/{uuid:file_id}/content", AS_IT_CAME, summary="Download a file as it came")
def download_file(request: ApiRequest, file_id: UUID) -> FileResponse:
    """Download the original, byte for byte; of a sensitive record that is kept on record."""
    found = actions.read_file(actor=request.actor, attachment_id=file_id)
    with queries.there():
        file = (queries.root() / found.stored.path).open("rb")
    return FileResponse(file, as_attachment=True, filename=found.name, content_type=AS_IT_CAME)

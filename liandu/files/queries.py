"""Reading attachments: always by way of the record they belong to."""

from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet

from liandu.access.models import Guarded
from liandu.access.queries import record_of
from liandu.files.models import Attachment
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.models import one
from liandu.kernel.permits import allowed


def root() -> Path:
    """Return the folder that stored content lies in."""
    return Path(default_storage.path(""))


def attachments(record: Guarded, subject: str | None = None) -> QuerySet[Attachment]:
    """Return all that is attached to a record in hand; ``subject`` narrows to a part of it.

    The caller has found the record visible, and shows no part that is closed to the actor.
    """
    rows = Attachment.objects.filter(record_kind=record.KIND, record_id=record.pk)
    if subject is not None:
        rows = rows.filter(subject=subject)
    return rows.select_related("stored", "body")


def open_attachments(actor: Actor, record: Guarded, subject: str | None = None) -> list[Attachment]:
    """Return those attachments of a record in hand that ``actor`` may open."""
    rows = attachments(record, subject).filter(withdrawn_at=None)
    return [row for row in rows if allowed(actor, "files.read_file", (record, row))]


def seen_attachment(actor: Actor, pk: Any) -> tuple[Guarded, Attachment]:
    """Return an attachment that ``actor`` may open, with its record.

    :raises NotVisible: if there is none, or the actor may not know of it
    """
    found = one(Attachment.objects.select_related("stored", "body"), pk)
    record = record_of(actor, found)
    if not allowed(actor, "files.read_file", (record, found)):
        raise NotVisible
    return record, found

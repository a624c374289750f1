"""Reading attachments: always by way of the record they belong to; and what one is sending."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from liandu.access.models import Guarded
from liandu.access.queries import record_of
from liandu.engines.tabular import Sheet, Unreadable, read_book
from liandu.engines.tabular.book import MAX_BYTES
from liandu.files.models import Attachment, Sending, StoredFile
from liandu.files.rules import MOST_COLUMNS, MOST_ROWS, SENT_WITHIN, TABLES
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.models import one
from liandu.kernel.permits import allowed


def root() -> Path:
    """Return the folder that stored content lies in."""
    return Path(default_storage.path(""))


def parts() -> Path:
    """Return the folder of files that are on their way; nothing in it is handed out."""
    return root() / "parts"


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


def beside(attachment: Attachment) -> list[Attachment]:
    """Return what is attached to the same part of the same record, itself among it, in order.

    The caller has found it open to the actor. Parts are closed as wholes, so the rest is open too.
    """
    rows = Attachment.objects.filter(
        record_kind=attachment.record_kind, record_id=attachment.record_id,
        subject=attachment.subject, withdrawn_at=None,
    )  # fmt: skip
    return list(rows.select_related("stored"))


def seen_attachment(actor: Actor, pk: Any) -> tuple[Guarded, Attachment]:
    """Return an attachment that ``actor`` may open, with its record.

    :raises NotVisible: if there is none, or the actor may not know of it
    """
    rows = Attachment.objects.select_related("stored", "body", "uploaded_by")
    found = one(rows, pk)
    record = record_of(actor, found)
    if not allowed(actor, "files.read_file", (record, found)):
        raise NotVisible
    return record, found


@contextmanager
def there() -> Iterator[None]:
    """Answer as for what is not there if content is missing on disk.

    :raises NotVisible: then
    """
    try:
        yield
    except FileNotFoundError:
        raise NotVisible(
            _("The content of this file is missing. Tell the administrator.")
        ) from None


def sendings(actor: Actor) -> QuerySet[Sending]:
    """Return the files that ``actor`` is sending, from today or the day before; nobody else's."""
    since = timezone.now() - SENT_WITHIN
    return Sending.objects.filter(person_id=actor.person_id or 0, at__gt=since)


def sheets(row: StoredFile) -> list[Sheet]:
    """Return the sheets of a list, as far as they are shown; none if it cannot be read."""
    if row.kind not in TABLES or row.size > MAX_BYTES:
        return []
    try:
        book = read_book((root() / row.path).read_bytes(), f"1.{row.kind}")
    except (Unreadable, FileNotFoundError):
        return []
    return [_beginning(sheet) for sheet in book.sheets if not sheet.hidden]


def _beginning(sheet: Sheet) -> Sheet:
    """Return the first rows and columns of a sheet."""
    return Sheet(sheet.name, [row[:MOST_COLUMNS] for row in sheet.rows[:MOST_ROWS]])

"""Everything that changes what is attached to records.

Content is stored under its own digest, whole or not at all: written beside, then moved. It is
written inside the transaction, before the row that names it: a row without content would be lost
evidence, content without a row is only waste. What a transaction that failed leaves behind is
taken away by ``liandu sweep_files``, once it is a day old.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypedDict, Unpack

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.models import Guarded
from liandu.access.queries import locked
from liandu.engines.filegate import Accepted, Limits, Refused, check, thumbnail
from liandu.files.models import Attachment, StoredFile
from liandu.files.models.words import refusal
from liandu.files.queries import root, seen_attachment
from liandu.files.rules import DRAWN, SENSITIVE, Purpose, storage_name
from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.permits import require

events.kind("files.attached", gettext_lazy("Attached a file"), "paperclip")
events.kind("files.withdrawn", gettext_lazy("Withdrew a file"), "paperclip-off")
events.kind("files.checked", gettext_lazy("Checked a file"), "circle-check")
events.kind("files.read", gettext_lazy("Opened a file"), "eye", is_read=True)

Upload = UploadedFile[bytes]

CHUNK = 1 << 20


class Details(TypedDict, total=False):
    """What is known of how a file came about."""

    taken_at: datetime | None
    place: str
    note: str


@action("files.attach")
def attach(
    *, actor: Actor, record: Guarded, upload: Upload, purpose: str, subject: str = "",
    **details: Unpack[Details],
) -> Attachment:  # fmt: skip
    """Attach one file to a record, or to the part of it named by ``subject``.

    :raises NotVisible: if the actor may not know of the record
    :raises NotAllowed: if the actor does not work on it
    :raises Invalid: if the gate refuses the file; the sentence names the file and says why
    """
    return attach_all(
        actor=actor, record=record, uploads=[upload], purpose=purpose, subject=subject, **details
    )[0]


@action("files.attach_all")
def attach_all(
    *, actor: Actor, record: Guarded, uploads: Sequence[Upload], purpose: str,
    subject: str = "", **details: Unpack[Details],
) -> list[Attachment]:  # fmt: skip
    """Attach several files: all of them, or none if the gate refuses one.

    :raises NotVisible: if the actor may not know of the record
    :raises NotAllowed: if the actor does not work on it
    :raises Invalid: if the gate refuses a file; each sentence names one file and says why
    """
    record = locked(type(record), actor, record.pk)
    require(actor, "files.attach_all", record)
    attached = [
        Attachment.objects.create(
            record_kind=record.KIND, record_id=record.pk, subject=subject, name=answer.name,
            stored=_stored(upload, answer), purpose=Purpose(purpose),
            uploaded_by_id=actor.person_id, body_id=actor.body_id, **details,
        )
        for upload, answer in _let_in(uploads)
    ]  # fmt: skip
    for one in attached:
        events.record(actor, "files.attached", record, note=one.name, files=_files(one), quiet=True)
    return attached


@action("files.withdraw_attachment")
def withdraw_attachment(*, actor: Actor, attachment_id: object, reason: str) -> Attachment:
    """Take an attachment back; it stays on record, and nobody opens it any more.

    :raises NotVisible: if the actor may not know of it, or it was withdrawn already
    :raises NotAllowed: if another body attached it, or it was checked
    :raises Invalid: without a reason
    """
    record, attachment = _locked(actor, attachment_id)
    require(actor, "files.withdraw_attachment", attachment)
    if not reason.strip():
        raise Invalid({"reason": _("Say why; it is kept with the record.")})
    attachment.withdrawn_at = timezone.now()
    attachment.withdrawn_reason = reason.strip()
    attachment.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    events.record(
        actor, "files.withdrawn", record, note=attachment.name, reason=reason.strip(),
        files=_files(attachment),
    )  # fmt: skip
    return attachment


@action("files.check_attachment")
def check_attachment(*, actor: Actor, attachment_id: object) -> Attachment:
    """Say that an attachment was looked at and is what it claims to be.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor attached it, or does not review the record
    :raises WrongState: if it was checked already
    """
    record, attachment = _locked(actor, attachment_id)
    require(actor, "files.check_attachment", (record, attachment))
    if attachment.checked_at is not None:
        raise WrongState(_("This file has been checked already."))
    attachment.checked_at = timezone.now()
    attachment.checked_by_id = actor.person_id
    attachment.save(update_fields=["checked_at", "checked_by"])
    events.record(
        actor, "files.checked", record, note=attachment.name, files=_files(attachment), quiet=True
    )
    return attachment


@action("files.read_file")
def read_file(*, actor: Actor, attachment_id: object) -> Attachment:
    """Open an attachment; of a sensitive record this is kept on record.

    :raises NotVisible: if the actor may not know of it
    """
    record, attachment = seen_attachment(actor, attachment_id)
    require(actor, "files.read_file", (record, attachment))
    if record.label >= SENSITIVE:
        events.record(actor, "files.read", record, note=attachment.name, files=_files(attachment))
    return attachment


def sweep(before: datetime) -> int:
    """Remove stored content that no row names and that is older; return how many files."""
    count = 0
    for path in list(_contents()):
        digest = path.name.partition(".")[0]
        is_old = path.stat().st_mtime < before.timestamp()
        if is_old and not StoredFile.objects.filter(sha256=digest).exists():
            path.unlink(missing_ok=True)
            count += 1
    return count


def _locked(actor: Actor, pk: object) -> tuple[Guarded, Attachment]:
    """Return an attachment and its record, both held until the transaction ends."""
    record, _found = seen_attachment(actor, pk)
    record = locked(type(record), actor, record.pk)
    # Read again: somebody may have been first while the record was held.
    return record, seen_attachment(actor, pk)[1]


def _let_in(uploads: Sequence[Upload]) -> list[tuple[Upload, Accepted]]:
    """Return each file with what the gate says of it. Nothing is written before all are through.

    :raises Invalid: if the gate refuses some; one sentence for each
    """
    limits = Limits(size=settings.LIANDU_UPLOAD_LIMIT)
    answers = [(one, check(_content(one), one.name or "", limits)) for one in uploads]
    if faults := [refusal(u.name or "", a) for u, a in answers if isinstance(a, Refused)]:
        raise Invalid({"uploads": " ".join(faults)})
    return [(one, answer) for one, answer in answers if isinstance(answer, Accepted)]


def _content(upload: Upload) -> BinaryIO:
    """Return the open content of an upload."""
    content: BinaryIO = upload.file  # type: ignore[assignment]
    return content


def _stored(upload: Upload, answer: Accepted) -> StoredFile:
    """Return the stored content of ``upload``, written if it is new here."""
    found = StoredFile.objects.filter(sha256=answer.sha256).first()
    return found or _written(_content(upload), answer)


def _written(content: BinaryIO, answer: Accepted) -> StoredFile:
    """Write content that is new here, and its small picture; return its row."""
    path, small = storage_name(answer.sha256), ""
    _write(path, content)
    if answer.kind.name in DRAWN and (picture := thumbnail(content, answer.kind.name)):
        small = storage_name(answer.sha256, ".jpg")
        _write(small, picture)
    stored, _made = StoredFile.objects.get_or_create(
        sha256=answer.sha256,
        defaults={
            "sm3": answer.sm3, "size": answer.size, "media_type": answer.kind.media_type,
            "kind": answer.kind.name, "path": path, "thumbnail": small,
        },
    )  # fmt: skip
    return stored


def _write(name: str, content: BinaryIO | bytes) -> None:
    """Put ``content`` at ``name``, whole or not at all."""
    target = root() / name
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as file:
        try:
            if isinstance(content, bytes):
                file.write(content)
            else:
                content.seek(0)
                while chunk := content.read(CHUNK):
                    file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def _contents() -> Iterator[Path]:
    """Yield every file in the folder of stored content, half-written ones too."""
    return (path for path in root().glob("??/??/*") if path.is_file())


def _files(attachment: Attachment) -> list[dict[str, str]]:
    """Return what the record keeps of a file."""
    stored = attachment.stored
    return [{"name": attachment.name, "sha256": stored.sha256, "sm3": stored.sm3}]

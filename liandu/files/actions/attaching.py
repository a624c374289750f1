"""Attaching files to records; taking them back, checking, releasing and opening them."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO, TypedDict, Unpack, cast

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.models import Guarded
from liandu.access.queries import locked
from liandu.engines.filegate import Accepted
from liandu.files.actions.contents import stored
from liandu.files.actions.sending import judged, received
from liandu.files.models import Attachment, Sending, StoredFile
from liandu.files.queries import seen_attachment
from liandu.files.rules import SENSITIVE, Purpose, Sent
from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.permits import require

events.kind("files.attached", gettext_lazy("Attached a file"), "paperclip")
events.kind("files.withdrawn", gettext_lazy("Withdrew a file"), "paperclip-off")
events.kind("files.released", gettext_lazy("Released a file from quarantine"), "lock-open")
events.kind("files.checked", gettext_lazy("Checked a file"), "circle-check")
events.kind("files.read", gettext_lazy("Opened a file"), "eye", is_read=True)


Upload = UploadedFile[bytes] | Sent
"""A file that came with a form, or was sent ahead of it."""


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
            record_kind=record.KIND, record_id=record.pk, subject=subject, name=name,
            stored=content, purpose=Purpose(purpose),
            uploaded_by_id=actor.person_id, body_id=actor.body_id, **details,
        )
        for name, content in _let_in(actor, uploads)
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


@action("files.release_attachment")
def release_attachment(*, actor: Actor, attachment_id: object, reason: str) -> Attachment:
    """Let an attachment out of quarantine: from now on it is handed out as it came.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor attached it, or does not review the record
    :raises WrongState: if it is not in quarantine
    :raises Invalid: without a reason
    """
    record, attachment = _locked(actor, attachment_id)
    require(actor, "files.release_attachment", (record, attachment))
    if not attachment.is_quarantined:
        raise WrongState(_("This file is not in quarantine."))
    if not reason.strip():
        raise Invalid({"reason": _("Say why; it is kept with the record.")})
    attachment.released_at = timezone.now()
    attachment.released_by_id = actor.person_id
    attachment.released_reason = reason.strip()
    attachment.save(update_fields=["released_at", "released_by", "released_reason"])
    events.record(
        actor, "files.released", record, note=attachment.name, reason=reason.strip(),
        files=_files(attachment),
    )  # fmt: skip
    return attachment


@action("files.read_file")
def read_file(*, actor: Actor, attachment_id: object, as_drawn: bool = False) -> Attachment:
    """Open an attachment, or look at it drawn; of a sensitive record this is kept on record.

    :raises NotVisible: if the actor may not know of it
    :raises WrongState: if it is in quarantine and is wanted otherwise than drawn
    """
    record, attachment = seen_attachment(actor, attachment_id)
    require(actor, "files.read_file", (record, attachment))
    if attachment.is_quarantined and not as_drawn:
        raise WrongState(
            _("This file is in quarantine: %(why)s. Look at its pages here as pictures, or have a"
              " reviewer of the record release it.") % {"why": _("; ").join(attachment.acts)}
        )  # fmt: skip
    if record.label >= SENSITIVE:
        events.record(actor, "files.read", record, note=attachment.name, files=_files(attachment))
    return attachment


def _locked(actor: Actor, pk: object) -> tuple[Guarded, Attachment]:
    """Return an attachment and its record, both held until the transaction ends."""
    record, _found = seen_attachment(actor, pk)
    record = locked(type(record), actor, record.pk)
    # Read again: somebody may have been first while the record was held.
    return record, seen_attachment(actor, pk)[1]


def _let_in(actor: Actor, uploads: Sequence[Upload]) -> list[tuple[str, StoredFile]]:
    """Return name and content of each file. Nothing is written before all are through the gate.

    :raises Invalid: if the gate refuses some; one sentence for each
    """
    passed, faults = [], []
    for each in uploads:
        try:
            passed.append((each, _answered(actor, each)))
        except Invalid as refused:
            faults.append(refused.fields["uploads"])
    if faults:
        raise Invalid({"uploads": " ".join(faults)})
    return [_kept(each, answer) for each, answer in passed]


def _answered(actor: Actor, upload: Upload) -> Accepted | Sending:
    """Return what the gate says of a file, or has said when it was sent ahead.

    :raises Invalid: if it is not let in
    """
    if isinstance(upload, Sent):
        return received(actor, upload)
    return judged(cast(BinaryIO, upload.file), upload.name or "")


def _kept(upload: Upload, answer: Accepted | Sending) -> tuple[str, StoredFile]:
    """Return under which name and as what a file is kept; what was sent ahead has arrived."""
    if isinstance(answer, Accepted):
        return answer.name, stored(cast(BinaryIO, cast("UploadedFile[bytes]", upload).file), answer)
    answer.delete()
    return answer.name, cast(StoredFile, answer.stored)


def _files(attachment: Attachment) -> list[dict[str, str]]:
    """Return what the record keeps of a file."""
    stored = attachment.stored
    return [{"name": attachment.name, "sha256": stored.sha256, "sm3": stored.sm3}]

"""Attaching, looking at and downloading files. The record they belong to decides who may."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandu.access.models import Guarded
from liandu.access.queries import model_of, seen
from liandu.files import actions, queries
from liandu.files.forms import AttachForm, WithdrawForm
from liandu.files.models import Attachment
from liandu.files.panels import picture
from liandu.files.rules import is_inline
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import allowed, require
from liandu.web.forms import Ask, redirect_to, respond_form
from liandu.web.middleware import ActorRequest

HEADERS = {
    # Whatever is inside: it runs nothing, loads nothing and is nobody's origin.
    "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'none'",
    "Cache-Control": "private, no-store",
}


@require_GET
def preview(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show one file large, with its hashes and where it comes from."""
    record, attachment = queries.seen_attachment(request.actor, pk)
    context = {
        "title": attachment.name,
        "record": record,
        "picture": picture(attachment),
        "attachment": attachment,
        "is_inline": is_inline(attachment.stored.media_type),
        "may_check": attachment.checked_at is None
        and allowed(request.actor, "files.check_attachment", (record, attachment)),
        "may_withdraw": allowed(request.actor, "files.withdraw_attachment", attachment),
    }
    return render(request, "files/attachment.html", context)


@require_GET
def download(request: ActorRequest, pk: UUID) -> FileResponse:
    """Hand out the file as it came."""
    attachment = actions.read_file(actor=request.actor, attachment_id=pk)
    return _respond(attachment, attachment.stored.path, attachment.stored.media_type)


@require_GET
def inline(request: ActorRequest, pk: UUID) -> FileResponse:
    """Hand out a picture for a page to draw.

    :raises NotVisible: if it is none
    """
    attachment = actions.read_file(actor=request.actor, attachment_id=pk)
    if not is_inline(attachment.stored.media_type):
        raise NotVisible
    stored = attachment.stored
    return _respond(attachment, stored.path, stored.media_type, is_inline=True)


@require_GET
def thumbnail(request: ActorRequest, pk: UUID) -> FileResponse:
    """Hand out the small picture of a file.

    :raises NotVisible: if it has none
    """
    _record, attachment = queries.seen_attachment(request.actor, pk)
    if not attachment.stored.thumbnail:
        raise NotVisible
    return _respond(attachment, attachment.stored.thumbnail, "image/jpeg", is_inline=True)


@require_http_methods(["GET", "POST"])
def attach(request: ActorRequest, kind: int, pk: UUID) -> HttpResponse:
    """Attach files to a record.

    :raises NotVisible: if the record is not open to the person
    :raises NotAllowed: if they do not work on it
    """
    record = seen(model_of(kind), request.actor, pk)
    require(request.actor, "files.attach", record)

    def attach_all(clean: dict[str, Any]) -> int:
        attached = actions.attach_all(
            actor=request.actor, record=record, uploads=clean["uploads"],
            purpose=clean["purpose"], note=clean["note"],
        )  # fmt: skip
        return len(attached)

    return respond_form(
        request, AttachForm, action=attach_all, success=_address(record),
        ask=Ask(_("Attach files to %(record)s") % {"record": record}, button=_("Attach"),
                back=_address(record)),
        done=lambda n: ngettext("%(n)s file attached", "%(n)s files attached", n) % {"n": n},
    )  # fmt: skip


@require_POST
def check(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Mark a file as checked."""
    actions.check_attachment(actor=request.actor, attachment_id=pk)
    messages.success(request, _("Marked as checked."))
    return redirect_to(request, request.path.removesuffix("check/"))


@require_http_methods(["GET", "POST"])
def withdraw(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Take a file back, with a reason."""
    record, attachment = queries.seen_attachment(request.actor, pk)
    require(request.actor, "files.withdraw_attachment", attachment)
    return respond_form(
        request, WithdrawForm,
        action=lambda clean: actions.withdraw_attachment(
            actor=request.actor, attachment_id=pk, reason=clean["reason"]
        ),
        success=_address(record),
        ask=Ask(
            _("Withdraw “%(name)s”?") % {"name": attachment.name},
            _("It stays on record with your reason; nobody can open it any more."),
            _("Withdraw the file"), danger=True, back=_address(record),
        ),
        done=_("File withdrawn."),
    )  # fmt: skip


def _address(record: Guarded) -> str:
    """Return where the record is shown."""
    return str(record.get_absolute_url()) if hasattr(record, "get_absolute_url") else "/"


def _respond(
    attachment: Attachment, path: str, media_type: str, *, is_inline: bool = False
) -> FileResponse:
    """Return stored content under the name it was attached as."""
    try:
        file = (queries.root() / path).open("rb")
    except FileNotFoundError:
        raise NotVisible(
            _("The content of this file is missing. Tell the administrator.")
        ) from None
    response = FileResponse(file, content_type=media_type, headers=HEADERS)
    disposition = content_disposition_header(not is_inline, attachment.name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response

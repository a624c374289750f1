"""Attaching, looking at and downloading files. The record they belong to decides who may."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandu.access.models import Guarded
from liandu.access.queries import model_of, seen
from liandu.files import actions, queries
from liandu.files.forms import AttachForm, ReleaseForm, WithdrawForm
from liandu.files.models import Attachment
from liandu.files.panels import bundle_name, picture, place
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
    asked = request.GET.get("page", "")
    sheets = queries.sheets(attachment.stored)
    if sheets:
        # Here the page itself shows what is in the file; elsewhere the pictures on it do.
        actions.read_file(actor=request.actor, attachment_id=pk, as_drawn=True)
    context = {
        "title": attachment.name,
        "record": record,
        "picture": picture(attachment),
        "attachment": attachment,
        "sheets": sheets,
        "camera": _camera(attachment),
        "place": place(attachment, int(asked) if asked.isdecimal() else 1),
        "may_check": attachment.checked_at is None
        and allowed(request.actor, "files.check_attachment", (record, attachment)),
        "may_release": attachment.is_quarantined
        and allowed(request.actor, "files.release_attachment", (record, attachment)),
        "may_withdraw": allowed(request.actor, "files.withdraw_attachment", attachment),
    }
    return render(request, "files/attachment.html", context)


def _camera(attachment: Attachment) -> dict[str, str]:
    """Return when and where the camera says it was, as far as it does."""
    seen = attachment.stored.seen
    north, east = seen.get("place", ("", ""))
    return {"taken": seen.get("taken", "").replace("T", " "), "north": north, "east": east}


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
    return page(request, pk, 1)


@require_GET
def page(request: ActorRequest, pk: UUID, page: int) -> FileResponse:
    """Hand out a page of a document, drawn, for a page to show.

    :raises NotVisible: if there is none, or it cannot be drawn
    """
    attachment = actions.read_file(actor=request.actor, attachment_id=pk, as_drawn=True)
    with queries.there():
        name = actions.drawn(attachment.stored, page)
    if not name:
        raise NotVisible
    return _respond(attachment, name, "image/jpeg", is_inline=True)


@require_GET
def thumbnail(request: ActorRequest, pk: UUID) -> FileResponse:
    """Hand out the small picture of a file.

    :raises NotVisible: if it has none
    """
    _record, attachment = queries.seen_attachment(request.actor, pk)
    if not attachment.stored.thumbnail:
        raise NotVisible
    return _respond(attachment, attachment.stored.thumbnail, "image/jpeg", is_inline=True)


@require_GET
def bundle(request: ActorRequest, kind: int, pk: UUID) -> FileResponse:
    """Hand out all files of a record as one zip that proves itself."""
    record = seen(model_of(kind), request.actor, pk)
    with queries.there():
        file = actions.bundle(actor=request.actor, record=record)
    return FileResponse(file, as_attachment=True, filename=bundle_name(record), headers=HEADERS)


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


@require_http_methods(["GET", "POST"])
def release(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Let a file out of quarantine, with a reason."""
    record, attachment = queries.seen_attachment(request.actor, pk)
    require(request.actor, "files.release_attachment", (record, attachment))
    address = reverse("files:preview", args=[pk])
    return respond_form(
        request, ReleaseForm,
        action=lambda clean: actions.release_attachment(
            actor=request.actor, attachment_id=pk, reason=clean["reason"]
        ),
        success=address,
        ask=Ask(
            _("Release “%(name)s” from quarantine?") % {"name": attachment.name},
            _("Whoever downloads it gets it as it came, with all that it would do."),
            _("Release the file"), danger=True, back=address,
        ),
        done=_("File released."),
    )  # fmt: skip


def _address(record: Guarded) -> str:
    """Return where the record is shown."""
    return str(record.get_absolute_url()) if hasattr(record, "get_absolute_url") else "/"


def _respond(
    attachment: Attachment, path: str, media_type: str, *, is_inline: bool = False
) -> FileResponse:
    """Return stored content under the name it was attached as."""
    with queries.there():
        file = (queries.root() / path).open("rb")
    response = FileResponse(file, content_type=media_type, headers=HEADERS)
    disposition = content_disposition_header(not is_inline, attachment.name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response

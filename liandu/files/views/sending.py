"""Files sent ahead of their form, in parts: the tus protocol 1.0, for whoever is signed in.

Core, creation, termination, expiration and checksum of it. Besides: who begins with a file that
they are sending already is told how far it is, and goes on from there.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liandu.files import actions, queries
from liandu.files.models import Sending
from liandu.files.rules import SENT_WITHIN, checksum, metadata
from liandu.kernel.errors import Invalid, NotVisible, Refusal
from liandu.kernel.models import one
from liandu.web.middleware import ActorRequest, sentence

View = Callable[..., HttpResponse]
PROTOCOL = {"Tus-Resumable": "1.0.0", "Cache-Control": "no-store"}


def _spoken(view: View) -> View:
    """Return a view that answers in the way of the protocol, refusals too."""

    @wraps(view)
    def run(request: ActorRequest, *args: Any, **given: Any) -> HttpResponse:
        try:
            response = view(request, *args, **given)
        except NotVisible:
            raise
        except Refusal as refusal:
            response = JsonResponse({"detail": sentence(refusal)}, status=refusal.status)
            if isinstance(refusal, actions.OutOfStep):
                response.headers["Upload-Offset"] = str(refusal.offset)
        for name, value in PROTOCOL.items():
            response.headers[name] = value
        return response

    return run


@require_http_methods(["GET", "POST", "OPTIONS"])
@_spoken
def sendings(request: ActorRequest) -> HttpResponse:
    """Say what one is sending; begin to send a file; say what of the protocol is spoken."""
    if request.method == "POST":
        return _begun(request)
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={
            "Tus-Version": "1.0.0", "Tus-Max-Size": str(settings.LIANDU_UPLOAD_LIMIT),
            "Tus-Extension": "creation,expiration,checksum,termination",
            "Tus-Checksum-Algorithm": "sha256",
        })  # fmt: skip
    found = [
        {"url": _address(row), "name": row.name, "size": row.size, "received": row.received}
        for row in queries.sendings(request.actor)
    ]
    return JsonResponse({"items": found})


def _begun(request: ActorRequest) -> HttpResponse:
    """Answer with where to send the parts of a file, and how far it is.

    :raises Invalid: if its length or its name cannot be read
    """
    length = request.headers.get("Upload-Length", "")
    try:
        about = metadata(request.headers.get("Upload-Metadata", ""))
        size, name = int(length), about["filename"]
    except (ValueError, KeyError):
        raise Invalid(_("Say how long the file is, and its name.")) from None
    row = actions.begin_sending(
        actor=request.actor, name=name, size=max(size, 0), mark=about.get("mark", "")
    )
    return HttpResponse(status=201, headers={"Location": _address(row), **_standing(row)})


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@_spoken
def sending(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Say how far a file is; take its next part; remove it."""
    if request.method == "DELETE":
        actions.drop_sending(actor=request.actor, sending_id=pk)
        return HttpResponse(status=204)
    if request.method == "HEAD":
        row = one(queries.sendings(request.actor), pk)
        return HttpResponse(headers={"Upload-Length": str(row.size), **_standing(row)})
    offset, digest = _part(request)
    row = actions.take_part(
        actor=request.actor, sending_id=pk, offset=offset, content=request.body, digest=digest
    )
    return HttpResponse(status=204, headers=_standing(row))


def _part(request: ActorRequest) -> tuple[int, bytes]:
    """Return where the part begins that was sent, and its digest if there is one.

    :raises Invalid: if one of them cannot be read
    """
    said = request.headers.get("Upload-Checksum", "")
    try:
        return int(request.headers.get("Upload-Offset", "")), checksum(said) if said else b""
    except ValueError:
        raise Invalid(_("Say where the part begins; its checksum is a SHA-256.")) from None


def _standing(row: Sending) -> dict[str, str]:
    """Return how far a file is, and how long that is kept."""
    until = http_date((row.at + SENT_WITHIN).timestamp())
    return {"Upload-Offset": str(row.received), "Upload-Expires": until}


def _address(row: Sending) -> str:
    return reverse("files:sending", args=[row.pk])

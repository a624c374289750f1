"""How the interface refuses: problem details (RFC 9457), the same sentences as on the pages."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, ValidationError

from liandu.kernel.errors import Invalid, Refusal
from liandu.web.middleware import sentence

MEDIA_TYPE = "application/problem+json"
NOT_THERE = 404
WHOLES = frozenset({"asked", "sent"})


class KeyMissing(Invalid):
    """A request that writes says by no key which one it is."""

    status = 400


class TooOften(Refusal):
    """The token was used more often than one may be."""

    status = 429

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(_("This token asks too often. Wait a little."))


def problem(status: int, detail: str, fields: Mapping[str, str] | None = None) -> HttpResponse:
    """Return a refusal; ``fields`` says of each field what is wrong with it."""
    content: dict[str, Any] = {
        "type": "about:blank", "title": HTTPStatus(status).phrase, "status": status,
        "detail": detail,
    }  # fmt: skip
    if fields:
        content["errors"] = [{"field": name, "detail": str(w)} for name, w in fields.items()]
    response = JsonResponse(content, status=status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def of_refusal(_request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer what an action or a query refused."""
    fields = refusal.fields if isinstance(refusal, Invalid) else None
    response = problem(refusal.status, sentence(refusal), fields)
    if isinstance(refusal, TooOften):
        response.headers["Retry-After"] = str(refusal.seconds)
    return response


def of_shape(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer a request that is not of the shape that is described."""
    fields = {_field(each["loc"]): str(each["msg"]) for each in error.errors}
    return problem(Invalid.status, _("The request is not as described."), fields)


def _field(place: Sequence[Any]) -> str:
    """Return a field as its sender knows it: not by where it stands, or what we call the whole."""
    inside = [str(part) for part in place[1:] if part not in WHOLES]
    return ".".join(inside) or str(place[0])


def of_stranger(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Answer who shows no token that opens anything."""
    response = problem(401, _("Show a token that holds: Authorization: Bearer …"))
    response.headers["WWW-Authenticate"] = "Bearer"
    return response


def of_protocol(_request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what is no request, such as content that is no JSON."""
    return problem(error.status_code, _("The request cannot be read."))


def not_there(_request: HttpRequest) -> HttpResponse:
    """Answer an address that there is not, as a record that one may not know of is answered."""
    return problem(NOT_THERE, _("It does not exist, or it is not open to your post."))


def not_by_this_method(request: HttpRequest, methods: str) -> HttpResponse:
    """Answer a method that an address does not take; ``methods`` are those it does."""
    response = problem(405, _("This address does not take %s.") % request.method)
    response.headers["Allow"] = methods
    return response

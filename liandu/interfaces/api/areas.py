"""Declaring operations: each belongs to an area, and reads, or writes once however often sent."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, TypeVar

from django.http import HttpResponse
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.responses import NinjaJSONEncoder

from liandu.interfaces.actions import answer_once
from liandu.interfaces.api.bearer import ApiRequest
from liandu.interfaces.api.problems import KeyMissing
from liandu.interfaces.rules import reaches
from liandu.kernel.errors import Invalid, NotAllowed

F = TypeVar("F", bound=Callable[..., Any])

KEY = "Idempotency-Key"
LONGEST_KEY = 200
FORM = "multipart/form-data"
KEY_PARAMETER = {
    "in": "header", "name": KEY, "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY,
               "pattern": "^[A-Za-z0-9_.:-]+$"},
    "description": "Chosen by the caller, new for each thing to do. Sent again with the same key "
    "and content, a request is answered as before and nothing is done twice.",
}  # fmt: skip
KEY_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:-")


class Area(Router):
    """The operations on one kind of thing; a token reaches all of them or none."""

    def __init__(self, name: str) -> None:
        super().__init__(tags=[name])
        self.name = name

    def read(self, path: str, response: Any, **options: Any) -> Callable[[F], F]:
        """Make the decorated function an operation that reads."""

        def register(function: F) -> F:
            @wraps(function)
            def run(request: ApiRequest, **given: Any) -> Any:
                must_reach(request, self.name, writes=False)
                must_be_known(request, given)
                return function(request, **given)

            self.get(path, response=response, operation_id=function.__name__, **options)(run)
            return function

        return register

    def file(self, path: str, media_type: str, **options: Any) -> Callable[[F], F]:
        """Make the decorated function an operation that hands out a file."""
        content = {media_type: {"schema": {"type": "string", "format": "binary"}}}
        extra = {"responses": {200: {"content": content}}}
        return self.read(path, None, openapi_extra=extra, **options)

    def write(self, path: str, response: Any, **options: Any) -> Callable[[F], F]:
        """Make the decorated function an operation that writes; it returns what to answer."""
        extra = {"parameters": [KEY_PARAMETER]}

        def register(function: F) -> F:
            @wraps(function)
            def run(request: ApiRequest, **given: Any) -> HttpResponse:
                must_reach(request, self.name, writes=True)
                must_be_known(request, given)
                return once(request, lambda: function(request, **given))

            self.post(
                path, response={201: response}, operation_id=function.__name__,
                openapi_extra=extra, **options,
            )(run)  # fmt: skip
            return function

        return register


def must_reach(request: ApiRequest, area: str, *, writes: bool) -> None:
    """Pass if the token reaches the area.

    :raises NotAllowed: otherwise
    """
    if not reaches(request.token.scope, area, writes=writes):
        raise NotAllowed(_("This token does not reach that. Make one that does."))


def must_be_known(request: ApiRequest, given: dict[str, Any]) -> None:
    """Pass if address and form name nothing that is not there: a slip would narrow nothing.

    :raises Invalid: otherwise
    """
    known = {
        name
        for value in given.values()
        if isinstance(value, Schema)
        for name in type(value).model_fields
    }
    # So would a file that came as words.
    if unknown := sorted((request.GET.keys() | request.POST.keys()) - known):
        raise Invalid({name: _("There is no such parameter.") for name in unknown})


def once(request: ApiRequest, work: Callable[[], Schema]) -> HttpResponse:
    """Do what was asked, unless it was done for the same request before; answer the same.

    :raises KeyMissing: if the request has no key of its own
    """
    key = request.headers.get(KEY, "")
    if not 0 < len(key) <= LONGEST_KEY or not KEY_LETTERS.issuperset(key):
        raise KeyMissing({KEY: _("Send a key of your own with each request that writes.")})
    status, content = answer_once(
        actor=request.actor, token=request.token, key=key, asked=asked_by(request),
        work=lambda: (201, written(work())),
    )  # fmt: skip
    return HttpResponse(content, status=status, content_type="application/json")


def written(answer: Schema) -> str:
    """Return an answer as one that was read is sent: moments to the same fraction of a second."""
    return json.dumps(answer.model_dump(), cls=NinjaJSONEncoder, ensure_ascii=False)


def digest_of(file: Any) -> str:
    """Return the digest of a file that was sent, which is left as if nobody had read it."""
    digest = sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def asked_by(request: ApiRequest) -> str:
    """Return what a request asks for in short; files count by their content."""
    if request.content_type == FORM:
        fields: Any = {name: request.POST.getlist(name) for name in sorted(request.POST)}
        files = [
            [name, one.name, digest_of(one)]
            for name in sorted(request.FILES)
            for one in request.FILES.getlist(name)
        ]
        content = json.dumps([fields, files]).encode()
    else:
        content = request.body
    return sha256(b"\n".join((request.get_full_path().encode(), content))).hexdigest()

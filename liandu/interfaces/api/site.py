"""The interface as a whole: where its operations hang, what it answers besides, its description."""

import json
from collections.abc import Callable
from functools import cache, update_wrapper
from hashlib import sha256
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.urls import URLPattern, path, re_path
from django.utils.module_loading import autodiscover_modules
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.responses import NinjaJSONEncoder

from liandu.interfaces.api import problems
from liandu.interfaces.api.areas import Area
from liandu.interfaces.api.bearer import Bearer
from liandu.interfaces.api.described import described
from liandu.kernel.errors import Refusal

NAME = "v1"
DESCRIPTION = """\
What the pages of Liandu show and do, for programs. A program acts for the person who made its
token, in the one post the token is for: it sees what they see from there, and is refused what they
are refused. What one may not know of is answered like what does not exist.
"""

api = NinjaAPI(
    title="Liandu", version="1", description=DESCRIPTION, urls_namespace=NAME, auth=Bearer(),
    openapi_url=None, docs_url=None,
)  # fmt: skip
REFUSALS: dict[type[Exception], Any] = {
    Refusal: problems.of_refusal,
    ValidationError: problems.of_shape,
    AuthenticationError: problems.of_stranger,
    HttpError: problems.of_protocol,
}
for _kind, _answer in REFUSALS.items():
    api.add_exception_handler(_kind, _answer)


def hang(prefix: str, area: Area) -> None:
    """Add the operations of an area to the interface."""
    api.add_router(prefix, area)


@cache
def schema() -> dict[str, Any]:
    """Return the description of the interface (OpenAPI 3.1)."""
    autodiscover_modules("api")
    return described(api.get_openapi_schema(path_prefix=""))


@cache
def written_schema() -> tuple[bytes, str]:
    """Return the same as it is sent, with its ETag."""
    content = json.dumps(schema(), cls=NinjaJSONEncoder, ensure_ascii=False).encode()
    return content, f'"{sha256(content).hexdigest()[:32]}"'


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """Answer with the description; it says nothing of what is in the records."""
    content, etag = written_schema()
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type="application/json")
    response.headers["ETag"], response.headers["Cache-Control"] = etag, "no-cache"
    return response


def urls() -> tuple[list[URLPattern], str, str]:
    """Return the addresses of the interface; all others below it are answered as not there."""
    autodiscover_modules("api")
    patterns, app, namespace = api.urls
    found = [each for each in patterns if isinstance(each, URLPattern) and each.name != "api-root"]
    for each in found:
        each.callback = answered(each.callback)
    return [
        path("openapi.json", _open(description), name="openapi"),
        *found,
        re_path(r"", _open(problems.not_there), name="not_there"),
    ], app, namespace  # fmt: skip


def _open(view: Callable[..., Any]) -> Callable[..., Any]:
    """Return a view that neither session nor form token guards."""
    return csrf_exempt(login_not_required(view))


def answered(view: Callable[..., Any]) -> Callable[..., Any]:
    """Return a view of operations that refuses in the way of the interface, kept by no cache."""

    def run(request: HttpRequest, *args: Any, **given: Any) -> HttpResponse:
        response: HttpResponse = view(request, *args, **given)
        if isinstance(response, HttpResponseNotAllowed):
            return problems.not_by_this_method(request, response.headers["Allow"])
        response.headers["Cache-Control"] = "no-store"
        return response

    return _open(update_wrapper(run, view))

"""What every request passes: headers that keep pages to themselves, refusals told as pages."""

import re
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django_htmx.middleware import HtmxDetails

from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotAllowed, NotVisible, Refusal, WrongState
from liandu.web import pages

HEADERS = {
    # A photo and its place are taken on site; everything else that a browser could offer is off.
    "Permissions-Policy": (
        "camera=(self), geolocation=(self), accelerometer=(), autoplay=(), browsing-topics=(),"
        " display-capture=(), encrypted-media=(), gyroscope=(), hid=(), idle-detection=(),"
        " magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(),"
        " usb=(), xr-spatial-tracking=()"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    # Pages, parts of them and files alike: none stays on a machine that others use.
    "Cache-Control": "no-store",
}
# What the kernel says to programmers: a permit's name, a step and a state. Not for people.
FOR_PROGRAMMERS = re.compile(r"[a-z_.]*|[a-z_]+: not from [a-z_]+")

OK = 200
YEAR = 60 * 60 * 24 * 365
RECENT_COOKIE = "recent"
MOST_RECENT = 8

NOT_DONE = _("This was not done.")
USUAL: tuple[tuple[type[Refusal], Any], ...] = (
    (NotVisible, _("It does not exist, or it is not open to your post.")),
    (NotAllowed, _("Your post can look at this but not do it. Ask whoever is in charge.")),
    (WrongState, _("It has moved on meanwhile; somebody else was first. Look at how it stands.")),
)


class ActorRequest(HttpRequest):
    """A request from somebody who is signed in; the type views ask for."""

    user: Any
    actor: Actor
    htmx: HtmxDetails


class HeadersMiddleware:
    """Keep pages out of caches and other sites; SecurityMiddleware and django-csp do the rest."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then add the headers that are not there yet."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            # The same address answers with a page or with a part of it.
            patch_vary_headers(response, ("HX-Request", "Cookie"))
        return response


class RecentMiddleware:
    """Remember on this machine which records were opened lately, a few, for whom is signed in.

    Only keys are kept; whether they may still be known of is asked when they are shown.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then put the record that was opened before the others."""
        response = self.get_response(request)
        match = request.resolver_match
        kind = pages.RECORDS.get(match.view_name) if match and request.method == "GET" else None
        if kind is None or match is None or response.status_code != OK:
            return response
        now = f"{kind}-{match.kwargs['pk']}"
        keys = [now, *(key for key in recent(request) if key != now)][:MOST_RECENT]
        value = ".".join((str(request.user.pk), *keys))
        response.set_cookie(RECENT_COOKIE, value, max_age=YEAR, samesite="Lax", httponly=True)
        return response


def recent(request: HttpRequest) -> list[str]:
    """Return the records opened lately on this machine by whoever is signed in, as kind and id."""
    person, *keys = request.COOKIES.get(RECENT_COOKIE, "").split(".")
    return keys[:MOST_RECENT] if person == str(request.user.pk) else []


class RefusalMiddleware:
    """Tell a refusal as a page with its own status, or as a part if htmx asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on: only exceptions concern this middleware."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a refusal; leave everything else to Django."""
        if isinstance(error, Refusal):
            return refused(request, error.status, sentence(error))
        return None


def sentence(error: Refusal) -> str:
    """Return what to tell the person: the refusal's own words, or the usual ones for its kind."""
    words = str(error)
    if not FOR_PROGRAMMERS.fullmatch(words):
        return words
    return str(next((text for kind, text in USUAL if isinstance(error, kind)), NOT_DONE))


def refused(request: HttpRequest, status: int, words: str) -> HttpResponse:
    """Return the page, or the part, that tells of a refusal."""
    is_part = bool(getattr(request, "htmx", None))
    template = "web/parts/refusal.html" if is_part else f"web/errors/{status}.html"
    return render(request, template, {"words": words, "status": status}, status=status)

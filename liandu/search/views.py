"""The page of results, and the palette that opens over any page."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from liandu.search import panels, queries
from liandu.web.middleware import ActorRequest, recent
from liandu.web.pieces import Tab

LONGEST = 100
PAGE = 20


@require_GET
def results(request: ActorRequest) -> HttpResponse:
    """Show the records that hold the words asked for, the latest first."""
    actor, question, at = request.actor, _question(request), _place(request)
    shelf = next((s for s in queries.shelves() if s.key == request.GET.get("kind")), None)
    found = queries.find(actor, question, shelf.kind if shelf else None)
    shown = queries.hits(actor, found[: queries.CAP][at : at + PAGE])
    context: dict[str, Any] = {
        "title": _("Search"),
        "question": question,
        "kind": shelf.key if shelf else "",
        "tabs": _tabs(question, shelf),
        "count": panels.count_words(len(found)) if question else "",
        "found": panels.drawn(shown, question),
        "names": [] if shelf or at else queries.directory(actor, question),
        "before": _address(question, shelf, max(0, at - PAGE)) if at else "",
        "after": _address(question, shelf, at + PAGE)
        if min(len(found), queries.CAP) > at + PAGE
        else "",
        "recent": [] if question else panels.drawn(queries.recent(actor, recent(request)), ""),
    }
    return render(request, "search/results.html", context)


@require_GET
def palette(request: ActorRequest) -> HttpResponse:
    """Show what can be opened from here; without a script that is the page of results."""
    question = _question(request)
    if not request.htmx:
        return HttpResponseRedirect(_address(question, None))
    context = {"groups": panels.groups(request.actor, question, recent(request))}
    is_list = request.htmx.target == "palette-list"
    template = "search/parts/options.html" if is_list else "search/parts/palette.html"
    return render(request, template, context)


def _question(request: HttpRequest) -> str:
    """Return what was asked for."""
    return request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]


def _place(request: HttpRequest) -> int:
    """Return how many of those found come before the page asked for."""
    asked = request.GET.get("from", "")
    return int(asked) if asked.isdecimal() and int(asked) < queries.CAP else 0


def _address(question: str, shelf: queries.Shelf | None, at: int = 0) -> str:
    """Return the address of a page of results."""
    asked = {"q": question, "kind": shelf.key if shelf else "", "from": at or ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('search:results')}?{query}" if query else reverse("search:results")


def _tabs(question: str, chosen: queries.Shelf | None) -> list[Tab]:
    """Return a tab for all kinds of record, and one for each."""
    every = [Tab(_("All"), _address(question, None), chosen is None)]
    return every + [
        Tab(shelf.label, _address(question, shelf), shelf is chosen) for shelf in queries.shelves()
    ]

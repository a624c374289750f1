"""The calendar of a rotating chair, and the page and the sheet of a hand-over."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from liandu.access.queries import seen
from liandu.kernel.actor import Actor
from liandu.meetings import queries
from liandu.meetings.models import ChairHandover
from liandu.meetings.views.of_chair import PAGES
from liandu.meetings.views.taking import StepPage, choices
from liandu.web.draw import pill
from liandu.web.middleware import ActorRequest


def pages_of(what: str) -> list[StepPage]:
    """Return the steps of the chair that are about this."""
    return [page for page in PAGES if page.of == what]


@require_GET
def chair(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show who has the chair of a committee when, what is asked to change, what went over."""
    actor = request.actor
    committee: Any = seen(queries.committee_model(), actor, pk)
    terms, asked = queries.terms(committee), queries.changes(committee)
    # All of one committee, which is in hand.
    for term in (*terms, *(change.term for change in asked)):
        term.committee = committee
    held = queries.meetings_in(actor, committee, terms)
    context = {
        "title": _("Calendar of the chair"), "committee": committee, "today": timezone.localdate(),
        "terms": [(one, held[one.pk], choices(actor, pages_of("term"), one)) for one in terms],
        "changes": [
            (one, pill(*one.pill), choices(actor, pages_of("change"), one)) for one in asked
        ],
        "lay_out": choices(actor, pages_of("committee"), committee),
    }  # fmt: skip
    return render(request, "meetings/chair.html", context)


@require_GET
def handover(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show what goes over with the chair, and who signed it."""
    found = queries.seen_handover(request.actor, pk)
    return render(request, "meetings/handover.html", page_of(request.actor, found))


@require_GET
def print_handover(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show the same as a sheet for the file."""
    found = queries.seen_handover(request.actor, pk)
    return render(request, "meetings/print_handover.html", page_of(request.actor, found))


def page_of(actor: Actor, found: ChairHandover) -> dict[str, Any]:
    """Return what both are drawn from; lines of meetings closed to the person are absent."""
    lines = queries.lines_of(actor, found)
    signed = queries.signatures(found)
    return {
        "title": str(found), "handover": found, "term": found.term,
        "committee": found.term.committee,
        "resolutions": [one for one in lines if one.resolution_id],
        "topics": [one for one in lines if one.topic_id],
        "sides": [(body, signed.get(body.pk)) for body in (found.giver, found.taker)],
        "choices": choices(actor, pages_of("handover"), found),
    }  # fmt: skip

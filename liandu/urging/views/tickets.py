"""The list of tickets, the page of one with its whole history, and raising one."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.kernel.permits import allowed, require
from liandu.notices.queries import asked_words
from liandu.urging import actions, forms, queries
from liandu.urging.listings import LISTING
from liandu.urging.models import LEVELS, SupervisionTicket
from liandu.urging.views.taking import CRUMBS, choices
from liandu.web.draw import pill
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest


@require_GET
def ticket_list(request: ActorRequest) -> HttpResponseBase:
    """List the tickets that are open to the person."""
    return LISTING.respond(request, queries.tickets(request.actor))


@require_GET
def ticket(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show a ticket: what is urged, where it stands on the ladder, its whole history."""
    record, found = queries.seen_ticket(request.actor, pk)
    context = {
        "title": found.title, "ticket": found, "record": record, "pill": pill(*found.pill),
        "level": pill(*found.level_pill), "asked": asked_words(found.asked),
        "stands": queries.stands(found.duty, found.due_at),
        "wanted": dict(LEVELS).get(queries.wanted_level(record, found), ""),
        "entries": list(found.entries.select_related("body", "by")),
        "choices": choices(request.actor, "ticket", record, found),
    }  # fmt: skip
    return render(request, "urging/ticket.html", context)


@require_http_methods(["GET", "POST"])
def raise_ticket(request: ActorRequest, kind: int, pk: UUID, duty: str, key: str) -> HttpResponse:
    """Raise a ticket on what is owed on a record."""
    record = queries.seen_record(request.actor, kind, pk)
    _kind, owed = queries.seen_owed(record, duty, key)
    require(request.actor, "urging.raise_ticket", owed)
    by_ladder = queries.level_of(duty, owed.due_at)
    may = allowed(request.actor, "urging.start_higher", owed)
    levels = queries.levels_open(by_ladder) if may else []
    word = dict(LEVELS).get(by_ladder, "")
    words, url_name = CRUMBS["ticket"]
    ask = Ask(
        _("Raise a ticket"),
        _("By the ladder it stands at: %(level)s. Those whom that level names are told.")
        % {"level": word or "—"},
        _("Raise it"), back=record.get_absolute_url(),  # type: ignore[attr-defined]
        crumbs=((words, reverse(url_name)), (str(record), record.get_absolute_url())),  # type: ignore[attr-defined]
    )  # fmt: skip
    return respond_form(
        request, partial(forms.RaiseForm, levels=levels, by_ladder=word), ask=ask,
        success=SupervisionTicket.get_absolute_url, done=_("Raised."),
        action=lambda clean: actions.raise_ticket(
            actor=request.actor, record_kind=kind, record_id=pk, duty=duty, key=key, **clean
        ),
    )  # fmt: skip

"""Ties between people, and to bodies."""

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from liandu.access import actions, queries
from liandu.access.forms import TieForm
from liandu.access.views.records import end_of
from liandu.kernel.permits import require
from liandu.orgs.queries import person
from liandu.orgs.rules import AdminKind
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.middleware import ActorRequest


@require_GET
def tie_list(request: ActorRequest) -> HttpResponse:
    """Show one's own ties, or all of them to the security administrator."""
    require(request.actor, "access.declare_tie", request.user)
    context = {
        "title": _("Ties and recusal"),
        "ties": queries.ties(request.actor)[:500],
        "now": timezone.now(),
        "may_end": request.actor.admin == AdminKind.SECURITY,
    }
    return render(request, "access/tie_list.html", context)


@require_http_methods(["GET", "POST"])
def tie_declare(request: ActorRequest) -> HttpResponse:
    """Declare a tie."""
    require(request.actor, "access.declare_tie", request.user)

    def run(clean: dict[str, Any]) -> Any:
        who = clean["account"] or person(request.actor.person_id or 0)
        ends_at = clean["ends_on"] and end_of(clean["ends_on"])
        return actions.declare_tie(
            actor=request.actor, person=who, other=clean["other"], kind=clean["kind"],
            source=clean["source"], ends_at=ends_at,
        )  # fmt: skip

    return respond_form(
        request,
        partial(TieForm, actor=request.actor),
        action=run,
        success=reverse("access:tie_list"),
        done=gettext_lazy("The tie is declared; records about them are closed from now on."),
        ask=Ask(
            title=_("Declare a tie"),
            intro=_("Near relatives, own interests, having been a witness, former colleagues."),
            button=_("Declare it"),
            back=reverse("access:tie_list"),
        ),
    )


@require_http_methods(["GET", "POST"])
def tie_end(request: ActorRequest, pk: int) -> HttpResponse:
    """Say that a tie is over."""
    tie = queries.tie(request.actor, pk)
    require(request.actor, "access.end_tie", tie.person)

    def run(clean: dict[str, Any]) -> Any:
        return actions.end_tie(actor=request.actor, tie_id=pk, reason=clean["reason"])

    return respond_form(
        request,
        ConfirmForm,
        action=run,
        success=reverse("access:tie_list"),
        done=gettext_lazy("The tie is over; the walls that came of it are down."),
        ask=Ask(
            title=_("Is the tie of %(name)s over?") % {"name": tie.person},
            button=_("It is over"),
            danger=True,
            back=reverse("access:tie_list"),
        ),
    )

"""Asking for emergency access, answering, and looking at it afterwards."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from liandu.access import actions, queries
from liandu.access.forms import AskForm, OpenForm, ReviewForm
from liandu.kernel.permits import allowed, require
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.middleware import ActorRequest


@require_GET
def emergency_list(request: ActorRequest) -> HttpResponse:
    """Show what one asked for, and what waits at one's body."""
    require(request.actor, "access.ask_emergency")
    now = timezone.now()
    rows = [
        {
            "row": row,
            "may_open": allowed(request.actor, "access.open_emergency", row),
            "may_review": allowed(request.actor, "access.review_emergency", row),
        }
        for row in queries.emergencies_at(request.actor)[:100]
    ]
    context = {
        "title": _("Emergency access"),
        "own": queries.own_emergencies(request.actor)[:50],
        "rows": rows,
        "now": now,
    }
    return render(request, "access/emergency_list.html", context)


@require_http_methods(["GET", "POST"])
def emergency_ask(request: ActorRequest) -> HttpResponse:
    """Ask to see a record at once. The answer is the same whether or not there is one."""
    require(request.actor, "access.ask_emergency")
    return respond_form(
        request,
        AskForm,
        action=lambda clean: actions.ask_emergency(actor=request.actor, **clean),
        success=reverse("access:emergency_list"),
        done=gettext_lazy("The request waits at that body. Its head or leader answers."),
        ask=Ask(
            title=_("Ask for emergency access"),
            intro=_("A head or leader of the body decides; a third person reviews it afterwards."),
            button=_("Ask"),
            back=reverse("access:emergency_list"),
        ),
    )


@require_http_methods(["GET", "POST"])
def emergency_open(request: ActorRequest, pk: int) -> HttpResponse:
    """Open a record to who asked."""

    def run(clean: dict[str, Any]) -> Any:
        hours = clean["hours"]
        return actions.open_emergency(actor=request.actor, emergency_id=pk, hours=hours)

    title = _("Open %(asked)s for some hours?")
    return _answer(request, pk, "access.open_emergency", (OpenForm, run, title, _("Open")))


@require_http_methods(["GET", "POST"])
def emergency_refuse(request: ActorRequest, pk: int) -> HttpResponse:
    """Leave a record closed."""

    def run(clean: dict[str, Any]) -> Any:
        reason = clean["reason"]
        return actions.refuse_emergency(actor=request.actor, emergency_id=pk, reason=reason)

    title = _("Refuse access to %(asked)s?")
    return _answer(request, pk, "access.refuse_emergency", (ConfirmForm, run, title, _("Refuse")))


@require_http_methods(["GET", "POST"])
def emergency_review(request: ActorRequest, pk: int) -> HttpResponse:
    """Say afterwards whether opening was right."""

    def run(clean: dict[str, Any]) -> Any:
        note = clean["note"]
        return actions.review_emergency(actor=request.actor, emergency_id=pk, note=note)

    title = _("Review the access to %(asked)s")
    return _answer(request, pk, "access.review_emergency", (ReviewForm, run, title, _("Reviewed")))


def _answer(
    request: ActorRequest, pk: int, permit: str, page: tuple[Any, Any, str, str]
) -> HttpResponse:
    """Answer a request for emergency access with a form."""
    emergency = queries.emergency(request.actor, pk)
    require(request.actor, permit, emergency)
    form, run, title, button = page
    return respond_form(
        request,
        form,
        action=run,
        success=reverse("access:emergency_list"),
        done=gettext_lazy("It is answered."),
        ask=Ask(
            title=title % {"asked": emergency.asked},
            intro=_("%(post)s asks: %(reason)s")
            % {"post": emergency.person, "reason": emergency.reason},
            button=button,
            back=reverse("access:emergency_list"),
        ),
    )

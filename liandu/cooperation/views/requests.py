"""The list and the page of requests for cooperation, and the form of one."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.access.permits import speaks_for
from liandu.audit.panels import entries
from liandu.cooperation import actions, forms, queries
from liandu.cooperation.listings import REQUESTS
from liandu.cooperation.models import CooperationRequest
from liandu.cooperation.panels import PLACE
from liandu.cooperation.rules import SUPPLIED, RequestState, Urgency
from liandu.cooperation.views.steps import OF_QUESTION, OF_REQUEST
from liandu.cooperation.views.taking import choices, crumbs
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed, require
from liandu.web.draw import pill
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.panels import chosen
from liandu.web.pieces import Entry


@require_GET
def request_list(request: ActorRequest) -> HttpResponseBase:
    """List the requests that are open to the person."""
    may = allowed(request.actor, "cooperation.draft_request")
    return REQUESTS.respond(request, queries.ledger(request.actor), may_draft=may)


@require_GET
def request(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show a request: what is asked, what both sides said, what was given, how it stands."""
    actor = request.actor
    found = queries.seen_request(actor, pk)
    is_draft = found.state == RequestState.DRAFT
    may_edit = is_draft and allowed(actor, "cooperation.edit_request", found)
    context: dict[str, Any] = {
        "title": found.title, "found": found, "pill": pill(*found.pill), "place": PLACE,
        "url": found.get_absolute_url(), "tab": chosen(request, PLACE),
        "edit_url": reverse("cooperation:edit", args=[pk]) if may_edit else "",
        "choices": choices(actor, OF_REQUEST, found),
    }  # fmt: skip
    if not context["tab"]:
        context |= overview(actor, found)
    elif context["tab"] == "record":
        context["entries"] = happened(actor, found)
    return render(request, "cooperation/request.html", context)


def overview(actor: Actor, found: CooperationRequest) -> dict[str, Any]:
    """Return what the first tab of a request is drawn from."""
    may_give = found.state in SUPPLIED and allowed(actor, "cooperation.give_material", found)
    asked = found.clarifications.select_related("body", "request")
    return {
        "recipients": list(found.recipients.order_by("name", "pk")),
        "replies": list(found.replies.all()),
        "asked": [(one, choices(actor, OF_QUESTION, one)) for one in asked],
        "lent": list(found.lent.select_related("person")),
        "disputes": [
            (one, queries.coordinating(actor, one) if one.committee_id else None)
            for one in found.disputes.select_related("body", "proposed_by")
        ],
        "materials": queries.materials_of(actor, found),
        "give_url": reverse("cooperation:give_material", args=[found.pk]) if may_give else "",
        "report": queries.own_report(actor, found),
        "is_urgent": found.urgency == Urgency.URGENT,
    }  # fmt: skip


def happened(actor: Actor, found: CooperationRequest) -> list[Entry]:
    """Return what happened; how it was drafted is the asking body's own business."""
    every = entries(actor, found)
    if found.sent_at is None or speaks_for(actor, found.owner_body):
        return every
    return [one for one in every if one.at >= found.sent_at]


@require_http_methods(["GET", "POST"])
def draft(request: ActorRequest) -> HttpResponse:
    """Begin a request."""
    require(request.actor, "cooperation.draft_request")
    ask = Ask(
        _("Draft a cooperation request"),
        _("Your head approves it out. Until then the other body does not learn of it."),
        _("Save as draft"), back=reverse("cooperation:request_list"), crumbs=crumbs(None),
    )  # fmt: skip
    return respond_form(
        request, partial(forms.RequestForm, body_id=request.actor.body_id or 0), ask=ask,
        success=CooperationRequest.get_absolute_url, done=_("Saved as draft."),
        action=lambda clean: actions.draft_request(
            actor=request.actor, draft=forms.RequestForm.draft(clean)
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Change a draft."""
    found = queries.seen_request(request.actor, pk)
    require(request.actor, "cooperation.edit_request", found)
    back = found.get_absolute_url()
    ask = Ask(_("Change the request"), back=back, crumbs=crumbs(found))
    return respond_form(
        request, partial(forms.RequestForm, body_id=found.owner_body_id), ask=ask, success=back,
        done=_("Saved."), initial=forms.RequestForm.values_of(found),
        action=lambda clean: actions.edit_request(
            actor=request.actor, request_id=pk, draft=forms.RequestForm.draft(clean)
        ),
    )  # fmt: skip

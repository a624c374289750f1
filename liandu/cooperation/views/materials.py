"""Material given with a request: its form and its page."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.access.permits import speaks_for
from liandu.audit.panels import entries
from liandu.cooperation import actions, forms, queries
from liandu.cooperation.models import CooperationMaterial
from liandu.cooperation.panels import MATERIAL
from liandu.cooperation.views.taking import crumbs
from liandu.files.panels import gallery
from liandu.kernel.permits import require
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.panels import chosen


@require_http_methods(["GET", "POST"])
def give(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Give material to named people."""
    found = queries.seen_request(request.actor, pk)
    require(request.actor, "cooperation.give_material", found)
    ask = Ask(
        _("Give material"),
        _("Both sides see that something was given. What it is, the people you choose see, until"
          " the day you choose. Files are attached on the next page."),
        _("Give"), back=found.get_absolute_url(), crumbs=crumbs(found),
    )  # fmt: skip
    return respond_form(
        request, partial(forms.MaterialForm, request=found), ask=ask,
        success=CooperationMaterial.get_absolute_url, done=_("Given. Attach the files."),
        initial={"expires_on": found.wanted_until},
        action=lambda clean: actions.give_material(
            actor=request.actor, request_id=pk, **clean
        ),
    )  # fmt: skip


@require_GET
def material(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show material to whoever gave it, and to whom it was given as long as they may read it."""
    actor = request.actor
    found = queries.seen_material(actor, pk)
    about = getattr(found, "request", None)  # closed to them, though the material is not
    is_givers = speaks_for(actor, found.owner_body)
    context: dict[str, Any] = {
        "title": found.title, "material": found, "about": about, "place": MATERIAL,
        "url": found.get_absolute_url(), "tab": chosen(request, MATERIAL),
        "crumbs": crumbs(about),
    }  # fmt: skip
    if not context["tab"]:
        context["gallery"] = gallery(actor, found)
        context["readers"] = queries.readers_of(found) if is_givers else []
    elif context["tab"] == "record":
        context["entries"] = entries(actor, found)
    return render(request, "cooperation/material.html", context)

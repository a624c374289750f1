"""The areas that projects are grouped by."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.kernel.permits import require
from liandu.programme import actions, forms, queries
from liandu.programme.views.taking import CRUMB
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest


@require_GET
def areas(request: ActorRequest) -> HttpResponse:
    """Show the areas in their order."""
    require(request.actor, "programme.add_area")
    context = {"title": _("Areas of supervision"), "areas": queries.every_area()}
    return render(request, "programme/areas.html", context)


@require_http_methods(["GET", "POST"])
def add_area(request: ActorRequest) -> HttpResponse:
    """Add an area."""
    require(request.actor, "programme.add_area")
    return respond_form(
        request, forms.AreaForm, ask=_ask(_("Add an area")), success=reverse("programme:areas"),
        done=_("Added."), action=lambda clean: actions.add_area(actor=request.actor, **clean),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_area(request: ActorRequest, pk: int) -> HttpResponse:
    """Change an area."""
    require(request.actor, "programme.edit_area")
    found = queries.seen_area(pk)
    return respond_form(
        request, forms.EditAreaForm, ask=_ask(_("Change the area")), done=_("Saved."),
        success=reverse("programme:areas"), initial=forms.EditAreaForm.values_of(found),
        action=lambda clean: actions.edit_area(actor=request.actor, area_id=pk, **clean),
    )  # fmt: skip


def _ask(title: str) -> Ask:
    """Return what a form about an area says."""
    back = reverse("programme:areas")
    crumbs = ((CRUMB[0], reverse(CRUMB[1])), (_("Areas of supervision"), back))
    return Ask(title, back=back, crumbs=crumbs)

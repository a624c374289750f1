"""What the central office sets up for all: the library of risk points."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandu.kernel.permits import require
from liandu.risks import actions, queries
from liandu.risks.forms import LibraryForm
from liandu.risks.models import RiskLibrary
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest
from liandu.works.queries import link_names


@require_GET
def library(request: ActorRequest) -> HttpResponse:
    """Show the library in all versions, and the risk points of those in use."""
    require(request.actor, "risks.see_library")
    links = dict(link_names())
    every = list(queries.libraries())
    context = {
        "title": _("Risk library"), "libraries": every,
        "items": [
            (links.get(item.link_code, item.link_code), item)
            for one in every if one.state == "published" for item in one.items.all()
        ],
    }  # fmt: skip
    return render(request, "risks/library.html", context)


@require_POST
def copy_library(request: ActorRequest, pk: int) -> HttpResponse:
    """Copy a version as a draft, and open it."""
    made = actions.copy_library(actor=request.actor, library_id=pk)
    return redirect("risks:edit_library", made.pk)


@require_http_methods(["GET", "POST"])
def edit_library(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a draft of a library."""
    found = queries.library(pk)
    require(request.actor, "risks.edit_library", found)
    back = reverse("risks:library")

    def edit(clean: dict[str, Any]) -> RiskLibrary:
        return actions.edit_library(
            actor=request.actor, library_id=pk, name=clean["name"], name_en=clean["name_en"],
            items=LibraryForm.items(clean),
        )  # fmt: skip

    ask = Ask(
        _("Change the risk library"),
        _("What was taken over stays as it is. A row without a risk point is left out."),
        _("Save the draft"), back=back,
        crumbs=((_("Risk register"), reverse("risks:points")), (_("Risk library"), back)),
        template="web/rows_form.html",
    )  # fmt: skip
    return respond_form(
        request, LibraryForm, action=edit, ask=ask, success=back, done=_("Saved."),
        initial=LibraryForm.values_of(found),
    )  # fmt: skip


@require_POST
def publish_library(request: ActorRequest, pk: int) -> HttpResponse:
    """Put a draft into use."""
    made = actions.publish_library(actor=request.actor, library_id=pk)
    said = _("%(name)s v%(version)s is in use; new objects can take from it.")
    messages.success(request, said % {"name": made.name, "version": made.version})
    return redirect("risks:library")


@require_POST
def discard_library(request: ActorRequest, pk: int) -> HttpResponse:
    """Discard a draft."""
    actions.discard_library(actor=request.actor, library_id=pk)
    messages.success(request, _("The draft is gone."))
    return redirect("risks:library")

"""What the central office sets up for all: checklists."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandu.inspections import actions, queries
from liandu.inspections.forms import ChecklistForm
from liandu.inspections.models import ChecklistTemplate
from liandu.inspections.views.plans import CRUMB
from liandu.kernel.permits import require
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest


@require_GET
def setup(request: ActorRequest) -> HttpResponse:
    """Show the checklists in all versions."""
    require(request.actor, "inspections.see_setup")
    context = {"title": _("Checklists"), "checklists": queries.checklist_versions()}
    return render(request, "inspections/setup.html", context)


@require_POST
def copy_checklist(request: ActorRequest, pk: int) -> HttpResponse:
    """Copy a version of a checklist as a draft, and open it."""
    made = actions.copy_checklist(
        actor=request.actor, template_id=pk, as_new=bool(request.POST.get("as_new"))
    )
    return redirect("inspections:edit_checklist", made.pk)


@require_http_methods(["GET", "POST"])
def edit_checklist(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a draft of a checklist."""
    template = queries.checklist(pk)
    require(request.actor, "inspections.edit_checklist", template)
    back = reverse("inspections:setup")

    def edit(clean: dict[str, Any]) -> ChecklistTemplate:
        return actions.edit_checklist(
            actor=request.actor, template_id=pk, name=clean["name"], name_en=clean["name_en"],
            items=ChecklistForm.items(clean),
        )  # fmt: skip

    ask = Ask(
        _("Change the checklist"),
        _("Inspections keep the items they have. A row that says nothing to look at is left out."),
        _("Save the draft"), back=back, crumbs=(CRUMB, (_("Checklists"), back)),
        template="web/rows_form.html",
    )  # fmt: skip
    return respond_form(
        request, partial(ChecklistForm, template=template), action=edit, ask=ask, success=back,
        done=_("Saved."), initial=ChecklistForm.values_of(template),
    )  # fmt: skip


@require_POST
def publish_checklist(request: ActorRequest, pk: int) -> HttpResponse:
    """Put a draft into use."""
    made = actions.publish_checklist(actor=request.actor, template_id=pk)
    said = _("%(name)s v%(version)s is in use; new plans get it.")
    messages.success(request, said % {"name": made.name, "version": made.version})
    return redirect("inspections:setup")


@require_POST
def discard_checklist(request: ActorRequest, pk: int) -> HttpResponse:
    """Discard a draft."""
    actions.discard_checklist(actor=request.actor, template_id=pk)
    messages.success(request, _("The draft is gone."))
    return redirect("inspections:setup")

"""What is checked, by which article and to which limits; and the limits in versions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandu.contracts import actions, queries
from liandu.contracts.forms import LimitsForm
from liandu.contracts.models import CHECK_WORDS
from liandu.contracts.rules import CHECKS
from liandu.kernel.permits import allowed, require
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest
from liandu.works.queries import link_names


@require_GET
def checks(request: ActorRequest) -> HttpResponse:
    """Show what is checked, at which link, by which article, and the limits in force."""
    links = dict(link_names())
    may_set = allowed(request.actor, "contracts.copy_limits")
    context = {
        "title": _("What is checked"),
        "rows": [
            (links.get(one.link, ""), CHECK_WORDS[one.code], one.basis) for one in CHECKS.values()
        ],
        "limits": queries.limits_in_force(),
        "versions": queries.limit_sets() if may_set else None,
    }
    return render(request, "contracts/checks.html", context)


@require_POST
def copy_limits(request: ActorRequest, pk: int) -> HttpResponse:
    """Copy a version as a draft, and open it."""
    made = actions.copy_limits(actor=request.actor, version_id=pk)
    return redirect("contracts:edit_limits", made.pk)


@require_http_methods(["GET", "POST"])
def edit_limits(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a draft of the limits."""
    found = queries.limit_set(pk)
    require(request.actor, "contracts.edit_limits", found)
    back = reverse("contracts:checks")
    ask = Ask(
        _("Change the limits"),
        _("What was raised keeps the limit that it was raised by, while it is beyond the new one."),
        _("Save the draft"), back=back, template="contracts/limits_form.html",
        crumbs=(
            (_("Contracts and funds"), reverse("contracts:contracts")),
            (_("What is checked"), back),
        ),
    )  # fmt: skip
    return respond_form(
        request, LimitsForm, ask=ask, success=back, done=_("Saved."),
        initial=LimitsForm.values_of(found),
        action=lambda clean: actions.edit_limits(
            actor=request.actor, version_id=pk, drafts=LimitsForm.drafts(clean)
        ),
    )  # fmt: skip


@require_POST
def publish_limits(request: ActorRequest, pk: int) -> HttpResponse:
    """Put a draft into use."""
    made = actions.publish_limits(actor=request.actor, version_id=pk)
    said = _("%(name)s v%(version)s is in use; every project is now held to it.")
    messages.success(request, said % {"name": made, "version": made.version})
    return redirect("contracts:checks")


@require_POST
def discard_limits(request: ActorRequest, pk: int) -> HttpResponse:
    """Discard a draft."""
    actions.discard_limits(actor=request.actor, version_id=pk)
    messages.success(request, _("The draft is gone."))
    return redirect("contracts:checks")

"""The places of a finding: marked as done with proof, or left out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from liandu.findings import actions, forms, queries
from liandu.findings.models import Finding
from liandu.kernel.models import one
from liandu.kernel.permits import require
from liandu.web.forms import Ask, ConfirmForm, redirect_to, respond_form
from liandu.web.middleware import ActorRequest


@require_http_methods(["GET", "POST"])
def mark_item(request: ActorRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Mark a place as done, with files that prove it."""
    finding = queries.seen_finding(request.actor, pk)
    require(request.actor, "findings.mark_item", finding)
    title = _("Done: %(place)s") % {"place": one(finding.items.all(), item)}
    intro = _("Files that were added here before count too.")
    return respond_form(
        request, forms.ItemForm, ask=_ask(finding, title, intro, _("Mark as done")),
        success=finding.get_absolute_url(), done=_("Marked as done."),
        action=lambda clean: actions.mark_item(
            actor=request.actor, finding_id=pk, item_id=item, is_done=True,
            evidence=clean["evidence"],
        ),
    )  # fmt: skip


@require_POST
def unmark_item(request: ActorRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Say that a place is not done after all."""
    actions.mark_item(actor=request.actor, finding_id=pk, item_id=item, is_done=False)
    messages.success(request, _("Marked as not done."))
    return redirect_to(request, queries.seen_finding(request.actor, pk).get_absolute_url())


@require_http_methods(["GET", "POST"])
def leave_out_item(request: ActorRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Agree that a place is left out."""
    finding = queries.seen_finding(request.actor, pk)
    require(request.actor, "findings.leave_out_item", finding)
    title = _("Leave out: %(place)s") % {"place": one(finding.items.all(), item)}
    intro = _("It then stands in nobody's way; your reason stays on record.")
    return respond_form(
        request, ConfirmForm, ask=_ask(finding, title, intro, _("Leave out")),
        success=finding.get_absolute_url(), done=_("Left out."),
        action=lambda clean: actions.leave_out_item(
            actor=request.actor, finding_id=pk, item_id=item, reason=clean["reason"]
        ),
    )  # fmt: skip


def _ask(finding: Finding, title: str, intro: str, button: str) -> Ask:
    back = finding.get_absolute_url()
    return Ask(title, intro, button, back=back, crumbs=((finding.number, back),))

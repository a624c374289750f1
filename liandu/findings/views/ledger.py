"""The ledger, registering and changing findings, and the small writes of a finding's page."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandu.deadlines.queries import edition
from liandu.findings import actions, forms, queries
from liandu.findings.listings import RULES, ledger
from liandu.findings.models import Finding
from liandu.findings.rules import FINDING
from liandu.kernel.permits import allowed, require
from liandu.web.forms import Ask, redirect_to, respond_form
from liandu.web.middleware import ActorRequest
from liandu.works.queries import seen_link, seen_object


@require_GET
def finding_list(request: ActorRequest) -> HttpResponseBase:
    """Show the ledger."""
    may_register = allowed(request.actor, "findings.register_finding")
    return ledger(edition()).respond(
        request, queries.ledger(request.actor), may_register=may_register
    )


@require_GET
def rule_list(request: ActorRequest) -> HttpResponseBase:
    """Show the rules that findings led to."""
    everything = queries.rules_recorded(request.actor)
    return RULES.respond(request, everything)


@require_http_methods(["GET", "POST"])
def finding_new(request: ActorRequest) -> HttpResponse:
    """Register a finding, from nowhere or from an object, a link, an inspection, a workpaper."""
    require(request.actor, "findings.register_finding")
    back = reverse("findings:finding_list")
    ask = Ask(
        _("Register a finding"), _("Your body is then the one that found it, and closes it."),
        _("Register"), back=back, crumbs=((_("Findings"), back),),
        template="findings/finding_form.html",
    )  # fmt: skip
    return _fill(
        request, ask, _first_values(request),
        lambda clean: actions.register_finding(
            actor=request.actor, draft=forms.FindingForm.draft(clean), evidence=clean["evidence"]
        ),
        lambda finding: _("%(number)s registered.") % {"number": finding.number},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def finding_edit(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Change a finding before it is assigned.

    :raises NotVisible: if the actor may not know of it
    :raises WrongState: if it was assigned
    """
    finding = queries.seen_finding(request.actor, pk)
    require(request.actor, "findings.edit_finding", finding)
    FINDING.after("edit", finding.state)
    back = finding.get_absolute_url()
    ask = Ask(
        _("Change the finding"), _("What was confirmed must be confirmed again."), _("Save"),
        back=back, template="findings/finding_form.html",
        crumbs=((_("Findings"), reverse("findings:finding_list")), (finding.number, back)),
    )  # fmt: skip
    return _fill(
        request, ask, _values_of(finding),
        lambda clean: actions.edit_finding(
            actor=request.actor, finding_id=pk, draft=forms.FindingForm.draft(clean),
            evidence=clean["evidence"],
        ),
        lambda _finding: _("Saved."), is_new=False,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def add_evidence(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Add files that prove what was done."""
    finding = queries.seen_finding(request.actor, pk)
    require(request.actor, "findings.add_evidence", finding)
    back = finding.get_absolute_url()
    ask = Ask(
        _("Add evidence"), _("Every file is hashed; a change afterwards is noticed."),
        _("Add"), back=back, crumbs=((finding.number, back),),
    )  # fmt: skip
    return respond_form(
        request, forms.EvidenceForm, ask=ask, success=back, done=_("Evidence added."),
        action=lambda clean: actions.add_evidence(
            actor=request.actor, finding_id=pk, evidence=clean["evidence"]
        ),
    )  # fmt: skip


@require_POST
def mark_measure(request: ActorRequest, pk: UUID, measure: UUID) -> HttpResponse:
    """Mark a measure as done, or as not done after all."""
    is_done = request.POST.get("done") == "1"
    actions.mark_measure(actor=request.actor, finding_id=pk, measure_id=measure, is_done=is_done)
    messages.success(request, _("Marked as done.") if is_done else _("Marked as not done."))
    return redirect_to(request, reverse("findings:finding_detail", args=[pk]))


@require_http_methods(["GET", "POST"])
def post_reply(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Say something to the other side."""
    finding = queries.seen_finding(request.actor, pk)
    require(request.actor, "findings.post_reply", finding)
    back = finding.get_absolute_url()
    ask = Ask(_("Reply"), "", _("Send"), back=back, crumbs=((finding.number, back),))
    return respond_form(
        request, forms.ReplyForm, ask=ask, success=back, done=_("Sent."),
        action=lambda clean: actions.post_reply(
            actor=request.actor, finding_id=pk, text=clean["text"],
            is_internal=clean["is_internal"],
        ),
    )  # fmt: skip


def _fill(
    request: ActorRequest, ask: Ask, values: dict[str, Any], action: Any, done: Any, *,
    is_new: bool = True,
) -> HttpResponse:  # fmt: skip
    """Show the form of a finding, and run ``action`` with what was entered."""
    return respond_form(
        request, partial(forms.FindingForm, actor=request.actor, is_new=is_new), action=action,
        ask=ask, success=Finding.get_absolute_url, done=done, initial=values,
    )  # fmt: skip


def _first_values(request: ActorRequest) -> dict[str, Any]:
    """Return what a new finding is filled with: from what the address names, if it is seen."""
    asked, actor = request.GET, request.actor
    values: dict[str, Any] = {"found_on": timezone.localdate(), "rectification_type": "phased",
                              "severity": "general"}  # fmt: skip
    values |= {name: asked[name] for name in ("inspection", "workpaper") if asked.get(name)}
    for name in ("workpaper", "prompt"):
        values |= queries.prefilled(actor, name, asked.get(name, ""))
    if asked.get("link", "").isdigit():
        link = seen_link(actor, asked["link"])
        return values | _place_of(link.supervised_object) | {"link_code": link.code}
    return values | (_place_of(seen_object(actor, asked["object"])) if asked.get("object") else {})


def _place_of(found: Any) -> dict[str, Any]:
    """Return what a finding that begins at an object is filled with."""
    return {"object_number": found.number, "begun_at": found.pk}


def _values_of(finding: Finding) -> dict[str, Any]:
    """Return what the form of an existing finding is filled with."""
    names = ("title", "fact", "rule_broken", "demand", "source", "severity", "amount_fen",
             "rectification_type", "found_on", "jurisdiction")  # fmt: skip
    return {name: getattr(finding, name) for name in names} | {
        **(_place_of(finding.supervised_object) if finding.supervised_object else {}),
        "link_code": finding.link and finding.link.code,
        "items": "\n".join(f"{item.place}: {item.text}" for item in finding.items.all()),
        **({"inspection": finding.inspection_id, "workpaper": finding.workpaper_id}
           if finding.inspection else {}),
    }  # fmt: skip

"""The buttons of a finding's page, and the one view that takes any step."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from liandu.findings import forms, queries
from liandu.findings.models import Finding
from liandu.findings.rules import FINDING
from liandu.findings.views.pages import PAGES as ROAD
from liandu.findings.views.pages import StepPage
from liandu.findings.views.sides import SIDES
from liandu.kernel.actor import Actor
from liandu.kernel.permits import require
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Choice

PAGES: tuple[StepPage, ...] = (*ROAD, *SIDES)
# What moves a finding on; the other steps stand beside these as plain buttons.
FORWARD = {
    "confirm", "assign", "accept", "file_plan", "approve_plan", "submit", "grant_extension",
    "start_first_review", "pass_first_review", "close", "reject_objection", "take_over",
    "grant_long_term", "review_long_term",
}  # fmt: skip


def choices(actor: Actor, finding: Finding) -> list[Choice]:
    """Return the buttons of a finding's page for ``actor``; what moves it on comes last."""
    found = [page for page in PAGES if page.is_open(actor, finding)]
    found.sort(key=lambda page: page.step in FORWARD)
    return [
        Choice(
            page.label, reverse(f"findings:{page.name}", args=[finding.pk]), page.icon,
            "btn-primary" if page.step in FORWARD else "btn-plain", not page.is_page,
        )
        for page in found
    ]  # fmt: skip


@require_http_methods(["GET", "POST"])
def take_step(request: ActorRequest, pk: UUID, page: StepPage) -> HttpResponse:
    """Ask for what a step needs, and take it.

    :raises NotVisible: if the actor may not know of the finding
    :raises NotAllowed: if the step is not theirs
    :raises WrongState: if the finding has moved on
    """
    finding = queries.seen_finding(request.actor, pk)
    require(request.actor, page.permit, finding)
    if request.method == "GET":
        FINDING.after(page.step, finding.state)
    ask = Ask(
        page.title, page.intro, page.label, danger=page.is_danger,
        back=finding.get_absolute_url(),
        crumbs=((_("Findings"), reverse("findings:finding_list")),
                (finding.number, finding.get_absolute_url())),
    )  # fmt: skip
    return respond_form(
        request, page.form(finding), action=lambda clean: page.run(request.actor, pk, clean),
        success=finding.get_absolute_url(), ask=ask, done=page.done,
        initial=initial(page, finding),
    )  # fmt: skip


def initial(page: StepPage, finding: Finding) -> dict[str, Any]:
    """Return what a step's form is filled with at first."""
    usual = FIRST_VALUES.get(page.step)
    return usual(finding) if usual else {}


def _order(finding: Finding) -> dict[str, Any]:
    link = finding.link
    return {
        "responsible_body": finding.responsible_body_id or (link and link.responsible_body_id),
        "supervising_body": finding.supervising_body_id
        or (link and link.supervising_body_id)
        or finding.owner_body_id,
        "rectification_type": finding.rectification_type,
    }


def _due(finding: Finding) -> dict[str, Any]:
    return {"due_on": forms.usual_due(finding)}


def _look(_finding: Finding) -> dict[str, Any]:
    return {"review_on": forms.usual_look()}


def _result(finding: Finding) -> dict[str, Any]:
    handled = {f"handled_{one.handling}": one.count for one in finding.persons_handled.all()}
    names = ("root_cause", "similar_cases")
    said = {name: getattr(finding, name) for name in names}
    return {"recovered_fen": finding.money_recovered_fen} | said | handled


FIRST_VALUES: dict[str, Callable[[Finding], dict[str, Any]]] = {
    "assign": _order, "transfer": _due, "resume": _due, "grant_long_term": _look,
    "review_long_term": _look, "submit": _result,
}  # fmt: skip

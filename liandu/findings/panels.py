"""Findings in the navigation, on other apps' pages, and in the lights of supervised objects."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.rules import RecordKind
from liandu.deadlines.queries import edition
from liandu.findings import queries
from liandu.findings.models import PILLS, Finding, FindingQuerySet
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.search.queries import Line, Shelf, noted, shelve
from liandu.web.draw import pill
from liandu.web.middleware import ActorRequest
from liandu.web.pages import command, nav
from liandu.web.panels import panel, tab
from liandu.works.queries import provide_open_findings

MOST = 100
ASKED = {
    "confirm": pgettext_lazy("finding", "Confirm"),
    "assign": pgettext_lazy("finding", "Assign"),
    "accept": pgettext_lazy("finding", "Sign for it"),
    "file_plan": pgettext_lazy("finding", "File a plan"),
    "approve_plan": pgettext_lazy("finding", "Review the plan"),
    "submit": pgettext_lazy("finding", "Rectify and submit"),
    "rectify": pgettext_lazy("finding", "Rectify"),
    "reject_objection": pgettext_lazy("finding", "Answer the objection"),
    "take_over": pgettext_lazy("finding", "Take it over"),
    "grant_long_term": pgettext_lazy("finding", "Decide on the long term"),
    "review_long_term": pgettext_lazy("finding", "Look again"),
    "grant_extension": pgettext_lazy("finding", "Decide on more time"),
    "start_first_review": pgettext_lazy("finding", "Review"),
    "pass_first_review": pgettext_lazy("finding", "Finish the review"),
    "close": pgettext_lazy("finding", "Close"),
}

provide_open_findings(queries.open_findings, queries.objects_where)


def overdue_count(actor: Actor) -> tuple[int, bool]:
    """Return how many findings wait for the actor; red if some of them are overdue."""
    count, late = queries.waiting_count(actor)
    return (late, True) if late else (count, False)


nav("findings", _("Findings"), "progress-check", "findings:finding_list", group="business",
    order=50, sees=lambda actor: actor.post_id is not None, count=overdue_count,
    short=_("Rectify"), letter="f")  # fmt: skip
command(_("Register a finding"), "plus", "findings:finding_new",
        lambda actor: allowed(actor, "findings.register_finding"))  # fmt: skip


def lines(actor: Actor, ids: Collection[UUID]) -> list[Line]:
    """Return findings as the search shows them."""
    rows = queries.findings(actor, leads=False).filter(pk__in=ids).prefetch_related(None)
    return [
        Line(
            one.pk, one.title, one.get_absolute_url(), one.number,
            pill(one.get_state_display(), PILLS[one.state]),
            noted(one.responsible_body, one.found_on), one.fact,
        )
        for one in rows
    ]  # fmt: skip


shelve(
    Shelf(
        RecordKind.FINDING, "finding", _("Findings"), "progress-check",
        "findings:finding_detail", lines,
    )
)  # fmt: skip


def of_object(request: ActorRequest, subject: Any) -> FindingQuerySet:
    """Return the findings about an object that the actor may know of, open ones first."""
    rows = queries.findings(request.actor).filter(supervised_object=subject.pk)
    return rows.order_by("closed_at", "step_due_at", "pk")


tab("works.object", "findings", _("Findings"), order=30,
    count=lambda request, subject: of_object(request, subject).count())  # fmt: skip


@panel("works.object", title=_("Findings"), template="findings/parts/of_object.html",
       tab="findings")  # fmt: skip
def findings_of_object(request: ActorRequest, subject: Any) -> Mapping[str, Any]:
    """Show the findings about an object, and the way to register another."""
    return _lines(of_object(request, subject)[:MOST]) | {
        "panel_url": f"{reverse('findings:finding_list')}?object={subject.pk}",
        "new_url": f"{reverse('findings:finding_new')}?object={subject.pk}"
        if allowed(request.actor, "findings.register_finding")
        else "",
    }


def _lines(rows: Any) -> dict[str, Any]:
    """Return findings as lines of a table, each with how its limit stands."""
    now = edition()
    found: list[Finding] = list(rows)
    return {"lines": [(one, queries.lateness_of(one, now), PILLS[one.state]) for one in found]}

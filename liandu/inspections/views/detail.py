"""The list of inspections and the page of one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from liandu.audit.panels import entries
from liandu.files.panels import gallery
from liandu.findings.queries import findings as of_findings
from liandu.inspections import panels, queries
from liandu.inspections.listings import LISTING, nothing_for, span, state_pill
from liandu.inspections.models import Inspection, Workpaper
from liandu.inspections.permits import is_charged
from liandu.inspections.rules import LED, OPEN_ITEMS, InspectionState
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import allowed
from liandu.web import panels as registry
from liandu.web.middleware import ActorRequest

S = InspectionState
MOST = 100
"""So many findings are shown on the page; all of them are in the ledger."""


@require_GET
def inspection_list(request: ActorRequest) -> HttpResponseBase:
    """List the inspections that are open to the person."""
    may_plan = allowed(request.actor, "inspections.plan_inspection")
    return LISTING.respond(
        request, queries.inspections(request.actor),
        may_plan=may_plan, nothing=nothing_for(may_plan),
        may_set_up=allowed(request.actor, "inspections.see_setup"),
    )  # fmt: skip


@require_GET
def inspection(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show one inspection, by tabs.

    :raises NotVisible: if it is not open to the person, or the tab is not
    """
    found = queries.seen_inspection(request.actor, pk)
    theirs = registry.chosen(request, panels.PLACE)
    asked = "" if theirs else request.GET.get("tab", "")
    own = panels.tabs(request.actor, found, "-" if theirs else asked)
    if not theirs and not any(tab.current for tab in own):
        raise NotVisible
    others = registry.tabs(request, panels.PLACE, found, found.get_absolute_url(), "")[1:]
    context = {
        "title": found.title, "inspection": found, "tab": asked, "theirs": theirs,
        "tabs": [*own, *others],
        "pill": state_pill(found), "span": span(found),
        "ways": panels.ways(request.actor, found),
        "cancel_url": panels.cancel_url(request.actor, found),
        "stages": panels.stages(found), "place": panels.PLACE,
        "may_read_inside": allowed(request.actor, "inspections.read_inside", found),
    }  # fmt: skip
    if not theirs:
        context |= {
            "template": f"inspections/tabs/{asked or 'plan'}.html",
            **TABS[asked](request.actor, found),
        }
    return render(request, "inspections/inspection.html", context)


def plan(actor: Actor, found: Inspection) -> dict[str, Any]:
    """Return what the first tab shows: the plan, its objects, who takes part, the items."""
    is_draft = found.state == S.DRAFT
    inside = allowed(actor, "inspections.read_inside", found)
    return {
        "items": queries.items_of(found),
        "conflicts": list(queries.conflicts(actor, found)[:5]) if inside else [],
        "inspected": queries.inspected(actor, found),
        "may_change": is_draft and is_charged(actor, "change_plan", found),
        "may_add_item": found.state in OPEN_ITEMS and is_charged(actor, "add_item", found),
        "gallery": gallery(actor, found, ""),
        "may_attach": allowed(actor, "files.attach", found),
    }


def team(actor: Actor, found: Inspection) -> dict[str, Any]:
    """Return what the second tab shows: who is in the team, and who has declared."""
    is_forming = found.state == S.APPROVED
    mine = next((one for one in found.team_now if one.person_id == actor.person_id), None)
    return {
        "members": found.team_now,
        "may_form": is_forming and is_charged(actor, "add_member", found),
        "may_change_leader": found.state in LED and is_charged(actor, "change_leader", found),
        "may_declare": is_forming and mine is not None and mine.declared_at is None,
    }


def notice(_actor: Actor, _found: Inspection) -> dict[str, Any]:
    """Return what the third tab shows: nothing but what the inspection itself holds."""
    return {}


def workpapers(actor: Actor, found: Inspection) -> dict[str, Any]:
    """Return what the fourth tab shows: the workpapers, by object."""
    papers = list(queries.workpapers(found, actor))
    is_on_site = found.state == S.ON_SITE
    return {
        "papers": papers,
        "counts": _counts(papers),
        "total": found.items.count() * len(found.supervised_objects.all()),
        "may_write": is_on_site and is_charged(actor, "record_workpaper", found),
        "may_sign": is_on_site
        and is_charged(actor, "record_signature", found)
        and any(p.is_reviewed and not p.is_signed_or_refused for p in papers),
        "registered": _registered(actor, found),
        "may_register": found.state != S.ON_SITE
        and allowed(actor, "findings.register_finding", None)
        and allowed(actor, "inspections.read_inside", found),
    }


def findings(actor: Actor, found: Inspection) -> dict[str, Any]:
    """Return what came of it, as far as the actor may see."""
    rows = of_findings(actor, leads=False).filter(inspection=found.pk).order_by("number")
    shown = list(rows[: MOST + 1])
    every = f"{reverse('findings:finding_list')}?inspection={found.pk}&sort=number"
    return {"findings": shown[:MOST], "every": every if len(shown) > MOST else ""}


def report(actor: Actor, found: Inspection) -> dict[str, Any]:
    """Return what the fifth tab shows: the report, who countersigned it, what the inspected say."""
    inside = allowed(actor, "inspections.read_inside", found)
    said = list(queries.statements(actor, found, inside=inside))
    may_answer = allowed(actor, "inspections.answer_objection", found)
    return {
        "may_write": found.state == S.FINDINGS_SIGNED and is_charged(actor, "report", found),
        "review": queries.review_of(found) if inside and found.report_submitted_at else None,
        "statements": [
            (one, gallery(actor, found, one.subject), may_answer and one.is_pending) for one in said
        ],
    }


def record(actor: Actor, found: Inspection) -> dict[str, Any]:
    """Return what the last tab shows: everything that happened."""
    return {"entries": entries(actor, found)}


TABS = {
    "": plan, "team": team, "notice": notice, "workpapers": workpapers, "findings": findings,
    "report": report, "record": record,
}  # fmt: skip


def _counts(papers: list[Workpaper]) -> list[tuple[str, int, str]]:
    """Return how many workpapers say what, each with its light."""
    lights = {"conform": "g", "not_conform": "r", "not_applicable": "n"}
    words = {
        "conform": _("in order"), "not_conform": _("not in order"),
        "not_applicable": _("do not apply"),
    }  # fmt: skip
    return [(words[k], sum(p.conclusion == k for p in papers), lights[k]) for k in lights]


def _registered(actor: Actor, found: Inspection) -> set[UUID]:
    """Return the workpapers that became findings of which the actor may know."""
    rows = of_findings(actor, leads=False).filter(inspection=found.pk).order_by()
    return set(rows.exclude(workpaper=None).values_list("workpaper", flat=True))

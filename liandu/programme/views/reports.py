"""Monthly reports, and the inspections by which a project is carried out."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import require
from liandu.programme import actions, forms, queries
from liandu.programme.models import SupervisionProject
from liandu.programme.queries import Month
from liandu.programme.rules import last_day
from liandu.programme.views.taking import CRUMB
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Tab

MONTHS_SHOWN = 6


@require_GET
def reports(request: ActorRequest) -> HttpResponse:
    """Show who has reported on a month, and who has not, to the secretariat of the projects."""
    every = queries.overseen(request.actor)
    keys = sorted({month.key for _one, months in every for month in months}, reverse=True)
    asked = request.GET.get("month", "")
    now = asked if asked in keys else (keys or [f"{timezone.localdate():%Y-%m}"])[0]
    rows = [(one, month) for one, months in every for month in months if month.key == now]
    context = {
        "title": _("Monthly reports"), "rows": rows, "month": now,
        "tabs": [Tab(key, f"?month={key}", key == now) for key in keys[:MONTHS_SHOWN]],
        "unfiled": sum(month.report is None for _one, month in rows),
    }  # fmt: skip
    return render(request, "programme/reports.html", context)


@require_http_methods(["GET", "POST"])
def file_report(request: ActorRequest, pk: UUID, key: str) -> HttpResponse:
    """Report on a month of a project.

    :raises NotVisible: if it did not run in that month
    """
    found = queries.seen_project(request.actor, pk)
    require(request.actor, "programme.file_report", found)
    month = queries.month_of(found, key)
    if month is None:
        raise NotVisible
    back = f"{found.get_absolute_url()}?tab=reports"
    ask = Ask(
        _("Report on %(month)s") % {"month": key},
        _("It stands as it is filed, and is read by the members of the committee."),
        pgettext("report", "File"), back=back,
        crumbs=((CRUMB[0], reverse(CRUMB[1])), (found.name, back)),
    )  # fmt: skip
    return respond_form(
        request, forms.ReportForm, ask=ask, success=back, done=_("Filed."),
        initial={"done": brought(request.actor, found, month)},
        action=lambda clean: actions.file_report(
            actor=request.actor, project_id=pk, draft=forms.ReportForm.draft(month.first, clean)
        ),
    )  # fmt: skip


def brought(actor: Actor, project: SupervisionProject, month: Month) -> str:
    """Return what a month brought under a project, to begin its report with; none if nothing."""
    found = queries.changed(actor, project, month.first, last_day(month.first))
    reached = [
        one.name for one in queries.milestones_of(project)
        if one.done_on and month.first <= one.done_on <= last_day(month.first)
    ]  # fmt: skip
    lines = []
    if any(found.values()):
        lines.append(
            _("Inspections on site: %(visited)s; findings: %(found)s; closed: %(closed)s.") % found
        )
    if reached:
        lines.append(_("Milestones reached: %(names)s.") % {"names": "、".join(reached)})
    return "\n".join(lines)


@require_http_methods(["GET", "POST"])
def assign(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Take an inspection into a project."""
    found = queries.seen_project(request.actor, pk)
    require(request.actor, "programme.assign_inspection", found)
    ask = _ask(
        found, _("Take an inspection into the project"),
        _("What it finds counts as a result of the project. Who may not know of it sees nothing"
          " of it here either."),
    )  # fmt: skip
    form: Any = partial(forms.InspectionForm, inspections=queries.to_assign(request.actor, found))
    return respond_form(
        request, form, ask=ask, success=ask.back, done=_("Saved."),
        action=lambda clean: actions.assign_inspection(
            actor=request.actor, project_id=pk, **clean
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def release(request: ActorRequest, pk: UUID, inspection: UUID) -> HttpResponse:
    """Take an inspection out of a project."""
    found = queries.seen_project(request.actor, pk)
    require(request.actor, "programme.release_inspection", found)
    queries.seen_of(request.actor, found, inspection)
    ask = _ask(
        found, _("Take this inspection out of the project?"),
        _("What it finds counts for the project no more."),
    )  # fmt: skip
    return respond_form(
        request, ConfirmForm, ask=ask, success=ask.back, done=_("Saved."),
        action=lambda clean: actions.release_inspection(
            actor=request.actor, project_id=pk, inspection_id=inspection, **clean
        ),
    )  # fmt: skip


def _ask(project: SupervisionProject, title: str, intro: str) -> Ask:
    """Return what a form about the inspections of a project says."""
    back = f"{project.get_absolute_url()}?tab=results"
    crumbs = ((CRUMB[0], reverse(CRUMB[1])), (project.name, back))
    return Ask(title, intro, back=back, crumbs=crumbs)

"""The annual programme in the navigation, in the search and on the page of a committee."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.panels import sharing
from liandu.access.rules import RecordKind
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.notices.queries import DutyKind, duty_kind
from liandu.programme import queries
from liandu.programme.models import RESULTS
from liandu.programme.rules import ProjectState, Result
from liandu.search.queries import Line, Shelf, noted, shelve
from liandu.web.draw import pill
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.panels import panel, tab
from liandu.web.say import money

PLACE = "programme.project"
AHEAD = timedelta(days=21)
ON_DESK = 8
WORDS = {
    "projects.plan": _("Lay down the plan and start"),
    "projects.report": _("Report on the month"),
    "projects.reach": pgettext_lazy("verb", "Reach the milestone"),
}
AT_COMMITTEE = 20

nav("programme", _("Annual programme"), "calendar-stats", "programme:year", group="business",
    order=7, sees=lambda actor: actor.post_id is not None)  # fmt: skip
tab(PLACE, "reports", _("Monthly reports"), order=20)
tab(PLACE, "results", pgettext_lazy("project", "Results"), order=30)
tab(PLACE, "record", pgettext_lazy("tab", "Record"), order=80)
tab(PLACE, "sharing", _("Who sees it"), order=90)
panel(PLACE, title=_("Who sees it"), template="access/parts/sharing.html", tab="sharing",
      order=10)(sharing)  # fmt: skip

duty_kind(
    DutyKind(
        "projects", _("Supervision projects"), (7, 3, 1, 0), queries.due, WORDS,
        about=RecordKind.SUPERVISION_PROJECT, owed=queries.owed,
    )
)  # fmt: skip


def lines(actor: Actor, ids: Collection[UUID]) -> list[Line]:
    """Return projects as the search shows them."""
    return [
        Line(
            one.pk, one.name, one.get_absolute_url(), state=pill(*one.pill),
            note=noted(one.owner_body, timezone.localdate(one.created_at)), text=one.subject,
        )
        for one in queries.projects(actor).filter(pk__in=ids)
    ]  # fmt: skip


shelve(Shelf(RecordKind.SUPERVISION_PROJECT, "supervision_project", _("Supervision projects"),
             "calendar-stats", "programme:project", lines))  # fmt: skip


@panel("portal.desk", title=_("Supervision projects that wait"), order=15,
       template="programme/parts/of_desk.html")  # fmt: skip
def of_desk(request: ActorRequest, _subject: Any) -> Mapping[str, Any] | None:
    """Show what the actor's body owes on projects within three weeks, and what it is late with."""
    until = request.actor.at + AHEAD
    found = [pair for pair in queries.waiting(request.actor) if pair[1].due_at <= until]
    if not found:
        return None
    return {
        "lines": [
            (project, each, WORDS[each.asked], queries.way(project, each))
            for project, each in found[:ON_DESK]
        ],
        "rest": max(0, len(found) - ON_DESK),
        "panel_url": reverse("programme:project_list"), "panel_link": _("All projects"),
    }  # fmt: skip


@panel("committees.committee", title=_("Supervision projects"), order=30,
       template="programme/parts/of_committee.html")  # fmt: skip
def of_committee(request: ActorRequest, subject: Any) -> Mapping[str, Any]:
    """Show the projects proposed to a committee, and the way to propose one."""
    every = queries.projects(request.actor).prefetch_related(None)
    rows = every.filter(committee=subject).order_by("-year", "-pk")
    may = subject.dissolved_on is None and allowed(
        request.actor, "programme.propose_project", subject
    )
    return {
        "lines": [(one, pill(*one.pill)) for one in rows[:AT_COMMITTEE]],
        "panel_url": reverse("programme:propose", args=[subject.pk]) if may else "",
        "panel_link": _("Propose a project"),
    }


@panel(PLACE, title=_("Monthly reports"), tab="reports", template="programme/parts/reports.html")
def of_reports(request: ActorRequest, subject: Any) -> Mapping[str, Any]:
    """Show the months of a project with their reports, and the way to file one."""
    may = allowed(request.actor, "programme.file_report", subject)
    return {
        "months": [
            (month, reverse("programme:file_report", args=[subject.pk, month.key]))
            for month in queries.months_of(subject)
        ],
        "may": may,
    }  # fmt: skip


def drawn(result: str, count: int) -> str:
    """Return a figure of a project as it is read."""
    return money(count) if result == Result.RECOVERED else str(count)


@panel(PLACE, title=_("Counted results"), tab="results", order=10,
       template="programme/parts/results.html")  # fmt: skip
def of_results(request: ActorRequest, subject: Any) -> Mapping[str, Any]:
    """Show what came of a project: counted now, each with its list, and what closing kept."""
    now, kept = queries.counted(request.actor, subject), subject.frozen
    return {
        "record": subject,
        "figures": [
            (RESULTS[one], drawn(one, now[one]), drawn(one, kept[one]) if kept else "",
             reverse("programme:result_list", args=[subject.pk, one.value]))
            for one in Result
        ],
    }  # fmt: skip


@panel(PLACE, title=_("Inspections of the project"), tab="results", order=20,
       template="programme/parts/inspections.html")  # fmt: skip
def of_inspections(request: ActorRequest, subject: Any) -> Mapping[str, Any]:
    """Show the inspections by which a project is carried out, and the way to add one."""
    actor, runs = request.actor, subject.state == ProjectState.IN_PROGRESS
    may = runs and allowed(actor, "programme.assign_inspection", subject)
    may_release = runs and allowed(actor, "programme.release_inspection", subject)
    own = set(subject.inspections.values_list("inspection_id", flat=True))
    rows = queries.carried_out(actor, subject).order_by("-starts_on", "-pk")[:AT_COMMITTEE]
    return {
        "lines": [
            (one, reverse("programme:release_inspection", args=[subject.pk, one.pk])
             if may_release and one.pk in own else "")
            for one in rows
        ],
        "panel_url": reverse("programme:assign_inspection", args=[subject.pk]) if may else "",
        "panel_link": _("Take an inspection into it"),
    }  # fmt: skip


@panel("inspections.inspection", title=_("Supervision project"), order=32,
       template="programme/parts/of_inspection.html")  # fmt: skip
def of_inspection(request: ActorRequest, subject: Any) -> Mapping[str, Any] | None:
    """Show the project that an inspection carries out."""
    found = queries.project_of(request.actor, subject)
    return {"project": found, "state": pill(*found.pill)} if found else None

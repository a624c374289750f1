"""Monthly reports: which months of a project want one, and which have it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from liandu.deadlines.queries import edition
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import due, end_of
from liandu.kernel.permits import allowed
from liandu.programme.models import ProjectReport, SupervisionProject
from liandu.programme.queries.projects import projects
from liandu.programme.rules import UNDERWAY, ProjectState, last_day, months_running

TERM = "project_report"
REPORTING = UNDERWAY | {ProjectState.CONCLUDING}


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a project: when its report is due, and the report if it was filed."""

    first: date
    due_at: datetime
    report: ProjectReport | None = None

    @property
    def key(self) -> str:
        """Return how it stands in an address."""
        return f"{self.first:%Y-%m}"

    @property
    def is_late(self) -> bool:
        """Test whether it was filed too late, or is not filed and its term is past."""
        return (self.report.filed_at if self.report else timezone.now()) > self.due_at


def months_of(project: SupervisionProject) -> list[Month]:
    """Return the months in which a project in hand ran, the latest first."""
    if project.started_on is None or project.state not in REPORTING:
        kept = {row.month: row for row in project.reports.all()}
        return [Month(month, row.due_at, row) for month, row in sorted(kept.items(), reverse=True)]
    return _months(project, project.pauses.all(), project.reports.all())


def _months(
    project: SupervisionProject, pauses: Iterable[Any], reports: Iterable[ProjectReport]
) -> list[Month]:
    now, zone = edition(), timezone.get_default_timezone()
    term = now.limits[TERM]
    kept: Mapping[date, ProjectReport] = {row.month: row for row in reports}
    ran = months_running(
        project.started_on or timezone.localdate(), project.ended_on or timezone.localdate(),
        [(one.since, one.until) for one in pauses],
    )  # fmt: skip
    return [
        Month(
            month, kept[month].due_at if month in kept
            else due(end_of(last_day(month), zone), term.amount, term.unit, now.calendar, zone).at,
            kept.get(month),
        )
        for month in reversed(ran)
    ]  # fmt: skip


def missing(project: SupervisionProject) -> list[Month]:
    """Return the months of a project in hand without a report, the first first."""
    return [month for month in reversed(months_of(project)) if month.report is None]


def month_of(project: SupervisionProject, key: str) -> Month | None:
    """Return the month of that key of a project in hand, if it ran then."""
    return next((month for month in months_of(project) if month.key == key), None)


def overseen(actor: Actor) -> list[tuple[SupervisionProject, list[Month]]]:
    """Return the projects underway that the actor is the secretariat of, each with its months."""
    rows = projects(actor).filter(state__in=REPORTING).order_by("owner_body__path", "pk")
    return [
        (row, months_of(row)) for row in rows if allowed(actor, "programme.screen_project", row)
    ]

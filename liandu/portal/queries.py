"""What the desk and the head-line figures are read from: the queries of the apps below."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from liandu.findings import queries as findings
from liandu.inspections import queries as inspections
from liandu.kernel.actor import Actor
from liandu.notices import queries as notices
from liandu.orgs.models import Jurisdiction
from liandu.portal.rules import Period
from liandu.works import queries as works

DESK_LIMIT = 100
"""More than this nobody works off in a day; the ledger holds the rest."""

Figures = dict[str, int]


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one jurisdiction, or of all together."""

    jurisdiction: Jurisdiction | None
    figures: Figures


def waiting(actor: Actor) -> Iterator[tuple[str, Any]]:
    """Yield what waits for the actor, each with the name of its app."""
    yield from _tagged("findings", findings.waiting_for(actor).order_by("step_due_at", "pk"))
    yield from _tagged("inspections", inspections.waiting_for(actor))


def given_out(actor: Actor) -> Iterator[tuple[str, Any]]:
    """Yield what the actor's body gave out and waits for."""
    yield from _tagged("findings", findings.given_out(actor).order_by("step_due_at", "pk"))
    yield from _tagged("inspections", inspections.given_out(actor))


def followed(actor: Actor) -> Iterator[tuple[str, Any]]:
    """Yield the records the actor follows and may still know of."""
    follows = notices.followed(actor)[:DESK_LIMIT]
    for record in notices.records_of(actor, follows).values():
        yield record._meta.app_label, record


def _tagged(app: str, rows: QuerySet[Any]) -> Iterator[tuple[str, Any]]:
    return ((app, row) for row in rows[:DESK_LIMIT])


def waiting_count(actor: Actor) -> tuple[int, bool]:
    """Return how much waits for the actor, for the navigation; whether any of it is overdue."""
    rows = findings.waiting_for(actor).order_by()
    count = (
        rows[:DESK_LIMIT].count() + inspections.waiting_for(actor).order_by()[:DESK_LIMIT].count()
    )
    return count, False


def schedule(actor: Actor, monday: date) -> list[tuple[date, list[Any]]]:
    """Return the five working days of a week, each with the inspections on that day."""
    days = [monday + timedelta(days=number) for number in range(5)]
    rows = list(inspections.inspections(actor, days[0], days[-1]))
    return [(day, [row for row in rows if row.starts_on <= day <= row.ends_on]) for day in days]


def my_objects(actor: Actor) -> QuerySet[Any]:
    """Return the supervised objects that the actor's body leads or answers for."""
    ours = Q(lead_body=actor.body_id) | Q(responsible_bodies=actor.body_id)
    rows = works.objects(actor)
    return rows.filter(ours).distinct() if actor.body_id else rows.none()


def recent(actor: Actor, count: int = 6) -> list[tuple[Any, Any]]:
    """Return the latest notices with their records."""
    return notices.with_records(actor, notices.notices(actor)[:count])


def figures(actor: Actor, period: Period, jurisdiction: int | None = None) -> Figures:
    """Return the head-line figures of a period, of one jurisdiction or of all."""
    days = (period.since, period.until, jurisdiction)
    return {
        "inspections": inspections.inspections(actor, *days).count(),
        "found": findings.found(actor, *days).count(),
        "rectified": findings.rectified(actor, *days).count(),
        "rules": findings.established_rules(actor, *days).count(),
        **_standing(findings.findings(actor).open(), jurisdiction),
    }


def _standing(rows: Any, jurisdiction: int | None) -> Figures:
    """Return what is open and overdue as of now, whatever the period."""
    if jurisdiction is not None:
        rows = rows.filter(Q(jurisdiction=jurisdiction) | Q(jurisdiction__parent=jurisdiction))
    return {"open": rows.count(), "overdue": rows.filter(step_due_at__lt=timezone.now()).count()}


def by_jurisdiction(actor: Actor, period: Period) -> list[Row]:
    """Return the figures of each jurisdiction on the map, a handful of grouped queries in all."""
    places = list(Jurisdiction.objects.filter(parent=None).order_by("position", "code"))
    top = {pk: parent or pk for pk, parent in Jurisdiction.objects.values_list("pk", "parent_id")}
    days = (period.since, period.until)
    open_rows = findings.findings(actor).open()
    columns = {
        "inspections": _touched(
            inspections.inspections(actor, *days), "supervised_objects__jurisdictions", top
        ),
        "found": _counted(findings.found(actor, *days), "jurisdiction", top),
        "rectified": _counted(findings.rectified(actor, *days), "jurisdiction", top),
        "rules": _counted(findings.established_rules(actor, *days), "finding__jurisdiction", top),
        "open": _counted(open_rows, "jurisdiction", top),
        "overdue": _counted(open_rows.filter(step_due_at__lt=timezone.now()), "jurisdiction", top),
    }
    return [
        Row(place, {name: column[place.pk] for name, column in columns.items()}) for place in places
    ]


def _counted(rows: QuerySet[Any], path: str, top: dict[int, int]) -> Counter[int]:
    """Count ``rows`` by the jurisdiction each names, parts counted to the whole."""
    found: Counter[int] = Counter()
    for place, count in rows.order_by().values_list(path).annotate(Count("pk")):
        if place is not None:
            found[top[place]] += count
    return found


def _touched(rows: QuerySet[Any], path: str, top: dict[int, int]) -> Counter[int]:
    """Count ``rows`` once for each jurisdiction they touch, of which there may be several."""
    pairs = rows.order_by().values_list("pk", path).distinct()
    touched = {(pk, top[place]) for pk, place in pairs if place is not None}
    return Counter(place for _, place in touched)

"""What the desk is read from: the queries of the apps below."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from liandu.access.rules import RecordKind
from liandu.dispatch import queries as dispatch
from liandu.findings import queries as findings
from liandu.inspections import queries as inspections
from liandu.inspections.rules import InspectionState
from liandu.kernel.actor import Actor
from liandu.meetings import queries as meetings
from liandu.notices import queries as notices
from liandu.papers import queries as papers
from liandu.portal.rules import BEFORE_VISIT
from liandu.risks import queries as risks
from liandu.works import queries as works

MOST = 100
"""More than this nobody works off in a day; the lists hold the rest."""

Rows = QuerySet[Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A record on a desk, with the name of its app; ``is_mine`` if the actor is to act."""

    app: str
    record: Any
    is_mine: bool = False


def waiting(actor: Actor) -> list[Waiting]:
    """Return what waits for the actor, the most pressing findings first."""
    return [
        *_taken("findings", _by_due(findings.waiting_for(actor)), is_mine=True),
        *_taken("inspections", inspections.waiting_for(actor), is_mine=True),
        *(Waiting("sheets", row, is_mine=True) for row in dispatch.to_file(actor)[:MOST]),
        *_taken("papers", papers.waiting_for(actor), is_mine=True),
        *_taken("dispatch", dispatch.owed(actor), is_mine=True),
        *_taken("meetings", meetings.to_report(actor), is_mine=True),
        *(Waiting("risks", due, is_mine=True) for due in risks.waiting_for(actor)),
    ]


def given_out(actor: Actor) -> list[Waiting]:
    """Return what the actor's body gave out and waits for."""
    return [
        *_taken("findings", _by_due(findings.given_out(actor))),
        *_taken("inspections", inspections.given_out(actor)),
        *(Waiting("sheets", row) for row in dispatch.missing(actor)[:MOST]),
    ]


READERS: dict[int, tuple[str, Callable[[Actor], Rows]]] = {
    RecordKind.FINDING: ("findings", findings.findings),
    RecordKind.INSPECTION: ("inspections", inspections.inspections),
    RecordKind.SUPERVISED_OBJECT: ("works", works.listed),
    RecordKind.PAPER: ("papers", papers.papers),
}


def followed(actor: Actor) -> list[Waiting]:
    """Return the records the actor follows and may still know of."""
    follows = list(notices.followed(actor)[:MOST])
    found: list[Waiting] = []
    for kind, (app, read) in READERS.items():
        ids = [follow.record_id for follow in follows if follow.record_kind == kind]
        found += _taken(app, read(actor).filter(pk__in=ids))
    return found


def _by_due(rows: Rows) -> Rows:
    return rows.order_by(F("step_due_at").asc(nulls_last=True), "pk")


def _taken(app: str, rows: Rows, *, is_mine: bool = False) -> list[Waiting]:
    return [Waiting(app, row, is_mine) for row in rows[:MOST]]


def waiting_count(actor: Actor) -> tuple[int, bool]:
    """Return how much waits for the actor, as far as a hundred; whether any of it is overdue."""
    count, late = findings.waiting_count(actor)
    sheets, is_late = dispatch.waiting_count(actor)
    visits, resolutions = inspections.waiting_for(actor), meetings.to_report(actor)
    # One query for all three: this is counted on every page.
    three = (visits, papers.waiting_for(actor), resolutions)
    ids = [rows.order_by().values_list("pk", flat=True) for rows in three]
    others = ids[0].union(*ids[1:], all=True)[:MOST].count()
    to_check, unchecked = risks.waiting_count(actor)
    is_behind = bool(late or is_late or unchecked)
    if others and not is_behind:
        past = [rows.order_by().values_list("pk", flat=True)
                for rows in (_behind(visits), _late(resolutions))]  # fmt: skip
        is_behind = past[0].union(past[1], all=True).exists()
    return count + others + sheets + to_check, is_behind


def _late(rows: Rows) -> Rows:
    """Return the resolutions that are past their day."""
    return rows.filter(due_at__lt=timezone.now())


def _behind(rows: Rows) -> Rows:
    """Return the inspections that are past the days they are planned for."""
    today = timezone.localdate()
    not_begun = Q(state__in=list(BEFORE_VISIT), starts_on__lt=today)
    return rows.filter(not_begun | Q(state=InspectionState.ON_SITE, ends_on__lt=today))


def schedule(actor: Actor, monday: date) -> list[tuple[date, list[Any]]]:
    """Return the five working days of a week, each with the inspections on that day."""
    days = [monday + timedelta(days=number) for number in range(5)]
    rows = inspections.inspections(actor).filter(starts_on__lte=days[-1], ends_on__gte=days[0])
    kept = rows.exclude(state=InspectionState.CANCELLED).order_by("starts_on", "pk")
    found = list(kept[:MOST])
    return [(day, [row for row in found if row.starts_on <= day <= row.ends_on]) for day in days]


def led_objects(actor: Actor) -> list[Any]:
    """Return the supervised objects that the actor's body leads, each with how it stands."""
    if actor.body_id is None:
        return []
    rows = works.listed(actor).filter(lead_body=actor.body_id)
    return list(rows.order_by("-created_at", "-pk")[: MOST + 1])


def recent(actor: Actor) -> list[notices.Told]:
    """Return the latest notices with their records."""
    return notices.told(actor, notices.notices(actor)[:6])


def first_days(week: Iterable[tuple[date, list[Any]]]) -> list[tuple[date, Any]]:
    """Return each inspection of a week once, with its first day in it."""
    seen: dict[Any, tuple[date, Any]] = {}
    for day, rows in week:
        for row in rows:
            seen.setdefault(row.pk, (day, row))
    return list(seen.values())

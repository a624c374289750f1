"""What falls due for an actor, kind by kind, for reminders and calendars; the desk shows the same.

The desk holds a hundred things of a kind; what somebody is reminded of is not cut short so.
"""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from typing import Any

from django.urls import reverse
from django.utils import timezone

from liandu.dispatch import queries as dispatch
from liandu.findings import queries as findings
from liandu.findings.rules import awaited_in
from liandu.inspections import queries as inspections
from liandu.inspections.rules import InspectionState
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import end_of
from liandu.meetings import queries as meetings
from liandu.notices.queries import Duty, Owed, Visit
from liandu.portal.rules import planned_by
from liandu.risks import queries as risks
from liandu.works.permits import KEEPERS


def findings_due(actor: Actor, until: datetime) -> Iterator[Duty]:
    """Yield the findings that wait for the actor: plans, rectifying, reviews, requests to answer.

    Some wait without a date.
    """
    rows: Any = findings.waiting_for(actor).filter(step_due_at__lte=until)
    for row in rows:
        if row.step_due_at:
            asked = f"findings.{row.asked}"
            yield Duty("findings", str(row.pk), row, asked, row.step_due_at, row.get_absolute_url())


def findings_owed(record: Any) -> Iterator[Owed]:
    """Yield what the present step of a finding in hand asks of a body, if it has an end.

    Whoever found it, reviews it or keeps the list of what it was found at watches over it.
    """
    if record.step_due_at is None:
        return
    watching = {record.owner_body_id, record.supervising_body_id, record.keeper_body_id} - {None}
    for charge in awaited_in(record.state):
        body_id = getattr(record, charge.side)
        if body_id:
            yield Owed(
                charge.step, f"findings.{charge.step}", body_id, record.step_due_at,
                frozenset(watching - {body_id}), record.title,
            )  # fmt: skip
        return


def lines_owed(record: Any) -> Iterator[Owed]:
    """Yield the promises, obstacles and decisions of weekly dispatch that bodies are to settle."""
    zone = timezone.get_default_timezone()
    for row in dispatch.unsettled(record):
        due_at = end_of(row.due_on, zone)
        body_id = row.owner_body_id or 0
        watching = frozenset({record.owner_body_id}) - {body_id}
        yield Owed(str(row.pk), "dispatch.settle", body_id, due_at, watching, row.text)


def inspections_due(actor: Actor, until: datetime) -> Iterator[Duty]:
    """Yield the inspections that wait for the actor, due by their plan or by a limit."""
    zone = timezone.get_default_timezone()
    rows: Any = inspections.waiting_for(actor).prefetch_related(None)
    for row in rows.filter(starts_on__lte=until.astimezone(zone).date()):
        due_at = visit_due(row, zone)
        if due_at and due_at <= until:
            asked = f"inspections.{row.asked}"
            yield Duty("inspections", str(row.pk), row, asked, due_at, row.get_absolute_url())


def visit_due(row: Any, zone: tzinfo) -> datetime | None:
    """Return when the step is due that an inspection waits for: by its limit, or by the plan."""
    limit: datetime | None = getattr(row, "step_due_at", None)
    day = planned_by(row.state, row.starts_on, row.ends_on)
    return limit or (end_of(day, zone) if day else None)


def sheets_due(actor: Actor, until: datetime) -> Iterator[Duty]:
    """Yield the weekly sheets that the actor's body is to file."""
    for row in dispatch.to_file(actor):
        if row.due_at <= until:
            record, key = row.dispatch.supervised_object, f"{row.dispatch_id}:{row.week}"
            url = reverse("dispatch:file", args=[record.pk, row.key])
            yield Duty("sheets", key, record, "sheets.file", row.due_at, url)


def lines_due(actor: Actor, until: datetime) -> Iterator[Duty]:
    """Yield the promises, obstacles and decisions of weekly dispatch that are to be settled."""
    zone = timezone.get_default_timezone()
    for row in dispatch.owed(actor):
        due_at = end_of(row.due_on, zone)
        if due_at <= until:
            record = row.sheet.dispatch.supervised_object
            url = reverse("dispatch:keep_item", args=[row.pk])
            yield Duty("dispatch", str(row.pk), record, "dispatch.settle", due_at, url)


def checks_due(actor: Actor, until: datetime) -> Iterator[Duty]:
    """Yield the checks of risk points, those of one object together."""
    zone = timezone.get_default_timezone()
    for row in risks.waiting_for(actor):
        due_at = end_of(row.due_on, zone)
        if due_at <= until:
            url = f"{row.record.get_absolute_url()}?tab=risks"
            yield Duty("risks", str(row.record.pk), row.record, "risks.check", due_at, url)


def resolutions_due(actor: Actor, until: datetime) -> Iterator[Duty]:
    """Yield the resolutions that the actor's body is to carry out."""
    rows: Any = meetings.to_report(actor).filter(due_at__lte=until)
    for row in rows:
        url = row.get_absolute_url()
        yield Duty("meetings", str(row.pk), row.meeting, "meetings.report", row.due_at, url)


def resolutions_owed(record: Any) -> Iterator[Owed]:
    """Yield what member bodies are to carry out of a meeting in hand.

    The secretariat, the body in the chair and the committee's superior watch over it.
    """
    rows: list[Any] = list(meetings.to_carry_out(record))
    watching = meetings.watchers(record) if rows else frozenset()
    for row in rows:
        body_id = row.owner_id or 0
        yield Owed(
            str(row.pk), "meetings.report", body_id, row.due_at, watching - {body_id}, str(row)
        )


def chairs_due(actor: Actor, until: datetime) -> Iterator[Duty]:
    """Yield the hand-overs of a chair that the actor's body is to draw up, or to countersign."""
    zone = timezone.get_default_timezone()
    if not actor.has(*KEEPERS):
        return
    every: list[tuple[str, Any, Any]] = [
        *(("draw", row, row) for row in meetings.terms_ending(actor)),
        *(("countersign", row, row.term) for row in meetings.handovers_waiting(actor)),
    ]
    for asked, row, term in every:
        due_at = end_of(term.ends_on, zone)
        if due_at <= until:
            yield Duty("meetings", str(row.pk), term.committee, f"meetings.{asked}", due_at,
                       row.get_absolute_url())  # fmt: skip


def meetings_due(actor: Actor, until: datetime) -> Iterator[Duty]:
    """Yield what meetings and their rotating chair ask of the actor's body."""
    yield from resolutions_due(actor, until)
    yield from chairs_due(actor, until)


def visits(actor: Actor, first: date, last: date) -> Iterator[Visit]:
    """Yield the inspections that the actor may know of and that take place between two days."""
    rows = inspections.inspections(actor).prefetch_related(None)
    kept = rows.filter(starts_on__lte=last, ends_on__gte=first)
    for row in kept.exclude(state=InspectionState.CANCELLED.value).order_by("starts_on", "pk"):
        url = row.get_absolute_url()
        yield Visit(f"inspection-{row.pk}", row, row.starts_on, row.ends_on, url)

"""What of weekly dispatch waits for whom."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from liandu.deadlines.queries import edition
from liandu.dispatch.models import DispatchItem, DispatchSheet, WeeklyDispatch
from liandu.dispatch.queries.sheets import covering, dispatches, due_at
from liandu.dispatch.rules import FILERS, OFFICE, SheetState, fileable
from liandu.kernel.actor import Actor

AHEAD = timedelta(days=7)
"""A line comes onto the desk of its owner this long before it is due."""


def to_file(actor: Actor) -> list[DispatchSheet]:
    """Return the sheets that wait for the actor's body to file them, the oldest week first."""
    if not _files(actor):
        return []
    weeks = reversed(fileable(timezone.localdate()))
    return _unfiled(actor, Q(body=actor.body_id or 0), *weeks)


def unsettled(record: Any) -> QuerySet[DispatchItem]:
    """Return the lines of an object in hand that some body of this system is to settle."""
    rows: QuerySet[DispatchItem] = DispatchItem.objects.unscoped("of an object in hand")
    of = rows.filter(sheet__dispatch__supervised_object=record, settled_at=None)
    return of.exclude(owner_body=None).order_by("due_on", "pk")


def owed(actor: Actor) -> QuerySet[DispatchItem]:
    """Return the lines that the actor's body is to settle, due soon or overdue."""
    rows: QuerySet[DispatchItem] = DispatchItem.objects.visible_to(actor)
    if not _files(actor):
        return rows.none()
    near = timezone.localdate() + AHEAD
    mine = rows.filter(owner_body=actor.body_id or 0, settled_at=None, due_on__lte=near)
    return mine.select_related("sheet__dispatch__supervised_object").order_by("due_on", "pk")


def missing(actor: Actor) -> list[DispatchSheet]:
    """Return what others did not file for this week yet, of what the actor's body keeps."""
    if not actor.has(*OFFICE):
        return []
    ours = Q(supervised_object__owner_body=actor.body_id or 0) & ~Q(body=actor.body_id or 0)
    return _unfiled(actor, ours, fileable(timezone.localdate())[0])


def waiting_count(actor: Actor) -> tuple[int, bool]:
    """Return how much waits for the actor, and whether any of it is overdue."""
    if not _files(actor):
        return 0, False
    today, now = timezone.localdate(), timezone.now()
    weeks = fileable(today)
    rows = WeeklyDispatch.objects.visible_to(actor).filter(body=actor.body_id or 0)
    counts: dict[str, int] = rows.aggregate(
        **{str(week): Count("pk", filter=_is_unfiled(week)) for week in weeks}
    )
    lines = owed(actor).order_by().aggregate(
        all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today))
    )  # fmt: skip
    late = any(counts[str(week)] and due_at(week) < now for week in weeks)
    return sum(counts.values()) + lines["all"], late or bool(lines["late"])


def _files(actor: Actor) -> bool:
    return actor.body_id is not None and actor.has(*FILERS)


def _is_unfiled(week: date) -> Q:
    """Return the condition for what waits to be filed for ``week``."""
    sheets: Any = DispatchSheet.objects.unscoped("a condition on what is found visible")
    done = sheets.filter(dispatch=OuterRef("pk"), week=week).exclude(state=SheetState.OPEN.value)
    return covering(week) & ~Q(Exists(done))


def _unfiled(actor: Actor, whose: Q, *weeks: date) -> list[DispatchSheet]:
    """Return sheets that have no row yet, week by week; one read of the limits for all."""
    flags = {f"unfiled_{at}": _flag(week) for at, week in enumerate(weeks)}
    rows = dispatches(actor).filter(whose).select_related("body", "supervised_object")
    every, now = list(rows.annotate(**flags).order_by("pk")), edition()
    return [
        DispatchSheet(dispatch=row, week=week, body=row.body, due_at=due_at(week, now))
        for at, week in enumerate(weeks)
        for row in every
        if getattr(row, f"unfiled_{at}")
    ]


def _flag(week: date) -> Case:
    return Case(When(_is_unfiled(week), then=Value(True)), default=Value(False))

"""How a report in review stands with those who have a say in it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from liandu.access.queries import seen
from liandu.inspections.models import Countersignature, Inspection, Statement
from liandu.inspections.queries.reading import seen_inspection
from liandu.inspections.rules import Hold, Standing, hold_of
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import allowed
from liandu.orgs.models import Body
from liandu.orgs.queries import seats_of


@dataclass(frozen=True, slots=True)
class Review:
    """Who countersigned and who commented on the present text, and what keeps it from issue."""

    signed: dict[int, Countersignature]
    missing: list[Body]
    said: set[int]
    hold: Hold | None


def review_of(inspection: Inspection) -> Review:
    """Return how the present text of the report stands."""
    # Of a text that was not submitted yet nobody has signed anything.
    since = inspection.report_submitted_at or timezone.now()
    rows = inspection.countersignatures.filter(signed_at__gte=since)
    signed = {row.body_id: row for row in rows.select_related("body", "signed_by")}
    missing = [body for body in inspection.partners if body.pk not in signed]
    statements = list(inspection.statements.all())
    asked_at = inspection.comments_asked_at
    hold = hold_of(
        is_told=bool(inspection.told_bodies), is_signed=not missing,
        until=inspection.comments_until, now=timezone.now(),
        is_pending=any(one.is_pending for one in statements),
    )  # fmt: skip
    said = {one.body_id for one in statements if asked_at and one.said_at >= asked_at}
    return Review(signed, missing, said, hold)


def statements(actor: Actor, inspection: Inspection, *, inside: bool) -> QuerySet[Statement]:
    """Return what the inspected said; to the inspected no more than their own body said."""
    rows: QuerySet[Statement] = inspection.statements.select_related(
        "body", "said_by", "decided_by"
    )
    return rows if inside else rows.filter(_own(actor))


def open_statements(actor: Actor, inspection_id: Any) -> QuerySet[Statement]:
    """Return what the inspected said of a report, as far as it is open to the actor.

    :raises NotVisible: if the inspection or its report is not
    """
    inspection = seen_inspection(actor, inspection_id)
    if not allowed(actor, "inspections.read_report", inspection):
        raise NotVisible
    inside = allowed(actor, "inspections.read_inside", inspection)
    return statements(actor, inspection, inside=inside)


def _own(actor: Actor) -> Q:
    """Return the condition for what a body of the actor said."""
    return Q(body__in={seat.body_id for seat in seats_of(actor)})


def seen_statement(actor: Actor, pk: Any) -> Statement:
    """Return one statement of an inspection that the actor may know of.

    :raises NotVisible: if there is none, or the actor may not know
    """
    return seen(Statement, actor, pk)


def pending(inspection: Inspection) -> QuerySet[Statement]:
    """Return the objections that wait for their answer."""
    rows: QuerySet[Statement] = inspection.statements.filter(standing=Standing.PENDING.value)
    return rows

"""Tickets for an actor: known of to exactly those who know of the record that is urged."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from liandu.access.models import Guarded
from liandu.access.queries import about, model_of, of_seen, record_of, seen
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.models import one
from liandu.notices.queries import DutyKind, Owed, owed_on, records_of
from liandu.urging.models import SupervisionTicket
from liandu.urging.queries.ladder import level_of
from liandu.urging.rules import LIVE, TicketState, is_to_rise

WITH = ("body__jurisdiction", "owed_by__jurisdiction")


def tickets(actor: Actor) -> QuerySet[SupervisionTicket]:
    """Return the tickets about records that the actor may know of."""
    return SupervisionTicket.objects.filter(of_seen(actor)).select_related(*WITH)


def seen_ticket(actor: Actor, pk: Any) -> tuple[Any, SupervisionTicket]:
    """Return a ticket with the record it urges.

    :raises NotVisible: if there is none, or the actor may not know of that record
    """
    found = one(SupervisionTicket.objects.select_related(*WITH), pk)
    return record_of(actor, found), found


def tickets_of(record: Guarded) -> list[SupervisionTicket]:
    """Return the tickets on a record in hand, the latest first."""
    return list(about(SupervisionTicket, record).select_related(*WITH))


def seen_record(actor: Actor, kind: int, pk: Any) -> Guarded:
    """Return the record that something is to be said about.

    :raises NotVisible: if there is no such kind, or no such record for the actor
    """
    return seen(model_of(kind), actor, pk)


def owed_of(record: Guarded, duty: str, key: str) -> tuple[DutyKind, Owed] | None:
    """Return what is owed on a record in hand under a key, if it still is."""
    return next((pair for pair in owed_on(record, duty) if pair[1].key == key), None)


def seen_owed(record: Guarded, duty: str, key: str) -> tuple[DutyKind, Owed]:
    """Return what is owed on a record in hand under a key.

    :raises NotVisible: if nothing is
    """
    found = owed_of(record, duty, key)
    if found is None:
        raise NotVisible
    return found


def has_live(record: Guarded, duty: str, key: str) -> bool:
    """Test whether a ticket urges this already."""
    rows = about(SupervisionTicket, record).filter(state__in=LIVE)
    return rows.filter(duty=duty, key=key).exists()


def is_still_owed(record: Guarded, ticket: SupervisionTicket) -> bool:
    """Test whether what a ticket urges is owed still: it was neither done nor given more time."""
    found = owed_of(record, ticket.duty, ticket.key)
    if found is None:
        return False
    return found[1].due_at <= max(ticket.due_at, timezone.now())


def wanted_level(record: Guarded, ticket: SupervisionTicket) -> str:
    """Return the level that the ladder asks for now and the ticket has not; none if it stays.

    It follows from the dates alone: nothing has to have run before.
    """
    found = owed_of(record, ticket.duty, ticket.key)
    if not ticket.is_live or found is None:
        return ""
    level = level_of(ticket.duty, found[1].due_at)
    rises = is_to_rise(ticket.level, level, ticket.new_due_on, timezone.localdate())
    return level if rises else ""


def waiting_tickets(actor: Actor) -> list[tuple[Any, SupervisionTicket, str]]:
    """Return the tickets that wait for the actor's body, each with its record and what is asked."""
    own = Q(owed_by=actor.body_id or 0, state__in=LIVE) | Q(body=actor.body_id or 0)
    rows = list(tickets(actor).filter(own, ended_at=None).order_by("due_at", "pk"))
    records = records_of(actor, rows)
    asked = ((row, _asked(actor, records[row.record_id], row)) for row in rows)
    return [(records[row.record_id], row, step) for row, step in asked if step]


def _asked(actor: Actor, record: Any, row: SupervisionTicket) -> str:
    """Return what a ticket asks of the actor's body now, if anything."""
    if row.owed_by_id == actor.body_id:
        asked = {TicketState.RAISED: "acknowledge", TicketState.ACKNOWLEDGED: "answer"}
        return asked.get(TicketState(row.state), "")
    if row.state == TicketState.CURED:
        return "close"
    if not is_still_owed(record, row):
        return "cure"
    return "step_up" if wanted_level(record, row) else ""


def due_tickets(actor: Actor, until: datetime) -> Iterator[tuple[Any, SupervisionTicket, str]]:
    """Yield the tickets that wait for the actor and were due before a moment."""
    return (each for each in waiting_tickets(actor) if each[1].due_at <= until)

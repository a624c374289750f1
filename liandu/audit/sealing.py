"""Putting events into the trees: after they are committed, in an order nobody can slip behind.

An event's id is given out when it is written, but it becomes visible when its transaction ends,
and a long one may end after a later one. A sealer that goes on from the last id would pass over
it for ever. So on PostgreSQL events are taken in order of their transactions, and only from those
that began before the oldest one still running. SQLite has one writer: there ids are in order.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from liandu.audit import keys
from liandu.audit.models import Event, Leaf, Log, Seal, TreeHead
from liandu.audit.rules import VERSION, moment, sealed_hash
from liandu.engines.merkle.trees import CompactRange

BATCH = 2000
BEYOND = 2**63 - 1
# What is sealed of an event, by the names of its columns.
SEALED = (
    "pk", "at", "person_id", "post_id", "body_id", "kind", "subject_kind", "subject_id",
    "commitment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Horizon:
    """Which transactions are over: all before ``oldest``; none from ``newest`` on has begun."""

    oldest: int
    newest: int


def horizon() -> Horizon | None:
    """Return which transactions are over; None where there is one writer at a time."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint"
            " FROM pg_current_snapshot() s"
        )
        oldest, newest = cursor.fetchone()
    return Horizon(oldest, newest)


def unsealed(seal: Seal, seen: Horizon | None) -> QuerySet[Event]:
    """Return the events that may be sealed now and are not, in the order to seal them."""
    if seen is None:
        return Event.objects.filter(pk__gt=seal.last_event).order_by("pk")
    waiting = Event.objects.filter(leaf=None).order_by("xid", "pk")
    if seal.xid >= seen.newest:
        # The database was carried here from another server, where transactions were counted
        # otherwise. Those of there are over, whatever their numbers.
        return waiting.filter(Q(xid__lt=seen.oldest) | Q(xid__gte=seen.newest))
    behind = Q(xid__gt=seal.xid) | Q(xid=seal.xid, pk__gt=seal.last_event)
    return waiting.filter(behind, xid__gte=seal.xid, xid__lt=seen.oldest)


def waiting(seal: Seal) -> QuerySet[Event]:
    """Return the events that are not sealed, whether or not they may be already."""
    if connection.vendor != "postgresql":
        return Event.objects.filter(pk__gt=seal.last_event)
    return Event.objects.filter(leaf=None, xid__gte=seal.xid)


def current_seal() -> Seal:
    """Return how far the record is sealed."""
    return Seal.objects.order_by("pk").first() or Seal()


def seal_batch(most: int = BATCH) -> int:
    """Seal up to ``most`` events and return how many there were."""
    if not unsealed(current_seal(), horizon()).exists():
        # Looked for without a lock: most seconds nothing has happened.
        return 0
    with transaction.atomic():
        Seal.objects.get_or_create(pk=1)
        seal = Seal.objects.select_for_update().get(pk=1)
        seen = horizon()
        events = list(unsealed(seal, seen)[:most])
        heads = _grow(events)
        _advance(seal, seen, events, is_all=len(events) < most)
    for origin, text in heads.items():
        keys.keep_head(origin, text)
    return len(events)


def row_of(event: Any, origin: str) -> dict[str, Any]:
    """Return what is sealed of an event: all but its content, for which the commitment stands.

    ``event`` is an event, or a row of the columns ``SEALED`` by their names.
    """
    return {
        "v": VERSION,
        "log": origin,
        "id": event.pk,
        "at": moment(event.at),
        "person": event.person_id,
        "post": event.post_id,
        "body": event.body_id,
        "kind": event.kind,
        "subject_kind": event.subject_kind,
        "subject_id": event.subject_id,
        "commitment": event.commitment,
    }


def _grow(events: Iterable[Event]) -> dict[str, str]:
    """Append events to the trees of their bodies; return the new heads by log."""
    by_body: dict[int | None, list[Event]] = defaultdict(list)
    for event in events:
        by_body[event.body_id].append(event)
    at = timezone.now()
    return dict(_append(body_id, each, at) for body_id, each in by_body.items())


def _append(body_id: int | None, events: list[Event], at: datetime) -> tuple[str, str]:
    """Append events to one tree; return the log and its new head."""
    log = _log(body_id)
    tree = CompactRange.restore(log.state)
    leaves = []
    for event in events:
        leaf = sealed_hash(row_of(event, log.origin), tree.algorithm)
        leaves.append(Leaf(event_id=event.pk, log_id=log.pk, position=tree.size, hash=leaf.hex()))
        tree.append(leaf)
    Leaf.objects.bulk_create(leaves)
    log.state = tree.state()
    log.save(update_fields=["state"])
    text = keys.sign(log.origin, tree.size, tree.root(), moment(at))
    TreeHead.objects.create(log=log, size=tree.size, at=at, text=text)
    return log.origin, text


def _log(body_id: int | None) -> Log:
    """Return the log of a body, begun at its first event; of the installation, for none."""
    origin = f"liandu/{keys.node_name()}/{body_id or 0}/audit"
    whose: dict[str, Any] = {"body_id": body_id}
    fresh = {"origin": origin, "state": CompactRange().state()}
    return Log.objects.get_or_create(**whose, defaults=fresh)[0]


def _advance(seal: Seal, seen: Horizon | None, events: list[Event], *, is_all: bool) -> None:
    """Remember how far the record is sealed."""
    if seen is None or seal.xid < seen.newest:
        if events:
            seal.xid, seal.last_event = events[-1].xid, events[-1].pk
    elif is_all:
        seal.xid, seal.last_event = seen.oldest - 1, BEYOND
    seal.save()

"""Reading notices; a notice is as invisible as the record it is about."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from liandu.access.queries import guarded_models
from liandu.kernel.actor import Actor
from liandu.notices.models import Follow, Notice

COUNTED = 100
"""The bell says 99+ beyond this, so nothing more need be counted."""


def notices(actor: Actor) -> QuerySet[Notice]:
    """Return the actor's own notices, newest first."""
    return Notice.objects.filter(person_id=actor.person_id).select_related("body").order_by("-id")


def unread_count(actor: Actor) -> int:
    """Return how many of the actor's notices are unread, counted no further than needed."""
    return notices(actor).filter(read_at=None).order_by()[:COUNTED].count()


def records_of(actor: Actor, rows: Iterable[Any]) -> dict[UUID, Any]:
    """Return, by id, the records that ``rows`` are about and ``actor`` may still know of."""
    asked: dict[int, set[UUID]] = defaultdict(set)
    for row in rows:
        asked[row.record_kind].add(row.record_id)
    models = guarded_models()
    return {
        record.pk: record
        for kind, ids in asked.items()
        for record in models[kind].objects.visible_to(actor).filter(pk__in=ids)
    }


def with_records(actor: Actor, rows: Iterable[Notice]) -> list[tuple[Notice, Any]]:
    """Return notices beside their records; what the actor may no longer know of is left out."""
    rows = list(rows)
    records = records_of(actor, rows)
    return [(row, records[row.record_id]) for row in rows if row.record_id in records]


def follows(actor: Actor, record: Any) -> bool:
    """Test whether ``actor`` follows ``record``."""
    return Follow.objects.filter(person_id=actor.person_id, record_id=record.pk).exists()


def followed(actor: Actor) -> QuerySet[Follow]:
    """Return what the actor follows, newest first."""
    return Follow.objects.filter(person_id=actor.person_id).order_by("-id")

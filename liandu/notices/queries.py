"""Reading notices; a notice is as invisible as the record it is about."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from liandu.access.models import Grant, Guarded
from liandu.access.queries import model_of
from liandu.access.rules import Label, Purpose
from liandu.kernel.actor import Actor
from liandu.notices.models import Follow, Notice
from liandu.orgs.models import Membership
from liandu.orgs.queries import live

COUNTED = 100
"""The bell says 99+ beyond this, so nothing more need be counted."""

FOLLOWER = ""
"""Stands for the kinds in sight of somebody who is told because they follow the record."""


@dataclass(frozen=True, slots=True)
class Told:
    """A notice beside its record, which the reader may know of."""

    notice: Notice
    record: Any

    @property
    def name(self) -> str:
        """Return what the record is called; from sensitive on it is told by its number alone."""
        if self.record.label >= Label.SENSITIVE:
            return ""
        return getattr(self.record, "title", "") or str(self.record)


def notices(actor: Actor) -> QuerySet[Notice]:
    """Return the actor's own notices, newest first."""
    return (
        Notice.objects.filter(person_id=actor.person_id or 0).select_related("body").order_by("-id")
    )


def unread(actor: Actor) -> QuerySet[Notice]:
    """Return those of the actor's notices that they have not read."""
    return notices(actor).filter(read_at=None)


def unread_count(actor: Actor) -> int:
    """Return how many unread notices are about records the actor may know of, as far as 100."""
    rows = list(unread(actor).select_related(None)[:COUNTED])
    records = records_of(actor, rows)
    return sum(row.record_id in records for row in rows)


def records_of(actor: Actor, rows: Iterable[Any]) -> dict[UUID, Any]:
    """Return, by id, the records that ``rows`` are about and ``actor`` may still know of."""
    asked: dict[int, set[UUID]] = defaultdict(set)
    for row in rows:
        asked[row.record_kind].add(row.record_id)
    return {
        record.pk: record
        for kind, ids in asked.items()
        for record in model_of(kind).objects.visible_to(actor).filter(pk__in=ids)
    }


def told(actor: Actor, rows: Iterable[Notice]) -> list[Told]:
    """Return notices beside their records; what the actor may no longer know of is left out."""
    rows = list(rows)
    records = records_of(actor, rows)
    return [Told(row, records[row.record_id]) for row in rows if row.record_id in records]


def follows(actor: Actor, record: Guarded) -> bool:
    """Test whether ``actor`` follows ``record``."""
    return Follow.objects.filter(person_id=actor.person_id or 0, record_id=record.pk).exists()


def followed(actor: Actor) -> QuerySet[Follow]:
    """Return what the actor follows, newest first."""
    return Follow.objects.filter(person_id=actor.person_id or 0).order_by("-id")


def concerned(record: Guarded) -> set[int]:
    """Return the people an event about ``record`` concerns, in one query.

    They are seated at its owner or at a party, cleared and with its kind in sight, or follow it.
    """
    now = timezone.now()
    parties = Grant.objects.filter(
        record_id=record.pk, purpose=Purpose.PARTY, revoked_at=None, expires_at__gt=now
    )
    seated = Membership.objects.filter(
        Q(post__body=record.owner_body_id) | Q(post__body__in=parties.values("body")),
        live(now),
        clearance__gte=record.label,
        person__is_active=True,
    )
    kinds = Cast("post__roles__scope_kinds", TextField())
    followers = Follow.objects.filter(record_id=record.pk)
    rows = seated.order_by().values_list("person_id", kinds).union(
        followers.order_by().values_list("person_id", Value(FOLLOWER)), all=True
    )  # fmt: skip
    return {
        person
        for person, seen in rows
        if seen == FOLLOWER or record.KIND in json.loads(seen or "[]")
    }

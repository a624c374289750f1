"""Reading notices; a notice is as invisible as the record it is about."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from liandu.access.models import Grant, Guarded
from liandu.access.queries import guarded_models, model_of
from liandu.access.rules import Label, PartyRole, Purpose
from liandu.kernel.actor import Actor
from liandu.notices.models import Follow, Notice
from liandu.orgs.models import Membership
from liandu.orgs.queries import live

COUNTED = 100
"""The bell says 99+ beyond this, so nothing more need be counted."""

MOST_UNREAD = 100 * COUNTED
"""Older ones are not counted: nobody left so many unread that they may still know of."""

FOLLOWER = ""
"""Stands for the kinds in sight of somebody who is told because they follow the record."""

_to_inspected: set[str] = set()


def tell_the_inspected(*kinds: str) -> None:
    """Let the inspected be told of events of ``kinds``; of others about a visit they are not."""
    _to_inspected.update(kinds)


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
    """Return the actor's own notices about what they may still know of, newest first."""
    own = Notice.objects.filter(_seen_by(actor), person_id=actor.person_id or 0)
    return own.select_related("body").order_by("-id")


def _seen_by(actor: Actor) -> Q:
    """Return the condition for notices whose record ``actor`` may know of."""
    condition = Q(pk__in=[])
    for kind, model in guarded_models().items():
        seen = model.objects.visible_to(actor).filter(pk=OuterRef("record_id"))
        condition |= Q(Exists(seen), record_kind=kind)
    return condition


def unread(actor: Actor) -> QuerySet[Notice]:
    """Return those of the actor's notices that they have not read."""
    return notices(actor).filter(read_at=None)


def unread_count(actor: Actor) -> int:
    """Return how many notices the actor has not read, as far as 100.

    Asked on every page: what they are about is looked up by key, kind by kind, rather than row by
    row in one statement for every kind there is.
    """
    own = Notice.objects.filter(person_id=actor.person_id or 0, read_at=None).order_by("-id")
    about = own.values_list("record_kind", "record_id")
    count = 0
    for start in range(0, MOST_UNREAD, COUNTED):
        part = list(about[start : start + COUNTED])
        count += _visible_count(actor, part)
        if count >= COUNTED or len(part) < COUNTED:
            break
    return min(count, COUNTED)


def _visible_count(actor: Actor, about: Sequence[tuple[int, UUID]]) -> int:
    """Return how many of the records named, each as often as it is named, the actor may know of."""
    count = 0
    for kind in {kind for kind, _pk in about}:
        keys = [pk for one, pk in about if one == kind]
        rows = guarded_models()[kind].objects.visible_to(actor, leads=False)
        seen = set(rows.filter(pk__in=set(keys)).order_by().values_list("pk", flat=True))
        count += sum(pk in seen for pk in keys)
    return count


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


def concerned(record: Guarded, kind: str) -> set[int]:
    """Return the people an event of ``kind`` about ``record`` concerns, in one query.

    They are seated at its owner or at a party, cleared and with its kind in sight, or follow it.
    How a visit is prepared and reported on is kept from those who are visited.
    """
    now = timezone.now()
    parties = Grant.objects.filter(
        record_id=record.pk, purpose=Purpose.PARTY, revoked_at=None, expires_at__gt=now
    )
    inspected = parties.filter(basis=PartyRole.INSPECTED)
    followers = Follow.objects.filter(record_id=record.pk)
    if kind not in _to_inspected:
        parties = parties.exclude(basis=PartyRole.INSPECTED)
        theirs = Membership.objects.filter(live(now), post__body__in=inspected.values("body"))
        followers = followers.exclude(person__in=theirs.values("person"))
    seated = Membership.objects.filter(
        Q(post__body=record.owner_body_id) | Q(post__body__in=parties.values("body")),
        live(now),
        clearance__gte=record.label,
        person__is_active=True,
    )
    kinds = Cast("post__roles__scope_kinds", TextField())
    rows = seated.order_by().values_list("person_id", kinds).union(
        followers.order_by().values_list("person_id", Value(FOLLOWER)), all=True
    )  # fmt: skip
    return {
        person
        for person, seen in rows
        if seen == FOLLOWER or record.KIND in json.loads(seen or "[]")
    }

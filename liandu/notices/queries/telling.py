"""Reading notices; a notice is as invisible as the record it is about."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from liandu.access.models import Grant, Guarded
from liandu.access.queries import guarded_models, model_of, of_seen
from liandu.access.rules import Label, PartyRole, Purpose, RecordKind
from liandu.kernel.actor import Actor
from liandu.notices.models import Follow, Notice, NoticeChoice
from liandu.notices.queries.duties import REMINDERS, asked_words
from liandu.orgs.models import Membership
from liandu.orgs.queries import live

COUNTED = 100
"""The bell says 99+ beyond this, so nothing more need be counted."""

MOST_UNREAD = 100 * COUNTED
"""Older ones are not counted: nobody left so many unread that they may still know of."""

FOLLOWER = ""
"""Stands for the kinds in sight of somebody who is told because they follow the record."""


def group_of(kind: int) -> str:
    """Return the group of the notices about records of a kind."""
    return RecordKind(kind).name.lower()


def groups() -> dict[str, Any]:
    """Return the groups of notices with their names: reminders, then each kind of record."""
    kinds = guarded_models().items()
    records = {group_of(kind): capfirst(model._meta.verbose_name) for kind, model in kinds}
    return {REMINDERS: gettext("Reminders"), **records}


_to_inspected: set[str] = set()


def tell_the_inspected(*kinds: str) -> None:
    """Let the inspected be told of events of ``kinds``; of others about a visit they are not."""
    _to_inspected.update(kinds)


def is_kept_from(body_id: int, record: Guarded, kind: str) -> bool:
    """Test whether a body is inspected and an event of ``kind`` is not for the inspected."""
    return kind not in _to_inspected and untold(record, kind, None).filter(body=body_id).exists()


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

    @property
    def asked(self) -> Any:
        """Return the word for what a reminder asks for."""
        return asked_words(self.notice.asked)

    @property
    def address(self) -> str:
        """Return where it is to be done, or read."""
        found: str = self.notice.address or self.record.get_absolute_url()
        return found


def notices(actor: Actor) -> QuerySet[Notice]:
    """Return the actor's own notices about what they may still know of, newest first."""
    own = wanted(actor).filter(of_seen(actor))
    return own.select_related("body", "on_behalf_of").order_by("-id")


def wanted(actor: Actor) -> QuerySet[Notice]:
    """Return the actor's own notices of the kinds that they want in their inbox."""
    unwanted = NoticeChoice.objects.filter(
        person=OuterRef("person"), group=OuterRef("group"), in_inbox=False
    )
    return Notice.objects.filter(~Exists(unwanted), person_id=actor.person_id or 0)


def unread(actor: Actor) -> QuerySet[Notice]:
    """Return those of the actor's notices that they have not read."""
    return notices(actor).filter(read_at=None)


def unread_count(actor: Actor) -> int:
    """Return how many notices the actor has not read, as far as 100.

    Asked on every page: what they are about is looked up by key, kind by kind, rather than row by
    row in one statement for every kind there is.
    """
    own = wanted(actor).filter(read_at=None).order_by("-id")
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


def untold(record: Guarded, kind: str, only: Collection[int] | None) -> QuerySet[Grant]:
    """Return how bodies were let in as the inspected that an event of ``kind`` is not told to.

    How a visit is prepared and reported on is kept from those who are visited, and what is
    answered to ``only`` some of them from the others.
    """
    inspected = Grant.objects.filter(
        record_id=record.pk, purpose=Purpose.PARTY, basis=PartyRole.INSPECTED, revoked_at=None,
        expires_at__gt=timezone.now(),
    )  # fmt: skip
    if kind not in _to_inspected:
        return inspected
    return inspected.none() if only is None else inspected.exclude(body__in=only)


def concerned(record: Guarded, kind: str, only: Collection[int] | None = None) -> set[int]:
    """Return the people an event of ``kind`` about ``record`` concerns, in one query.

    They are seated at its owner or at a party, cleared and with its kind in sight, or follow it;
    of the inspected those of the bodies that it is told to.
    """
    now = timezone.now()
    parties = Grant.objects.filter(
        record_id=record.pk, purpose=Purpose.PARTY, revoked_at=None, expires_at__gt=now
    )
    kept = untold(record, kind, only)
    theirs = Membership.objects.filter(live(now), post__body__in=kept.values("body"))
    followers = Follow.objects.filter(record_id=record.pk).exclude(
        person__in=theirs.values("person")
    )
    parties = parties.exclude(pk__in=kept.values("pk"))
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

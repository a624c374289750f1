"""Telling people, and what they do with what they are told."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone

from liandu.access.models import Grant, Guarded
from liandu.access.rules import Purpose
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.events import KINDS
from liandu.kernel.permits import require
from liandu.notices.models import Follow, Notice
from liandu.notices.queries import notices
from liandu.orgs.queries import people_in_sight_of


@action("notices.read_notices")
def read_notices(*, actor: Actor, ids: list[int] | None = None) -> int:
    """Mark the actor's notices as read, those named or all; return how many were unread.

    :raises NotAllowed: for somebody who is not signed in
    """
    require(actor, "notices.read_notices")
    rows = notices(actor).filter(read_at=None)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    return rows.order_by().update(read_at=timezone.now())


@action("notices.follow")
def follow(*, actor: Actor, record: Guarded) -> None:
    """Follow a record that the caller has found visible.

    :raises NotAllowed: for somebody who is not signed in
    """
    require(actor, "notices.follow")
    Follow.objects.get_or_create(
        person_id=actor.person_id, record_kind=record.KIND, record_id=record.pk
    )


@action("notices.unfollow")
def unfollow(*, actor: Actor, record: Guarded) -> None:
    """Follow a record no longer.

    :raises NotAllowed: for somebody who is not signed in
    """
    require(actor, "notices.unfollow")
    Follow.objects.filter(person_id=actor.person_id, record_id=record.pk).delete()


def tell(actor: Actor, kind: str, subject: Any, facts: Mapping[str, Any]) -> None:
    """Tell the people concerned of an event about a record, inside the event's transaction.

    Concerned are the owner's and the parties' people who have that kind in sight, and followers.
    Who may not see the record when they open their inbox is not shown the notice.
    """
    if not isinstance(subject, Guarded) or KINDS[kind].is_read or facts.get("quiet"):
        return
    now = timezone.now()
    Notice.objects.bulk_create(
        Notice(person_id=person, kind=kind, body_id=actor.body_id, at=now,
               record_kind=subject.KIND, record_id=subject.pk)
        for person in sorted(_concerned(subject) - {actor.person_id})
    )  # fmt: skip


def _concerned(record: Guarded) -> set[int | None]:
    """Return the people to tell about ``record``."""
    now = timezone.now()
    bodies = {record.owner_body_id} | set(
        Grant.objects.filter(
            Q(expires_at__gt=now), record_id=record.pk, purpose=Purpose.PARTY, revoked_at=None
        ).values_list("body_id", flat=True)
    )
    people = people_in_sight_of(bodies, record.KIND, record.label, now)
    followers = Follow.objects.filter(record_id=record.pk).values_list("person_id", flat=True)
    return set(people) | set(followers)

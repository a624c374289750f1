"""Telling people of events, and what they do with what they are told."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from liandu.access.models import Guarded
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.events import KINDS, kind, record
from liandu.kernel.permits import require
from liandu.notices.models import Follow, Notice
from liandu.notices.queries import concerned, group_of, stand_ins, unread
from liandu.orgs.models import Person

kind("notices.notices_read", gettext_lazy("read notices"), icon="checks", is_read=True)
kind("notices.followed", gettext_lazy("followed a record"), icon="eye")
kind("notices.unfollowed", gettext_lazy("no longer follows a record"), icon="eye")


@action("notices.read_notices")
def read_notices(*, actor: Actor, ids: list[int] | None = None) -> int:
    """Mark the actor's notices as read, those named or all; return how many were unread.

    :raises NotAllowed: for somebody who is not signed in
    """
    require(actor, "notices.read_notices")
    rows = unread(actor)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    count = rows.order_by().update(read_at=timezone.now())
    if count:
        record(actor, "notices.notices_read", Person(pk=actor.person_id), after={"count": count})
    return count


@action("notices.follow")
def follow(*, actor: Actor, followed: Guarded) -> None:
    """Follow a record that the caller has found visible; following twice is following once.

    :raises NotAllowed: for somebody who holds no post
    """
    require(actor, "notices.follow", followed)
    row, is_new = Follow.objects.get_or_create(
        person_id=actor.person_id or 0, record_kind=followed.KIND, record_id=followed.pk
    )
    if is_new:
        record(actor, "notices.followed", row, after={"record": str(followed.pk)})


@action("notices.unfollow")
def unfollow(*, actor: Actor, followed: Guarded) -> None:
    """Follow a record no longer.

    :raises NotAllowed: for somebody who holds no post
    """
    require(actor, "notices.unfollow", followed)
    for row in Follow.objects.filter(person_id=actor.person_id or 0, record_id=followed.pk):
        record(actor, "notices.unfollowed", row, before={"record": str(followed.pk)})
        row.delete()


def tell(actor: Actor, kind: str, subject: Any, facts: Mapping[str, Any]) -> None:
    """Tell the people concerned of an event about a record, inside the event's transaction.

    While somebody is away their stand-in is told besides. Of the inspected, ``only`` those bodies
    are told that the facts name, if they name any. Where the facts name the people ``to`` be told,
    these are told and nobody else.

    Who may not see the record when they open their inbox is not shown the notice.
    """
    if not isinstance(subject, Guarded) or KINDS[kind].is_read or facts.get("quiet"):
        return
    now = timezone.now()
    to = facts.get("to")
    people = concerned(subject, kind, facts.get("only")) if to is None else set(to)
    absent = stand_ins(people, now)
    Notice.objects.bulk_create(
        Notice(person_id=person, kind=kind, body_id=actor.body_id, at=now,
               record_kind=subject.KIND, record_id=subject.pk, group=group_of(subject.KIND),
               on_behalf_of_id=None if person in people else absent.get(person))
        for person in sorted((people | absent.keys()) - {actor.person_id})
    )  # fmt: skip

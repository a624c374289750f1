"""How people want to be told, who stands in for whom, and whose calendar an address opens."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from django.db.models import QuerySet
from django.utils import timezone

from liandu.access.queries import guarded_models
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.notices.models import CalendarAddress, NoticeChoice, NoticeWish, StandIn
from liandu.notices.queries.duties import REMINDERS
from liandu.notices.queries.telling import group_of
from liandu.orgs.models import Person
from liandu.orgs.queries import live, people_of


def wish_of(person_id: int) -> NoticeWish:
    """Return when a person wants mail; as by default if they said nothing."""
    found = NoticeWish.objects.filter(person=person_id).first()
    return found or NoticeWish(person_id=person_id)


def chosen(person_id: int) -> tuple[list[str], list[str]]:
    """Return the groups of notices that a person wants in the inbox, and by mail."""
    kept = {row.group: row for row in NoticeChoice.objects.filter(person=person_id)}
    default = NoticeChoice(by_mail=False)
    every = [REMINDERS, *(group_of(kind) for kind in guarded_models())]
    mailed = [
        group for group in every if (kept[group].by_mail if group in kept else group == REMINDERS)
    ]
    return [group for group in every if kept.get(group, default).in_inbox], mailed


def stand_ins(person_ids: Iterable[int], now: datetime) -> dict[int, int]:
    """Return who stands in for some of these people now: stand-in to the person, each once."""
    rows = StandIn.objects.filter(live(now), person__in=list(person_ids), stand_in__is_active=True)
    return dict(rows.order_by("-pk").values_list("stand_in", "person"))


def stand_ins_of(person_id: int, now: datetime) -> list[int]:
    """Return who stands in for a person now."""
    rows = StandIn.objects.filter(live(now), person=person_id, stand_in__is_active=True)
    return list(rows.order_by("pk").values_list("stand_in", flat=True))


def absences(actor: Actor) -> QuerySet[StandIn]:
    """Return who stands in for the actor, now and later."""
    rows = StandIn.objects.filter(person=actor.person_id or 0, ends_at__gt=timezone.now())
    return rows.select_related("stand_in").order_by("starts_at", "pk")


def absence(actor: Actor, pk: int) -> StandIn:
    """Return one of these.

    :raises NotVisible: if there is none
    """
    return one(absences(actor), pk)


def stood_in_for(actor: Actor) -> QuerySet[StandIn]:
    """Return for whom the actor stands in now."""
    rows = StandIn.objects.filter(live(timezone.now()), stand_in=actor.person_id or 0)
    return rows.select_related("person").order_by("ends_at", "pk")


def colleagues(actor: Actor) -> QuerySet[Person]:
    """Return the others of the actor's body, who may stand in for them."""
    return people_of(actor.body_id or 0).exclude(pk=actor.person_id or 0)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret address."""
    return sha256(secret.encode()).hexdigest()


def has_calendar(actor: Actor) -> CalendarAddress | None:
    """Return the address of the actor's calendar, if they made one."""
    return CalendarAddress.objects.filter(person=actor.person_id or 0).first()


def calendar_owner(secret: str) -> Person:
    """Return whose calendar an address opens.

    :raises NotVisible: if it opens none, or the account is closed
    """
    rows = CalendarAddress.objects.select_related("person").filter(person__is_active=True)
    return one(rows, digest_of(secret), by="digest").person

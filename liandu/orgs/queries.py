"""Reading bodies, people and the seats they hold."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.orgs.models import Body, Membership, Person
from liandu.orgs.rules import Seat


def live(at: datetime) -> Q:
    """Return the condition for memberships that hold at the moment ``at``; an end is strict."""
    return Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))


def lasting(at: datetime) -> Q:
    """Return the condition for memberships that hold at ``at`` or will begin later."""
    return Q(ends_at=None) | Q(ends_at__gt=at)


def seats(person_id: int, at: datetime) -> list[Seat]:
    """Return the live memberships of a person, each with its post's roles, in one query."""
    rows = (
        Membership.objects.filter(live(at), person_id=person_id, person__is_active=True)
        .order_by("post__position", "pk")
        .values(
            "pk", "clearance", "post_id", role=F("post__roles__code"),
            kinds=F("post__roles__scope_kinds"), post_name=F("post__name"),
            body_id=F("post__body_id"), body_name=F("post__body__short_name"),
            body_path=F("post__body__path"),
        )
    )  # fmt: skip
    found: dict[int, Seat] = {}
    for row in rows:
        old = found.get(row["pk"])
        found[row["pk"]] = Seat(
            row["pk"], row["post_id"], row["post_name"], row["body_id"], row["body_name"],
            row["body_path"], row["clearance"],
            (old.roles if old else frozenset()) | ({row["role"]} - {None}),
            (old.kinds if old else frozenset()) | frozenset(row["kinds"] or ()),
        )  # fmt: skip
    return list(found.values())


def seats_of(actor: Actor) -> list[Seat]:
    """Return the actor's live memberships, read once for a request."""
    if "seats" not in actor.memo:
        actor.memo["seats"] = [] if actor.person_id is None else seats(actor.person_id, actor.at)
    found: list[Seat] = actor.memo["seats"]
    return found


def subtree(paths: Iterable[str]) -> QuerySet[Body]:
    """Return the bodies at or below any of ``paths``."""
    condition = Q(pk__in=[])
    for path in paths:
        condition |= Q(path__startswith=path)
    return Body.objects.filter(condition)


def actor_for(person_id: int, at: datetime, *, admin: str = "", membership_id: int = 0) -> Actor:
    """Return the actor that a person is now: in the seat asked for, else in the first one."""
    held = [] if admin else seats(person_id, at)
    seat = next((s for s in held if s.membership_id == membership_id), held[0] if held else None)
    memo = {"seats": held, "seat": seat}
    if seat is None:
        return Actor(person_id, admin=admin, at=at, memo=memo)
    return Actor(person_id, seat.post_id, seat.body_id, seat.roles, admin, at, memo)


def people_in_sight_of(
    bodies: Iterable[int | None], kind: int, label: int, at: datetime
) -> set[int]:
    """Return the active people seated in ``bodies`` whose role has ``kind`` in sight, cleared."""
    rows = Membership.objects.filter(
        live(at),
        post__body_id__in=[pk for pk in bodies if pk],
        clearance__gte=label,
        person__is_active=True,
    ).values_list("person_id", "post__roles__scope_kinds")
    return {person for person, kinds in rows if kind in (kinds or ())}


def locked_person(pk: int) -> Person:
    """Return a person, held until the transaction ends.

    :raises NotVisible: if there is none
    """
    found = Person.objects.select_for_update().filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def holders(body_id: int) -> QuerySet[Membership]:
    """Return who holds a post in a body now."""
    now = timezone.now()
    return Membership.objects.filter(live(now), post__body_id=body_id).select_related(
        "person", "post"
    )


def seated(body_id: int, person_id: int) -> bool:
    """Test whether a person holds, or held, a post in a body."""
    return Membership.objects.filter(post__body_id=body_id, person_id=person_id).exists()

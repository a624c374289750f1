"""Reading bodies, people and the seats they hold."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Prefetch, Q, QuerySet
from django.utils import timezone

from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.orgs.models import (
    Body,
    ClearanceProposal,
    Jurisdiction,
    Membership,
    Person,
    Post,
    Role,
    Session,
    SupervisionKind,
)
from liandu.orgs.rules import AdminKind, Held, Seat, held


def live(at: datetime) -> Q:
    """Return the condition for what has begun and not ended at ``at``, as a term in a post."""
    return Q(starts_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))


def lasting(at: datetime) -> Q:
    """Return the condition for what has not ended at ``at``, begun or not; an end is strict."""
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


def locked_person(pk: int) -> Person:
    """Return a person, held until the transaction ends.

    :raises NotVisible: if there is none
    """
    return one(Person.objects.select_for_update(), pk)


def holders(body_id: int) -> QuerySet[Membership]:
    """Return who holds a post in a body now."""
    now = timezone.now()
    return Membership.objects.filter(live(now), post__body_id=body_id).select_related(
        "person", "post"
    )


def seated(body_id: int, person_id: int) -> bool:
    """Test whether a person holds, or held, a post in a body."""
    return Membership.objects.filter(post__body_id=body_id, person_id=person_id).exists()


def people() -> QuerySet[Person]:
    """Return all people, with what a list shows."""
    return Person.objects.order_by("username")


def person(pk: int) -> Person:
    """Return a person.

    :raises NotVisible: if there is none
    """
    return one(Person.objects.all(), pk)


def person_or_nobody(pk: int) -> Person | None:
    """Return a person whose account is open."""
    return Person.objects.filter(pk=pk, is_active=True).first()


def person_of(account: str) -> Person | None:
    """Return the person of an account."""
    return Person.objects.filter(username=account.strip()).first()


def sessions_of(person_id: int) -> list[Held]:
    """Return where a person is signed in, latest use first."""
    rows = Session.objects.filter(person_id=person_id, expire_date__gt=timezone.now())
    lasts = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return [
        held(row.pk, row.began, row.expire_date - lasts) for row in rows.order_by("-expire_date")
    ]


def people_of(body_id: int) -> QuerySet[Person]:
    """Return the active people who hold a post in a body now."""
    held = holders(body_id).values("person_id")
    return Person.objects.filter(pk__in=held, is_active=True)


def memberships_of(person_id: int) -> QuerySet[Membership]:
    """Return the posts a person holds and held, latest first."""
    rows = Membership.objects.filter(person_id=person_id).order_by("-starts_at", "-pk")
    return rows.select_related("post__body").prefetch_related("post__roles")


def with_proposals(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    """Return memberships, each with what is proposed for it and waits."""
    proposed = ClearanceProposal.objects.filter(waiting(timezone.now()))
    return rows.prefetch_related(Prefetch("proposals", proposed, to_attr="proposed"))


def membership(pk: int) -> Membership:
    """Return a membership.

    :raises NotVisible: if there is none
    """
    return one(Membership.objects.select_related("person", "post__body"), pk)


def clearances() -> QuerySet[ClearanceProposal]:
    """Return all proposals to raise a clearance, with what a list shows, the latest first."""
    rows = ClearanceProposal.objects.order_by("-pk")
    return rows.select_related("membership__person", "membership__post__body", "proposed_by",
                               "answered_by")  # fmt: skip


def waiting(at: datetime) -> Q:
    """Return the condition for proposals that can still be answered at ``at``.

    A proposal lasts no longer than the post, the account, and the office of who made it.
    """
    held = Q(membership__ends_at=None) | Q(membership__ends_at__gt=at)
    made = Q(proposed_by__admin=AdminKind.SECURITY, proposed_by__is_active=True)
    return Q(outcome="", lapses_at__gt=at, membership__person__is_active=True) & held & made


def waiting_for(actor: Actor) -> QuerySet[ClearanceProposal]:
    """Return the proposals that wait for an answer of somebody else than who made them."""
    rows = clearances().filter(waiting(timezone.now()))
    return rows.exclude(proposed_by=actor.person_id).exclude(membership__person=actor.person_id)


def own_proposals(actor: Actor) -> QuerySet[ClearanceProposal]:
    """Return the proposals of the actor that wait for an answer."""
    return clearances().filter(waiting(timezone.now()), proposed_by=actor.person_id)


def count_of_security_administrators() -> int:
    """Return how many there are: raising a clearance takes two."""
    return Person.objects.filter(admin=AdminKind.SECURITY, is_active=True).count()


def bodies() -> QuerySet[Body]:
    """Return all bodies, parts after their whole."""
    return Body.objects.select_related("jurisdiction", "parent").order_by("path")


def open_bodies() -> QuerySet[Body]:
    """Return the bodies that are not closed."""
    return Body.objects.filter(closed_on=None).order_by("path")


def body(pk: int) -> Body:
    """Return a body.

    :raises NotVisible: if there is none
    """
    return one(bodies(), pk)


def posts_of(body_id: int) -> QuerySet[Post]:
    """Return the posts of a body with their roles and who holds them now."""
    held = Membership.objects.filter(live(timezone.now())).select_related("person")
    return Post.objects.filter(body_id=body_id).prefetch_related(
        "roles", Prefetch("memberships", held, to_attr="held")
    )


def open_posts() -> QuerySet[Post]:
    """Return the posts that are not closed, body by body."""
    return Post.objects.filter(closed_on=None).select_related("body").order_by("body__path", "pk")


def post(pk: int) -> Post:
    """Return a post.

    :raises NotVisible: if there is none
    """
    return one(Post.objects.select_related("body"), pk)


def roles() -> QuerySet[Role]:
    """Return all roles."""
    return Role.objects.all()


def role(pk: int) -> Role:
    """Return a role.

    :raises NotVisible: if there is none
    """
    return one(roles(), pk)


def jurisdictions() -> QuerySet[Jurisdiction]:
    """Return all jurisdictions."""
    return Jurisdiction.objects.select_related("parent")


def jurisdiction(pk: int) -> Jurisdiction:
    """Return a jurisdiction.

    :raises NotVisible: if there is none
    """
    return one(jurisdictions(), pk)


def supervision_kinds() -> QuerySet[SupervisionKind]:
    """Return all kinds of supervision."""
    return SupervisionKind.objects.all()


def supervision_kind(pk: int) -> SupervisionKind:
    """Return a kind of supervision.

    :raises NotVisible: if there is none
    """
    return one(supervision_kinds(), pk)


def with_parts(places: Iterable[Jurisdiction | int]) -> list[int]:
    """Return the ids of jurisdictions and of the parts of them."""
    ids = [place if isinstance(place, int) else place.pk for place in places]
    rows = Jurisdiction.objects.filter(Q(pk__in=ids) | Q(parent__in=ids))
    return list(rows.order_by().values_list("pk", flat=True))


def tiles() -> list[tuple[str, int, int, str]]:
    """Return the jurisdictions on the schematic map: name, column, row and colour."""
    rows = Jurisdiction.objects.exclude(tile_row=None).exclude(tile_column=None)
    return [(j.short_name, j.tile_column or 0, j.tile_row or 0, j.tone) for j in rows]

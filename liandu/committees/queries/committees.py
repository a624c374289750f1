"""Committees for an actor: members in their order, posts, terms."""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from liandu.committees.models import (
    Committee,
    CommitteeMember,
    CommitteePost,
    CommitteeTerm,
)
from liandu.committees.rules import ORDER, PostKind
from liandu.kernel.actor import Actor, now
from liandu.kernel.models import one
from liandu.orgs.models import Membership
from liandu.orgs.queries import live, open_bodies

STILL = Q(ends_on=None)


def committees(actor: Actor) -> QuerySet[Committee]:
    """Return the committees the actor may know of, with what a row of the list shows."""
    rows: QuerySet[Committee] = Committee.objects.visible_to(actor)
    terms = CommitteeTerm.objects.unscoped("terms of committees in sight")
    counted = rows.annotate(member_count=Count("members", filter=Q(members__ends_on=None)))
    return counted.select_related("owner_body", "superior").prefetch_related(
        Prefetch("terms", terms)
    )


def of_members(rows: QuerySet[Committee], bodies: Any) -> QuerySet[Committee]:
    """Return those of ``rows`` of which one of the bodies is a member."""
    there: Any = CommitteeMember.objects.unscoped("members of committees in sight")
    return rows.filter(pk__in=there.filter(STILL, body__in=bodies).values("committee"))


def seen_committee(actor: Actor, pk: Any) -> Committee:
    """Return one committee.

    :raises NotVisible: if there is none, or the actor may not know
    """
    return one(committees(actor), pk)


def members(committee: Committee) -> list[CommitteeMember]:
    """Return the member bodies of a committee in hand, in their order."""
    return list(_members(committee).filter(STILL))


def former_members(committee: Committee) -> list[CommitteeMember]:
    """Return the bodies that were members of a committee in hand, the last to leave first."""
    return list(_members(committee).exclude(STILL).order_by("-ends_on", "-id"))


def _members(committee: Committee) -> QuerySet[CommitteeMember]:
    rows: QuerySet[CommitteeMember] = committee.members.select_related("body__jurisdiction")
    return rows


def member_ids(committee: Committee) -> frozenset[int]:
    """Return the keys of the member bodies of a committee in hand."""
    return frozenset(committee.members.filter(STILL).values_list("body_id", flat=True))


def posts(committee: Committee) -> list[CommitteePost]:
    """Return who is what in a committee in hand, highest first.

    Each tells as ``is_left`` whether its holder has left the seat that it was held from, or the
    seat's body the committee.
    """
    rows = list(_posts(committee).filter(STILL))
    seats = Membership.objects.filter(live(now()), _of(committee), person__is_active=True)
    there = set(seats.filter(pk__in=[one.seat_id for one in rows]).values_list("pk", flat=True))
    for each in rows:
        each.is_left = each.seat_id not in there
    return sorted(rows, key=lambda row: ORDER.index(PostKind(row.kind)))


def former_posts(committee: Committee) -> list[CommitteePost]:
    """Return who was what in a committee in hand, the last to go first."""
    return list(_posts(committee).exclude(STILL).order_by("-ends_on", "-id"))


def _posts(committee: Committee) -> QuerySet[CommitteePost]:
    rows: QuerySet[CommitteePost] = committee.posts.select_related(
        "seat__person", "seat__post__body"
    )
    return rows


def seen_post(actor: Actor, pk: Any) -> CommitteePost:
    """Return a post in a committee that the actor may know of.

    :raises NotVisible: if there is none, or the actor may not know
    """
    rows = CommitteePost.objects.visible_to(actor)
    return one(rows.select_related("committee", "seat__person", "seat__post__body"), pk)


def held_by(actor: Actor, committee: Committee) -> frozenset[str]:
    """Return what the actor is in a committee in hand, from the post they act in; read once."""
    if actor.person_id is None or actor.post_id is None:
        return frozenset()
    kept: dict[Any, frozenset[str]] = actor.memo.setdefault("committee posts", {})
    if committee.pk not in kept:
        seats = Membership.objects.filter(
            live(actor.at), _of(committee), person_id=actor.person_id, post_id=actor.post_id
        )
        rows = committee.posts.filter(STILL, seat__in=seats)
        kept[committee.pk] = frozenset(rows.values_list("kind", flat=True))
    return kept[committee.pk]


def posts_of_person(actor: Actor, person_id: int) -> list[CommitteePost]:
    """Return what a person is in committees that the actor may know of."""
    rows = CommitteePost.objects.visible_to(actor).filter(STILL, seat__person_id=person_id)
    return list(rows.select_related("committee", "seat__post"))


def seats_for(committee: Committee) -> QuerySet[Membership]:
    """Return the seats from which a post in a committee in hand may be held, body by body.

    Those of its host, its superior and its members.
    """
    rows = Membership.objects.filter(live(now()), _of(committee), person__is_active=True)
    return rows.select_related("person", "post__body").order_by(
        "post__body__path", "post__position", "pk"
    )


def _of(committee: Committee) -> Q:
    """Return the condition for seats in the host, the superior and the members."""
    ids = committee.members.filter(STILL).values("body")
    above = [committee.owner_body_id, committee.superior_id]
    return Q(post__body__in=[pk for pk in above if pk]) | Q(post__body__in=ids)


def choices_of_seat(committee: Committee) -> list[tuple[int, str]]:
    """Return those seats to choose from: body, post, name."""
    return [
        (seat.pk, f"{seat.post.body} · {seat.post.name} · {seat.person}")
        for seat in seats_for(committee)
    ]


def choices_of_body() -> list[tuple[int, str]]:
    """Return the open bodies to choose from."""
    return [(body.pk, str(body)) for body in open_bodies()]

"""Shared items for an actor, and whom one in hand goes to."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from liandu.committees.queries import committees, member_ids
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.orgs.models import Body, Membership
from liandu.orgs.queries import live
from liandu.sharing.models import SharedItem, SharingReceipt
from liandu.works.permits import KEEPERS


def items(actor: Actor) -> QuerySet[SharedItem]:
    """Return the items the actor may know of, with what a row of the list shows.

    ``receipt_count`` and ``signed_count`` are of receipts that the actor may know of: all of them
    for the publisher, a recipient's own for a recipient.
    """
    rows: QuerySet[SharedItem] = SharedItem.objects.visible_to(actor)
    circle: Any = SharedItem._meta.get_field("committee").related_model
    known = Prefetch("committee", circle.objects.visible_to(actor))
    return (
        rows.select_related("owner_body__jurisdiction")
        .prefetch_related(known)
        .annotate(receipt_count=_counted(actor), signed_count=_counted(actor, is_signed=True))
    )


def _counted(actor: Actor, *, is_signed: bool = False) -> Any:
    """Return the count of the receipts of a row that the actor may know of."""
    rows = SharingReceipt.objects.visible_to(actor, leads=False).filter(item=OuterRef("pk"))
    if is_signed:
        rows = rows.exclude(signed_at=None)
    counts = rows.order_by().values("item").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def seen_item(actor: Actor, pk: Any) -> SharedItem:
    """Return one item.

    :raises NotVisible: if there is none, or the actor may not know of it
    """
    return one(items(actor), pk)


def circles(actor: Actor) -> list[Any]:
    """Return the committees that the actor's body is a member of, or hosts: its circles."""
    rows = committees(actor).filter(dissolved_on=None).order_by("name", "pk")
    return [each for each in rows if is_of_circle(actor, each)]


def is_of_circle(actor: Actor, committee: Any) -> bool:
    """Test whether the actor's body is a member of a committee in hand, or hosts it."""
    return actor.body_id == committee.owner_body_id or actor.body_id in member_ids(committee)


def named_in(item: SharedItem) -> list[int]:
    """Return the bodies named in a draft in hand."""
    return list(item.addressed.order_by("path").values_list("pk", flat=True))


def recipients(item: SharedItem) -> list[int]:
    """Return whom a draft in hand would go to now."""
    if item.committee is None:
        open_now = item.addressed.filter(closed_on=None)
        return sorted(open_now.exclude(pk=item.owner_body_id).values_list("pk", flat=True))
    return sorted(member_ids(item.committee) - {item.owner_body_id})


def uncleared(bodies: Collection[int], label: int) -> list[Body]:
    """Return those of some bodies at which nobody could sign for what has this label."""
    cleared = Membership.objects.filter(
        live(timezone.now()), post__body__in=bodies, post__roles__code__in=KEEPERS,
        clearance__gte=label, person__is_active=True, person__admin="",
    )  # fmt: skip
    rows = Body.objects.filter(Q(pk__in=bodies) & ~Q(pk__in=cleared.values("post__body")))
    return list(rows.order_by("path"))

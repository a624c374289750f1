"""Finding risk points and their checks for an actor, and what is due."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.kernel.versions import TemplateState
from liandu.orgs.models import Body
from liandu.risks.models import RiskCheck, RiskLibrary, RiskLibraryItem, RiskPoint
from liandu.risks.rules import ON_DESK_DAYS, PointDraft, PointState
from liandu.works import queries as works
from liandu.works.permits import KEEPERS

ROW = (
    "responsible_body", "supervising_body", "last_check", "link__responsible_body",
    "link__supervising_body", "link__supervised_object__lead_body",
    "link__supervised_object__owner_body",
)  # fmt: skip
PLACES = "link__supervised_object__jurisdictions"
MOST = 100
"""More than this nobody works off in a day; the list holds the rest."""

PRESSING: Sequence[Any] = ("asked_on", "pk")

Rows = QuerySet[RiskPoint]


def points(actor: Actor) -> Rows:
    """Return the risk points of objects that ``actor`` may know of."""
    return with_row(RiskPoint.objects.visible_to(actor))


def listed(actor: Actor) -> Rows:
    """Return the same points to page through, however many they are."""
    return with_row(RiskPoint.objects.listed_to(actor))


def with_row(rows: Any) -> Rows:
    """Return points with what a row shows: their bodies and their last check."""
    found: Rows = rows.select_related(*ROW)
    return found


def answered_by(body_ids: Sequence[int]) -> Q:
    """Return the condition for points that one of the bodies answers for."""
    record = "link__supervised_object__"
    names = ("responsible_body", "link__responsible_body", f"{record}lead_body")
    found, before = Q(pk__in=[]), Q()
    for name in (*names, f"{record}owner_body"):
        found |= before & Q(**{f"{name}__in": body_ids})
        before &= Q(**{f"{name}__isnull": True})
    return found


def supervised_by(body_ids: Sequence[int]) -> Q:
    """Return the condition for points that one of the bodies supervises."""
    of_link = Q(supervising_body=None, link__supervising_body__in=body_ids)
    return Q(supervising_body__in=body_ids) | of_link


def lying_in(rows: Rows, places: Any) -> Rows:
    """Return those of ``rows`` whose object lies in one of ``places``, each once."""
    links: Any = RiskPoint._meta.get_field("link").related_model
    there = links.objects.unscoped("within rows in sight")
    return rows.filter(link__in=there.filter(supervised_object__jurisdictions__in=places))


def seen_point(actor: Actor, pk: Any) -> RiskPoint:
    """Return one point.

    :raises NotVisible: if there is none, or the actor may not know
    """
    return one(points(actor), pk)


def held_point(actor: Actor, pk: Any) -> RiskPoint:
    """Return one point, held until the transaction ends.

    :raises NotVisible: if there is none, or the actor may not know
    """
    one(RiskPoint.objects.visible_to(actor).select_for_update(of=("self",)), pk)
    # Read again under the lock, with its link and its bodies.
    return seen_point(actor, pk)


def checks(point: RiskPoint) -> QuerySet[RiskCheck]:
    """Return the checks of a point that was found visible, latest first."""
    found: QuerySet[RiskCheck] = point.checks.select_related("by", "body")
    return found


def of_object(actor: Actor, pk: UUID) -> Rows:
    """Return the points of an object in the order of its links, the gravest first."""
    rows = points(actor).filter(link__supervised_object=pk, state=PointState.IN_FORCE)
    return rows.order_by("link__position", "link_id", "-level", "pk")


def count_of(actor: Actor, pk: UUID) -> int:
    """Return how many points in force an object has."""
    rows = RiskPoint.objects.visible_to(actor)
    count: int = rows.filter(link__supervised_object=pk, state=PointState.IN_FORCE).count()
    return count


def of_link(actor: Actor, pk: int) -> Rows:
    """Return the points in force of a link, the gravest first."""
    rows = points(actor).filter(link=pk, state=PointState.IN_FORCE)
    return rows.order_by("-level", "pk")


def draft_of(point: RiskPoint) -> dict[str, Any]:
    """Return what a point in hand says, as a draft names it."""
    return {each.name: getattr(point, each.name) for each in fields(PointDraft)}


def bodies_for(record: Any, kept: RiskPoint | None = None) -> QuerySet[Body]:
    """Return the open bodies that take part in an object: only these see it, so only these can act.

    The object was found visible. Those that a ``kept`` point names already may stay.
    """
    named = {kept.responsible_body_id, kept.supervising_body_id} if kept else set()
    part = {record.owner_body_id, *works.parties_of(record)}
    return works.bodies().filter(pk__in=part | (named - {None}))


def answering(actor: Actor) -> QuerySet[Body]:
    """Return the bodies that answer for some point the actor may know of."""
    rows = RiskPoint.objects.visible_to(actor)
    record = "link__supervised_object__"
    of_its_own = ("responsible_body", "link__responsible_body", f"{record}lead_body")
    ids = rows.order_by().values(body=Coalesce(*of_its_own, f"{record}owner_body"))
    return Body.objects.filter(pk__in=ids.distinct())


@dataclass(frozen=True, slots=True)
class ChecksDue:
    """The checks of one object that a body is to make now: how many, and the first of them."""

    record: Any
    count: int
    due_on: date
    asked: str = "check"


def waiting_for(actor: Actor) -> list[ChecksDue]:
    """Return the checks that wait for the actor's body, one entry for each object."""
    rows: Any = with_row(_waiting(actor)).order_by(*PRESSING)[:MOST]
    counts: Counter[UUID] = Counter()
    first: dict[UUID, RiskPoint] = {}
    for row in rows:
        counts[row.link.supervised_object_id] += 1
        first.setdefault(row.link.supervised_object_id, row)
    return [
        ChecksDue(row.link.supervised_object, counts[pk], row.asked_on or row.due_on)
        for pk, row in first.items()
    ]


def waiting_count(actor: Actor) -> tuple[int, int]:
    """Return at how many objects checks wait for the actor, and at how many they are overdue."""
    rows = _waiting(actor).order_by(*PRESSING)
    pairs = list(rows.values_list("link__supervised_object", "asked_on")[:MOST])
    today = timezone.localdate()
    late = {pk for pk, day in pairs if day < today}
    return len({pk for pk, _day in pairs}), len(late)


def _waiting(actor: Actor) -> Any:
    """Return the points whose check the actor's post is to see to within a few days."""
    rows = RiskPoint.objects.visible_to(actor)
    if actor.body_id is None or not actor.has(*KEEPERS):
        return rows.none()
    horizon = timezone.localdate() + timedelta(days=ON_DESK_DAYS)
    return rows.filter(answered_by([actor.body_id]), asked_on__lte=horizon)


def by_link_and_place(actor: Actor, *, is_whole: bool) -> list[tuple[str, int | None, int]]:
    """Return link code, place, and the points in force there.

    A point counts once for each place its object lies in; with ``is_whole`` a part of a place
    counts as the whole it is part of.
    """
    place = Coalesce(f"{PLACES}__parent", PLACES) if is_whole else F(PLACES)
    rows = RiskPoint.objects.listed_to(actor).filter(state=PointState.IN_FORCE)
    pairs = rows.order_by().values_list("link__code", place)
    return list(pairs.annotate(count=Count("pk", distinct=True)))


def libraries() -> QuerySet[RiskLibrary]:
    """Return every version of every library, newest version first."""
    return RiskLibrary.objects.prefetch_related("items")


def library(pk: int) -> RiskLibrary:
    """Return one version of a library.

    :raises NotVisible: if there is none
    """
    return one(libraries(), pk)


@dataclass(frozen=True, slots=True)
class Offer:
    """A risk point of the library that an object could take over, and the link it would go to."""

    item: RiskLibraryItem
    link: Any


def offers(record: Any) -> list[Offer]:
    """Return what the library in use offers an object that was found visible.

    Only for links that the object has, and nothing it has in force there already.
    """
    links = {link.code: link for link in record.links.all()}
    taken = set(
        RiskPoint.objects.unscoped("of an object found visible")
        .filter(link__in=list(links.values()), state=PointState.IN_FORCE)
        .values_list("link__code", "name")
    )
    items = RiskLibraryItem.objects.filter(
        library__object_type=record.object_type, library__state=TemplateState.PUBLISHED,
        link_code__in=list(links),
    ).select_related("library")  # fmt: skip
    found = [
        Offer(item, links[item.link_code])
        for item in items
        if (item.link_code, item.name) not in taken
    ]
    return sorted(found, key=lambda offer: (offer.link.position, offer.item.position))

"""Finding what and whom a plan may take up."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from liandu.access.models import Tie, Wall
from liandu.access.queries import live_walls
from liandu.inspections.models import Inspection, InspectionItem, InspectionMember
from liandu.inspections.queries.naming import named, taken_up
from liandu.inspections.rules import Mode
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.orgs.models import Body, Membership
from liandu.orgs.queries import lasting, live
from liandu.works.queries import objects


def pickable(actor: Actor, inspection: Inspection, words: str) -> QuerySet[Any]:
    """Return objects whose name or number holds ``words`` and that are not chosen yet."""
    chosen = Inspection.supervised_objects.through.objects.filter(inspection=inspection.pk)
    rows = objects(actor).exclude(pk__in=chosen.values("supervisedobject"))
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(number__icontains=words))
    return rows.select_related("lead_body").order_by("number")


def pickable_bodies(inspection: Inspection, words: str) -> QuerySet[Body]:
    """Return bodies that may take part and do not yet."""
    taken = inspection.participating_bodies.values("pk")
    rows = Body.objects.filter(closed_on=None).exclude(pk__in=taken)
    rows = rows.exclude(pk=inspection.owner_body_id).exclude(pk__in=inspection.inspected_bodies)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(short_name__icontains=words))
    return rows.select_related("jurisdiction")


def pickable_people(inspection: Inspection, words: str, at: datetime) -> QuerySet[Membership]:
    """Return who may be asked into the team, by the posts they hold at the bodies taking part."""
    bodies = [inspection.owner_body_id, *(b.pk for b in inspection.participating_bodies.all())]
    rows = Membership.objects.filter(
        live(at), post__body__in=bodies, person__is_active=True
    ).exclude(person__in=[member.person_id for member in inspection.team_now])
    if words:
        rows = rows.filter(Q(post__name__icontains=words) | Q(post__body__name__icontains=words))
    return rows.select_related("person", "post__body").order_by("post__body__position", "pk")


def seat_for(inspection: Inspection, membership_id: Any, at: datetime) -> Membership | None:
    """Return the post through which somebody comes into the team."""
    return pickable_people(inspection, "", at).filter(pk=membership_id).first()


def barred(inspection: Inspection, people: Collection[int]) -> set[int]:
    """Return whom of ``people`` a wall, a tie or an own post keeps away from what is inspected."""
    now = timezone.now()
    bodies = list(inspection.inspected_bodies)
    chosen = Inspection.supervised_objects.through.objects.filter(inspection=inspection.pk)
    theirs = Q(post__body__in=bodies)
    if inspection.mode == Mode.CROSS:
        theirs |= Q(post__body__jurisdiction__in=_jurisdictions(inspection))
    grounds: tuple[QuerySet[Any], ...] = (
        Membership.objects.filter(live(now), theirs),
        Tie.objects.filter(lasting(now), other_body__in=bodies),
        Wall.objects.filter(lasting(now), record_id__in=chosen.values("supervisedobject")),
        live_walls(inspection),
    )
    rows = [ground.filter(person__in=people).order_by().values_list("person") for ground in grounds]
    return {person for (person,) in rows[0].union(*rows[1:])}


def able_to_lead(inspection: Inspection) -> list[InspectionMember]:
    """Return the members who may take over the lead: none who must keep away."""
    team = [one for one in inspection.team_now if not one.is_leader]
    away = barred(inspection, [one.person_id for one in team])
    return [one for one in team if one.person_id not in away]


def _jurisdictions(inspection: Inspection) -> list[int]:
    """Return where the inspected objects lie."""
    chosen = inspection.supervised_objects.unscoped("objects of an inspection in hand")
    return list(
        chosen.exclude(jurisdictions=None).values_list("jurisdictions", flat=True).distinct()
    )


def place_of(
    actor: Actor, inspection: Inspection, item_id: Any, object_id: Any
) -> tuple[InspectionItem, Any]:
    """Return an item and an object of the inspection, for a workpaper about both.

    :raises NotVisible: if one is not of this inspection, or the object is not named to the actor
    """
    chosen = taken_up(actor).filter(inspection=inspection.pk).values("supervisedobject")
    return one(inspection.items.all(), item_id), one(named(actor).filter(pk__in=chosen), object_id)


def body_of(actor: Actor) -> Body:
    """Return the body that the actor speaks for."""
    return Body.objects.get(pk=actor.body_id or 0)

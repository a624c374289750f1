"""Finding supervised objects and their parts for an actor."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from liandu.access.queries import locked, seen
from liandu.access.rules import PartyRole
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.orgs.models import Body, Jurisdiction
from liandu.works.models import (
    Checkpoint,
    LinkTemplateItem,
    SupervisedObject,
    SupervisionLink,
    SupervisionTier,
    TierMember,
)
from liandu.works.queries.lights import Overview, overviews
from liandu.works.rules import LinkState


def objects(actor: Actor) -> QuerySet[SupervisedObject]:
    """Return the objects that ``actor`` may know of."""
    found: QuerySet[SupervisedObject] = SupervisedObject.objects.visible_to(actor)
    return found


def listed(actor: Actor) -> QuerySet[SupervisedObject]:
    """Return the same as a list shows them, each with how it stands as ``overview``."""

    def finish(rows: Sequence[SupervisedObject]) -> None:
        found = overviews(actor, [row.pk for row in rows], timezone.localdate())
        for row in rows:
            row.overview = found[row.pk]

    every: Any = objects(actor)
    rows: QuerySet[SupervisedObject] = every.finished_by(finish)
    return rows.select_related("field", "lead_body__jurisdiction").prefetch_related("jurisdictions")


def seen_object(actor: Actor, pk: Any) -> SupervisedObject:
    """Return one object.

    :raises NotVisible: if there is none, or the actor may not know
    """
    return seen(SupervisedObject, actor, pk)


def held_object(actor: Actor, pk: Any) -> SupervisedObject:
    """Return one object like :func:`seen_object`, held until the transaction ends.

    :raises NotVisible: if there is none, or the actor may not know
    """
    return locked(SupervisedObject, actor, pk)


def seen_link(actor: Actor, pk: Any) -> SupervisionLink:
    """Return one link of an object that the actor may know of.

    :raises NotVisible: if there is none, or the actor may not know
    """
    rows: QuerySet[SupervisionLink] = SupervisionLink.objects.visible_to(actor)
    return one(rows.select_related("supervised_object", "responsible_body", "supervising_body"), pk)


def object_links(record: SupervisedObject) -> QuerySet[SupervisionLink]:
    """Return the links of an object that was found visible, in order."""
    found: QuerySet[SupervisionLink] = record.links.select_related(
        "responsible_body", "supervising_body"
    )
    return found


def overview(actor: Actor, record: SupervisedObject) -> Overview:
    """Return how an object that was found visible stands."""
    return overviews(actor, [record.pk], timezone.localdate())[record.pk]


def checkpoints(link: SupervisionLink) -> list[Checkpoint]:
    """Return the checkpoints of a link that was found visible.

    They are written down when the link is first worked on; until then its template tells them.
    """
    kept = list(link.checkpoints.select_related("checked_by"))
    if kept:
        return kept
    item = LinkTemplateItem.objects.filter(
        template_id=link.supervised_object.template_id, code=link.code
    ).first()
    return [
        Checkpoint(link=link, position=position, text=line.strip())
        for position, line in enumerate(item.checkpoints.splitlines() if item else (), 1)
        if line.strip()
    ]


def tiers(record: SupervisedObject) -> list[SupervisionTier]:
    """Return the three tiers of an object that was found visible, with their members."""
    found: QuerySet[SupervisionTier] = record.tiers.all()
    members = TierMember.objects.unscoped("of an object found visible").select_related(
        "body__jurisdiction"
    )
    by_tier: dict[int, list[TierMember]] = {}
    for member in members.filter(tier__supervised_object=record):
        by_tier.setdefault(member.tier_id, []).append(member)
    rows = list(found)
    for row in rows:
        row.people = by_tier.get(row.pk, [])
    return rows


def parties_of(target: SupervisedObject) -> dict[int, str]:
    """Return the bodies that take part in an object besides its owner, each with its basis."""
    found: dict[int | None, str] = {}
    members = TierMember.objects.unscoped("of an object in hand")
    for pk in members.filter(tier__supervised_object=target).values_list("body_id", flat=True):
        found[pk] = PartyRole.SUPERVISING_BODY
    for answers, checks in target.links.values_list("responsible_body_id", "supervising_body_id"):
        found[checks] = PartyRole.SUPERVISING_BODY
        found[answers] = PartyRole.RESPONSIBLE_BODY
    for pk in target.responsible_bodies.values_list("pk", flat=True):
        found[pk] = PartyRole.RESPONSIBLE_BODY
    found[target.lead_body_id] = PartyRole.LEAD_BODY
    return {pk: why for pk, why in found.items() if pk and pk != target.owner_body_id}


def lead_bodies(actor: Actor) -> QuerySet[Body]:
    """Return the bodies that lead some object the actor may know of."""
    led = objects(actor).filter(lead_body_id=OuterRef("pk"))
    return Body.objects.filter(Exists(led))


def bodies() -> QuerySet[Body]:
    """Return the open bodies: who takes part is no secret, what they take part in is."""
    return Body.objects.filter(closed_on=None).select_related("jurisdiction")


def jurisdictions() -> QuerySet[Jurisdiction]:
    """Return the jurisdictions, in order."""
    return Jurisdiction.objects.all()


def in_several(rows: QuerySet[SupervisedObject]) -> QuerySet[SupervisedObject]:
    """Return those of ``rows`` that lie in more than one jurisdiction."""
    places = SupervisedObject.jurisdictions.through.objects.filter(
        supervisedobject_id=OuterRef("pk")
    )
    return rows.filter(Exists(places[1:2]))


def standing_at(rows: QuerySet[SupervisedObject], codes: Sequence[str]) -> Any:
    """Return those of ``rows`` whose first link under way has one of ``codes``."""
    under_way = SupervisionLink.objects.unscoped("within a visible list").filter(
        supervised_object_id=OuterRef("pk"), state=LinkState.IN_PROGRESS
    )
    first = under_way.order_by("position", "pk").values("code")[:1]
    return rows.alias(standing=Subquery(first)).filter(standing__in=codes)

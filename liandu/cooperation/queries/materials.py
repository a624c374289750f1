"""Material for an actor, and who is named as its readers."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from liandu.access.models import Grant
from liandu.access.queries import about
from liandu.access.rules import Purpose
from liandu.cooperation.models import CooperationMaterial, CooperationRequest
from liandu.kernel.actor import Actor
from liandu.kernel.models import one


def materials(actor: Actor) -> QuerySet[CooperationMaterial]:
    """Return the material the actor may know of, with what a row of the list shows."""
    rows: QuerySet[CooperationMaterial] = CooperationMaterial.objects.visible_to(actor)
    named = Prefetch("request", CooperationRequest.objects.visible_to(actor))
    return rows.select_related("owner_body__jurisdiction").prefetch_related(named)


def materials_of(actor: Actor, request: CooperationRequest) -> list[CooperationMaterial]:
    """Return the material of a request in hand that the actor may know of, the latest first."""
    return list(materials(actor).filter(request=request.pk))


def seen_material(actor: Actor, pk: Any) -> CooperationMaterial:
    """Return one piece of material.

    :raises NotVisible: if there is none, or the actor may not know of it, or may no longer
    """
    return one(materials(actor), pk)


def readers_of(material: CooperationMaterial) -> list[Grant]:
    """Return to whom material in hand was given, for the body that gave it."""
    rows = about(Grant, material).filter(purpose=Purpose.COOPERATION, person__isnull=False)
    return list(rows.select_related("person").order_by("person__name", "pk"))

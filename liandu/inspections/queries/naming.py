"""Which of its objects an inspection names to whom: none behind a wall or above a clearance."""

from typing import Any

from django.db.models import Q, QuerySet

from liandu.access.sight import named_to
from liandu.inspections.models import Inspection
from liandu.kernel.actor import Actor
from liandu.orgs.models import Body


def object_model() -> Any:
    """Return the table of what is inspected."""
    return Inspection._meta.get_field("supervised_objects").related_model


def naming(actor: Actor, path: str = "") -> Q:
    """Return the condition for objects, found by ``path``, that inspections name to the actor."""
    return named_to(actor, object_model(), path)


def named(actor: Actor) -> QuerySet[Any]:
    """Return supervised objects as parts of inspections that the actor was found to see."""
    rows = object_model().objects.unscoped("named by an inspection that is visible")
    found: QuerySet[Any] = rows.filter(naming(actor))
    return found


def taken_up(actor: Actor) -> QuerySet[Any]:
    """Return which inspection takes up which object, as far as its object is named to the actor."""
    rows: QuerySet[Any] = Inspection.supervised_objects.through.objects.all()
    return rows.filter(naming(actor, "supervisedobject__"))


def inspected(actor: Actor, inspection: Inspection) -> list[Body]:
    """Return the bodies that answer for the objects which an inspection in hand names to them."""
    return list(inspection.answering(taken_up(actor)))

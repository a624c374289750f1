"""Which of its objects an inspection names to whom: none behind a wall or above a clearance."""

from typing import Any

from django.db.models import QuerySet

from liandu.access.sight import named_to
from liandu.inspections.models import Inspection
from liandu.kernel.actor import Actor
from liandu.orgs.models import Body
from liandu.works.models import SupervisedObject


def named(actor: Actor) -> QuerySet[SupervisedObject]:
    """Return supervised objects as parts of inspections that the actor was found to see."""
    rows: Any = SupervisedObject.objects.unscoped("named by an inspection that is visible")
    found: QuerySet[SupervisedObject] = rows.filter(named_to(actor, SupervisedObject))
    return found


def taken_up(actor: Actor) -> QuerySet[Any]:
    """Return which inspection takes up which object, as far as its object is named to the actor."""
    rows = Inspection.supervised_objects.through.objects
    return rows.filter(named_to(actor, SupervisedObject, "supervisedobject__"))


def inspected(actor: Actor, inspection: Inspection) -> list[Body]:
    """Return the bodies that answer for the objects which an inspection in hand names to them."""
    return list(inspection.answering(taken_up(actor)))

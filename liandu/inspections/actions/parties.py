"""Who knows of an inspection besides the body that plans it."""

from liandu.access.actions import sync_parties
from liandu.inspections.models import Inspection
from liandu.inspections.rules import InspectionState
from liandu.kernel.actor import Actor

TAKES_PART, INSPECTED = "takes part", "is inspected"


def sync(actor: Actor, inspection: Inspection) -> None:
    """Let in who takes part once the plan is submitted, and the inspected once they were told.

    The inspected are told by the notice, or, of an unannounced visit, at the door.
    """
    bodies: dict[int, str] = {}
    if inspection.notice_issued_at or inspection.visited_from:
        bodies = dict.fromkeys(inspection.inspected_bodies, INSPECTED)
    if inspection.state != InspectionState.DRAFT:
        taking_part = inspection.participating_bodies.values_list("pk", flat=True)
        bodies |= dict.fromkeys(taking_part, TAKES_PART)
    bodies.pop(inspection.owner_body_id, None)
    sync_parties(actor=actor, record=inspection, bodies=bodies)

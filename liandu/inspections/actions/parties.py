"""Who knows of an inspection besides the body that plans it."""

from liandu.access.actions import sync_parties
from liandu.access.rules import PartyRole
from liandu.inspections.models import Inspection
from liandu.inspections.rules import InspectionState
from liandu.kernel.actor import Actor


def sync(actor: Actor, inspection: Inspection) -> None:
    """Let in who takes part, and who keeps the objects' list, once the plan is submitted.

    The inspected are let in once they were told.

    The inspected are told by the notice, or, of an unannounced visit, at the door.
    """
    bodies: dict[int, str] = {}
    if inspection.state != InspectionState.DRAFT:
        keepers = inspection.supervised_objects.unscoped("objects of an inspection in hand")
        bodies = dict.fromkeys(keepers.values_list("owner_body_id", flat=True), PartyRole.KEEPER)
        # A body that keeps its own list learns of a visit to itself like any other inspected.
        bodies = {pk: role for pk, role in bodies.items() if pk not in inspection.inspected_bodies}
    if inspection.notice_issued_at or inspection.visited_from:
        bodies |= dict.fromkeys(inspection.inspected_bodies, PartyRole.INSPECTED)
    if inspection.state != InspectionState.DRAFT:
        taking_part = inspection.participating_bodies.values_list("pk", flat=True)
        bodies |= dict.fromkeys(taking_part, PartyRole.TAKES_PART)
    bodies.pop(inspection.owner_body_id, None)
    sync_parties(actor=actor, record=inspection, bodies=bodies)

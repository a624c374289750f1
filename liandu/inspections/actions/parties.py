"""Who knows of an inspection besides the body that plans it."""

from liandu.access.actions import drop_subject, name_subject, sync_parties
from liandu.access.models import RecordSubject
from liandu.access.queries import about
from liandu.access.rules import PartyRole
from liandu.inspections.models import Inspection
from liandu.inspections.rules import InspectionState
from liandu.kernel.actor import Actor
from liandu.orgs.models import Body


def sync(actor: Actor, inspection: Inspection) -> None:
    """Let in who takes part, and who keeps the objects' list, once the plan is submitted.

    The inspected are let in once they were told: by the notice, or, of an unannounced visit, at
    the door. From the plan on it is about them, so that those tied to them are walled off. An
    unannounced visit is kept from all their people until then, from its first draft on.
    """
    _name_inspected(actor, inspection)
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


def _name_inspected(actor: Actor, inspection: Inspection) -> None:
    """Say whom it is about: who answers for its objects now, which may have changed."""
    is_hidden = inspection.is_unannounced and inspection.visited_from is None
    is_named = is_hidden or inspection.state != InspectionState.DRAFT
    bodies = inspection.inspected_bodies if is_named else {}
    rows = about(RecordSubject, inspection).filter(role=PartyRole.INSPECTED)
    gone = rows.exclude(body__in=list(bodies)).values("body")
    for body in Body.objects.filter(pk__in=gone):
        drop_subject(actor=actor, record=inspection, subject=body)
    for body in bodies.values():
        name_subject(
            actor=actor, record=inspection, subject=body, role=PartyRole.INSPECTED,
            # Who plans a visit to itself knows of it.
            is_kept=is_hidden and body.pk != inspection.owner_body_id,
        )  # fmt: skip

"""Who may do what to an inspection; whom each step is for stands in one table of the rules."""

from typing import Any

from liandu.access.rules import RecordKind
from liandu.files.models import Attachment
from liandu.files.permits import attaching, checking, reading
from liandu.findings.permits import pointing
from liandu.inspections import queries
from liandu.inspections.models import Inspection, Workpaper
from liandu.inspections.models.parts import SUBJECT
from liandu.inspections.rules import (
    CHARGES,
    ENDED,
    HEADS,
    PLANNERS,
    SHOWN_TO_INSPECTED,
    Side,
)
from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.notices.queries import tell_the_inspected
from liandu.orgs.permits import is_central, supervises
from liandu.orgs.queries import seats_of

STEPS = {
    "inspections.change_plan": "change_plan",
    "inspections.choose_objects": "choose_objects",
    "inspections.choose_bodies": "choose_bodies",
    "inspections.add_item": "add_item",
    "inspections.submit_plan": "submit",
    "inspections.add_member": "add_member",
    "inspections.drop_member": "drop_member",
    "inspections.declare_avoidance": "declare",
    "inspections.complete_team": "complete_team",
    "inspections.change_leader": "change_leader",
    "inspections.issue_notice": "notify",
    "inspections.enter_site": "enter",
    "inspections.record_workpaper": "record_workpaper",
    "inspections.record_signature": "record_signature",
    "inspections.finish_visit": "sign",
    "inspections.submit_report": "report",
    "inspections.close_inspection": "close",
    "inspections.cancel_inspection": "cancel",
}


def sides(actor: Actor, inspection: Inspection) -> set[Side]:
    """Return what the actor is to the inspection: of its office, its head, its team, its leader."""
    found: set[Side] = set()
    if actor.body_id is not None and actor.body_id == inspection.owner_body_id:
        if actor.has(*PLANNERS):
            found.add(Side.OFFICE)
        if actor.has(*HEADS):
            found.add(Side.HEAD)
    for member in inspection.team_now:
        if member.person_id == actor.person_id:
            found |= {Side.TEAM, Side.LEADER} if member.is_leader else {Side.TEAM}
    return found


def is_charged(actor: Actor, step: str, inspection: Inspection) -> bool:
    """Test whether ``step`` is for the actor."""
    return not CHARGES[step].isdisjoint(sides(actor, inspection))


def _register(name: str, step: str) -> None:
    @permit(name)
    def may(actor: Actor, inspection: Inspection) -> bool:
        """Whoever the table of charges names for this step: office, head, leader or team."""
        return is_charged(actor, step, inspection)


for _name, _step in STEPS.items():
    _register(_name, _step)


@permit("inspections.plan_inspection")
def may_plan(actor: Actor, thing: Any) -> bool:
    """Bodies that supervise plan inspections; those that are only supervised do not."""
    return actor.has(*PLANNERS) and supervises(actor)


@permit("inspections.approve_plan", "inspections.return_plan")
def may_approve(actor: Actor, inspection: Inspection) -> bool:
    """Heads and leaders of the planning body decide, but never on a plan of their own."""
    is_second = inspection.created_by_id != actor.person_id
    return is_second and is_charged(actor, "approve", inspection)


@permit("inspections.issue_report", "inspections.send_back_report")
def may_issue(actor: Actor, inspection: Inspection) -> bool:
    """Heads and leaders of the planning body decide, but never on a report of their own."""
    is_second = inspection.report_submitted_by_id != actor.person_id
    return is_second and is_charged(actor, "issue", inspection)


@permit("inspections.review_workpaper")
def may_review(actor: Actor, workpaper: Workpaper) -> bool:
    """Another member of the team than the one who wrote it."""
    is_second = workpaper.author_id != actor.person_id
    return is_second and is_charged(actor, "review_workpaper", workpaper.inspection)


@permit(
    "inspections.copy_checklist", "inspections.edit_checklist", "inspections.publish_checklist",
    "inspections.discard_checklist", "inspections.see_setup",
)  # fmt: skip
def may_set_up(actor: Actor, _thing: Any) -> bool:
    """Checklists are offered to every body of the node: only its central office sets them."""
    return is_central(actor)


@permit("inspections.export_inspections")
def may_export(actor: Actor, thing: Any) -> bool:
    """Whoever holds a post may take away the list they see; it is on record."""
    return actor.post_id is not None


@permit("inspections.read_inside")
def may_read_inside(actor: Actor, inspection: Inspection) -> bool:
    """Everybody who sees the inspection, save people of the inspected who take no other part."""
    if sides(actor, inspection):
        return True
    own = {seat.body_id for seat in seats_of(actor)}
    # Who was told as the inspected stays outside, also once the object names others.
    return own.isdisjoint(inspection.inspected_bodies) and own.isdisjoint(inspection.told_bodies)


@permit("inspections.read_report")
def may_read_report(actor: Actor, inspection: Inspection) -> bool:
    """Let the inspected read the report once it is issued, everybody else as it is written."""
    return inspection.state in SHOWN_TO_INSPECTED or may_read_inside(actor, inspection)


def may_read_file(actor: Actor, inspection: Inspection, attachment: Attachment) -> bool:
    """Whoever reads the report, but evidence only with the workpaper that it belongs to."""
    subject = attachment.subject
    if subject.startswith(SUBJECT) and subject not in queries.open_subjects(actor, inspection):
        return False
    return may_read_report(actor, inspection)


def may_register_from(actor: Actor, workpaper: Workpaper) -> bool:
    """Whoever reads inside the inspection, and may read this workpaper."""
    inspection = workpaper.inspection
    is_open = workpaper.subject in queries.open_subjects(actor, inspection)
    return is_open and may_read_inside(actor, inspection)


def may_attach(actor: Actor, inspection: Inspection) -> bool:
    """Office and team attach files as long as the inspection is open."""
    return inspection.state not in ENDED and bool(
        sides(actor, inspection) & {Side.OFFICE, Side.TEAM}
    )


def may_check(actor: Actor, inspection: Inspection) -> bool:
    """Team and head look at what others attached."""
    return bool(sides(actor, inspection) & {Side.TEAM, Side.HEAD})


attaching(RecordKind.INSPECTION, may_attach)
checking(RecordKind.INSPECTION, may_check)
reading(RecordKind.INSPECTION, may_read_file)
pointing("inspection", may_read_inside)
pointing("workpaper", may_register_from)
tell_the_inspected(
    "inspections.notified", "inspections.entered", "inspections.report_issued",
    "inspections.closed", "inspections.cancelled",
)  # fmt: skip

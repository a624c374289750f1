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
    ANSWERABLE,
    CHARGES,
    ENDED,
    HEADS,
    PLANNERS,
    SHOWN_TO_INSPECTED,
    InspectionState,
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
    "inspections.countersign_report": "countersign",
    "inspections.agree_report": "agree",
    "inspections.raise_objection": "object",
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


def is_partner(actor: Actor, inspection: Inspection) -> bool:
    """Test whether the actor decides for a body that takes part."""
    return actor.has(*HEADS) and actor.body_id in {body.pk for body in inspection.partners}


def is_inspected(actor: Actor, inspection: Inspection) -> bool:
    """Test whether the actor speaks for a body that was told as the inspected."""
    return actor.has(*ANSWERABLE) and actor.body_id in inspection.told_bodies


FROM_OUTSIDE = {Side.PARTNER: is_partner, Side.INSPECTED: is_inspected}


def is_charged(actor: Actor, step: str, inspection: Inspection) -> bool:
    """Test whether ``step`` is for the actor."""
    charged = CHARGES[step]
    return not charged.isdisjoint(sides(actor, inspection)) or any(
        is_one(actor, inspection) for side, is_one in FROM_OUTSIDE.items() if side in charged
    )


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


@permit("inspections.issue_report", "inspections.ask_comments", "inspections.answer_objection")
def may_issue(actor: Actor, inspection: Inspection) -> bool:
    """Heads and leaders of the planning body decide, but never on a report of their own."""
    is_second = inspection.report_submitted_by_id != actor.person_id
    return is_second and is_charged(actor, "issue", inspection)


@permit("inspections.send_back_report")
def may_send_back(actor: Actor, inspection: Inspection) -> bool:
    """Whoever issues it, and heads of the bodies taking part, who would not countersign it."""
    is_second = inspection.report_submitted_by_id != actor.person_id
    return is_second and is_charged(actor, "send_back", inspection)


@permit("inspections.review_workpaper")
def may_review(actor: Actor, workpaper: Workpaper) -> bool:
    """Of the team, or the head, but neither who wrote it nor who reviewed it already."""
    is_another = actor.person_id not in {workpaper.author_id, workpaper.reviewer_id}
    return is_another and is_charged(actor, "review_workpaper", workpaper.inspection)


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
    """Let the inspected read the report once they are asked, everybody else as it is written."""
    is_shown = inspection.state in SHOWN_TO_INSPECTED or inspection.comments_asked_at is not None
    return is_shown or may_read_inside(actor, inspection)


def may_read_file(actor: Actor, inspection: Inspection, attachment: Attachment) -> bool:
    """Whoever reads the report, but evidence only with the workpaper that it belongs to."""
    subject = attachment.subject
    if subject.startswith(SUBJECT) and subject not in queries.open_subjects(actor, inspection):
        return False
    if may_read_inside(actor, inspection):
        return True
    # What one of the inspected attached stays closed to the others.
    is_theirs = attachment.body_id in inspection.told_bodies and attachment.body_id != actor.body_id
    return not is_theirs and may_read_report(actor, inspection)


def may_register_from(actor: Actor, workpaper: Workpaper) -> bool:
    """Whoever reads inside the inspection, and may read this workpaper."""
    inspection = workpaper.inspection
    is_open = workpaper.subject in queries.open_subjects(actor, inspection)
    return is_open and may_read_inside(actor, inspection)


def may_attach(actor: Actor, inspection: Inspection) -> bool:
    """Office and team attach files as long as it is open, the inspected to what they object."""
    if inspection.state in ENDED:
        return False
    is_ours = bool(sides(actor, inspection) & {Side.OFFICE, Side.TEAM})
    return is_ours or (_may_comment(inspection) and is_inspected(actor, inspection))


def _may_comment(inspection: Inspection) -> bool:
    """Test whether the draft of the report is before the inspected."""
    is_in_review = inspection.state == InspectionState.REPORT_REVIEW
    return is_in_review and inspection.comments_asked_at is not None


def may_check(actor: Actor, inspection: Inspection) -> bool:
    """Team and head look at what others attached."""
    return bool(sides(actor, inspection) & {Side.TEAM, Side.HEAD})


attaching(RecordKind.INSPECTION, may_attach)
checking(RecordKind.INSPECTION, may_check)
reading(RecordKind.INSPECTION, may_read_file)
pointing("inspection", may_read_inside)
pointing("workpaper", may_register_from)
tell_the_inspected(
    "inspections.notified", "inspections.entered", "inspections.comments_asked",
    "inspections.objection_answered", "inspections.report_issued", "inspections.closed",
    "inspections.cancelled",
)  # fmt: skip

"""From the submitted plan to the approval, or to its end."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.inspections import queries
from liandu.inspections.actions.parties import sync
from liandu.inspections.models import Inspection
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("inspections.submitted", gettext_lazy("Submitted the plan"), "send")
kind("inspections.returned", gettext_lazy("Returned the plan"), "arrow-back-up")
kind("inspections.approved", gettext_lazy("Approved the plan"), "check")
kind("inspections.cancelled", gettext_lazy("Cancelled the inspection"), "ban")


@action("inspections.submit_plan")
def submit_plan(*, actor: Actor, inspection_id: Any, conflict_reason: str = "") -> Inspection:
    """Put the plan before the bodies that take part and the head who approves it.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is not of the actor's body
    :raises WrongState: if it was submitted already
    :raises Invalid: if something is missing: objects, items, inspecting power, a reason
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.submit_plan", inspection)
    before = inspection.advance("submit")
    _require_whole(inspection)
    _require_reason(actor, inspection, conflict_reason)
    inspection.save(update_fields=["state", "conflict_reason"])
    sync(actor, inspection)
    record(
        actor, "inspections.submitted", inspection, before=before, after=inspection.state,
        note=inspection.conflict_reason,
    )  # fmt: skip
    return inspection


@action("inspections.return_plan")
def return_plan(*, actor: Actor, inspection_id: Any, reason: str) -> Inspection:
    """Give the plan back to be changed.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not decide, or planned it
    :raises WrongState: if it is not submitted
    :raises Invalid: without a reason
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.return_plan", inspection)
    before = inspection.advance("return")
    require_reason(reason)
    inspection.save(update_fields=["state"])
    sync(actor, inspection)
    record(
        actor, "inspections.returned", inspection, before=before, after=inspection.state,
        reason=reason,
    )  # fmt: skip
    return inspection


@action("inspections.approve_plan")
def approve_plan(*, actor: Actor, inspection_id: Any, conflict_reason: str = "") -> Inspection:
    """Approve the plan; another visit of the same object nearby needs a written reason first.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not decide, or planned it
    :raises WrongState: if it is not submitted
    :raises Invalid: if the same object is visited nearby and no reason was written
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.approve_plan", inspection)
    before = inspection.advance("approve")
    _require_reason(actor, inspection, conflict_reason)
    inspection.save(update_fields=["state", "conflict_reason"])
    # The objects may name others since it was submitted; the team is chosen next.
    sync(actor, inspection)
    record(
        actor, "inspections.approved", inspection, before=before, after=inspection.state,
        note=inspection.conflict_reason,
    )  # fmt: skip
    return inspection


@action("inspections.cancel_inspection")
def cancel_inspection(*, actor: Actor, inspection_id: Any, reason: str) -> Inspection:
    """Give an inspection up before anybody is on site; it stays on record.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is not of the actor's body
    :raises WrongState: if it has begun, or is over
    :raises Invalid: without a reason
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.cancel_inspection", inspection)
    before = inspection.advance("cancel")
    require_reason(reason)
    inspection.save(update_fields=["state"])
    record(
        actor, "inspections.cancelled", inspection, before=before, after=inspection.state,
        reason=reason,
    )  # fmt: skip
    return inspection


def require_reason(reason: str) -> None:
    """Pass if somebody wrote a reason.

    :raises Invalid: otherwise
    """
    if not reason.strip():
        raise Invalid({"reason": _("Say why; it is kept with the record.")})


def _require_whole(inspection: Inspection) -> None:
    """Pass if nothing is missing.

    :raises Invalid: otherwise
    """
    faults = {}
    if not inspection.supervised_objects.through.objects.filter(inspection=inspection.pk).exists():
        faults["objects"] = _("Choose at least one object to inspect.")
    if not inspection.items.exists():
        faults["items"] = _("Choose a checklist, or add at least one item.")
    if not inspection.inspecting_power and queries.has_enterprise(inspection):
        faults["inspecting_power"] = _(
            "An enterprise is inspected: enter on whose published inspecting power this rests."
        )
    if faults:
        raise Invalid(faults)


def _require_reason(actor: Actor, inspection: Inspection, reason: str) -> None:
    """Keep the reason for visiting again; pass if there is one, or none is needed.

    :raises Invalid: otherwise
    """
    inspection.conflict_reason = reason.strip() or inspection.conflict_reason
    if inspection.conflict_reason:
        return
    near = [one.reference for one in queries.conflicts(actor, inspection)[:3]]
    if near:
        words = _(
            "The same object is visited nearby (%(numbers)s). Merge the visits, or say why not."
        )
        raise Invalid({"conflict_reason": words % {"numbers": "、".join(near)}})

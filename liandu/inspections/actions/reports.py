"""From the last signature to the closed inspection."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.inspections import queries
from liandu.inspections.actions.deciding import require_reason
from liandu.inspections.models import Countersignature, Inspection
from liandu.inspections.models.words import HOLDS
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("inspections.report_submitted", gettext_lazy("Submitted the report"), "send")
kind("inspections.report_sent_back", gettext_lazy("Sent the report back"), "arrow-back-up")
kind(
    "inspections.report_countersigned", gettext_lazy("Countersigned the report"), "writing-sign"
)  # fmt: skip
kind("inspections.report_issued", gettext_lazy("Issued the report"), "file-check")
kind("inspections.closed", gettext_lazy("Closed the inspection"), "circle-check")
kind("inspections.exported", gettext_lazy("Exported the list"), "download", is_read=True)

REPORT_FIELDS = (
    "state", "report_text", "report_submitted_at", "report_submitted_by", "comments_asked_at",
    "comments_until",
)  # fmt: skip


@action("inspections.submit_report")
def submit_report(*, actor: Actor, inspection_id: Any, text: str) -> Inspection:
    """Put the report before the head of the planning body.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not lead the team
    :raises WrongState: if the visit is not over, or the report is submitted already
    :raises Invalid: without a text
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.submit_report", inspection)
    before = inspection.advance("report")
    if not text.strip():
        raise Invalid({"text": _("Write the report; the workpapers are its draft.")})
    inspection.report_text = text.strip()
    inspection.report_submitted_at = timezone.now()
    inspection.report_submitted_by_id = actor.person_id
    # Another text: it is countersigned again, and the inspected are asked again.
    inspection.comments_asked_at = inspection.comments_until = None
    inspection.save(update_fields=REPORT_FIELDS)
    record(actor, "inspections.report_submitted", inspection, before=before, after=inspection.state)
    return inspection


@action("inspections.send_back_report")
def send_back_report(*, actor: Actor, inspection_id: Any, reason: str) -> Inspection:
    """Give the report back to be written anew.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not decide, or wrote it
    :raises WrongState: if it is not in review
    :raises Invalid: without a reason
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.send_back_report", inspection)
    before = inspection.advance("send_back")
    require_reason(reason)
    inspection.save(update_fields=["state"])
    record(
        actor, "inspections.report_sent_back", inspection, before=before, after=inspection.state,
        reason=reason,
    )  # fmt: skip
    return inspection


@action("inspections.countersign_report")
def countersign_report(*, actor: Actor, inspection_id: Any, opinion: str = "") -> Countersignature:
    """Stand by the report for a body that takes part.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not decide for a body that takes part
    :raises WrongState: if it is not in review, or the body countersigned it
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.countersign_report", inspection)
    inspection.advance("countersign")
    if actor.body_id in queries.review_of(inspection).signed:
        raise WrongState(_("Your body countersigned this report already."))
    made: Countersignature = inspection.countersignatures.create(
        body_id=actor.body_id or 0, opinion=opinion.strip(),
        signed_by_id=actor.person_id or 0,
        signed_at=timezone.now(),
    )  # fmt: skip
    record(actor, "inspections.report_countersigned", inspection, note=made.opinion)
    return made


@action("inspections.issue_report")
def issue_report(*, actor: Actor, inspection_id: Any) -> Inspection:
    """Issue the report; the inspected read it from now on.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not decide, or wrote it
    :raises WrongState: if it is not in review, or others have still their say
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.issue_report", inspection)
    before = inspection.advance("issue")
    if hold := queries.review_of(inspection).hold:
        raise WrongState(str(HOLDS[hold]))
    inspection.report_issued_at = timezone.now()
    inspection.report_issued_by_id = actor.person_id
    inspection.save(update_fields=["state", "report_issued_at", "report_issued_by"])
    record(actor, "inspections.report_issued", inspection, before=before, after=inspection.state)
    return inspection


@action("inspections.close_inspection")
def close_inspection(*, actor: Actor, inspection_id: Any) -> Inspection:
    """Close the inspection, once all that was not in order is handed over as findings.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is not of the actor's body
    :raises WrongState: if the report is not issued
    :raises Invalid: if something not in order was not registered as a finding yet
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.close_inspection", inspection)
    before = inspection.advance("close")
    if count := queries.unregistered(inspection).count():
        words = _("%(count)s workpapers say “not in order” and are no findings yet. Register them.")
        raise Invalid(words % {"count": count})
    inspection.closed_at = timezone.now()
    inspection.save(update_fields=["state", "closed_at"])
    record(actor, "inspections.closed", inspection, before=before, after=inspection.state)
    return inspection


@action("inspections.export_inspections")
def export_inspections(*, actor: Actor, count: int) -> None:
    """Put on record that the actor took the list away as a file.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "inspections.export_inspections")
    body = queries.body_of(actor)
    record(actor, "inspections.exported", body, note=str(count))

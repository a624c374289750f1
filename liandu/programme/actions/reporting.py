"""What is said of a project underway: a report each month, and its inspections."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.inspections.queries import seen_inspection
from liandu.inspections.rules import InspectionState
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.programme import queries
from liandu.programme.models import ProjectInspection, ProjectReport, SupervisionProject
from liandu.programme.rules import ReportDraft

kind("programme.report_filed", gettext_lazy("reported on a month"), "report")
kind("programme.inspection_assigned", gettext_lazy("took it into a supervision project"),
     "clipboard-plus")  # fmt: skip
kind("programme.inspection_released", gettext_lazy("took it out of a supervision project"),
     "clipboard-x")  # fmt: skip


@action("programme.file_report")
def file_report(*, actor: Actor, project_id: Any, draft: ReportDraft) -> ProjectReport:
    """Report on a month in which a project ran; a month that is over may be reported on late.

    :raises NotVisible: if the actor may not know of the project
    :raises NotAllowed: if the actor does not speak for its lead body
    :raises WrongState: if it did not run in that month, or that month was reported on
    :raises Invalid: if nothing is said
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.file_report", kept)
    month = queries.month_of(kept, f"{draft.month:%Y-%m}")
    if month is None:
        raise WrongState(_("It did not run in that month."))
    if month.report is not None:
        raise WrongState(_("That month was reported on already."))
    if not draft.done.strip():
        raise Invalid({"done": _("Say what was done.")})
    made = ProjectReport.objects.create(
        project=kept, month=month.first, done=draft.done.strip(),
        obstacles=draft.obstacles.strip(), upcoming=draft.upcoming.strip(), due_at=month.due_at,
        filed_at=timezone.now(), filed_by_id=actor.person_id or 0,
    )  # fmt: skip
    record(actor, "programme.report_filed", kept, after=draft.facts())
    return made


@action("programme.assign_inspection")
def assign_inspection(*, actor: Actor, project_id: Any, inspection_id: Any) -> SupervisionProject:
    """Take an inspection of one of its bodies into a project in progress that it carries out.

    It is put on the record of the inspection: whoever may not know of that reads nothing of it.

    :raises NotVisible: if the actor may not know of either
    :raises NotAllowed: if the actor speaks neither for the lead body nor for an assisting one
    :raises WrongState: if the project is not in progress, the inspection is cancelled, of another
        body, or belongs to a project
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.assign_inspection", kept)
    kept.advance("reach")
    inspection = seen_inspection(actor, inspection_id)
    if inspection.state == InspectionState.CANCELLED:
        raise WrongState(_("This inspection is cancelled."))
    if inspection.owner_body_id not in queries.working_ids(kept):
        raise WrongState(_("It is of none of the bodies of this project."))
    taken = ProjectInspection.objects.unscoped("each is of one project, whoever may know of it")
    if taken.filter(inspection_id=inspection.pk).exists():
        raise WrongState(_("This inspection belongs to a project already."))
    ProjectInspection.objects.create(
        project=kept, inspection_id=inspection.pk, assigned_at=timezone.now(),
        assigned_by_id=actor.person_id or 0,
    )  # fmt: skip
    record(
        actor, "programme.inspection_assigned", inspection, after={"project": str(kept.pk)}
    )  # fmt: skip
    return kept


@action("programme.release_inspection")
def release_inspection(
    *, actor: Actor, project_id: Any, inspection_id: Any, reason: str
) -> SupervisionProject:
    """Take an inspection out of a project that it was put into by mistake.

    Left to the secretariat: what an inspection left open keeps its project from being concluded.

    :raises NotVisible: if the actor may not know of either, or it is not of this project
    :raises NotAllowed: if the actor is not the secretariat of its committee
    :raises WrongState: if the project is not in progress
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.release_inspection", kept)
    kept.advance("reach")
    inspection = queries.seen_of(actor, kept, inspection_id)
    kept.inspections.filter(inspection_id=inspection.pk).delete()
    record(
        actor, "programme.inspection_released", inspection, before={"project": str(kept.pk)},
        reason=reason.strip(),
    )  # fmt: skip
    return kept

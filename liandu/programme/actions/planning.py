"""The plan of a project in the programme: its milestones, and what became of them."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.programme import queries
from liandu.programme.models import ProjectMilestone, SupervisionProject
from liandu.programme.rules import UNDERWAY, MilestoneDraft, ProjectState

kind("programme.milestone_added", gettext_lazy("added a milestone"), "flag-plus")
kind("programme.milestone_edited", gettext_lazy("changed a milestone"), "pencil")
kind("programme.milestone_removed", gettext_lazy("took a milestone out of the plan"), "x")
kind("programme.milestone_moved", gettext_lazy("moved the day of a milestone"), "calendar-event")
kind("programme.milestone_reached", gettext_lazy("reached a milestone"), "circle-check")
kind("programme.milestone_undone", gettext_lazy("put down that a milestone is not reached"),
     "arrow-back-up")  # fmt: skip


@action("programme.add_milestone")
def add_milestone(*, actor: Actor, project_id: Any, draft: MilestoneDraft) -> ProjectMilestone:
    """Add a milestone to the plan; to that of a project in progress too.

    :raises NotVisible: if the actor may not know of the project
    :raises NotAllowed: if the actor does not speak for its lead body
    :raises WrongState: if it is not approved, or stands still
    :raises Invalid: if the day or the body cannot stand
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.add_milestone", kept)
    kept.advance("reach" if kept.state == ProjectState.IN_PROGRESS else "plan")
    _check(kept, draft)
    made = ProjectMilestone.objects.create(
        project=kept, name=draft.name, due_on=draft.due_on, first_due_on=draft.due_on,
        body_id=draft.body_id,
    )  # fmt: skip
    record(actor, "programme.milestone_added", kept, after=draft.facts())
    return made


@action("programme.edit_milestone")
def edit_milestone(*, actor: Actor, milestone_id: Any, draft: MilestoneDraft) -> ProjectMilestone:
    """Change a milestone of a plan that has not begun.

    :raises NotVisible: if the actor may not know of the project
    :raises NotAllowed: if the actor does not speak for its lead body
    :raises WrongState: if the project has begun
    :raises Invalid: if the day or the body cannot stand
    """
    kept = _held(actor, milestone_id)
    require(actor, "programme.edit_milestone", kept)
    kept.project.advance("plan")
    _check(kept.project, draft)
    before = _facts(kept)
    kept.name, kept.body_id = draft.name, draft.body_id
    kept.due_on = kept.first_due_on = draft.due_on
    kept.save(update_fields=["name", "body", "due_on", "first_due_on"])
    record(actor, "programme.milestone_edited", kept.project, before=before, after=draft.facts())
    return kept


@action("programme.remove_milestone")
def remove_milestone(*, actor: Actor, milestone_id: Any) -> SupervisionProject:
    """Take a milestone out of a plan that has not begun.

    :raises NotVisible: if the actor may not know of the project
    :raises NotAllowed: if the actor does not speak for its lead body
    :raises WrongState: if the project has begun
    """
    kept = _held(actor, milestone_id)
    require(actor, "programme.remove_milestone", kept)
    project: SupervisionProject = kept.project
    project.advance("plan")
    before = _facts(kept)
    kept.delete()
    record(actor, "programme.milestone_removed", project, before=before)
    return project


@action("programme.move_milestone")
def move_milestone(
    *, actor: Actor, milestone_id: Any, due_on: date, reason: str
) -> ProjectMilestone:
    """Give a milestone of a project underway another day. Who owes it does not move it.

    :raises NotVisible: if the actor may not know of the project
    :raises NotAllowed: if the actor is not the secretariat of its committee
    :raises WrongState: if the project is not underway, or it is reached
    :raises Invalid: if the day cannot stand
    """
    kept = _held(actor, milestone_id)
    require(actor, "programme.move_milestone", kept)
    if kept.project.state not in UNDERWAY or kept.done_on is not None:
        raise WrongState(_("Only what is to be reached in a project underway is moved."))
    if not timezone.localdate() <= due_on <= date(kept.project.year + 1, 12, 31):
        raise Invalid({"due_on": _("Choose a day from today to the end of the next year.")})
    before, kept.due_on = _facts(kept), due_on
    kept.save(update_fields=["due_on"])
    record(
        actor, "programme.milestone_moved", kept.project, before=before, after=_facts(kept),
        reason=reason.strip(),
    )  # fmt: skip
    return kept


@action("programme.reach_milestone")
def reach_milestone(*, actor: Actor, milestone_id: Any, word: str) -> ProjectMilestone:
    """Put down that a milestone is reached, today, with a word on it.

    :raises NotVisible: if the actor may not know of the project
    :raises NotAllowed: if the actor speaks neither for its body nor for the lead body
    :raises WrongState: if the project is not in progress, or it is reached already
    """
    kept = _held(actor, milestone_id)
    require(actor, "programme.reach_milestone", kept)
    kept.project.advance("reach")
    if kept.done_on is not None:
        raise WrongState(_("It is put down as reached already."))
    kept.done_on, kept.word = timezone.localdate(), word.strip()
    kept.save(update_fields=["done_on", "word"])
    record(actor, "programme.milestone_reached", kept.project, after=_facts(kept), reason=kept.word)
    return kept


@action("programme.undo_milestone")
def undo_milestone(*, actor: Actor, milestone_id: Any, reason: str) -> ProjectMilestone:
    """Put down that a milestone is not reached after all.

    :raises NotVisible: if the actor may not know of the project
    :raises NotAllowed: if the actor is neither of its lead body nor of the secretariat
    :raises WrongState: if the project is not in progress, or it is not reached
    """
    kept = _held(actor, milestone_id)
    require(actor, "programme.undo_milestone", kept)
    kept.project.advance("reach")
    if kept.done_on is None:
        raise WrongState(_("It is not put down as reached."))
    kept.done_on, kept.word = None, reason.strip()
    kept.save(update_fields=["done_on", "word"])
    record(actor, "programme.milestone_undone", kept.project, after=_facts(kept), reason=kept.word)
    return kept


def _held(actor: Actor, milestone_id: Any) -> ProjectMilestone:
    """Return a milestone, its project held until the transaction ends.

    :raises NotVisible: if the actor may not know of it
    """
    found = queries.seen_milestone(actor, milestone_id)
    locked(SupervisionProject, actor, found.project_id)
    # Read again under the lock: somebody else may have been first.
    return queries.seen_milestone(actor, milestone_id)


def _check(project: SupervisionProject, draft: MilestoneDraft) -> None:
    """Pass if a milestone of a project may be as the draft says.

    :raises Invalid: otherwise
    """
    faults = {}
    if not project.starts_on <= draft.due_on <= date(project.year, 12, 31):
        faults["due_on"] = _("Choose a day from the first month of the project to the end of its"
                             " year.")  # fmt: skip
    if draft.body_id not in queries.working_ids(project):
        faults["body_id"] = _("Choose the lead body or an assisting body.")
    if faults:
        raise Invalid(faults)


def _facts(milestone: ProjectMilestone) -> dict[str, Any]:
    """Return what the record keeps of a milestone."""
    return MilestoneDraft(milestone.name, milestone.due_on, milestone.body_id).facts()

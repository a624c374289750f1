"""Who proposes a supervision project, who speaks for it, who screens and who sets areas up.

Seeing is decided by the access app; these rules only say who of those that see may also act.
"""

from typing import Any

from liandu.committees.permits import is_secretariat, represents
from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.meetings.queries import Subject, decided_by_meetings, is_pending
from liandu.orgs.permits import is_central
from liandu.orgs.rules import RoleCode
from liandu.programme import queries
from liandu.programme.models import OverlapHit, ProjectMilestone, SupervisionProject
from liandu.programme.rules import ProjectState
from liandu.works.permits import speaks_for


def screens(actor: Actor, project: SupervisionProject) -> bool:
    """Test whether the actor is of the secretariat that the project was handed to."""
    committee: Any = getattr(project, "committee", None)
    if committee is None:  # closed to them, though the project is not
        return False
    return is_secretariat(actor, committee)


@permit("programme.propose_project")
def may_propose(actor: Actor, committee: Any) -> bool:
    """Each member body proposes projects that it leads."""
    return represents(actor, committee)


@permit("programme.edit_project", "programme.withdraw_project")
def may_edit(actor: Actor, project: SupervisionProject) -> bool:
    """Only its lead body says what a project is, or takes it back."""
    return speaks_for(actor, project.owner_body_id)


@permit("programme.submit_project")
def may_submit(actor: Actor, project: SupervisionProject) -> bool:
    """Leave handing it in to the head of the lead body."""
    return may_edit(actor, project) and actor.has(RoleCode.HEAD)


@permit(
    "programme.screen_project", "programme.return_project", "programme.table_project",
    "programme.take_back_project", "programme.approve_project", "programme.reject_project",
)  # fmt: skip
def may_screen(actor: Actor, project: SupervisionProject) -> bool:
    """Leave screening, tabling and writing down what was resolved to the secretariat."""
    return screens(actor, project)


@permit("programme.add_milestone", "programme.file_report")
def may_plan(actor: Actor, project: SupervisionProject) -> bool:
    """Leave the plan and the monthly reports to the lead body."""
    return may_edit(actor, project)


@permit("programme.assign_inspection")
def may_assign(actor: Actor, project: SupervisionProject) -> bool:
    """Leave it to the bodies that do its work, lead and assisting."""
    return speaks_for(actor, *queries.working_ids(project))


@permit("programme.edit_milestone", "programme.remove_milestone")
def may_change_plan(actor: Actor, milestone: ProjectMilestone) -> bool:
    """Leave the plan to the lead body."""
    return may_edit(actor, milestone.project)


@permit("programme.reach_milestone")
def may_reach(actor: Actor, milestone: ProjectMilestone) -> bool:
    """Leave it to the body that is to reach it, or the lead body."""
    return speaks_for(actor, milestone.body_id, milestone.project.owner_body_id)


@permit("programme.undo_milestone")
def may_undo(actor: Actor, milestone: ProjectMilestone) -> bool:
    """Lead body and secretariat say that it is not reached after all."""
    return may_edit(actor, milestone.project) or screens(actor, milestone.project)


@permit("programme.move_milestone")
def may_move(actor: Actor, milestone: ProjectMilestone) -> bool:
    """Only the secretariat moves the day of what others owe."""
    return screens(actor, milestone.project)


@permit("programme.start_project", "programme.conclude_project", "programme.carry_over_project")
def may_start(actor: Actor, project: SupervisionProject) -> bool:
    """Leave starting and ending it to the head of the lead body, who hands it in too."""
    return may_submit(actor, project)


@permit("programme.suspend_project", "programme.resume_project")
def may_suspend(actor: Actor, project: SupervisionProject) -> bool:
    """Leave it to the head of the lead body, or the secretariat."""
    return may_submit(actor, project) or screens(actor, project)


@permit(
    "programme.cancel_project", "programme.release_inspection", "programme.send_back_project",
    "programme.close_project",
)  # fmt: skip
def may_cancel(actor: Actor, project: SupervisionProject) -> bool:
    """Leave it to the secretariat: a meeting let it in, who leads it does not judge it alone."""
    return screens(actor, project)


@permit("programme.keep_hit", "programme.merge_project")
def may_answer(actor: Actor, hit: OverlapHit) -> bool:
    """Who screens a project says what an overlap of it means."""
    return screens(actor, hit.project)


@permit("programme.add_area", "programme.edit_area")
def may_set_up(actor: Actor, _thing: Any) -> bool:
    """Areas are set up for all by the central office."""
    return is_central(actor)


@permit("programme.export_projects")
def may_export(actor: Actor, _thing: Any) -> bool:
    """Whoever holds a post may take away what the list shows them; the taking is on record."""
    return not actor.admin and actor.post_id is not None


def may_table(actor: Actor, project: SupervisionProject) -> bool:
    """Test whether a project may come before a meeting now: screened, and every overlap answered.

    Whoever tables it some other way than by ``table_project`` meets the same test.
    """
    if project.state != ProjectState.SCREENING or not screens(actor, project):
        return False
    return not queries.open_hits(project) and not is_pending(project)


decided_by_meetings(Subject(SupervisionProject._meta.label_lower, queries.NAME, may_table))

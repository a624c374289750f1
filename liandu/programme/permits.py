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
from liandu.programme.models import OverlapHit, SupervisionProject
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

"""A lead body proposes a project, says what it is, hands it in, or takes it back."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.actions import sync_parties
from liandu.access.queries import locked
from liandu.access.rules import PartyRole
from liandu.committees.queries import member_ids
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.models import Body
from liandu.programme import queries
from liandu.programme.models import SupervisionProject
from liandu.programme.rules import ProjectDraft
from liandu.works.queries import objects

kind("programme.project_proposed", gettext_lazy("began to propose the project"), "bulb")
kind("programme.project_edited", gettext_lazy("changed what the project is"), "pencil")
kind("programme.project_submitted", gettext_lazy("handed the project in"), "send")
kind("programme.project_withdrawn", gettext_lazy("withdrew the project"), "x")
kind("programme.projects_exported", gettext_lazy("exported the projects"), "download",
     is_read=True)  # fmt: skip

FAULTS = {
    "year": gettext_lazy("Choose this year, the one before or the next."),
    "months": gettext_lazy("Choose a month of the same year, not before the first."),
    "nothing": gettext_lazy("Name a target: an object of the list, or in words."),
}


@action("programme.propose_project")
def propose_project(*, actor: Actor, committee_id: Any, draft: ProjectDraft) -> SupervisionProject:
    """Begin to propose a project to a committee; until it is handed in the lead body has it alone.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor speaks for no member body of it
    :raises WrongState: if the committee was dissolved
    :raises Invalid: if something said of it cannot stand
    """
    committee: Any = locked(queries.committee_model(), actor, committee_id)
    require(actor, "programme.propose_project", committee)
    committee.must_work()
    made = SupervisionProject(committee=committee, owner_body_id=actor.body_id or 0)
    _set(actor, made, draft)
    record(actor, "programme.project_proposed", made, after=draft.facts())
    return made


@action("programme.edit_project")
def edit_project(*, actor: Actor, project_id: Any, draft: ProjectDraft) -> SupervisionProject:
    """Change what a project is; one that was returned becomes a draft again.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for its lead body
    :raises WrongState: if it was handed in
    :raises Invalid: if something said of it cannot stand
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.edit_project", kept)
    before = kept.advance("edit")
    _set(actor, kept, draft)
    record(actor, "programme.project_edited", kept, before=before, after=draft.facts())
    return kept


@action("programme.submit_project")
def submit_project(*, actor: Actor, project_id: Any) -> SupervisionProject:
    """Hand a project in: the secretariat and the members of the committee see it from now on.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not head of its lead body
    :raises WrongState: if it was handed in already
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.submit_project", kept)
    before = kept.advance("submit")
    kept.submitted_at, kept.reason = timezone.now(), ""
    kept.save(update_fields=["state", "submitted_at", "reason"])
    let_in(actor, kept)
    record(actor, "programme.project_submitted", kept, before=before)
    return kept


@action("programme.withdraw_project")
def withdraw_project(*, actor: Actor, project_id: Any, reason: str) -> SupervisionProject:
    """Take a project back that no meeting has to do with yet.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for its lead body
    :raises WrongState: if it was tabled
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.withdraw_project", kept)
    before = kept.advance("withdraw")
    kept.reason = reason.strip()
    kept.save(update_fields=["state", "reason"])
    record(actor, "programme.project_withdrawn", kept, before=before, reason=kept.reason)
    return kept


@action("programme.export_projects")
def export_projects(*, actor: Actor, count: int, query: str) -> None:
    """Put on record that the actor takes ``count`` rows of the list away.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "programme.export_projects")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "programme.projects_exported", body, after={"count": count, "query": query})


def let_in(actor: Actor, project: SupervisionProject) -> None:
    """Let the secretariat, the members and the assisting bodies of a project know of it."""
    committee = project.committee
    bodies: dict[int, str] = {committee.owner_body_id: PartyRole.KEEPER}
    bodies |= dict.fromkeys(member_ids(committee), PartyRole.MEMBER)
    helpers = project.assisting.values_list("pk", flat=True)
    bodies |= dict.fromkeys(helpers, PartyRole.TAKES_PART)
    bodies.pop(project.owner_body_id, None)
    sync_parties(actor=actor, record=project, bodies=bodies)


def _set(actor: Actor, project: SupervisionProject, draft: ProjectDraft) -> None:
    """Write what is said of a project in hand; objects closed to the actor stay on it."""
    _check(project, draft)
    chosen = set(objects(actor).filter(pk__in=draft.object_ids).values_list("pk", flat=True))
    if chosen != set(draft.object_ids):
        raise Invalid({"objects": _("An object is not on your list any more. Choose again.")})
    for name, value in draft.columns().items():
        setattr(project, name, value)
    project.save()
    named = project.objects_named.through.objects.filter(supervisionproject=project)
    own = objects(actor).filter(pk__in=named.values("supervisedobject"))
    named.filter(supervisedobject__in=list(own)).delete()
    kept = set(named.values_list("supervisedobject", flat=True))
    rows = [
        project.objects_named.through(supervisionproject=project, supervisedobject_id=pk)
        for pk in sorted(chosen - kept)
    ]
    project.objects_named.through.objects.bulk_create(rows)
    project.assisting.set(draft.assisting_ids)


def _check(project: SupervisionProject, draft: ProjectDraft) -> None:
    """Pass if a project may be as the draft says.

    :raises Invalid: otherwise
    """
    now = timezone.localdate().year
    faults = {
        name: str(FAULTS[code]) for name, code in draft.faults(range(now - 1, now + 2)).items()
    }
    if not queries.areas(kept=project.area_id).filter(pk=draft.area_id).exists():
        faults["area"] = _("Choose an area that is in use.")
    members = member_ids(project.committee) - {project.owner_body_id}
    if not set(draft.assisting_ids) <= members:
        faults["assisting"] = _("Choose other member bodies.")
    if faults:
        raise Invalid(faults)

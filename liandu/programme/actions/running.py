"""A project in the programme starts, stands still, goes on, or is cancelled."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.programme.models import ProjectPause, SupervisionProject

kind("programme.project_started", gettext_lazy("started the project"), "player-play")
kind("programme.project_suspended", gettext_lazy("suspended the project"), "player-pause")
kind("programme.project_resumed", gettext_lazy("resumed the project"), "player-play")
kind("programme.project_cancelled", gettext_lazy("cancelled the project"), "ban")


@action("programme.start_project")
def start_project(*, actor: Actor, project_id: Any) -> SupervisionProject:
    """Start a project whose plan has a milestone at least.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not head of its lead body
    :raises WrongState: if it is not approved, or its plan is empty
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.start_project", kept)
    before = kept.advance("start")
    if not kept.milestones.exists():
        raise WrongState(_("Its plan is empty. Add a milestone first."))
    kept.started_on = timezone.localdate()
    kept.save(update_fields=["state", "started_on"])
    record(actor, "programme.project_started", kept, before=before)
    return kept


@action("programme.suspend_project")
def suspend_project(*, actor: Actor, project_id: Any, reason: str) -> SupervisionProject:
    """Let a project stand still: nothing more falls due until it goes on.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is neither head of its lead body nor of the secretariat
    :raises WrongState: if it is not in progress
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.suspend_project", kept)
    before = kept.advance("suspend")
    kept.reason = reason.strip()
    kept.save(update_fields=["state", "reason"])
    ProjectPause.objects.create(project=kept, since=timezone.localdate(), reason=kept.reason)
    record(actor, "programme.project_suspended", kept, before=before, reason=kept.reason)
    return kept


@action("programme.resume_project")
def resume_project(*, actor: Actor, project_id: Any, reason: str) -> SupervisionProject:
    """Let a project that stands still go on.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is neither head of its lead body nor of the secretariat
    :raises WrongState: if it does not stand still
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.resume_project", kept)
    before = kept.advance("resume")
    kept.reason = ""
    kept.save(update_fields=["state", "reason"])
    end_pause(kept, reason.strip())
    record(actor, "programme.project_resumed", kept, before=before, reason=reason.strip())
    return kept


@action("programme.cancel_project")
def cancel_project(*, actor: Actor, project_id: Any, reason: str) -> SupervisionProject:
    """Take a project out of the programme; it keeps the resolution that let it in.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not the secretariat of its committee
    :raises WrongState: if it is not in the programme, or is concluded
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.cancel_project", kept)
    before = kept.advance("cancel")
    kept.reason = reason.strip()
    kept.save(update_fields=["state", "reason"])
    end_pause(kept, kept.reason)
    record(actor, "programme.project_cancelled", kept, before=before, reason=kept.reason)
    return kept


def end_pause(project: SupervisionProject, word: str) -> None:
    """Put down that a project stands still no more."""
    project.pauses.filter(until=None).update(until=timezone.localdate(), word=word)

"""A project comes before a meeting; what the meeting resolved is what becomes of it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.deadlines.queries import due_from
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.meetings.actions import Proposal, propose_topic
from liandu.meetings.queries import is_pending
from liandu.programme import queries
from liandu.programme.actions.concluding import follow
from liandu.programme.models import SupervisionProject
from liandu.programme.rules import ProjectState

kind("programme.project_tabled", gettext_lazy("brought the project before a meeting"), "gavel")
kind("programme.project_taken_back", gettext_lazy("took the project back from the meetings"),
     "arrow-back-up")  # fmt: skip
kind("programme.project_approved", gettext_lazy("took the project into the programme"),
     "circle-check")  # fmt: skip
kind("programme.project_rejected", gettext_lazy("put down that the project was rejected"), "ban")

PLAN = "project_plan"
TOPIC = 120
"""So many letters has the title of a topic."""


@action("programme.table_project")
def table_project(*, actor: Actor, project_id: Any, meeting_id: Any) -> SupervisionProject:
    """Bring a project before a meeting of its committee, as a topic of that.

    :raises NotVisible: if the actor may not know of it, or of the meeting
    :raises NotAllowed: if the actor is not the secretariat of its committee
    :raises WrongState: if it is not being screened, an overlap waits for an answer, or the meeting
        takes no topics or is of another committee
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.table_project", kept)
    before = kept.advance("table")
    _must_be_screened(actor, kept)
    if str(meeting_id) not in {str(one.pk) for one in queries.meetings_to_come(actor, kept)}:
        raise WrongState(_("No such meeting of the committee takes topics now."))
    propose_topic(
        actor=actor, meeting_id=meeting_id, subject=(kept._meta.label_lower, kept.pk),
        proposal=Proposal(kept.name[:TOPIC], kept.subject),
    )  # fmt: skip
    kept.tabled_at = timezone.now()
    kept.save(update_fields=["state", "tabled_at"])
    record(actor, "programme.project_tabled", kept, before=before)
    return kept


@action("programme.take_back_project")
def take_back_project(*, actor: Actor, project_id: Any, reason: str) -> SupervisionProject:
    """Take a project back that the meeting declined, or ended with without a resolution.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not the secretariat of its committee
    :raises WrongState: if it is not before a meeting, or the meeting is not done with it
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.take_back_project", kept)
    before = kept.advance("take_back")
    if is_pending(kept):
        raise WrongState(
            _("The meeting is not done with it. Its topic is declined, or ends there.")
        )
    kept.reason = reason.strip()
    kept.save(update_fields=["state", "reason"])
    record(actor, "programme.project_taken_back", kept, before=before, reason=kept.reason)
    return kept


@action("programme.approve_project")
def approve_project(*, actor: Actor, project_id: Any) -> SupervisionProject:
    """Take a project into the programme, by what a held meeting resolved on it.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not the secretariat of its committee
    :raises WrongState: if it is not before a meeting, or none has resolved on it
    """
    return _decide(actor, project_id, "approve", "programme.project_approved")


@action("programme.reject_project")
def reject_project(*, actor: Actor, project_id: Any) -> SupervisionProject:
    """Put down that a held meeting resolved not to take a project into the programme.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not the secretariat of its committee
    :raises WrongState: if it is not before a meeting, or none has resolved on it
    """
    return _decide(actor, project_id, "reject", "programme.project_rejected")


def _decide(actor: Actor, project_id: Any, step: str, event: str) -> SupervisionProject:
    """Put down what a held meeting resolved."""
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, f"programme.{step}_project", kept)
    before = kept.advance(step)
    found = queries.decided(kept)
    if found is None:
        raise WrongState(_("No meeting that was held with its quorum has resolved on it."))
    kept.resolution = found
    if kept.state == ProjectState.APPROVED:
        kept.plan_due_at = due_from(PLAN, timezone.now()).at
    kept.save(update_fields=["state", "resolution", "plan_due_at"])
    record(actor, event, kept, before=before, after={"resolution": str(found.pk)})
    if kept.carried_from_id and kept.state == ProjectState.APPROVED:
        follow(actor, kept)
    return kept


def _must_be_screened(actor: Actor, project: SupervisionProject) -> None:
    """Pass if every overlap there is now was answered.

    :raises WrongState: otherwise
    """
    if queries.open_hits(project):
        raise WrongState(_("An overlap waits for an answer: merge, keep with a reason, or return."))
    if not queries.is_screened(actor, project):
        raise WrongState(_("Others have planned since. Screen it anew first."))

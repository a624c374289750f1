"""The secretariat holds a project against the plans of all members, and answers what it finds."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked, seen
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.programme import queries
from liandu.programme.actions.proposing import let_in
from liandu.programme.models import OverlapHit, SupervisionProject
from liandu.programme.rules import OFFERED, HitAnswer, HitKind

kind("programme.project_screened", gettext_lazy("screened the project for overlap"), "search")
kind("programme.hit_kept", gettext_lazy("kept the project beside another plan"), "check")
kind("programme.project_merged", gettext_lazy("merged the project into another"), "arrows-join")
kind("programme.project_returned", gettext_lazy("returned the project"), "corner-up-left")


@action("programme.screen_project")
def screen_project(*, actor: Actor, project_id: Any) -> SupervisionProject:
    """Hold a project against every plan and all running work that the actor may know of.

    What was answered stays answered as long as the overlap is the same.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not the secretariat of its committee
    :raises WrongState: if it was not handed in, or a meeting has to do with it
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.screen_project", kept)
    before = kept.advance("screen")
    kept.save(update_fields=["state"])
    _write(kept, queries.found_anew(actor, kept))
    let_in(actor, kept)
    # How many there are is not put down: they may be with what not every reader may know of.
    record(actor, "programme.project_screened", kept, before=before)
    return kept


@action("programme.keep_hit")
def keep_hit(*, actor: Actor, hit_id: Any, reason: str) -> OverlapHit:
    """Let a project go on beside the plan that it overlaps with, and say why.

    :raises NotVisible: if the actor may not know of it, or of the other plan
    :raises NotAllowed: if the actor is not the secretariat of its committee
    :raises WrongState: if the project is not being screened
    """
    hit = _held(actor, hit_id)
    require(actor, "programme.keep_hit", hit)
    before = hit.project.advance("answer")
    _answer(actor, hit, HitAnswer.KEEP, reason)
    record(actor, "programme.hit_kept", hit.project, before=before, quiet=True)
    return hit


@action("programme.merge_project")
def merge_project(*, actor: Actor, hit_id: Any, reason: str) -> SupervisionProject:
    """Merge a project into the other one that it overlaps with; the other goes on.

    :raises NotVisible: if the actor may not know of it, or of the other plan
    :raises NotAllowed: if the actor is not the secretariat of its committee
    :raises WrongState: if the project is not being screened, or the other is none that goes on
    """
    hit = _held(actor, hit_id)
    require(actor, "programme.merge_project", hit)
    project = hit.project
    before = project.advance("merge")
    if hit.other_kind != HitKind.PROJECT:
        raise WrongState(_("A project is merged into another project. Keep or return this one."))
    other = seen(SupervisionProject, actor, hit.other_id)
    if other.state not in OFFERED:
        raise WrongState(_("The other project does not go on. Screen this one anew."))
    _answer(actor, hit, HitAnswer.MERGE, reason)
    project.merged_into, project.reason = other, reason.strip()
    project.save(update_fields=["state", "merged_into", "reason"])
    record(actor, "programme.project_merged", project, before=before, reason=project.reason)
    return project


@action("programme.return_project")
def return_project(*, actor: Actor, project_id: Any, reason: str) -> SupervisionProject:
    """Return a project to its lead body, and say what is to change.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not the secretariat of its committee
    :raises WrongState: if it was not handed in, or a meeting has to do with it
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.return_project", kept)
    before = kept.advance("return")
    kept.reason = reason.strip()
    kept.save(update_fields=["state", "reason"])
    for hit in kept.hits.filter(answer=""):
        _answer(actor, hit, HitAnswer.RETURN, reason)
    record(actor, "programme.project_returned", kept, before=before, reason=kept.reason)
    return kept


def _held(actor: Actor, hit_id: Any) -> OverlapHit:
    """Return an overlap, its project held until the transaction ends.

    :raises NotVisible: if the actor may not know of it, or of the other plan
    """
    found = queries.seen_hit(actor, hit_id)
    locked(SupervisionProject, actor, found.project_id)
    # Read again under the lock: somebody else may have been first.
    return queries.seen_hit(actor, hit_id)


def _answer(actor: Actor, hit: OverlapHit, answer: HitAnswer, reason: str) -> None:
    hit.answer, hit.reason = answer.value, reason.strip()
    hit.answered_by_id, hit.answered_at = actor.person_id, timezone.now()
    hit.save()


def _write(project: SupervisionProject, found: list[OverlapHit]) -> None:
    """Write down what was found; of what is as before, the answer stays."""
    before = {(hit.other_kind, str(hit.other_id)): hit for hit in project.hits.all()}
    for hit in found:
        earlier = before.get((hit.other_kind, str(hit.other_id)))
        if earlier and earlier.answer == HitAnswer.KEEP and queries.same(earlier, hit):
            hit.answer, hit.reason = earlier.answer, earlier.reason
            hit.answered_by_id, hit.answered_at = earlier.answered_by_id, earlier.answered_at
    project.hits.all().delete()
    OverlapHit.objects.bulk_create(found)

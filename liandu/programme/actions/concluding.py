"""A project is concluded, sent back, closed with an appraisal, or carried over to the next year."""

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
from liandu.programme.actions.running import end_pause
from liandu.programme.models import SupervisionProject
from liandu.programme.rules import CARRIABLE, MONTHS, Grade

kind("programme.project_concluded", gettext_lazy("concluded the project"), "flag-check")
kind("programme.project_sent_back", gettext_lazy("sent the project back to be worked on"),
     "arrow-back-up")  # fmt: skip
kind("programme.project_closed", gettext_lazy("appraised and closed the project"), "lock")
kind("programme.successor_proposed", gettext_lazy("began to carry a project over"),
     "player-track-next")  # fmt: skip
kind("programme.project_carried_over", gettext_lazy("carried the project over"),
     "player-track-next")  # fmt: skip

COPIED = ("name", "area_id", "subject", "targets", "links", "expected", "label")


@action("programme.conclude_project")
def conclude_project(*, actor: Actor, project_id: Any, summary: str) -> SupervisionProject:
    """Conclude a project whose work is done: all that belongs to it has come to an end.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not head of its lead body
    :raises WrongState: if it is not in progress, or something that belongs to it is open
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.conclude_project", kept)
    before = kept.advance("conclude")
    _must_be_done(kept)
    kept.summary, kept.ended_on, kept.reason = summary.strip(), timezone.localdate(), ""
    kept.save(update_fields=["state", "summary", "ended_on", "reason"])
    record(actor, "programme.project_concluded", kept, before=before)
    return kept


@action("programme.send_back_project")
def send_back_project(*, actor: Actor, project_id: Any, reason: str) -> SupervisionProject:
    """Send a project that was concluded too soon back to its lead body.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not the secretariat of its committee
    :raises WrongState: if it is not being concluded
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.send_back_project", kept)
    before = kept.advance("send_back")
    kept.reason, kept.ended_on = reason.strip(), None
    kept.save(update_fields=["state", "reason", "ended_on"])
    record(actor, "programme.project_sent_back", kept, before=before, reason=kept.reason)
    return kept


@action("programme.close_project")
def close_project(
    *, actor: Actor, project_id: Any, grade: str, appraisal: str
) -> SupervisionProject:
    """Close a project with an appraisal; its results are counted, and kept as they are now.

    They are counted in the sight of who closes it, up to the label of the project, so that whoever
    may read the project is cleared for all that is counted.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not the secretariat of its committee
    :raises WrongState: if it is not being concluded, or something of it was opened again
    :raises Invalid: if there is no such grade
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.close_project", kept)
    before = kept.advance("close")
    if grade not in set(Grade):
        raise Invalid({"grade": _("Choose what applies.")})
    _must_be_done(kept)
    kept.grade, kept.appraisal, kept.closed_at = grade, appraisal.strip(), timezone.now()
    kept.frozen = queries.counted(actor, kept, kept.label)
    kept.save(update_fields=["state", "grade", "appraisal", "closed_at", "frozen"])
    record(actor, "programme.project_closed", kept, before=before, after={"grade": grade})
    return kept


@action("programme.carry_over_project")
def carry_over_project(
    *, actor: Actor, project_id: Any, first_month: int, last_month: int
) -> SupervisionProject:
    """Begin to take an unfinished project into the list of the next year: as a draft of its own.

    It is handed in, screened and tabled like any other: no project of a year stands in its
    programme without a resolution on that. Only when it is approved does the one before end.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not head of its lead body
    :raises WrongState: if it is not in the programme or ended, or is carried over already
    :raises Invalid: if the months cannot stand
    """
    kept = locked(SupervisionProject, actor, project_id)
    require(actor, "programme.carry_over_project", kept)
    if kept.state not in CARRIABLE:
        raise WrongState.at("carry_over", kept.state)  # noqa: EM101 - the name of a step
    if queries.successor(kept) is not None:
        raise WrongState(_("It is being carried over already."))
    kept.committee.must_work()
    if not 1 <= first_month <= last_month <= MONTHS:
        raise Invalid({"last_month": _("Choose a month of the same year, not before the first.")})
    made = SupervisionProject.objects.create(
        committee=kept.committee, owner_body_id=kept.owner_body_id, year=kept.year + 1,
        first_month=first_month, last_month=last_month, carried_from=kept,
        **{name: getattr(kept, name) for name in COPIED},
    )  # fmt: skip
    named: tuple[tuple[Any, str], ...] = (
        (kept.objects_named.through, "supervisedobject_id"), (kept.assisting.through, "body_id"),
    )  # fmt: skip
    for through, column in named:
        # Row by row, those among them that the actor may not know of too.
        keys = through.objects.filter(supervisionproject=kept).values_list(column, flat=True)
        through.objects.bulk_create(
            through(supervisionproject=made, **{column: key}) for key in keys
        )
    record(actor, "programme.successor_proposed", made, after={"from": str(kept.pk)})
    return made


def follow(actor: Actor, project: SupervisionProject) -> None:
    """End the project that one just approved goes on with, unless it has ended since."""
    rows = SupervisionProject.objects.unscoped("what was approved goes on with it")
    before = rows.select_for_update().get(pk=project.carried_from_id or project.pk)
    if before.state not in CARRIABLE:
        return
    stood = before.advance("carry_over")
    before.ended_on, before.reason = timezone.localdate(), ""
    before.save(update_fields=["state", "ended_on", "reason"])
    end_pause(before, "")
    record(
        actor, "programme.project_carried_over", before, before=stood,
        after={"into": str(project.pk)},
    )  # fmt: skip


def _must_be_done(project: SupervisionProject) -> None:
    """Pass if everything that belongs to a project has come to an end, whoever may know of it.

    :raises WrongState: otherwise; what is open is not said, who may know of it sees it
    """
    if project.milestones.filter(done_on=None).exists():
        raise WrongState(_("A milestone is not reached."))
    if queries.is_open(project):
        raise WrongState(
            _("An inspection of it is not closed, or a finding is neither closed nor long-term.")
        )

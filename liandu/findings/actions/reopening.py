"""What was closed is looked at again, by sample or because it was found again, and reopened."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.deadlines.queries import due_from
from liandu.files.actions import attach_all
from liandu.files.rules import Purpose
from liandu.findings import queries
from liandu.findings.models import Finding, LookBack, LookBackPick, Reopening
from liandu.findings.rules import (
    LIMITS,
    Decision,
    FindingState,
    PickResult,
    RectificationType,
    ReopenCause,
    Sample,
    sample,
)
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("findings.finding_reopened", gettext_lazy("Reopened the finding"), "rotate")
kind("findings.look_back_drawn", gettext_lazy("Drew a sample to look back at"), "arrows-shuffle")
kind("findings.look_back_recorded", gettext_lazy("Looked back at it"), "eye-check")

Uploads = Sequence["UploadedFile[Any]"]


@action("findings.reopen_finding")
def reopen_finding(
    *, actor: Actor, finding_id: Any, cause: str, reason: str, evidence: Uploads = ()
) -> Finding:
    """Open a closed finding again under its number; how it was closed stays on record.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor's body does not supervise, or put it right
    :raises WrongState: if it is not closed
    :raises Invalid: if a file is refused
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.reopen_finding", finding)
    former, now = _former(finding), timezone.now()
    before = finding.advance("reopen", due_from("finding_accept", now))
    finding.reopen_count += 1
    reopening = Reopening.objects.create(
        finding=finding, number=finding.reopen_count, cause=ReopenCause(cause), reason=reason,
        body_id=actor.body_id or 0, reopened_by_id=actor.person_id, **former,
    )  # fmt: skip
    finding.assigned_at = now
    finding.due_at = due_from(LIMITS[RectificationType(finding.rectification_type)], now).at
    finding.first_due_at = finding.due_at
    finding.closed_at = finding.submitted_at = finding.is_without_rules = None
    finding.submitter = finding.first_reviewer = finding.closer = None
    finding.conclusion = finding.root_cause = finding.similar_cases = ""
    finding.item_done_count = 0
    finding.save()
    finding.plans.filter(decision=Decision.APPROVED).update(decision=Decision.REPLACED)
    finding.items.update(done_at=None, done_by=None)
    _show(actor, finding, evidence, queries.subject_of_reopening(reopening.number))
    record(
        actor, "findings.finding_reopened", finding, reason=reason,
        before=before | {"closed_at": str(former["closed_at"]), "closer": former["closer_id"]},
        after={"cause": cause, "number": reopening.number, "due_at": str(finding.due_at)},
    )  # fmt: skip
    return finding


@action("findings.draw_look_back")
def draw_look_back(*, actor: Actor, asked: Sample) -> LookBack:
    """Draw a sample of what the actor's body closed in a period, to be looked at again.

    :raises NotAllowed: if the actor's post does not look back
    :raises Invalid: if the period or the size cannot stand, or nothing was closed then
    """
    require(actor, "findings.draw_look_back")
    faults = {}
    if asked.until < asked.since:
        faults["until"] = _("The last day cannot be before the first.")
    if asked.size < 1:
        faults["size"] = _("Draw at least one.")
    by_number = {f.number: f for f in queries.looked_back_at(actor, asked)} if not faults else {}
    if not faults and not by_number:
        faults["since"] = _("Your body closed nothing in these days. Choose others.")
    if faults:
        raise Invalid(faults)
    look_back = LookBack.objects.create(
        body_id=actor.body_id or 0, since=asked.since, until=asked.until, size=asked.size,
        seed=asked.seed, drawn_by_id=actor.person_id,
    )  # fmt: skip
    drawn = sample(by_number, asked.size, asked.seed)
    LookBackPick.objects.bulk_create(
        LookBackPick(look_back=look_back, finding=by_number[number], position=place)
        for place, number in enumerate(drawn, 1)
    )
    record(
        actor, "findings.look_back_drawn", look_back,
        after={"since": str(asked.since), "until": str(asked.until), "seed": asked.seed,
               "numbers": drawn},
    )  # fmt: skip
    return look_back


@action("findings.record_look_back")
def record_look_back(
    *, actor: Actor, pick_id: Any, result: str, note: str, evidence: Uploads = ()
) -> LookBackPick:
    """Say whether the rectification of one finding holds; if not, it is reopened.

    :raises NotVisible: if the actor's body did not draw it, or the actor may not know of it
    :raises NotAllowed: if the actor's post does not look back
    :raises WrongState: if it was said already, or "holds" is said of what is open again
    :raises Invalid: if a file is refused
    """
    finding = locked(Finding, actor, queries.seen_pick(actor, pick_id).finding_id)
    require(actor, "findings.record_look_back", finding)
    pick, is_closed = queries.seen_pick(actor, pick_id), finding.state == FindingState.CLOSED
    if pick.result != PickResult.PENDING:
        raise WrongState(_("What was seen is recorded already; reload to see it."))
    if evidence and not is_closed:
        raise Invalid({"evidence": _("It is open again. Add the files to its present round.")})
    if result == PickResult.HOLDS and not is_closed:
        raise WrongState(_("It was reopened since the sample was drawn, so it does not hold."))
    pick.result, pick.note = PickResult(result), note
    pick.recorded_by_id, pick.recorded_at = actor.person_id, timezone.now()
    pick.save(update_fields=["result", "note", "recorded_by", "recorded_at"])
    record(
        actor, "findings.look_back_recorded", finding, reason=note, after=result,
        quiet=pick.result == PickResult.HOLDS,
    )  # fmt: skip
    if pick.result == PickResult.FAILS and is_closed:
        reopen_finding(
            actor=actor, finding_id=finding.pk, cause=ReopenCause.LOOK_BACK, reason=note,
            evidence=evidence,
        )  # fmt: skip
    elif is_closed:
        _show(actor, finding, evidence, queries.subject_of_look_back(pick))
    return pick


def _former(finding: Finding) -> dict[str, Any]:
    """Return how a finding was closed, for its reopening to keep."""
    return {
        name: getattr(finding, name)
        for name in ("closed_at", "closer_id", "conclusion", "due_at", "first_due_at")
    }


def _show(actor: Actor, finding: Finding, evidence: Uploads, subject: str) -> None:
    """Attach what shows how the finding was met with."""
    if evidence:
        attach_all(
            actor=actor, record=finding, uploads=evidence, purpose=Purpose.EVIDENCE,
            subject=subject,
        )  # fmt: skip

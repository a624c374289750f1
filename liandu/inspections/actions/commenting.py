"""The inspected comment on the draft of a report, and the planning body answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.deadlines.queries import due_from
from liandu.files.actions import attach_all
from liandu.files.rules import Purpose
from liandu.inspections import queries
from liandu.inspections.models import Inspection, Statement
from liandu.inspections.rules import ANSWERS, InspectionState, Standing
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("inspections.comments_asked", gettext_lazy("Asked the inspected for comments"), "send")
kind("inspections.report_agreed", gettext_lazy("Had no objection to the report"), "check")
kind(
    "inspections.objection_raised", gettext_lazy("Objected to the report"), "message-exclamation"
)  # fmt: skip
kind("inspections.objection_answered", gettext_lazy("Answered an objection"), "message-check")


@action("inspections.ask_comments")
def ask_comments(*, actor: Actor, inspection_id: Any) -> Inspection:
    """Let the inspected read the draft of the report, and say within the limit what they think.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not decide, or wrote it
    :raises WrongState: if it is not in review, they were asked, or nobody was told of the visit
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.ask_comments", inspection)
    before = inspection.advance("ask_comments")
    if inspection.comments_asked_at or not inspection.told_bodies:
        raise WrongState(_("The inspected were asked already, or there are none to ask."))
    inspection.comments_asked_at = timezone.now()
    inspection.comments_until = due_from("inspection_comment", inspection.comments_asked_at).at
    inspection.save(update_fields=["comments_asked_at", "comments_until"])
    record(
        actor, "inspections.comments_asked", inspection, before=before,
        after={"comments_until": str(inspection.comments_until)},
    )  # fmt: skip
    return inspection


@action("inspections.agree_report")
def agree_report(*, actor: Actor, inspection_id: Any) -> Statement:
    """Say for an inspected body that it has nothing against the report.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is neither liaison nor head of an inspected body
    :raises WrongState: if nobody asked, the time is over, or the body has answered
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.agree_report", inspection)
    inspection.advance("agree")
    said = _say(actor, inspection, Standing.AGREED)
    record(actor, "inspections.report_agreed", inspection)
    return said


@action("inspections.raise_objection")
def raise_objection(
    *, actor: Actor, inspection_id: Any, reason: str, evidence: Sequence[UploadedFile[bytes]] = ()
) -> Statement:
    """Say for an inspected body what in the report is wrong, and prove it.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is neither liaison nor head of an inspected body
    :raises WrongState: if nobody asked, the time is over, or the body has answered
    :raises Invalid: without a reason, or for a refused file
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.raise_objection", inspection)
    inspection.advance("object")
    if not reason.strip():
        raise Invalid({"reason": _("Say what in the report is wrong, and why.")})
    said = _say(actor, inspection, Standing.PENDING, reason.strip())
    if evidence:
        attach_all(
            actor=actor, record=inspection, uploads=evidence, purpose=Purpose.DOCUMENT,
            subject=said.subject,
        )  # fmt: skip
    record(actor, "inspections.objection_raised", inspection, reason=said.reason)
    return said


@action("inspections.answer_objection")
def answer_objection(*, actor: Actor, statement_id: Any, standing: str, opinion: str) -> Statement:
    """Uphold an objection, in part or whole, saying what changes; or reject it, saying why.

    With the last one answered, a report of which something changes goes back to be rewritten.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not decide for the planning body, or wrote the report
    :raises WrongState: if it was answered
    :raises Invalid: without an answer, or the words to it
    """
    found = queries.seen_statement(actor, statement_id)
    inspection = locked(Inspection, actor, found.inspection_id)
    require(actor, "inspections.answer_objection", inspection)
    said = queries.seen_statement(actor, statement_id)
    if not said.is_pending:
        raise WrongState(_("This objection was answered already."))
    _require_answer(standing, opinion)
    said.standing, said.opinion = standing, opinion.strip()
    said.decided_by_id, said.decided_at = actor.person_id, timezone.now()
    said.save(update_fields=["standing", "opinion", "decided_by", "decided_at"])
    before = inspection.state
    if _changes(inspection):
        inspection.advance("send_back")
        inspection.save(update_fields=["state"])
    record(
        actor, "inspections.objection_answered", inspection, before=before, after=inspection.state,
        note=str(said.get_standing_display()), reason=said.opinion, only=[said.body_id],
    )  # fmt: skip
    return said


def _require_answer(standing: str, opinion: str) -> None:
    """Pass for an answer with its words.

    :raises Invalid: otherwise
    """
    if standing not in ANSWERS:
        raise Invalid({"standing": _("Choose: upheld, upheld in part, or rejected.")})
    if not opinion.strip():
        raise Invalid({"opinion": _("Say what changes in the report, or why nothing does.")})


def _say(actor: Actor, inspection: Inspection, standing: Standing, reason: str = "") -> Statement:
    """Write down what an inspected body says; the last to answer ends the time for it.

    :raises WrongState: if nobody asked, the time is over, or the body has answered
    """
    now, asked_at = timezone.now(), inspection.comments_asked_at
    if (
        not _is_open(inspection, now)
        or inspection.statements.filter(body=actor.body_id, said_at__gte=asked_at).exists()
    ):
        raise WrongState(_("The time to comment is over, or your body has commented already."))
    said: Statement = inspection.statements.create(
        body_id=actor.body_id or 0, standing=standing, reason=reason,
        said_by_id=actor.person_id or 0,
        said_at=now,
        due_at=due_from("inspection_answer", now).at if standing == Standing.PENDING else None,
    )  # fmt: skip
    if inspection.told_bodies <= queries.review_of(inspection).said:
        inspection.comments_until = now
        inspection.save(update_fields=["comments_until"])
    return said


def _is_open(inspection: Inspection, now: datetime) -> bool:
    """Test whether the inspected were asked and may still answer."""
    until = inspection.comments_until
    return inspection.comments_asked_at is not None and until is not None and now < until


def _changes(inspection: Inspection) -> bool:
    """Test whether every objection to the report in review is answered, and something changes."""
    if inspection.state != InspectionState.REPORT_REVIEW or queries.pending(inspection).exists():
        return False
    upheld = inspection.statements.filter(standing__in=[Standing.UPHELD, Standing.PARTLY])
    return bool(upheld.filter(said_at__gte=inspection.comments_asked_at).exists())

"""The responsible body objects to a finding, and the body that found it answers."""

from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.deadlines.queries import due_from
from liandu.findings import queries
from liandu.findings.actions.answers import decide, rest
from liandu.findings.models import STEP_FIELDS, Finding, Objection
from liandu.findings.rules import Decision, restarted
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("findings.objection_raised", gettext_lazy("Objected to the finding"), "message-exclamation")
kind("findings.objection_upheld", gettext_lazy("Upheld the objection"), "check")
kind("findings.objection_rejected", gettext_lazy("Rejected the objection"), "x")

TERM = ("assigned_at", "due_at", "first_due_at")


@action("findings.raise_objection")
def raise_objection(*, actor: Actor, finding_id: Any, reason: str) -> Objection:
    """Say why a finding is wrong, once an assignment and within the time for it.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is neither liaison nor head of the responsible body
    :raises WrongState: if work has begun, the time is over, or it was answered once
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.raise_objection", finding)
    now = timezone.now()
    before = finding.advance("object", due_from("finding_review", now))
    if not queries.may_still("object", finding, now):
        raise WrongState(
            _("The time to object is over, or it was answered once. Write a reply instead.")
        )
    objection = Objection.objects.create(
        finding=finding, reason=reason, asked_by_id=actor.person_id
    )
    finding.save(update_fields=STEP_FIELDS)
    record(actor, "findings.objection_raised", finding, before=before, reason=reason)
    return objection


@action("findings.uphold_objection")
def uphold_objection(*, actor: Actor, finding_id: Any, opinion: str) -> Finding:
    """Agree that the finding is to be changed; it is confirmed and assigned again afterwards.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not decide for the finder, or objected themselves
    :raises WrongState: if nobody objects
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.uphold_objection", finding)
    before = finding.advance("uphold_objection")
    decide(actor, finding.objections, Decision.APPROVED, opinion)
    finding.assigned_at = finding.due_at = finding.first_due_at = None
    finding.save(update_fields=[*STEP_FIELDS, *TERM])
    record(actor, "findings.objection_upheld", finding, before=before, reason=opinion)
    return finding


@action("findings.reject_objection")
def reject_objection(*, actor: Actor, finding_id: Any, reason: str) -> Finding:
    """Let the finding stand; it is signed for again, and its term begins anew.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not decide for the finder, or objected themselves
    :raises WrongState: if nobody objects
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.reject_objection", finding)
    now, due_at = timezone.now(), rest(finding).at
    before = finding.advance("reject_objection", due_from("finding_accept", now))
    decide(actor, finding.objections, Decision.RETURNED, reason)
    finding.due_at = restarted(cast(Any, finding.assigned_at), due_at, now)
    finding.first_due_at = finding.due_at
    finding.save(update_fields=[*STEP_FIELDS, "due_at", "first_due_at"])
    record(
        actor, "findings.objection_rejected", finding, reason=reason,
        before=before | {"due_at": str(due_at)}, after={"due_at": str(finding.due_at)},
    )  # fmt: skip
    return finding

"""Who puts a finding right: assigning it, and passing it on to another body."""

from datetime import date
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.actions import drop_subject, name_subject, sync_parties
from liandu.access.queries import locked
from liandu.access.rules import PartyRole
from liandu.deadlines.queries import due_from
from liandu.findings.actions.answers import decide, rest
from liandu.findings.models import STEP_FIELDS, Finding, Transfer
from liandu.findings.rules import Decision, Order, needs_plan, suspended
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import end_of
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.models import Body

kind("findings.finding_assigned", gettext_lazy("Assigned it for rectification"), "send")
kind("findings.finding_transferred", gettext_lazy("Passed it on to another body"), "transfer")
kind("findings.finding_taken_over", gettext_lazy("Took the finding over"), "checkbox")
kind("findings.transfer_declined", gettext_lazy("Declined to take it over"), "arrow-back-up")

TERM_FIELDS = ("responsible_body", "assigned_at", "due_at", "first_due_at")


@action("findings.assign_finding")
def assign_finding(*, actor: Actor, finding_id: Any, order: Order) -> Finding:
    """Ask a body to put the finding right by a day; from now on it, and the reviewer, see it.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor's post does not assign
    :raises WrongState: if it was not confirmed, or assigned already
    :raises Invalid: if the due day has passed, or a body is closed
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.assign_finding", finding)
    now = timezone.now()
    before = finding.advance("assign", due_from("finding_accept", now))
    responsible, supervising = _parties(order)
    finding.responsible_body, finding.supervising_body = responsible, supervising
    finding.keeper_body_id = _keeper(finding)
    finding.rectification_type = order.rectification_type
    finding.assigned_at = now
    finding.due_at = finding.first_due_at = end_of(order.due_on, timezone.get_current_timezone())
    finding.save()
    _let_in(actor, finding)
    record(
        actor, "findings.finding_assigned", finding, before=before,
        after={"responsible_body": responsible.pk, "supervising_body": supervising.pk,
               "rectification_type": order.rectification_type, "due_on": str(order.due_on)},
    )  # fmt: skip
    return finding


@action("findings.transfer_finding")
def transfer_finding(
    *, actor: Actor, finding_id: Any, to_body_id: int, due_on: date, reason: str
) -> Transfer:
    """Have another body put the finding right; it sees it from now on, the earlier one no more.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not decide for the finder
    :raises WrongState: if it is under review, long-term, or not assigned
    :raises Invalid: if the body is closed or the same, or the due day has passed
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.transfer_finding", finding)
    now, earlier = timezone.now(), cast(Body, finding.responsible_body)
    before = finding.advance("transfer", due_from("finding_accept", now))
    to_body = _other(to_body_id, earlier)
    if due_on < timezone.localdate():
        raise Invalid({"due_on": _("The day cannot be before today.")})
    transfer = Transfer.objects.create(
        finding=finding, from_body=earlier, to_body=to_body, reason=reason,
        asked_by_id=actor.person_id, previous_due_at=rest(finding).at,
        previous_first_due_at=finding.first_due_at or rest(finding).at,
    )  # fmt: skip
    if finding.objections.filter(decision=Decision.PENDING).exists():
        decide(actor, finding.objections, Decision.APPROVED, reason)
    finding.due_at = end_of(due_on, timezone.get_current_timezone())
    finding.first_due_at = finding.due_at
    _pass_to(actor, finding, earlier, to_body)
    record(
        actor, "findings.finding_transferred", finding, reason=reason,
        before=before | {"responsible_body": earlier.pk},
        after={"responsible_body": to_body.pk, "due_on": str(due_on)},
    )  # fmt: skip
    return transfer


@action("findings.take_over_finding")
def take_over_finding(*, actor: Actor, finding_id: Any) -> Finding:
    """Sign for a finding that another body was to put right until now.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not the liaison of the body that is to take it over
    :raises WrongState: if it was answered already
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.take_over_finding", finding)
    before = finding.advance("take_over", due_from("finding_plan", timezone.now()))
    decide(actor, finding.transfers, Decision.APPROVED, "")
    if not needs_plan(finding.rectification_type):
        finding.advance("start", rest(finding))
    finding.save(update_fields=STEP_FIELDS)
    record(actor, "findings.finding_taken_over", finding, before=before)
    return finding


@action("findings.decline_transfer")
def decline_transfer(*, actor: Actor, finding_id: Any, reason: str) -> Finding:
    """Give a finding back to the body that had it; the time in between does not count.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the body that is to take it over
    :raises WrongState: if it was answered already
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.decline_transfer", finding)
    now = timezone.now()
    before = finding.advance("decline_transfer", due_from("finding_accept", now))
    transfer = decide(actor, finding.transfers, Decision.RETURNED, reason)
    finding.due_at = suspended(transfer.previous_due_at, transfer.asked_at, now)
    finding.first_due_at = suspended(transfer.previous_first_due_at, transfer.asked_at, now)
    # Told before it is passed back: the body that declines no longer sees it afterwards.
    record(
        actor, "findings.transfer_declined", finding, before=before, reason=reason,
        after={"responsible_body": transfer.from_body_id, "due_at": str(finding.due_at)},
    )  # fmt: skip
    _pass_to(actor, finding, transfer.to_body, transfer.from_body)
    return finding


def _pass_to(actor: Actor, finding: Finding, earlier: Body, later: Body) -> None:
    """Make ``later`` the body that puts it right instead of ``earlier``, which planned in vain."""
    finding.responsible_body, finding.assigned_at = later, timezone.now()
    finding.save(update_fields=[*STEP_FIELDS, *TERM_FIELDS])
    finding.plans.filter(decision=Decision.APPROVED).update(decision=Decision.REPLACED)
    drop_subject(actor=actor, record=finding, subject=earlier)
    _let_in(actor, finding)


def _let_in(actor: Actor, finding: Finding) -> None:
    """Make the bodies that a finding names its parties, and the responsible one its subject."""
    responsible = cast(Body, finding.responsible_body)
    named = {
        finding.keeper_body_id: PartyRole.KEEPER,
        finding.supervising_body_id: PartyRole.SUPERVISING_BODY,
        responsible.pk: PartyRole.RESPONSIBLE_BODY,
    }
    sync_parties(actor=actor, record=finding, bodies={pk: role for pk, role in named.items() if pk})
    name_subject(actor=actor, record=finding, subject=responsible, role=PartyRole.RESPONSIBLE_BODY)


def _other(body_id: int, earlier: Body) -> Body:
    """Return the body that is to take over from ``earlier``.

    :raises Invalid: if it is closed, or the same
    """
    found = Body.objects.filter(closed_on=None, pk=body_id).first()
    if found is None:
        raise Invalid({"to_body": _("This body is closed. Choose another.")})
    if found == earlier:
        raise Invalid({"to_body": _("It is responsible already. Choose another.")})
    return found


def _parties(order: Order) -> tuple[Body, Body]:
    """Return the responsible body and the supervising department of an order that can stand.

    :raises Invalid: otherwise
    """
    faults = {}
    found = Body.objects.filter(closed_on=None).in_bulk(
        [order.responsible_body_id, order.supervising_body_id]
    )
    for name in ("responsible_body", "supervising_body"):
        if getattr(order, f"{name}_id") not in found:
            faults[name] = _("This body is closed. Choose another.")
    if order.due_on < timezone.localdate():
        faults["due_on"] = _("The day cannot be before today.")
    if faults:
        raise Invalid(faults)
    return found[order.responsible_body_id], found[order.supervising_body_id]


def _keeper(finding: Finding) -> int | None:
    """Return the body that keeps the list of objects the finding was made at, unless it found it.

    It chases what is open at its works, though it has no say over those who found it.
    """
    at = finding.supervised_object
    if at is None or at.owner_body_id == finding.owner_body_id:
        return None
    keeper: int = at.owner_body_id
    return keeper

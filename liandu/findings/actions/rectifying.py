"""What the responsible body writes, and how its plans and requests for time are answered."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.deadlines.queries import due_from
from liandu.findings import queries
from liandu.findings.actions.answers import decide, rest
from liandu.findings.models import (
    STEP_FIELDS,
    Extension,
    Finding,
    Measure,
    RectificationPlan,
)
from liandu.findings.rules import (
    IN_HAND,
    LONGEST_EXTENSION,
    Decision,
    Plan,
    may_extend,
    needs_plan,
)
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import end_of
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.models import one
from liandu.kernel.permits import require

kind("findings.finding_accepted", gettext_lazy("Signed for the finding"), "checkbox")
kind("findings.plan_filed", gettext_lazy("Filed a rectification plan"), "list-check")
kind("findings.plan_approved", gettext_lazy("Approved the rectification plan"), "check")
kind("findings.plan_returned", gettext_lazy("Returned the rectification plan"), "arrow-back-up")
kind("findings.measure_marked", gettext_lazy("Marked a measure"), "checkbox")
kind("findings.extension_asked", gettext_lazy("Asked for more time"), "clock")
kind("findings.extension_granted", gettext_lazy("Granted more time"), "clock")
kind("findings.extension_refused", gettext_lazy("Refused more time"), "clock")


@action("findings.accept_finding")
def accept_finding(*, actor: Actor, finding_id: Any) -> Finding:
    """Sign for a finding. What is to be put right at once needs no plan and begins now.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not the liaison of the responsible body
    :raises WrongState: if it was signed for already
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.accept_finding", finding)
    before = finding.advance("accept", due_from("finding_plan", timezone.now()))
    if not needs_plan(finding.rectification_type):
        finding.advance("start", rest(finding))
    finding.save(update_fields=STEP_FIELDS)
    record(actor, "findings.finding_accepted", finding, before=before)
    return finding


@action("findings.file_plan")
def file_plan(*, actor: Actor, finding_id: Any, plan: Plan) -> RectificationPlan:
    """File how the finding will be put right; each filing is a version of its own.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not head of the responsible body
    :raises WrongState: if no plan is wanted now
    :raises Invalid: without measures, or if they end after the finding is due
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.file_plan", finding)
    before = finding.advance("file_plan", due_from("finding_review", timezone.now()))
    if not plan.measures:
        raise Invalid({"measures": _("Enter at least one measure.")})
    last = max([plan.planned_end, *(m.due_on for m in plan.measures if m.due_on)])
    if finding.due_at and last > timezone.localdate(finding.due_at):
        raise Invalid({"planned_end": _("Plan and measures must end before the finding is due.")})
    filed = RectificationPlan.objects.create(
        finding=finding, version=finding.plans.count() + 1, filed_by_id=actor.person_id,
        responsible_person=plan.responsible_person, planned_end=plan.planned_end,
    )  # fmt: skip
    Measure.objects.bulk_create(
        Measure(plan=filed, position=place, text=measure.text, due_on=measure.due_on)
        for place, measure in enumerate(plan.measures)
    )
    finding.save(update_fields=STEP_FIELDS)
    record(
        actor, "findings.plan_filed", finding, before=before,
        after={"version": filed.version, "measures": [m.text for m in plan.measures]},
    )  # fmt: skip
    return filed


@action("findings.approve_plan")
def approve_plan(*, actor: Actor, finding_id: Any, opinion: str = "") -> Finding:
    """Agree to the plan on the table; the work begins.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not in the office of the finder, or filed it themselves
    :raises WrongState: if no plan is on the table
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.approve_plan", finding)
    before = finding.advance("approve_plan", rest(finding))
    decide(actor, finding.plans, Decision.APPROVED, opinion)
    finding.save(update_fields=STEP_FIELDS)
    record(actor, "findings.plan_approved", finding, before=before, reason=opinion)
    return finding


@action("findings.return_plan")
def return_plan(*, actor: Actor, finding_id: Any, reason: str) -> Finding:
    """Send the plan back with what is lacking; a new version is wanted.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not in the office of the finder, or filed it themselves
    :raises WrongState: if no plan is on the table
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.return_plan", finding)
    before = finding.advance("return_plan", due_from("finding_plan", timezone.now()))
    decide(actor, finding.plans, Decision.RETURNED, reason)
    finding.save(update_fields=STEP_FIELDS)
    record(actor, "findings.plan_returned", finding, before=before, reason=reason)
    return finding


@action("findings.mark_measure")
def mark_measure(*, actor: Actor, finding_id: Any, measure_id: Any, is_done: bool) -> Measure:
    """Say that a measure of the plan in force is done, or not done after all.

    :raises NotVisible: if the actor may not know of it, or it is no measure of that plan
    :raises NotAllowed: if the actor does not work for the responsible body
    :raises WrongState: if the finding is not being rectified
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.mark_measure", finding)
    if finding.state not in IN_HAND:
        raise WrongState(_("It is not being rectified now; reload to see how it stands."))
    measure = one(queries.approved_measures(finding), measure_id)
    measure.done_at = timezone.now() if is_done else None
    measure.save(update_fields=["done_at"])
    record(actor, "findings.measure_marked", finding, note=measure.text, after=is_done, quiet=True)
    return measure


@action("findings.ask_extension")
def ask_extension(*, actor: Actor, finding_id: Any, until: date, reason: str) -> Extension:
    """Ask for more time; possible only before the finding is due.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is neither liaison nor head of the responsible body
    :raises WrongState: if it is not being rectified, or is due already
    :raises Invalid: if the day is no later than before, or too far off
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.ask_extension", finding)
    now, due_at = timezone.now(), rest(finding).at
    before = finding.advance("ask_extension", due_from("finding_review", now))
    if not may_extend(now, due_at):
        raise WrongState(_("The due date has passed; more time can only be asked for before it."))
    asked_until = end_of(until, timezone.get_current_timezone())
    if asked_until <= due_at:
        raise Invalid({"until": _("Choose a day after the present due date.")})
    if asked_until > (finding.first_due_at or due_at) + LONGEST_EXTENSION:
        raise Invalid({"until": _("No finding is extended by more than a year.")})
    extension = Extension.objects.create(
        finding=finding, previous_due_at=due_at, asked_until=asked_until, reason=reason,
        asked_by_id=actor.person_id,
    )  # fmt: skip
    finding.save(update_fields=STEP_FIELDS)
    record(
        actor, "findings.extension_asked", finding, before=before, reason=reason,
        after={"until": str(until)},
    )  # fmt: skip
    return extension


@action("findings.grant_extension")
def grant_extension(*, actor: Actor, finding_id: Any, opinion: str = "") -> Finding:
    """Move the due date to the day asked for; the first one stays on record.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not decide for the finder, or asked themselves
    :raises WrongState: if nothing was asked
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.grant_extension", finding)
    before = finding.advance("grant_extension")
    extension = decide(actor, finding.extensions, Decision.APPROVED, opinion)
    finding.due_at = finding.step_due_at = extension.asked_until
    finding.extension_count += 1
    finding.save(update_fields=[*STEP_FIELDS, "due_at", "extension_count"])
    record(
        actor, "findings.extension_granted", finding, reason=opinion,
        before=before | {"due_at": str(extension.previous_due_at)},
        after={"due_at": str(finding.due_at)},
    )  # fmt: skip
    return finding


@action("findings.refuse_extension")
def refuse_extension(*, actor: Actor, finding_id: Any, reason: str) -> Finding:
    """Leave the due date where it is.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not decide for the finder, or asked themselves
    :raises WrongState: if nothing was asked
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.refuse_extension", finding)
    before = finding.advance("refuse_extension", rest(finding))
    decide(actor, finding.extensions, Decision.RETURNED, reason)
    finding.save(update_fields=STEP_FIELDS)
    record(actor, "findings.extension_refused", finding, before=before, reason=reason)
    return finding

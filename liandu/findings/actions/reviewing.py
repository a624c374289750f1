"""Handing in, two reviews, return and closing; and what the sides say to each other."""

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
from liandu.findings.models import (
    STEP_FIELDS,
    EstablishedRule,
    Finding,
    PersonsHandled,
    Reply,
    Submission,
)
from liandu.findings.rules import IN_HAND, Condition, Decision, Handling, Result, unmet
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import Due
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("findings.evidence_added", gettext_lazy("Added evidence"), "paperclip")
kind("findings.finding_submitted", gettext_lazy("Submitted the rectification"), "send")
kind("findings.first_review_started", gettext_lazy("Began the first review"), "eye")
kind("findings.first_review_passed", gettext_lazy("Passed the first review"), "check")
kind("findings.finding_returned", gettext_lazy("Returned the rectification"), "arrow-back-up")
kind("findings.finding_closed", gettext_lazy("Closed the finding"), "circle-check")
kind("findings.reply_posted", gettext_lazy("Replied"), "message-2")

WANTED = {
    Condition.EVIDENCE: gettext_lazy("Add at least one file that proves what was done."),
    Condition.MEASURES: gettext_lazy("Not every measure is marked as done. Mark them first."),
    Condition.ITEMS: gettext_lazy("Not every place is done. Mark each, with proof."),
    Condition.ROOT_CAUSE: gettext_lazy("Say what caused it, and where else it was looked for."),
    Condition.THREE_PERSONS: gettext_lazy(
        "Three different persons must submit, review and close; somebody else must close it."
    ),
    Condition.RULES: gettext_lazy("It was not said whether a rule was made. Return it."),
    Condition.AMOUNT: gettext_lazy("The amount recovered was not stated. Return it."),
}
# What the responsible body can meet; the others follow from the reviews.
THEIRS = (Condition.EVIDENCE, Condition.MEASURES, Condition.ITEMS, Condition.ROOT_CAUSE)


@action("findings.add_evidence")
def add_evidence(
    *, actor: Actor, finding_id: Any, evidence: Sequence["UploadedFile[Any]"]
) -> Finding:
    """Attach what proves the rectification, while it is under way.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not work for the responsible body
    :raises WrongState: if the finding is not being rectified
    :raises Invalid: if a file is refused
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.add_evidence", finding)
    if finding.state not in IN_HAND:
        raise WrongState(_("It is not being rectified now; reload to see how it stands."))
    _prove(actor, finding, evidence)
    record(
        actor, "findings.evidence_added", finding, quiet=True,
        note=_("%(count)s files") % {"count": len(evidence)},
    )  # fmt: skip
    return finding


@action("findings.submit_finding")
def submit_finding(
    *, actor: Actor, finding_id: Any, result: Result, evidence: Sequence["UploadedFile[Any]"] = ()
) -> Submission:
    """Say that the finding is put right, with proof, and ask for the review.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not head of the responsible body
    :raises WrongState: if it is not being rectified
    :raises Invalid: without evidence or cause, with something left to do, or if a file is refused
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.submit_finding", finding)
    before = finding.advance("submit", due_from("finding_review", timezone.now()))
    _prove(actor, finding, evidence)
    finding.root_cause, finding.similar_cases = result.root_cause, result.similar_cases
    missing = set(unmet(queries.conditions(actor, finding))) & set(THEIRS)
    if missing:
        raise Invalid({name.value: str(WANTED[name]) for name in sorted(missing)})
    submission = Submission.objects.create(
        finding=finding, round=queries.round_of(finding), statement=result.statement,
        submitted_by_id=actor.person_id,
    )  # fmt: skip
    _say_rules(finding, result)
    _say_persons(finding, result)
    finding.submitter_id, finding.first_reviewer_id = actor.person_id, None
    finding.submitted_at = submission.submitted_at
    finding.money_recovered_fen = result.recovered_fen
    finding.save()
    record(
        actor, "findings.finding_submitted", finding, before=before, reason=result.statement,
        after={"round": submission.round, "recovered_fen": result.recovered_fen,
               "rules": [rule.name for rule in result.rules],
               "root_cause": result.root_cause, "handled": dict(result.handled)},
    )  # fmt: skip
    return submission


@action("findings.start_first_review")
def start_first_review(*, actor: Actor, finding_id: Any) -> Finding:
    """Take a submission up for the first review.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not in the supervising department, or submitted it
    :raises WrongState: if nothing was submitted, or somebody took it up already
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.start_first_review", finding)
    limit = finding.step_due_at
    before = finding.advance(
        "start_first_review", Due(limit, finding.is_due_provisional) if limit else None
    )
    finding.save(update_fields=STEP_FIELDS)
    record(actor, "findings.first_review_started", finding, before=before)
    return finding


@action("findings.pass_first_review")
def pass_first_review(*, actor: Actor, finding_id: Any, opinion: str) -> Finding:
    """Say that the supervising department is satisfied; the finder decides next.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not in the supervising department, or submitted it
    :raises WrongState: if it is not in its first review
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.pass_first_review", finding)
    before = finding.advance("pass_first_review", due_from("finding_review", timezone.now()))
    submission = _submission(finding)
    submission.first_opinion, submission.first_reviewed_at = opinion, finding.step_started_at
    submission.save(update_fields=["first_opinion", "first_reviewed_at"])
    finding.first_reviewer_id = actor.person_id
    finding.save(update_fields=[*STEP_FIELDS, "first_reviewer"])
    record(actor, "findings.first_review_passed", finding, before=before, reason=opinion)
    return finding


@action("findings.return_finding")
def return_finding(*, actor: Actor, finding_id: Any, reason: str) -> Finding:
    """Send a submission back with what is lacking; the due date stays.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is not the actor's turn to review
    :raises WrongState: if it is in neither review
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.return_finding", finding)
    before = finding.advance("return", Due(finding.due_at) if finding.due_at else None)
    submission = _submission(finding)
    submission.decision, submission.returned_reason = Decision.RETURNED, reason
    submission.returned_by_id, submission.returned_at = actor.person_id, timezone.now()
    submission.save(update_fields=["decision", "returned_reason", "returned_by", "returned_at"])
    finding.return_count += 1
    finding.save(update_fields=[*STEP_FIELDS, "return_count"])
    record(actor, "findings.finding_returned", finding, before=before, reason=reason)
    return finding


@action("findings.close_finding")
def close_finding(*, actor: Actor, finding_id: Any, conclusion: str) -> Finding:
    """Close a finding for the body that found it; the rules made for it count from now on.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not close for the finder, or took an earlier step
    :raises WrongState: if it did not pass the first review, or a condition is not met
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.close_finding", finding)
    before = finding.advance("close")
    finding.closer_id = actor.person_id
    missing = list(unmet(queries.conditions(actor, finding)))
    if missing:
        raise WrongState(" ".join(str(WANTED[name]) for name in missing))
    finding.closed_at, finding.conclusion = finding.step_started_at, conclusion
    finding.save()
    submission = _submission(finding)
    submission.decision = Decision.APPROVED
    submission.save(update_fields=["decision"])
    finding.established_rules.filter(recorded_at=None).update(recorded_at=finding.closed_at)
    record(
        actor, "findings.finding_closed", finding, before=before, reason=conclusion,
        after={"recovered_fen": finding.money_recovered_fen},
    )  # fmt: skip
    return finding


@action("findings.post_reply")
def post_reply(*, actor: Actor, finding_id: Any, text: str, is_internal: bool = False) -> Reply:
    """Say something to the other sides of a finding, or to the own body alone.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor's body takes no part in it
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.post_reply", finding)
    reply = Reply.objects.create(
        finding=finding, body_id=actor.body_id or 0, person_id=actor.person_id, text=text,
        is_internal=is_internal,
    )  # fmt: skip
    # What is said within one body is told of the reply alone: the others read the finding's record.
    record(actor, "findings.reply_posted", reply if is_internal else finding, reason=text)
    return reply


def _prove(actor: Actor, finding: Finding, evidence: Sequence["UploadedFile[Any]"]) -> None:
    """Attach evidence to the present round."""
    subject = queries.subject_of(queries.round_of(finding))
    if evidence:
        attach_all(
            actor=actor, record=finding, uploads=evidence, purpose=Purpose.EVIDENCE,
            subject=subject,
        )  # fmt: skip


def _say_rules(finding: Finding, result: Result) -> None:
    """Keep which rules the responsible body made; what a round sent back said falls away."""
    finding.established_rules.filter(recorded_at=None).delete()
    finding.is_without_rules = not result.rules
    EstablishedRule.objects.bulk_create(
        EstablishedRule(
            finding=finding, number=rule.number, name=rule.name, issued_on=rule.issued_on,
            body_id=finding.responsible_body_id or 0,
        )
        for rule in result.rules
    )  # fmt: skip


def _say_persons(finding: Finding, result: Result) -> None:
    """Keep how many persons were dealt with in all, and in which way."""
    finding.persons_handled.all().delete()
    PersonsHandled.objects.bulk_create(
        PersonsHandled(finding=finding, handling=Handling(name), count=count)
        for name, count in result.handled.items()
        if count
    )


def _submission(finding: Finding) -> Submission:
    """Return what is under review."""
    found: Submission = finding.submissions.get(decision=Decision.PENDING)
    return found

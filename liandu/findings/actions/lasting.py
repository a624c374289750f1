"""Findings that stay open for long with good reason, and are looked at again meanwhile."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.deadlines.queries import due_from
from liandu.findings.actions.answers import decide, rest
from liandu.findings.models import STEP_FIELDS, Finding, LongTerm
from liandu.findings.rules import Decision, LongTermCause
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import Due, end_of
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.web.say import day

kind("findings.long_term_asked", gettext_lazy("Asked to treat it as long-term"), "hourglass")
kind("findings.long_term_granted", gettext_lazy("Agreed to treat it as long-term"), "hourglass")
kind("findings.long_term_refused", gettext_lazy("Refused to treat it as long-term"), "x")
kind("findings.long_term_reviewed", gettext_lazy("Looked at it again"), "eye")
kind("findings.finding_resumed", gettext_lazy("Took the rectification up again"), "player-play")


@action("findings.ask_long_term")
def ask_long_term(*, actor: Actor, finding_id: Any, cause: str, reason: str) -> LongTerm:
    """Ask that a finding stay open for long, because of what those who work on it cannot change.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is neither liaison nor head of the responsible body
    :raises WrongState: if it is not being rectified
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.ask_long_term", finding)
    before = finding.advance("ask_long_term", due_from("finding_review", timezone.now()))
    asked = LongTerm.objects.create(
        finding=finding, cause=LongTermCause(cause), reason=reason, asked_by_id=actor.person_id
    )
    finding.save(update_fields=STEP_FIELDS)
    record(
        actor, "findings.long_term_asked", finding, before=before, reason=reason,
        after={"cause": cause},
    )  # fmt: skip
    return asked


@action("findings.grant_long_term")
def grant_long_term(
    *, actor: Actor, finding_id: Any, review_on: date, opinion: str = ""
) -> Finding:
    """Agree to it, and say when the finding is looked at again.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not in the office of the finder, or asked themselves
    :raises WrongState: if nothing was asked
    :raises Invalid: if that day has come, or is too far off
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.grant_long_term", finding)
    before = finding.advance("grant_long_term", _next(review_on))
    asked = decide(actor, finding.long_terms, Decision.APPROVED, opinion)
    asked.review_on = review_on
    asked.save(update_fields=["review_on"])
    finding.save(update_fields=STEP_FIELDS)
    record(
        actor, "findings.long_term_granted", finding, before=before, reason=opinion,
        after={"review_on": str(review_on)},
    )  # fmt: skip
    return finding


@action("findings.refuse_long_term")
def refuse_long_term(*, actor: Actor, finding_id: Any, reason: str) -> Finding:
    """Have the finding put right within its term.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not in the office of the finder, or asked themselves
    :raises WrongState: if nothing was asked
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.refuse_long_term", finding)
    before = finding.advance("refuse_long_term", rest(finding))
    decide(actor, finding.long_terms, Decision.RETURNED, reason)
    finding.save(update_fields=STEP_FIELDS)
    record(actor, "findings.long_term_refused", finding, before=before, reason=reason)
    return finding


@action("findings.review_long_term")
def review_long_term(*, actor: Actor, finding_id: Any, review_on: date, note: str) -> Finding:
    """Say how a long-term finding stands, and when it is looked at next.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not in the office of the finder
    :raises WrongState: if it is not long-term
    :raises Invalid: if that day has come, or is too far off
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.review_long_term", finding)
    before = finding.advance("review_long_term", _next(review_on))
    standing = _standing(finding)
    standing.review_on, standing.review_count = review_on, standing.review_count + 1
    standing.save(update_fields=["review_on", "review_count"])
    finding.save(update_fields=STEP_FIELDS)
    record(
        actor, "findings.long_term_reviewed", finding, before=before, reason=note,
        after={"review_on": str(review_on), "count": standing.review_count},
    )  # fmt: skip
    return finding


@action("findings.resume_finding")
def resume_finding(*, actor: Actor, finding_id: Any, due_on: date, reason: str) -> Finding:
    """Have a long-term finding put right after all, by a day.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not in the office of the finder
    :raises WrongState: if it is not long-term
    :raises Invalid: if the day has passed
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.resume_finding", finding)
    due_at = end_of(due_on, timezone.get_current_timezone())
    before = finding.advance("resume", Due(due_at)) | {"due_at": str(finding.due_at)}
    if due_on < timezone.localdate():
        raise Invalid({"due_on": _("The day cannot be before today.")})
    standing = _standing(finding)
    standing.ended_at = finding.step_started_at
    standing.save(update_fields=["ended_at"])
    finding.due_at = due_at
    finding.save(update_fields=[*STEP_FIELDS, "due_at"])
    record(
        actor, "findings.finding_resumed", finding, before=before, reason=reason,
        after={"due_at": str(due_at)},
    )  # fmt: skip
    return finding


def _next(review_on: date) -> Due:
    """Return the limit of the next look at a long-term finding.

    :raises Invalid: if that day has come, or is too far off
    """
    latest = due_from("finding_long_term", timezone.now()).at
    if review_on <= timezone.localdate():
        raise Invalid({"review_on": _("Choose a day after today.")})
    found = end_of(review_on, timezone.get_current_timezone())
    if found > latest:
        words = _("It must be looked at again by %(day)s at the latest.")
        raise Invalid({"review_on": words % {"day": day(latest)}})
    return Due(found)


def _standing(finding: Finding) -> LongTerm:
    """Return why the finding is long-term now."""
    found: LongTerm = finding.long_terms.get(decision=Decision.APPROVED, ended_at=None)
    return found

"""The page of one finding: where it stands, what proves it, what happened, what is still wanted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_GET

from liandu.audit.panels import entries
from liandu.deadlines.queries import edition
from liandu.files.panels import Gallery, gallery
from liandu.findings import forms, queries
from liandu.findings.models import (
    PILLS,
    RESULT_PILLS,
    Finding,
    LookBackPick,
    RectificationPlan,
    Reopening,
    Submission,
)
from liandu.findings.rules import (
    BEFORE_ASSIGNMENT,
    IN_HAND,
    Decision,
    FindingState,
    Light,
    needs_plan,
)
from liandu.findings.views.steps import choices
from liandu.findings.views.words import condition_lines, limit_title
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.web.middleware import ActorRequest
from liandu.web.panels import TABS, chosen
from liandu.web.pieces import Entry, Step
from liandu.web.say import day

S = FindingState
PLACE = "findings.finding"
# Which step of the page a state belongs to.
PLACES = {
    S.REGISTERED: "assign", S.CONFIRMED: "assign", S.ASSIGNED: "plan", S.ACCEPTED: "plan",
    S.PLAN_REVIEW: "plan", S.RECTIFYING: "rectify", S.EXTENSION_PENDING: "rectify",
    S.RETURNED: "rectify", S.REOPENED: "plan", S.DISPUTED: "plan",
    S.TRANSFERRED: "plan", S.LONG_TERM_PENDING: "rectify", S.LONG_TERM: "rectify",
    S.SUBMITTED: "review", S.FIRST_REVIEW: "review", S.SECOND_REVIEW: "close",
}  # fmt: skip


# Plans that are on the table or in force; the others were returned or replaced.
STANDING = {Decision.PENDING, Decision.APPROVED}


@require_GET
def finding_detail(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show one finding."""
    finding = queries.seen_finding(request.actor, pk)
    context = page_of(request.actor, finding) | {
        "tab": chosen(request, PLACE),
        "has_tabs": any(place == PLACE for place, _key in TABS),
        "as_list": request.GET.get("view") == "list",
    }
    return render(request, "findings/finding_detail.html", context)


@require_GET
def finding_print(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show one finding as a sheet for the file."""
    finding = queries.seen_finding(request.actor, pk)
    return render(request, "findings/finding_print.html", page_of(request.actor, finding))


def page_of(actor: Actor, finding: Finding) -> dict[str, Any]:
    """Return what the page of a finding is drawn from."""
    plans = list(finding.plans.prefetch_related("measures"))
    submissions = list(finding.submissions.all())
    checks = queries.conditions(actor, finding)
    rounds = [
        (number, gallery(actor, finding, queries.subject_of(number)))
        for number in range(queries.round_of(finding), 0, -1)
    ]
    return {
        "title": finding.title,
        "finding": finding,
        "pill": PILLS[finding.state],
        "steps": list(steps_of(finding, plans, submissions)),
        "choices": choices(actor, finding),
        "may_edit": finding.state in BEFORE_ASSIGNMENT
        and allowed(actor, "findings.edit_finding", finding),
        "fact_files": gallery(actor, finding, queries.FACT),
        "rounds": rounds,
        "may_add": finding.state in IN_HAND and allowed(actor, "findings.add_evidence", finding),
        "timeline": timeline(actor, finding),
        **besides(actor, finding),
        "reply": forms.ReplyForm() if allowed(actor, "findings.post_reply", finding) else None,
        "limit": limit_title(finding),
        "stands": queries.lateness_of(finding, edition()),
        "bar_kind": {Light.RED: "r", Light.AMBER: "a"}.get(finding.light, ""),
        "used": used(finding.step_started_at, finding.step_due_at),
        "checks": condition_lines(checks),
        "met": sum(check.is_met for check in checks),
        "plan": next((p for p in plans if p.decision in STANDING), None),
        "submissions": submissions,
        "extensions": list(finding.extensions.all()),
        "rules": list(finding.established_rules.all()),
        "related": list(queries.related(actor, finding)),
        "may_mark": finding.state in IN_HAND and allowed(actor, "findings.mark_measure", finding),
    }


def besides(actor: Actor, finding: Finding) -> dict[str, Any]:
    """Return what the page says beside the straight road: places, requests, looking again."""
    return {
        "objections": list(finding.objections.all()),
        "transfers": list(finding.transfers.select_related("from_body", "to_body")),
        "long_terms": list(finding.long_terms.all()),
        "reopenings": reopenings(actor, finding),
        "look_backs": look_backs(actor, finding),
        "items": queries.items_proved(actor, finding),
        "handled": list(finding.persons_handled.all()) if finding.submitted_at else [],
        "repetitions": list(queries.repetitions(actor, finding)),
        "may_mark_item": finding.state in IN_HAND and allowed(actor, "findings.mark_item", finding),
        "may_leave_out": finding.state in IN_HAND
        and allowed(actor, "findings.leave_out_item", finding),
    }


def reopenings(actor: Actor, finding: Finding) -> list[tuple[Reopening, Gallery]]:
    """Return how often it was reopened and how it had been closed, latest first, with files."""
    rows = reversed(finding.reopenings.select_related("body")) if finding.reopen_count else ()
    return [
        (one, gallery(actor, finding, queries.subject_of_reopening(one.number))) for one in rows
    ]


def look_backs(actor: Actor, finding: Finding) -> list[tuple[LookBackPick, str, Gallery]]:
    """Return what look-backs saw of it, latest first, with files."""
    rows = finding.picks.exclude(recorded_at=None).order_by("-recorded_at")
    return [
        (one, RESULT_PILLS[one.result],
         gallery(actor, finding, queries.subject_of_look_back(one)))
        for one in rows
    ]  # fmt: skip


def steps_of(
    finding: Finding, plans: list[RectificationPlan], submissions: list[Submission]
) -> Iterator[Step]:
    """Yield the four or five steps of the road, with when and who."""
    approved = next((p.decided_at for p in plans if p.decision == Decision.APPROVED), None)
    reviewed = submissions[-1].first_reviewed_at if submissions else None
    road = [
        (
            "assign",
            pgettext("step of a finding", "Assigned"),
            finding.assigned_at,
            finding.owner_body,
        ),
        ("plan", pgettext("step of a finding", "Plan"), approved, finding.responsible_body),
        (
            "rectify",
            _("Rectification and evidence"),
            finding.submitted_at,
            finding.responsible_body,
        ),
        ("review", pgettext("step of a finding", "Review"), reviewed, finding.supervising_body),
        ("close", pgettext("step of a finding", "Closing"), finding.closed_at, finding.owner_body),
    ]
    if not needs_plan(finding.rectification_type):
        del road[1]
    names = [name for name, *_rest in road]
    place = PLACES.get(FindingState(finding.state), "")
    place = place if place in names else "rectify" if place else ""
    now = len(road) if finding.state == S.CLOSED else names.index(place) if place else -1
    before: datetime | None = None
    for number, (_name, label, at, who) in enumerate(road):
        if number < now:
            yield Step(label, "done", _ended(at, before), who or "")
            before = at
        elif number == now:
            until = finding.step_due_at
            yield Step(label, "now", _("by %s") % day(until) if until else "", who or "")
        else:
            yield Step(label, "", "", who or "")


def _ended(at: datetime | None, before: datetime | None) -> str:
    """Return the day a step ended, and how long it took."""
    if at is None or before is None:
        return day(at)
    days = (timezone.localdate(at) - timezone.localdate(before)).days
    took = ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    return _("%(day)s, took %(days)s") % {"day": day(at), "days": took}


def timeline(actor: Actor, finding: Finding) -> list[Entry]:
    """Return what happened, latest first, with what the actor's body said among itself."""
    found = entries(actor, finding)
    found += [
        Entry(_("noted internally"), reply.at, who=str(reply.body), icon="message-2",
              say=reply.text, is_ours=True)
        for reply in queries.internal_replies(actor, finding)
    ]  # fmt: skip
    found.sort(key=lambda entry: entry.at, reverse=True)
    if found and finding.is_open:
        found[0] = replace(found[0], kind="now")
    return found


def used(since: datetime, until: datetime | None) -> int:
    """Return how many per cent of the time of the present step have gone."""
    if until is None or until <= since:
        return 100 if until else 0
    return max(0, min(100, round((timezone.now() - since) / (until - since) * 100)))

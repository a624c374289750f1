"""Findings for an actor, and the parts of one in hand."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from liandu.deadlines.queries import Edition
from liandu.files.models import Attachment
from liandu.files.queries import attachments
from liandu.findings.models import Finding, FindingQuerySet, Measure, Reply
from liandu.findings.rules import TERMS, Check, Decision, FindingState, Standing, closing_conditions
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import Lateness, Unit, lateness
from liandu.kernel.errors import NotVisible

ROWS = (
    "owner_body", "responsible_body", "supervising_body", "supervised_object", "jurisdiction",
    "link",
)  # fmt: skip
PAGE = ("inspection", "registered_by", "submitter", "first_reviewer", "closer")
MOST_RELATED = 5
FACT = "findings.fact"

Prefill = Callable[[Actor, str], Mapping[str, Any]]

_prefills: dict[str, Prefill] = {}


def findings(actor: Actor) -> FindingQuerySet:
    """Return the findings the actor may know of, with what a row of the ledger shows."""
    rows: FindingQuerySet = Finding.objects.visible_to(actor).select_related(*ROWS)
    return rows


def seen_finding(actor: Actor, pk: Any) -> Finding:
    """Return one finding with what its page shows.

    :raises NotVisible: if there is none, or the actor may not know
    """
    found: Finding | None = findings(actor).select_related(*PAGE).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def lateness_of(finding: Finding, now: Edition) -> Lateness | None:
    """Return how the limit of the present step stands, in the unit it was set in."""
    if finding.step_due_at is None:
        return None
    code = TERMS.get(FindingState(finding.state))
    unit = now.limits[code].unit if code else Unit.DAY
    return lateness(
        finding.step_due_at, timezone.now(), unit, now.calendar, timezone.get_current_timezone()
    )


def round_of(finding: Finding) -> int:
    """Return the number of the round that is under way: each return begins another."""
    return finding.return_count + 1


def subject_of(round_number: int) -> str:
    """Return the name of the part of a finding that the evidence of a round is attached to."""
    return f"findings.round:{round_number}"


def evidence(finding: Finding) -> QuerySet[Attachment]:
    """Return the evidence of the present round, for a finding in hand."""
    return attachments(finding, subject_of(round_of(finding))).filter(withdrawn_at=None)


def approved_measures(finding: Finding) -> QuerySet[Measure]:
    """Return the measures of the plan in force, for a finding in hand."""
    rows: QuerySet[Measure] = Measure.objects.filter(
        plan__finding=finding, plan__decision=Decision.APPROVED
    ).unscoped("parts of a finding in hand")
    return rows


def conditions(actor: Actor, finding: Finding) -> list[Check]:
    """Return the closing conditions of a finding in hand, were ``actor`` to close it."""
    marks = list(approved_measures(finding).values_list("done_at", flat=True))
    is_said = finding.is_without_rules is not None
    closer = finding.closer_id or actor.person_id
    return closing_conditions(
        Standing(
            evidence_count=evidence(finding).count(),
            measures_done=sum(mark is not None for mark in marks),
            measures_total=len(marks),
            rule_count=finding.established_rules.count() if is_said else None,
            recovered_fen=finding.money_recovered_fen,
            persons=(finding.submitter_id, finding.first_reviewer_id, closer),
        )
    )


def internal_replies(actor: Actor, finding: Finding) -> QuerySet[Reply]:
    """Return what the actor's body said among itself about a finding in hand."""
    rows: QuerySet[Reply] = finding.replies.select_related("body")
    return rows.filter(is_internal=True, body_id=actor.body_id or 0)


def related(actor: Actor, finding: Finding) -> FindingQuerySet:
    """Return other findings about the same object, latest first."""
    rows = findings(actor).exclude(pk=finding.pk).order_by("-created_at")
    if finding.supervised_object_id is None:
        return rows.none()
    return rows.filter(supervised_object=finding.supervised_object_id)[:MOST_RELATED]


def seen_pointers(actor: Actor, finding: Finding) -> set[str]:
    """Return which of the things a finding points at the actor may open."""
    found = set()
    for name in ("supervised_object", "inspection"):
        model: Any = Finding._meta.get_field(name).related_model
        pk = getattr(finding, f"{name}_id")
        if pk and model.objects.visible_to(actor).filter(pk=pk).exists():
            found.add(name)
    return found


def prefill_with(name: str, provider: Prefill) -> None:
    """Let ``provider`` say what a finding is filled with that begins at a ``name``.

    ``provider(actor, id)`` returns values by field of the form; nothing if the actor sees no such
    thing. An app above registers it, such as inspections for ``workpaper``.
    """
    _prefills[name] = provider


def prefilled(actor: Actor, name: str, pk: str) -> Mapping[str, Any]:
    """Return what a finding is filled with that begins at the ``name`` of this id."""
    provider = _prefills.get(name)
    return provider(actor, pk) if provider and pk else {}

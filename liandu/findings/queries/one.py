"""Findings for an actor, and the parts of one in hand."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from liandu.deadlines.queries import Edition
from liandu.files.models import Attachment
from liandu.files.queries import attachments, open_attachments
from liandu.findings.models import (
    Finding,
    FindingItem,
    FindingQuerySet,
    LookBackPick,
    Measure,
    Reply,
)
from liandu.findings.rules import TERMS, Check, Decision, FindingState, Standing, closing_conditions
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import Lateness, Unit, lateness
from liandu.kernel.models import one

ROWS = ("owner_body", "responsible_body", "supervising_body", "jurisdiction")
POINTED = ("supervised_object", "link")
CHAINED = ("inspection", "repeats")
PAGE = ("registered_by", "submitter", "first_reviewer", "closer")
MOST_RELATED = 5
FACT, ITEM = "findings.fact", "findings.item"

Prefill = Callable[[Actor, str], Mapping[str, Any]]

_prefills: dict[str, Prefill] = {}


def findings(actor: Actor, *, leads: bool = True) -> FindingQuerySet:
    """Return the findings the actor may know of, with what a row of the ledger shows.

    ``leads=False`` where few are asked for and found by other means than sight.
    """
    return _with_row(actor, Finding.objects.visible_to(actor, leads=leads))


def ledger(actor: Actor) -> FindingQuerySet:
    """Return the same findings to page through, however many they are."""
    return _with_row(actor, Finding.objects.listed_to(actor))


def _with_row(actor: Actor, rows: FindingQuerySet) -> FindingQuerySet:
    """Return findings with what a row of the ledger shows."""
    found = rows.select_related(*ROWS)
    return found.prefetch_related(*(pointed(actor, name) for name in POINTED))


def pointed(actor: Actor, name: str) -> Prefetch[Any]:
    """Return how ``name`` is read of findings: None where the actor may not know of it."""
    model: Any = Finding._meta.get_field(name).related_model
    return Prefetch(name, model.objects.visible_to(actor))


def inspections_named(actor: Actor, pk: Any) -> QuerySet[Any]:
    """Return the inspection of this id, if the actor may know of it."""
    model: Any = Finding._meta.get_field("inspection").related_model
    rows: QuerySet[Any] = model.objects.visible_to(actor)
    return rows.filter(pk=pk)


def seen_finding(actor: Actor, pk: Any) -> Finding:
    """Return one finding with what its page shows.

    :raises NotVisible: if there is none, or the actor may not know
    """
    rows = (
        findings(actor, leads=False)
        .select_related(*PAGE)
        .prefetch_related(*(pointed(actor, name) for name in CHAINED))
    )
    return one(rows, pk)


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
    """Return the number of the round that is under way: a return or reopening begins another."""
    return finding.return_count + finding.reopen_count + 1


def subject_of(round_number: int) -> str:
    """Return the name of the part of a finding that the evidence of a round is attached to."""
    return f"findings.round:{round_number}"


def subject_of_look_back(pick: LookBackPick) -> str:
    """Return the name of the part of a finding that shows what a look-back saw."""
    return f"findings.look_back:{pick.pk}"


def subject_of_reopening(number: int) -> str:
    """Return the name of the part of a finding that shows why it was reopened for that time."""
    return f"findings.reopening:{number}"


def subject_of_item(finding: Finding, item: FindingItem) -> str:
    """Return the name of the part of a finding that proves an item, anew once it is reopened."""
    return f"{ITEM}:{item.pk}:{finding.reopen_count}"


def items_proved(actor: Actor, finding: Finding) -> list[tuple[FindingItem, list[Attachment]]]:
    """Return the items of a finding in hand, each with its files that the actor may open."""
    if not finding.item_count:
        return []
    by_subject: dict[str, list[Attachment]] = {}
    for file in open_attachments(actor, finding):
        by_subject.setdefault(file.subject, []).append(file)
    items = finding.items.all()
    return [(item, by_subject.get(subject_of_item(finding, item), [])) for item in items]


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
    settled = [one.is_settled for one in finding.items.all()] if finding.item_count else []
    closer = finding.closer_id or actor.person_id
    return closing_conditions(
        Standing(
            evidence_count=evidence(finding).count(),
            measures_done=sum(mark is not None for mark in marks),
            measures_total=len(marks),
            rule_count=finding.established_rules.count() if is_said else None,
            recovered_fen=finding.money_recovered_fen,
            persons=(finding.submitter_id, finding.first_reviewer_id, closer),
            has_cause=bool(finding.root_cause and finding.similar_cases),
            items_settled=sum(settled),
            items_total=len(settled),
        )
    )


def internal_replies(actor: Actor, finding: Finding) -> QuerySet[Reply]:
    """Return what the actor's body said among itself about a finding in hand."""
    rows: QuerySet[Reply] = finding.replies.select_related("body")
    return rows.filter(is_internal=True, body_id=actor.body_id or 0)


def related(actor: Actor, finding: Finding) -> FindingQuerySet:
    """Return other findings about the same object, latest first; none if it is not seen."""
    rows = findings(actor, leads=False).exclude(pk=finding.pk).order_by("-created_at")
    if finding.supervised_object_id is None:
        return rows.none()
    same: Any = pointed(actor, "supervised_object").queryset
    return rows.filter(supervised_object__in=same.filter(pk=finding.supervised_object_id))[
        :MOST_RELATED
    ]


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

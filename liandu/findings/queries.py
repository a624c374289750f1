"""Reading findings. Nothing here writes."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.utils import timezone

from liandu.files.models import Attachment
from liandu.files.queries import attachments
from liandu.findings.models import EstablishedRule, Finding, FindingQuerySet, Measure, Reply
from liandu.findings.rules import (
    CHARGES,
    Charge,
    Check,
    Decision,
    FindingState,
    Standing,
    awaited,
    closing_conditions,
)
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import end_of

ROWS = (
    "owner_body", "responsible_body", "supervising_body", "supervised_object", "jurisdiction",
    "link",
)  # fmt: skip
FACT = "findings.fact"


def findings(actor: Actor) -> FindingQuerySet:
    """Return the findings the actor may know of, with what a row of the ledger shows."""
    rows: FindingQuerySet = Finding.objects.visible_to(actor).select_related(*ROWS)
    return rows


def waiting_for(actor: Actor) -> FindingQuerySet:
    """Return the findings that wait for the actor; ``asked`` names the step."""
    whens = _waits(actor)
    return findings(actor).filter(_any(whens)).annotate(asked=_asked(whens))


def given_out(actor: Actor) -> FindingQuerySet:
    """Return open findings of the actor's body that wait for somebody else; ``asked`` as above."""
    ours = _any(((Q(owner_body=actor.body_id), ""), (Q(supervising_body=actor.body_id), "")))
    whens = [
        (Q(state__in=[state.value for state in charge.sources()]), charge.step)
        for charge in CHARGES
        if charge.awaited
    ]
    rows = findings(actor).open().filter(ours) if actor.body_id else findings(actor).none()
    return rows.exclude(_any(_waits(actor))).annotate(asked=_asked(whens))


def _waits(actor: Actor) -> list[tuple[Q, str]]:
    """Return the conditions under which a finding waits for the actor, each with its step."""
    if actor.body_id is None:
        return []
    return [(_stands_before(charge, actor), charge.step) for charge in awaited(actor.roles)]


def _stands_before(charge: Charge, actor: Actor) -> Q:
    """Return the condition for findings that wait for ``charge``, taken by the actor."""
    states = [state.value for state in charge.sources()]
    stands = Q(**{charge.side: actor.body_id, "state__in": states})
    for name in charge.not_also:
        stands &= Q(**{f"{name}__isnull": True}) | ~Q(**{name: actor.person_id})
    return stands


def _any(whens: Iterable[tuple[Q, str]]) -> Q:
    """Return the condition that one of them holds."""
    condition = Q(pk__in=[])
    for stands, _step in whens:
        condition |= stands
    return condition


def _asked(whens: Iterable[tuple[Q, str]]) -> Case:
    """Return the step that is asked for, as the database works it out."""
    cases = (When(stands, then=Value(step)) for stands, step in whens)
    return Case(*cases, default=Value(""), output_field=CharField())


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


def replies(actor: Actor, finding: Finding) -> QuerySet[Reply]:
    """Return what the sides said about a finding in hand, as far as the actor may read it."""
    rows: QuerySet[Reply] = finding.replies.select_related("body")
    return rows.filter(Q(is_internal=False) | Q(body_id=actor.body_id))


def rectified(
    actor: Actor, since: date, until: date, jurisdiction_id: int | None = None
) -> FindingQuerySet:
    """Return the findings closed from ``since`` to ``until``, both days counted."""
    rows = findings(actor).filter(state=FindingState.CLOSED, **_days("closed_at", since, until))
    return rows.filter(_there(jurisdiction_id))


def found(
    actor: Actor, since: date, until: date, jurisdiction_id: int | None = None
) -> FindingQuerySet:
    """Return the findings found from ``since`` to ``until``, less those withdrawn."""
    rows = findings(actor).exclude(state=FindingState.WITHDRAWN)
    return rows.filter(_there(jurisdiction_id), found_on__range=(since, until))


def established_rules(
    actor: Actor, since: date, until: date, jurisdiction_id: int | None = None
) -> QuerySet[EstablishedRule]:
    """Return the rules that findings closed in these days led to."""
    rows: QuerySet[EstablishedRule] = EstablishedRule.objects.visible_to(actor)
    return rows.filter(
        _there(jurisdiction_id, "finding__"), **_days("recorded_at", since, until)
    ).select_related("finding", "body")


def _days(field: str, since: date, until: date) -> dict[str, datetime]:
    """Return the bounds of some days of this node, both counted."""
    zone = timezone.get_current_timezone()
    return {
        f"{field}__gte": datetime.combine(since, time.min, zone),
        f"{field}__lte": end_of(until, zone),
    }


def _there(jurisdiction_id: int | None, path: str = "") -> Q:
    """Return the condition for a jurisdiction and the parts of it."""
    if jurisdiction_id is None:
        return Q()
    field = f"{path}jurisdiction"
    return Q(**{field: jurisdiction_id}) | Q(**{f"{field}__parent": jurisdiction_id})

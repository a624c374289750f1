"""Closed findings that are looked at again: samples, and what was reopened."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from liandu.findings.models import Finding, FindingQuerySet, LookBack, LookBackPick
from liandu.findings.queries.figures import days_of
from liandu.findings.queries.one import findings
from liandu.findings.rules import FindingState, PickResult, Sample, same_rule
from liandu.kernel.actor import Actor
from liandu.kernel.models import one

MOST_COMPARED = 200


def same_issue(
    actor: Actor, object_id: UUID, link_id: int | None, rule_broken: str,
    but_of: UUID | None = None,
) -> list[Finding]:  # fmt: skip
    """Return what was found before at the same place against the same rule, latest first.

    What the inspection ``but_of`` found is not before: one visit may find several of a kind.
    """
    rows = findings(actor, leads=False).filter(supervised_object=object_id, link=link_id)
    if but_of:
        rows = rows.exclude(inspection=but_of)
    rows = rows.exclude(state=FindingState.WITHDRAWN).order_by("-found_on", "-number")
    return [one for one in rows[:MOST_COMPARED] if same_rule(one.rule_broken, rule_broken)]


def is_repeat(actor: Actor) -> Q:
    """Return the condition for findings that repeat an earlier one which the actor may know of."""
    # Few repeat any: asked of these only, not of all that the actor may know of.
    earlier = Finding.objects.visible_to(actor, leads=False).filter(pk=OuterRef("repeats"))
    return Q(repeats__isnull=False) & Q(Exists(earlier))


def repetitions(actor: Actor, finding: Finding) -> FindingQuerySet:
    """Return the later findings of the same that the actor may know of."""
    return findings(actor, leads=False).filter(repeats=finding.pk).order_by("number")


def look_backs(actor: Actor) -> QuerySet[LookBack]:
    """Return the look-backs of the actor's body, each with what its sample came to so far.

    Only the findings in sight are counted, so that a sample tells of no other.
    """
    seen = Q(picks__finding__in=Finding.objects.visible_to(actor))
    rows: QuerySet[LookBack] = LookBack.objects.visible_to(actor).select_related("body")
    return rows.annotate(
        seen=Count("picks", filter=seen),
        **{
            result.value: Count("picks", filter=seen & Q(picks__result=result.value))
            for result in PickResult
        },
    )


def seen_look_back(actor: Actor, pk: Any) -> LookBack:
    """Return one look-back.

    :raises NotVisible: if there is none, or another body drew it
    """
    return one(look_backs(actor), pk)


def picks(actor: Actor, look_back: LookBack) -> QuerySet[LookBackPick]:
    """Return the findings of a sample that the actor may know of, in the order drawn."""
    rows: QuerySet[LookBackPick] = LookBackPick.objects.visible_to(actor)
    return rows.filter(look_back=look_back).select_related(
        "finding__responsible_body", "finding__owner_body"
    )


def seen_pick(actor: Actor, pk: UUID) -> LookBackPick:
    """Return one finding of a sample that the actor's body drew.

    :raises NotVisible: if there is none, or the actor may not know of the finding
    """
    rows: QuerySet[LookBackPick] = LookBackPick.objects.visible_to(actor)
    mine = rows.filter(look_back__in=LookBack.objects.visible_to(actor))
    return one(mine.select_related("finding", "look_back"), pk)


def looked_back_at(actor: Actor, asked: Sample) -> FindingQuerySet:
    """Return the closed findings a sample is drawn from: those the actor's body found, in sight."""
    rows: FindingQuerySet = Finding.objects.visible_to(actor).filter(
        owner_body=actor.body_id or 0, state=FindingState.CLOSED,
        **days_of("closed_at", asked.since, asked.until),
    )  # fmt: skip
    return rows

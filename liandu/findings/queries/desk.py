"""What waits for whom."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Case, CharField, Q, Value, When

from liandu.findings.models import Finding, FindingQuerySet
from liandu.findings.queries.one import findings
from liandu.findings.rules import BLUE_DAYS, CHARGES, ENDED, Charge, FindingState, awaited
from liandu.kernel.actor import Actor

COUNTED = 100
"""The navigation says 99+ beyond this, so nothing more need be counted."""


def waiting_for(actor: Actor) -> FindingQuerySet:
    """Return the findings that wait for the actor; ``asked`` names the step."""
    rows = findings(actor, leads=False).filter(is_waiting_for(actor))
    return rows.annotate(asked=_asked(_waits(actor)))


def waiting_count(actor: Actor) -> tuple[int, int]:
    """Return how many findings wait for the actor, and how many of those are overdue: to 100."""
    if "findings waiting" not in actor.memo:
        rows = Finding.objects.visible_to(actor, leads=False).filter(is_waiting_for(actor))
        each = (rows.order_by().values("pk")[:COUNTED], rows.overdue().values("pk")[:COUNTED])
        actor.memo["findings waiting"] = tuple(part.count() for part in each)
    count, late = actor.memo["findings waiting"]
    return count, late


def is_waiting_for(actor: Actor) -> Q:
    """Return the condition for findings that wait for the actor."""
    return _any(_waits(actor))


def is_given_out(actor: Actor) -> Q:
    """Return the condition for open findings of the actor's body that wait for somebody else."""
    if actor.body_id is None:
        return Q(pk__in=[])
    ours = Q(owner_body=actor.body_id) | Q(supervising_body=actor.body_id)
    standing = Q(state__in=[state.value for state in FindingState if state not in ENDED])
    return ours & standing & ~is_waiting_for(actor)


def given_out(actor: Actor) -> FindingQuerySet:
    """Return open findings of the actor's body that wait for somebody else; ``asked`` as above."""
    whens = [
        (Q(state__in=[state.value for state in charge.sources()]), charge.step)
        for charge in CHARGES
        if charge.awaited
    ]
    rows = findings(actor, leads=False).filter(is_given_out(actor))
    return rows.annotate(asked=_asked(whens))


def _waits(actor: Actor) -> list[tuple[Q, str]]:
    """Return the conditions under which a finding waits for the actor, each with its step."""
    if actor.body_id is None:
        return []
    return [(_stands_before(charge, actor), charge.step) for charge in awaited(actor.roles)]


def _stands_before(charge: Charge, actor: Actor) -> Q:
    """Return the condition for findings that wait for ``charge``, taken by the actor."""
    states = [state.value for state in charge.sources()]
    stands = Q(**{charge.side: actor.body_id, "state__in": states})
    if charge.is_asked_when_near:
        stands &= Q(step_due_at__lte=actor.at + timedelta(days=BLUE_DAYS))
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

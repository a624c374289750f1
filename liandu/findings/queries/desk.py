"""What waits for whom."""

from collections.abc import Iterable

from django.db.models import Case, CharField, Q, Value, When

from liandu.findings.models import FindingQuerySet
from liandu.findings.queries.one import findings
from liandu.findings.rules import CHARGES, Charge, awaited
from liandu.kernel.actor import Actor


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

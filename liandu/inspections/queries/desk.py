"""What waits for whom."""

from collections.abc import Iterable, Sequence

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When

from liandu.inspections.models import InspectionMember
from liandu.inspections.queries.reading import Rows, inspections
from liandu.inspections.rules import ENDED, HEADS, PLANNERS, InspectionState, Mode
from liandu.kernel.actor import Actor

S = InspectionState


def waiting_for(actor: Actor) -> Rows:
    """Return the inspections that wait for the actor; ``asked`` names the step."""
    whens = _waits(actor)
    return inspections(actor).filter(_any(whens)).annotate(asked=_asked(whens))


def given_out(actor: Actor) -> Rows:
    """Return open inspections of the actor's body that wait for somebody else."""
    rows = inspections(actor).exclude(state__in=[state.value for state in ENDED])
    if actor.body_id is None or not actor.has(*PLANNERS, *HEADS):
        return rows.none()
    return rows.filter(owner_body_id=actor.body_id).exclude(_any(_waits(actor)))


def _waits(actor: Actor) -> list[tuple[Q, str]]:
    """Return the conditions under which an inspection waits for the actor, each with its step."""
    if actor.person_id is None or actor.post_id is None:
        return []
    me = InspectionMember.objects.unscoped("a condition on inspections").filter(
        inspection=OuterRef("pk"), person_id=actor.person_id, left_at=None
    )
    leads, unannounced = Q(leader_id=actor.person_id), Q(mode=Mode.UNANNOUNCED.value)
    found = [
        (Q(Exists(me.filter(declared_at=None)), state=S.APPROVED.value), "declare"),
        (leads & Q(state=S.TEAM_READY.value) & ~unannounced, "notify"),
        (leads & (Q(state=S.NOTIFIED.value) | Q(state=S.TEAM_READY.value)), "enter"),
        (Q(Exists(me), state=S.ON_SITE.value), "record_workpaper"),
        (leads & Q(state=S.FINDINGS_SIGNED.value), "report"),
    ]
    ours = Q(owner_body_id=actor.body_id)
    if actor.has(*PLANNERS):
        found += [
            (ours & Q(state=S.DRAFT.value), "submit"),
            (ours & Q(state=S.APPROVED.value), "complete_team"),
            (ours & Q(state=S.ISSUED.value), "close"),
        ]
    if actor.has(*HEADS):
        not_mine = ~Q(created_by_id=actor.person_id)
        found += [
            (ours & not_mine & Q(state=S.COORDINATING.value), "approve"),
            (ours & ~Q(report_submitted_by_id=actor.person_id)
             & Q(state=S.REPORT_REVIEW.value), "issue"),
        ]  # fmt: skip
    return found


def _any(whens: Iterable[tuple[Q, str]]) -> Q:
    """Return the condition that one of them holds."""
    condition = Q(pk__in=[])
    for stands, _step in whens:
        condition |= stands
    return condition


def _asked(whens: Sequence[tuple[Q, str]]) -> Case:
    """Return the step that is asked for, as the database works it out."""
    cases = (When(stands, then=Value(step)) for stands, step in whens)
    return Case(*cases, default=Value(""), output_field=CharField())

"""What waits for whom."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import (
    Case,
    CharField,
    DateTimeField,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from liandu.access.models import Grant
from liandu.access.rules import PartyRole, Purpose
from liandu.inspections.models import Countersignature, Inspection, InspectionMember, Statement
from liandu.inspections.queries.reading import Rows, inspections
from liandu.inspections.rules import (
    ANSWERABLE,
    ENDED,
    HEADS,
    PLANNERS,
    InspectionState,
    Mode,
    Standing,
)
from liandu.kernel.actor import Actor

S = InspectionState
IN_HAND = (S.FINDINGS_SIGNED.value, S.REPORT_REVIEW.value)
"""States in which an objection may wait for its answer."""

Wait = tuple[Q, str]


def waiting_for(actor: Actor) -> Rows:
    """Return the inspections that wait for the actor; ``asked`` names the step.

    ``step_due_at`` is the limit of a comment or an answer; other steps go by the plan.
    """
    whens = _waits(actor)
    rows = inspections(actor).filter(_any(whens))
    return rows.annotate(asked=_asked(whens)).annotate(step_due_at=_due())


def given_out(actor: Actor) -> Rows:
    """Return open inspections of the actor's body that wait for somebody else."""
    rows = inspections(actor).exclude(state__in=[state.value for state in ENDED])
    if actor.body_id is None or not actor.has(*PLANNERS, *HEADS):
        return rows.none()
    return rows.filter(owner_body_id=actor.body_id).exclude(_any(_waits(actor)))


def _waits(actor: Actor) -> list[Wait]:
    """Return the conditions under which an inspection waits for the actor, each with its step."""
    if actor.person_id is None or actor.post_id is None:
        return []
    me = InspectionMember.objects.unscoped("a condition on inspections").filter(
        inspection=OuterRef("pk"), person_id=actor.person_id, left_at=None
    )
    leads, unannounced = Q(leader_id=actor.person_id), Q(mode=Mode.UNANNOUNCED.value)
    found: list[Wait] = [
        (Q(Exists(me.filter(declared_at=None)), state=S.APPROVED.value), "declare"),
        (leads & Q(state=S.TEAM_READY.value) & ~unannounced, "notify"),
        (leads & (Q(state=S.NOTIFIED.value) | Q(state=S.TEAM_READY.value)), "enter"),
        (Q(Exists(me), state=S.ON_SITE.value), "record_workpaper"),
        (leads & Q(state=S.FINDINGS_SIGNED.value), "report"),
    ]
    found += _asked_of_others(actor)
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
            *_to_decide(ours & ~Q(report_submitted_by_id=actor.person_id)),
        ]  # fmt: skip
    return found


def _to_decide(theirs: Q) -> list[Wait]:
    """Return what a report in review wants of the head who decides on it, if it is ``theirs``."""
    objected = Q(Exists(_statements().filter(standing=Standing.PENDING.value)))
    is_told, in_review = Q(Exists(_told())), theirs & Q(state=S.REPORT_REVIEW.value)
    is_over = Q(comments_until__lte=timezone.now()) | ~is_told
    return [
        (theirs & Q(state__in=IN_HAND) & objected, "answer"),
        (in_review & Q(comments_until=None) & is_told, "ask_comments"),
        (in_review & is_over & ~Q(Exists(_unsigned())), "issue"),
    ]


def _asked_of_others(actor: Actor) -> list[Wait]:
    """Return what a report in review wants of bodies that take part, and of the inspected."""
    in_review, found = Q(state=S.REPORT_REVIEW.value), []
    if actor.has(*HEADS):
        mine = _unsigned().filter(body=actor.body_id)
        found.append((in_review & Q(Exists(mine)), "countersign"))
    if actor.has(*ANSWERABLE):
        said = _statements().filter(
            body=actor.body_id, said_at__gte=OuterRef("comments_asked_at")
        )  # fmt: skip
        is_asked = in_review & Q(comments_until__gt=timezone.now())
        mine = _told().filter(body=actor.body_id)
        found.append((is_asked & Q(Exists(mine)) & ~Q(Exists(said)), "comment"))
    return found


def _statements() -> QuerySet[Statement]:
    """Return what the inspected said of the inspection in question."""
    rows = Statement.objects.unscoped("a condition on inspections")
    return rows.filter(inspection=OuterRef("pk"))


def _told() -> QuerySet[Grant]:
    """Return how bodies were let into the inspection in question as the inspected."""
    return Grant.objects.filter(
        record_kind=Inspection.KIND, record_id=OuterRef("pk"), purpose=Purpose.PARTY,
        basis=PartyRole.INSPECTED, revoked_at=None, expires_at__gt=timezone.now(),
    )  # fmt: skip


def _unsigned() -> QuerySet[Any]:
    """Return the bodies taking part that have not countersigned the present report."""
    signed = Countersignature.objects.unscoped("a condition on inspections").filter(
        inspection=OuterRef("inspection"), body=OuterRef("body"),
        signed_at__gte=OuterRef("inspection__report_submitted_at"),
    )  # fmt: skip
    rows: QuerySet[Any] = Inspection.participating_bodies.through.objects.filter(
        inspection=OuterRef("pk")
    )
    return rows.exclude(Exists(signed))


def _due() -> Case:
    """Return until when the step that is asked for is to be taken, where it has a limit."""
    first = _statements().filter(standing=Standing.PENDING.value).order_by("due_at")
    return Case(
        When(asked="comment", then="comments_until"),
        When(asked="answer", then=Subquery(first.values("due_at")[:1])),
        default=None, output_field=DateTimeField(),
    )  # fmt: skip


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

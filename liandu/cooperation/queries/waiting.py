"""What is owed on a request, by when, and what of it waits for an actor."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from liandu.cooperation.models import CooperationDispute, CooperationQuestion, CooperationRequest
from liandu.cooperation.queries.requests import coordinating, requests
from liandu.cooperation.rules import ASKABLE, RequestState, next_asked
from liandu.kernel.actor import Actor
from liandu.notices.queries import Owed
from liandu.orgs.rules import RoleCode
from liandu.works.permits import KEEPERS

S = RequestState
TIMED = (S.SENT, S.RECEIVED, S.WORKING, S.REPLIED)


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that waits for an actor: on which request, which step, and until when."""

    request: CooperationRequest
    step: str
    key: str
    due_at: datetime | None


def owed(request: Any) -> Iterator[Owed]:
    """Yield what a side of a request in hand owes the other, who may urge it.

    A term stands still while its holder waits for an answer; the answer is owed then.
    """
    if request.state in ASKABLE:
        for row in request.clarifications.filter(answered_at=None):
            body_id = request.other_side(row.body_id)
            watching = frozenset({row.body_id})
            yield Owed(
                str(row.pk), "cooperation.answer", body_id, row.due_at, watching, request.title
            )
    if request.state in TIMED and not _waits(request):
        holder, step = request.holder_id, next_asked(request.state)
        yield Owed(
            step, f"cooperation.{step}", holder, request.due_at,
            request.sides - {holder}, request.title,
        )  # fmt: skip


def _waits(request: Any) -> bool:
    """Test whether the body whose term runs waits for an answer."""
    rows = request.clarifications.filter(answered_at=None, body=request.holder_id)
    return bool(rows.exists())


def due(actor: Actor, until: datetime) -> list[Asked]:
    """Return what waits for the actor up to a moment, the first due first."""
    found = [
        Asked(row, next_asked(row.state), next_asked(row.state), row.due_at)
        for row in _timed(actor).filter(due_at__lte=until)
    ] + [
        Asked(row.request, "answer", str(row.pk), row.due_at)
        for row in _to_answer(actor).filter(due_at__lte=until)
    ]
    return sorted(found, key=lambda each: (str(each.due_at), each.key))


def waiting(actor: Actor) -> list[Asked]:
    """Return all that waits for the actor: what has an end first, then drafts and disputes."""
    found = due(actor, datetime.max.replace(tzinfo=actor.at.tzinfo))
    rows = requests(actor)
    if actor.has(RoleCode.HEAD):
        drafts = rows.filter(state=S.DRAFT, owner_body=actor.body_id or 0)
        found += [Asked(row, "approve", "approve", None) for row in drafts]
    return found + [Asked(row, "settle", "settle", None) for row in _to_settle(actor)]


def _timed(actor: Actor) -> QuerySet[CooperationRequest]:
    """Return the requests whose next step is one of the actor's."""
    own = actor.body_id or 0
    waits = CooperationQuestion.objects.unscoped("whether the holder of a term waits").filter(
        request=OuterRef("pk"), answered_at=None, body=own
    )
    wanted = Q(pk__in=[])
    if actor.has(*KEEPERS):
        wanted |= Q(state__in=[S.SENT, S.WORKING], sent_to=own)
        wanted |= Q(state=S.REPLIED, owner_body=own)
    if actor.has(RoleCode.HEAD):
        wanted |= Q(state=S.RECEIVED, sent_to=own)
    return requests(actor).filter(wanted).exclude(Exists(waits)).order_by("due_at", "pk")


def _to_answer(actor: Actor) -> QuerySet[CooperationQuestion]:
    """Return the questions that the actor's body is to answer."""
    own = actor.body_id or 0
    rows: QuerySet[CooperationQuestion] = CooperationQuestion.objects.visible_to(actor)
    if not actor.has(*KEEPERS):
        return rows.none()
    sides = Q(request__owner_body=own) | Q(request__sent_to=own)
    open_ones = rows.filter(sides, answered_at=None, request__state__in=list(ASKABLE))
    return open_ones.exclude(body=own).select_related("request__owner_body", "request__to_body")


def _to_settle(actor: Actor) -> list[CooperationRequest]:
    """Return the disputes that the actor's body settles, or whose settlement waits for its head."""
    own = actor.body_id or 0
    rows: QuerySet[CooperationDispute] = CooperationDispute.objects.visible_to(actor)
    rows = rows.filter(settled_at=None).select_related("request__owner_body", "request__to_body")
    found = []
    if actor.has(RoleCode.HEAD):
        sides = Q(request__owner_body=own) | Q(request__sent_to=own)
        found += [row.request for row in rows.filter(sides, committee=None).exclude(
            proposed_by=own)]  # fmt: skip
    if actor.has(*KEEPERS):
        found += [
            row.request for row in rows.filter(request__coordinator=own)
            if coordinating(actor, row) is not None
        ]  # fmt: skip
    return found

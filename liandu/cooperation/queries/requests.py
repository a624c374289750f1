"""Requests for an actor, and what stands around one in hand."""

from typing import Any

from django.db.models import QuerySet

from liandu.committees.queries import committees, of_members
from liandu.cooperation.models import (
    CooperationDispute,
    CooperationQuestion,
    CooperationRequest,
    SuperiorReport,
)
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.orgs.models import Body, Person
from liandu.orgs.queries import open_bodies, people_of
from liandu.orgs.rules import BodyKind

ROWS = ("owner_body__jurisdiction", "to_body__jurisdiction", "coordinator")


def requests(actor: Actor) -> QuerySet[CooperationRequest]:
    """Return the requests the actor may know of, with what a row of the list shows."""
    rows: QuerySet[CooperationRequest] = CooperationRequest.objects.visible_to(actor)
    return rows.select_related(*ROWS)


def ledger(actor: Actor) -> QuerySet[CooperationRequest]:
    """Return the same requests to page through, however many they are."""
    rows: QuerySet[CooperationRequest] = CooperationRequest.objects.listed_to(actor)
    return rows.select_related(*ROWS)


def seen_request(actor: Actor, pk: Any) -> CooperationRequest:
    """Return one request.

    :raises NotVisible: if there is none, or the actor may not know of it
    """
    return one(requests(actor), pk)


def seen_question(actor: Actor, pk: Any) -> CooperationQuestion:
    """Return a question on a request that the actor may know of.

    :raises NotVisible: if there is none, or the actor may not know of it
    """
    return one(CooperationQuestion.objects.visible_to(actor).select_related("request"), pk)


def receivers(body_id: int | None) -> QuerySet[Body]:
    """Return whom a body may ask: other bodies, no enterprises.

    An enterprise is supervised, it does not cooperate (国办发〔2024〕54号).
    """
    return open_bodies().exclude(kind=BodyKind.ENTERPRISE.value).exclude(pk=body_id or 0)


def people_to_lend(request: CooperationRequest) -> QuerySet[Person]:
    """Return whom the asked body of a request in hand may lend: its own people."""
    return people_of(request.to_body_id)


def may_not_know_yet(request: CooperationRequest) -> bool:
    """Test whether the asked body stands above the asking one, and would see its draft by that."""
    paths = dict(Body.objects.filter(pk__in=request.sides).values_list("pk", "path"))
    return paths[request.owner_body_id].startswith(paths[request.to_body_id])


def coordinators(actor: Actor, request: CooperationRequest) -> list[Any]:
    """Return the committees whose secretariat may settle a dispute: both sides are members.

    No secretariat settles what it is a side of.
    """
    rows = committees(actor).filter(dissolved_on=None).exclude(owner_body__in=request.sides)
    for body_id in sorted(request.sides):
        rows = of_members(rows, [body_id])
    return list(rows.order_by("name", "pk"))


def coordinating(actor: Actor, dispute: CooperationDispute) -> Any:
    """Return the committee of a dispute in hand, if the actor may know of it."""
    return committees(actor).filter(pk__in=[dispute.committee_id]).first()


def open_dispute(request: CooperationRequest) -> CooperationDispute | None:
    """Return the dispute about a request in hand that is not settled."""
    found: CooperationDispute | None = request.disputes.filter(settled_at=None).first()
    return found


def open_question(request: CooperationRequest, body_id: int | None) -> CooperationQuestion | None:
    """Return what a side of a request in hand asked and has no answer to."""
    rows = request.clarifications.filter(answered_at=None, body=body_id or 0)
    found: CooperationQuestion | None = rows.first()
    return found


def own_report(actor: Actor, request: CooperationRequest) -> SuperiorReport | None:
    """Return what the actor's own side reported to its superior."""
    found: SuperiorReport | None = (
        SuperiorReport.objects.visible_to(actor).filter(request=request).first()
    )
    return found

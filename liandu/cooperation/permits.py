"""Who asks, who approves, who answers, who settles.

Seeing is decided by the access app; these rules only say who of those that see may also act.
"""

from typing import Any

from liandu.access.rules import RecordKind
from liandu.committees.permits import is_secretariat
from liandu.cooperation import queries
from liandu.cooperation.models import CooperationQuestion, CooperationRequest
from liandu.cooperation.rules import UNDER_WAY, RequestState
from liandu.files.permits import attaching
from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.orgs.rules import RoleCode
from liandu.works.permits import speaks_for


def heads(actor: Actor, *bodies: int | None) -> bool:
    """Test whether the actor is head of one of ``bodies``."""
    return speaks_for(actor, *bodies) and actor.has(RoleCode.HEAD)


@permit("cooperation.draft_request")
def may_draft(actor: Actor, _thing: Any) -> bool:
    """Liaison, office and head of a body draft what it asks of others."""
    return speaks_for(actor, actor.body_id)


@permit("cooperation.edit_request", "cooperation.confirm_reply", "cooperation.say_missing")
def may_ask(actor: Actor, request: CooperationRequest) -> bool:
    """Only the asking body says what it asks, and whether the reply will do."""
    return speaks_for(actor, request.owner_body_id)


@permit("cooperation.approve_request")
def may_approve(actor: Actor, request: CooperationRequest) -> bool:
    """Nothing leaves a body without its own head."""
    return heads(actor, request.owner_body_id)


@permit("cooperation.withdraw_request")
def may_withdraw(actor: Actor, request: CooperationRequest) -> bool:
    """Whoever may change a draft gives it up; what was sent, the head takes back."""
    if request.state == RequestState.DRAFT:
        return may_ask(actor, request)
    return may_approve(actor, request)


@permit("cooperation.acknowledge_request", "cooperation.give_reply", "cooperation.give_material")
def may_answer(actor: Actor, request: CooperationRequest) -> bool:
    """Liaison, office and head of the asked body receive it and reply."""
    return speaks_for(actor, request.sent_to_id)


@permit("cooperation.accept_request", "cooperation.decline_request", "cooperation.lend_people")
def may_decide(actor: Actor, request: CooperationRequest) -> bool:
    """Whether a body cooperates, its head says."""
    return heads(actor, request.sent_to_id)


@permit("cooperation.ask_question")
def may_enquire(actor: Actor, request: CooperationRequest) -> bool:
    """Either side asks the other what it means."""
    return speaks_for(actor, *sides(request))


@permit("cooperation.answer_question")
def may_explain(actor: Actor, question: CooperationQuestion) -> bool:
    """Leave it to the other side than the one that asked."""
    return speaks_for(actor, *(sides(question.request) - {question.body_id}))


@permit("cooperation.dispute_request", "cooperation.propose_settlement")
def may_dispute(actor: Actor, request: CooperationRequest) -> bool:
    """Two bodies that differ, differ through their heads."""
    return heads(actor, *sides(request))


@permit("cooperation.agree_settlement")
def may_agree(actor: Actor, request: CooperationRequest) -> bool:
    """Nobody agrees with themselves: the head of the other side than proposed it."""
    dispute = queries.open_dispute(request)
    proposed = dispute.proposed_by_id if dispute else None
    return heads(actor, *(sides(request) - {proposed}))


@permit("cooperation.settle_dispute")
def may_settle(actor: Actor, request: CooperationRequest) -> bool:
    """Leave it to the secretariat of the committee it went to; neither side settles it."""
    dispute = queries.open_dispute(request)
    if dispute is None or dispute.committee_id is None or actor.body_id in request.sides:
        return False
    committee = queries.coordinating(actor, dispute)
    return committee is not None and is_secretariat(actor, committee)


@permit("cooperation.report_up")
def may_report(actor: Actor, request: CooperationRequest) -> bool:
    """Each side says for itself that it reported the matter to its superior."""
    return speaks_for(actor, *sides(request))


@permit("cooperation.export_requests")
def may_export(actor: Actor, _thing: Any) -> bool:
    """Whoever holds a post may take away what the list shows them; the taking is on record."""
    return not actor.admin and actor.post_id is not None


def sides(request: CooperationRequest) -> frozenset[int]:
    """Return the bodies that act on a request: who asks, and who is asked once it was sent."""
    return frozenset({request.owner_body_id, request.sent_to_id or 0}) - {0}


def may_attach(actor: Actor, request: Any) -> bool:
    """Let the asking body attach to what it asks; the asked one gives material to named people."""
    open_ones = UNDER_WAY | {RequestState.DRAFT}
    return request.state in open_ones and may_ask(actor, request)


def may_add(actor: Actor, material: Any) -> bool:
    """Whoever gave material adds its files, until nobody reads it any more."""
    return speaks_for(actor, material.owner_body_id) and not material.is_over


attaching(RecordKind.COOPERATION_REQUEST, may_attach)
attaching(RecordKind.COOPERATION_MATERIAL, may_add)

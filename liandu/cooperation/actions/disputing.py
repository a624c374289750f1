"""The two sides differ; a committee's secretariat settles it, else their two heads."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.cooperation import queries
from liandu.cooperation.actions.asking import let_in
from liandu.cooperation.actions.terms import run_term
from liandu.cooperation.models import CooperationDispute, CooperationRequest
from liandu.cooperation.rules import Outcome
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("cooperation.request_disputed", gettext_lazy("disputed it"), "alert-triangle")
kind("cooperation.settlement_proposed", gettext_lazy("proposed how to settle it"), "message")
kind("cooperation.dispute_settled", gettext_lazy("settled the dispute"), "gavel")


@action("cooperation.dispute_request")
def dispute_request(
    *, actor: Actor, request_id: Any, reason: str, committee_id: Any = None
) -> CooperationRequest:
    """Dispute what the other side did; the secretariat of a committee of both learns of it.

    Where they have no committee in common, or only one that a side keeps, their heads settle it.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is head of neither side
    :raises WrongState: if there is nothing to dispute now
    :raises Invalid: without a reason, or without one of the committees that there are
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.dispute_request", kept)
    before = kept.advance("dispute")
    committee = _chosen(actor, kept, committee_id)
    if not reason.strip():
        raise Invalid({"reason": _("Fill this in.")})
    kept.disputes.create(
        body_id=actor.body_id or 0, reason=reason.strip(), raised_at=timezone.now(),
        committee=committee,
    )  # fmt: skip
    kept.coordinator_id = committee.owner_body_id if committee else kept.coordinator_id
    kept.closed_at = None
    run_term(kept)
    kept.save()
    let_in(actor, kept)
    record(actor, "cooperation.request_disputed", kept, before=before, reason=reason.strip())
    return kept


@action("cooperation.propose_settlement")
def propose_settlement(
    *, actor: Actor, request_id: Any, outcome: str, words: str
) -> CooperationDispute:
    """Propose how to settle a dispute that no secretariat settles; the other's head agrees.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is head of neither side
    :raises WrongState: if there is no dispute, or a secretariat settles it
    :raises Invalid: without words or an outcome
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.propose_settlement", kept)
    dispute = _of_heads(kept)
    _say(dispute, outcome, words)
    dispute.proposed_by_id = actor.body_id
    dispute.save()
    record(actor, "cooperation.settlement_proposed", kept, reason=dispute.words)
    return dispute


@action("cooperation.agree_settlement")
def agree_settlement(*, actor: Actor, request_id: Any) -> CooperationRequest:
    """Agree to what the other head proposed.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not head of the other side
    :raises WrongState: if there is no dispute, or nothing was proposed
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.agree_settlement", kept)
    dispute = _of_heads(kept)
    if dispute.proposed_by_id is None:
        raise WrongState(_("Nothing was proposed yet. Propose how to settle it."))
    return _settle(actor, kept, dispute)


@action("cooperation.settle_dispute")
def settle_dispute(
    *, actor: Actor, request_id: Any, outcome: str, words: str
) -> CooperationRequest:
    """Settle a dispute as the secretariat of a committee of which both sides are members.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not that secretariat, or is a side
    :raises Invalid: without words or an outcome
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.settle_dispute", kept)
    dispute = _open(kept)
    _say(dispute, outcome, words)
    return _settle(actor, kept, dispute)


def _chosen(actor: Actor, request: CooperationRequest, committee_id: Any) -> Any:
    """Return the committee that a dispute goes to; None if there is none to go to.

    :raises Invalid: if there are some and none of them was chosen
    """
    every = {str(one.pk): one for one in queries.coordinators(actor, request)}
    if not every:
        return None
    if str(committee_id) not in every:
        raise Invalid({"committee_id": _("Choose the committee whose secretariat settles it.")})
    return every[str(committee_id)]


def _open(request: CooperationRequest) -> CooperationDispute:
    """Return the dispute about a request in hand.

    :raises WrongState: if there is none
    """
    found = queries.open_dispute(request)
    if found is None:
        raise WrongState(_("There is no dispute to settle."))
    return found


def _of_heads(request: CooperationRequest) -> CooperationDispute:
    """Return the dispute about a request in hand that the two heads settle.

    :raises WrongState: if there is none, or a secretariat settles it
    """
    found = _open(request)
    if found.committee_id is not None:
        raise WrongState(_("The secretariat of the committee settles this dispute."))
    return found


def _say(dispute: CooperationDispute, outcome: str, words: str) -> None:
    """Put down how a dispute is to be settled.

    :raises Invalid: without words or an outcome
    """
    faults = {}
    if outcome not in set(Outcome):
        faults["outcome"] = _("Choose what applies.")
    if not words.strip():
        faults["words"] = _("Fill this in.")
    if faults:
        raise Invalid(faults)
    dispute.outcome, dispute.words = outcome, words.strip()


def _settle(
    actor: Actor, request: CooperationRequest, dispute: CooperationDispute
) -> CooperationRequest:
    """Let a request go on or end, as the dispute was settled."""
    before, now = request.advance(dispute.outcome), timezone.now()
    dispute.settled_at = now
    dispute.save()
    if dispute.outcome == Outcome.CARRY_ON:
        request.accepted_at = request.accepted_at or now
    else:
        request.closed_at = now
    run_term(request)
    request.save()
    record(actor, "cooperation.dispute_settled", request, before=before, reason=dispute.words,
           after={"outcome": dispute.outcome})  # fmt: skip
    return request

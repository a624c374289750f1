"""Clearances: lowered at once; raised when a second security administrator agrees."""

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.models import one
from liandu.kernel.permits import require
from liandu.orgs import queries
from liandu.orgs.models import ClearanceProposal, Membership
from liandu.orgs.permits import gives_alone
from liandu.orgs.rules import ANSWER_WITHIN, HIGHEST_CLEARANCE, ProposalState, needs_second

events.kind("orgs.clearance_set", gettext_lazy("changed a clearance"), "shield-lock")
events.kind("orgs.clearance_proposed", gettext_lazy("proposed a clearance"), "shield-up")
events.kind("orgs.clearance_agreed", gettext_lazy("agreed to a clearance"), "shield-check")
events.kind("orgs.clearance_declined", gettext_lazy("declined a clearance"), "shield-exclamation")
events.kind("orgs.clearance_withdrawn", gettext_lazy("withdrew a proposed clearance"), "shield-off")

WAITS = gettext_lazy("A clearance for this post waits for an answer. Withdraw that first.")


@action("orgs.set_clearance")
def set_clearance(*, actor: Actor, membership_id: int, clearance: int, reason: str) -> Membership:
    """Lower the clearance of a post held now, or propose to raise it.

    Lowering takes back what was proposed for the post.

    :raises NotVisible: if there is no such membership
    :raises NotAllowed: if the actor does not give rights
    :raises WrongState: if it is over, or a proposal waits and this would not lower it
    :raises Invalid: if there is no such label, it is the present one, or there is no reason
    """
    membership = _held(membership_id)
    require(actor, "orgs.set_clearance", membership)
    if membership.ends_at is not None and membership.ends_at <= timezone.now():
        raise WrongState(_("It is over already."))
    if not 0 <= clearance <= HIGHEST_CLEARANCE or clearance == membership.clearance:
        raise Invalid({"clearance": _("Choose another label than the present one.")})
    if needs_second(clearance, membership.clearance) and not gives_alone(actor):
        propose(actor, membership, clearance, reason)
        return membership
    before = membership.clearance
    waiting = _open_of(membership)
    if waiting and clearance > before:
        raise WrongState(WAITS)
    for proposal in waiting:
        _close(actor, proposal, ProposalState.WITHDRAWN, _given(reason))
    _give(membership, clearance)
    facts = {"person": membership.person_id, "clearance": clearance}
    events.record(
        actor, "orgs.clearance_set", membership,
        before={"clearance": before}, after=facts, reason=_given(reason),
    )  # fmt: skip
    return membership


@action("orgs.agree_clearances")
def agree_clearances(*, actor: Actor, proposal_ids: Collection[int], reason: str) -> int:
    """Agree to proposals as the second person: from now on the clearances hold. All, or none.

    :raises NotVisible: if one does not exist
    :raises NotAllowed: if the actor does not give rights, made one, or is concerned by one
    :raises WrongState: if one is answered, lapsed or overtaken
    :raises Invalid: if nothing was chosen, or without a reason
    """
    chosen = _chosen(actor, "orgs.agree_clearances", proposal_ids)
    for proposal in chosen:
        _close(actor, proposal, ProposalState.AGREED, _given(reason))
        _give(proposal.membership, proposal.clearance)
    return len(chosen)


@action("orgs.decline_clearances")
def decline_clearances(*, actor: Actor, proposal_ids: Collection[int], reason: str) -> int:
    """Answer proposals with no: the clearances stay as they are. All, or none.

    :raises NotVisible: if one does not exist
    :raises NotAllowed: if the actor does not give rights, made one, or is concerned by one
    :raises WrongState: if one is answered or lapsed
    :raises Invalid: if nothing was chosen, or without a reason
    """
    chosen = _chosen(actor, "orgs.decline_clearances", proposal_ids)
    for proposal in chosen:
        _close(actor, proposal, ProposalState.DECLINED, _given(reason))
    return len(chosen)


@action("orgs.withdraw_clearances")
def withdraw_clearances(*, actor: Actor, proposal_ids: Collection[int], reason: str) -> int:
    """Take the actor's own proposals back. All, or none.

    :raises NotVisible: if one does not exist
    :raises NotAllowed: if somebody else made one
    :raises WrongState: if one is answered or lapsed
    :raises Invalid: if nothing was chosen, or without a reason
    """
    chosen = _chosen(actor, "orgs.withdraw_clearances", proposal_ids)
    for proposal in chosen:
        _close(actor, proposal, ProposalState.WITHDRAWN, _given(reason))
    return len(chosen)


def propose(actor: Actor, membership: Membership, clearance: int, reason: str) -> ClearanceProposal:
    """Put a clearance before a second person, for a membership that is held by the caller.

    :raises WrongState: if a proposal waits for the same post
    :raises Invalid: without a reason
    """
    if _open_of(membership):
        raise WrongState(WAITS)
    proposal = ClearanceProposal.objects.create(
        membership=membership, clearance=clearance, reason=_given(reason),
        proposed_by_id=actor.person_id or 0, lapses_at=timezone.now() + ANSWER_WITHIN,
    )  # fmt: skip
    facts = {"person": membership.person_id, "clearance": clearance}
    events.record(
        actor, "orgs.clearance_proposed", proposal,
        before={"clearance": membership.clearance}, after=facts, reason=proposal.reason,
    )  # fmt: skip
    return proposal


def _held(membership_id: int) -> Membership:
    """Return a membership, held until the transaction ends: all that is proposed hangs on it."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("person", "post")
    return one(rows, membership_id)


def _chosen(actor: Actor, permit: str, ids: Collection[int]) -> list[ClearanceProposal]:
    """Return proposals that wait and that the actor may answer so, with their posts held."""
    if not ids:
        raise Invalid(_("Nothing is chosen that waits for this answer of yours."))
    found = []
    for pk in sorted(set(ids)):
        # The post is held first, as it is by who lowers its clearance; then the proposal is read.
        membership = _held(one(ClearanceProposal.objects.all(), pk).membership_id)
        proposal = ClearanceProposal.objects.get(pk=pk)
        proposal.membership = membership
        require(actor, permit, proposal)
        still = ClearanceProposal.objects.filter(queries.waiting(timezone.now()), pk=pk)
        if not still.exists():
            raise WrongState(_("%(post)s: this has been answered or has lapsed.")
                             % {"post": membership})  # fmt: skip
        found.append(proposal)
    return found


def _open_of(membership: Membership) -> list[ClearanceProposal]:
    return list(membership.proposals.filter(queries.waiting(timezone.now())))


def _close(actor: Actor, proposal: ClearanceProposal, outcome: str, reason: str) -> None:
    """Write the answer down, with who proposed it and who is concerned."""
    proposal.outcome, proposal.answer = outcome, reason
    proposal.answered_by_id, proposal.answered_at = actor.person_id, timezone.now()
    proposal.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    facts = {
        "person": proposal.membership.person_id, "clearance": proposal.clearance,
        "proposed_by": proposal.proposed_by_id,
    }  # fmt: skip
    before = {"clearance": proposal.membership.clearance}
    events.record(
        actor, f"orgs.clearance_{outcome}", proposal, before=before, after=facts, reason=reason
    )


def _give(membership: Membership, clearance: int) -> None:
    membership.clearance = clearance
    membership.save(update_fields=["clearance"])


def _given(reason: str) -> str:
    """Return the reason.

    :raises Invalid: if there is none
    """
    if not reason.strip():
        raise Invalid({"reason": _("Say why: who answers, and who reads it later, go by this.")})
    return reason.strip()

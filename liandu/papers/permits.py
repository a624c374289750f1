"""Who draws papers up, who decides on them, who signs for them."""

from typing import Any

from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.orgs.permits import is_central
from liandu.papers.models import Paper
from liandu.papers.rules import DECIDERS, DRAFTERS, SIGNERS, UNDECIDED


def is_owner(actor: Actor, paper: Paper) -> bool:
    """Test whether the actor speaks for the body that draws the paper up."""
    return actor.body_id is not None and actor.body_id == paper.owner_body_id


@permit("papers.draft_paper")
def may_draft(actor: Actor, thing: Any) -> bool:
    """Offices, liaisons and heads of the bodies that issue this kind about the record."""
    kind, record = thing
    is_issuer = actor.body_id is not None and actor.body_id in kind.issuers(record)
    return is_issuer and actor.has(*DRAFTERS)


@permit("papers.edit_paper", "papers.submit_paper")
def may_edit(actor: Actor, paper: Paper) -> bool:
    """Offices, liaisons and heads of the body that draws it up."""
    return is_owner(actor, paper) and actor.has(*DRAFTERS)


@permit("papers.approve_paper", "papers.return_paper")
def may_decide(actor: Actor, paper: Paper) -> bool:
    """Heads and leaders of the body that draws it up, but never on a paper of their own."""
    is_second = paper.drafted_by_id != actor.person_id
    return is_second and is_owner(actor, paper) and actor.has(*DECIDERS)


@permit("papers.countersign_paper")
def may_countersign(actor: Actor, paper: Paper) -> bool:
    """Heads and leaders of the bodies that issue it jointly, each for their own."""
    return actor.has(*DECIDERS) and paper.joint.filter(body=actor.body_id or 0).exists()


@permit("papers.issue_paper")
def may_issue(actor: Actor, paper: Paper) -> bool:
    """Whoever draws up or decides in the body that draws it up."""
    return is_owner(actor, paper) and actor.has(*DRAFTERS, *DECIDERS)


@permit("papers.withdraw_paper")
def may_withdraw(actor: Actor, paper: Paper) -> bool:
    """Offices take back what is not decided yet; from then on it is for heads and leaders."""
    roles = (*DECIDERS, *DRAFTERS) if paper.state in UNDECIDED else DECIDERS
    return is_owner(actor, paper) and actor.has(*roles)


@permit("papers.sign_for_paper")
def may_sign_for(actor: Actor, paper: Paper) -> bool:
    """Offices, liaisons and heads of a body that it goes to."""
    return actor.has(*SIGNERS) and paper.recipients.filter(body=actor.body_id or 0).exists()


@permit("papers.export_papers")
def may_export(actor: Actor, thing: Any) -> bool:
    """Whoever holds a post may take away the list they see; it is on record."""
    return actor.post_id is not None


@permit("papers.set_letterhead")
def may_set_letterhead(actor: Actor, thing: Any) -> bool:
    """Offices and heads set the mark of their own body."""
    return actor.has(*DRAFTERS) and actor.body_id is not None


@permit(
    "papers.copy_template", "papers.edit_template", "papers.publish_template",
    "papers.discard_template", "papers.see_templates",
)  # fmt: skip
def may_set_up(actor: Actor, _thing: Any) -> bool:
    """Templates are offered to every body of the node: only its central office sets them."""
    return is_central(actor)

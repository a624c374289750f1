"""From approval to signing for a paper, and taking it back."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.actions import sync_parties
from liandu.access.queries import locked
from liandu.access.rules import PartyRole
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.actions import take_number
from liandu.orgs.models import Post
from liandu.papers.models import Paper
from liandu.papers.queries.composing import drawn_up
from liandu.papers.rules import SERIES

kind("papers.paper_returned", gettext_lazy("Returned the paper"), "arrow-back-up")
kind("papers.paper_approved", gettext_lazy("Approved the paper"), "check")
kind("papers.paper_countersigned", gettext_lazy("Countersigned the paper"), "writing-sign")
kind("papers.paper_issued", gettext_lazy("Issued the paper"), "send")
kind("papers.paper_withdrawn", gettext_lazy("Withdrew the paper"), "ban")
kind("papers.paper_signed_for", gettext_lazy("Signed for the paper"), "checks")


@action("papers.return_paper")
def return_paper(*, actor: Actor, paper_id: Any, reason: str) -> Paper:
    """Give a paper back to be changed; countersignatures on it are void.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not decide on it
    :raises WrongState: if it does not wait for approval
    """
    paper = locked(Paper, actor, paper_id)
    require(actor, "papers.return_paper", paper)
    before = paper.advance("return")
    paper.save(update_fields=["state"])
    paper.joint.update(agreed_by=None, agreed_at=None)
    record(actor, "papers.paper_returned", paper, before=before, reason=reason)
    # They are told, and see it again once it is handed in.
    sync_parties(actor=actor, record=paper, bodies={})
    return paper


@action("papers.approve_paper")
def approve_paper(*, actor: Actor, paper_id: Any) -> Paper:
    """Approve a paper, once every body that issues it jointly has countersigned.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not decide on it
    :raises WrongState: if it does not wait for approval, or a countersignature is missing
    """
    paper = locked(Paper, actor, paper_id)
    require(actor, "papers.approve_paper", paper)
    before = paper.advance("approve")
    missing = paper.joint.filter(agreed_at=None).select_related("body")
    if names := "、".join(str(row.body) for row in missing):
        raise WrongState(_("%(names)s must countersign first.") % {"names": names})
    paper.approved_by_id, paper.approved_at = actor.person_id, timezone.now()
    paper.save(update_fields=["state", "approved_by", "approved_at"])
    record(actor, "papers.paper_approved", paper, before=before)
    return paper


@action("papers.countersign_paper")
def countersign_paper(*, actor: Actor, paper_id: Any) -> Paper:
    """Agree, for the actor's body, to issue the paper jointly.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor's body does not issue it, or another post decides there
    :raises WrongState: if it does not wait for approval, or the body has countersigned
    """
    paper = locked(Paper, actor, paper_id)
    require(actor, "papers.countersign_paper", paper)
    paper.advance("countersign")
    own = paper.joint.filter(body=actor.body_id or 0, agreed_at=None)
    if not own.update(agreed_by=actor.person_id, agreed_at=timezone.now()):
        raise WrongState(_("Your body has countersigned it already."))
    record(actor, "papers.paper_countersigned", paper, after={"body": actor.body_id})
    return paper


@action("papers.issue_paper")
def issue_paper(*, actor: Actor, paper_id: Any) -> Paper:
    """Give a paper its number and send it: it stays as it is from now on, and recipients see it.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is not the actor's to issue
    :raises WrongState: if it is not approved, or was issued already
    """
    paper = locked(Paper, actor, paper_id)
    require(actor, "papers.issue_paper", paper)
    before = paper.advance("issue")
    today = timezone.localdate()
    taken = take_number(
        body_id=paper.owner_body_id, prefix=f"{SERIES}{paper.template.series}", year=today.year
    )
    document = drawn_up(paper, int(taken.rpartition("-")[2]), today)
    paper.number, paper.document = document.number, document.plain()
    paper.issued_by_id, paper.issued_at = actor.person_id, timezone.now()
    paper.save()
    to = paper.recipients.exclude(body=paper.owner_body_id).values_list("body", flat=True)
    joint = paper.joint.values_list("body", flat=True)
    parties = dict.fromkeys(to, PartyRole.RECIPIENT) | dict.fromkeys(joint, PartyRole.ISSUER)
    sync_parties(actor=actor, record=paper, bodies=parties)
    record(actor, "papers.paper_issued", paper, before=before, after={"number": paper.number})
    return paper


@action("papers.withdraw_paper")
def withdraw_paper(*, actor: Actor, paper_id: Any, reason: str) -> Paper:
    """Take a paper back; one that was issued keeps its number, and says that it is withdrawn.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is not the actor's to withdraw
    :raises WrongState: if it was withdrawn already
    """
    paper = locked(Paper, actor, paper_id)
    require(actor, "papers.withdraw_paper", paper)
    before = paper.advance("withdraw")
    paper.withdrawn_at = timezone.now()
    paper.save(update_fields=["state", "withdrawn_at"])
    record(actor, "papers.paper_withdrawn", paper, before=before, reason=reason)
    return paper


@action("papers.sign_for_paper")
def sign_for_paper(*, actor: Actor, paper_id: Any) -> Paper:
    """Say, for the actor's body, that the paper has arrived: once, by person and post.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it does not go to the actor's body, or their post does not sign
    :raises WrongState: if it is not issued or withdrawn, or was signed for already
    """
    paper = locked(Paper, actor, paper_id)
    require(actor, "papers.sign_for_paper", paper)
    paper.advance("sign_for")
    own = paper.recipients.filter(body=actor.body_id or 0, signed_at=None)
    post = Post.objects.get(pk=actor.post_id or 0)
    if not own.update(signed_by=actor.person_id, signed_post=post.name, signed_at=timezone.now()):
        raise WrongState(_("Your body has signed for it already."))
    record(actor, "papers.paper_signed_for", paper, after={"body": actor.body_id})
    return paper

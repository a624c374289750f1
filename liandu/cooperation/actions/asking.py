"""The asking body drafts a request, approves it out, or takes it back."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.actions import drop_subject, name_subject, sync_parties
from liandu.access.queries import locked
from liandu.access.rules import PartyRole
from liandu.cooperation import queries
from liandu.cooperation.actions.terms import run_term
from liandu.cooperation.models import CooperationRequest
from liandu.cooperation.rules import PREFIX, RequestDraft
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.actions import take_number
from liandu.orgs.models import Body
from liandu.orgs.queries import people_of

kind("cooperation.request_drafted", gettext_lazy("drafted the request"), "pencil")
kind("cooperation.request_edited", gettext_lazy("changed the request"), "pencil")
kind("cooperation.request_approved", gettext_lazy("approved the request and sent it"), "send")
kind("cooperation.request_withdrawn", gettext_lazy("withdrew the request"), "x")
kind("cooperation.requests_exported", gettext_lazy("exported requests for cooperation"), "download",
     is_read=True)  # fmt: skip

FAULTS = {
    "empty": gettext_lazy("Fill this in."),
    "unknown": gettext_lazy("Choose what applies."),
    "unasked": gettext_lazy("An enquiry asks something: write the questions."),
    "past": gettext_lazy("Choose a day after today."),
}


@action("cooperation.draft_request")
def draft_request(*, actor: Actor, draft: RequestDraft) -> CooperationRequest:
    """Begin a request to another body, which learns of it only once it is sent.

    :raises NotAllowed: if the actor does not speak for a body
    :raises Invalid: if something said in it cannot stand
    """
    require(actor, "cooperation.draft_request")
    made = CooperationRequest(owner_body_id=actor.body_id or 0)
    _set(actor, made, draft)
    record(actor, "cooperation.request_drafted", made, after=draft.facts())
    return made


@action("cooperation.edit_request")
def edit_request(*, actor: Actor, request_id: Any, draft: RequestDraft) -> CooperationRequest:
    """Change a draft.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the asking body
    :raises WrongState: if it was sent
    :raises Invalid: if something said in it cannot stand
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.edit_request", kept)
    before = kept.advance("edit")
    if kept.to_body_id != draft.to_body_id:
        drop_subject(actor=actor, record=kept, subject=kept.to_body)
    _set(actor, kept, draft)
    record(actor, "cooperation.request_edited", kept, before=before, after=draft.facts(),
           quiet=True)  # fmt: skip
    return kept


@action("cooperation.approve_request")
def approve_request(*, actor: Actor, request_id: Any) -> CooperationRequest:
    """Approve a draft out: it gets its number, and the asked body sees it from now on.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor is not head of the asking body
    :raises WrongState: if it was sent already
    :raises Invalid: if what it says can stand no longer
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.approve_request", kept)
    before = kept.advance("approve")
    _must_stand(kept, _said(kept))
    now = timezone.localtime()
    kept.number = take_number(body_id=kept.owner_body_id, prefix=PREFIX, year=now.year)
    kept.sent_to_id, kept.sent_at = kept.to_body_id, now
    run_term(kept)
    kept.save()
    drop_subject(actor=actor, record=kept, subject=kept.to_body)
    let_in(actor, kept)
    record(actor, "cooperation.request_approved", kept, before=before,
           after={"number": kept.number})  # fmt: skip
    return kept


@action("cooperation.withdraw_request")
def withdraw_request(*, actor: Actor, request_id: Any, reason: str) -> CooperationRequest:
    """Give up a draft, or take back what was sent and not yet replied to.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not speak for the asking body, or once it was sent is not
        its head
    :raises WrongState: if it was replied to, declined or has ended
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.withdraw_request", kept)
    before = kept.advance("withdraw")
    kept.reason, kept.closed_at = reason.strip(), timezone.now()
    run_term(kept)
    kept.save()
    record(actor, "cooperation.request_withdrawn", kept, before=before, reason=kept.reason)
    return kept


@action("cooperation.export_requests")
def export_requests(*, actor: Actor, count: int, query: str) -> None:
    """Put on record that the actor takes ``count`` rows of the list away.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "cooperation.export_requests")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "cooperation.requests_exported", body, after={"count": count, "query": query})


def let_in(actor: Actor, request: CooperationRequest) -> None:
    """Let the asked body of a request know of it, and whoever settles a dispute about it."""
    bodies: dict[int, str] = {request.to_body_id: PartyRole.RECIPIENT}
    if request.coordinator_id:
        bodies[request.coordinator_id] = PartyRole.COORDINATOR
    sync_parties(actor=actor, record=request, bodies=bodies)


def _set(actor: Actor, request: CooperationRequest, draft: RequestDraft) -> None:
    """Write what is said in a request in hand, and keep it from who is above and to be asked."""
    _must_stand(request, draft)
    for name, value in draft.columns().items():
        setattr(request, name, value)
    request.save()
    request.recipients.set(draft.recipient_ids)
    if queries.may_not_know_yet(request):
        name_subject(actor=actor, record=request, subject=request.to_body, is_kept=True)


def _said(request: CooperationRequest) -> RequestDraft:
    """Return what a request in hand says, as a draft."""
    readers = tuple(request.recipients.values_list("pk", flat=True))
    return RequestDraft(
        request.kind, request.to_body_id, request.title, request.matter, request.basis,
        request.questions, request.urgency, readers, request.wanted_until,
    )  # fmt: skip


def _must_stand(request: CooperationRequest, draft: RequestDraft) -> None:
    """Pass if a request of this body may say so.

    :raises Invalid: otherwise
    """
    found = draft.faults(timezone.localdate())
    faults = {name: str(FAULTS[code]) for name, code in found.items()}
    if not queries.receivers(request.owner_body_id).filter(pk=draft.to_body_id).exists():
        faults["to_body"] = _("Choose another body that is open. Enterprises are not asked.")
    own = set(people_of(request.owner_body_id).values_list("pk", flat=True))
    if not set(draft.recipient_ids) <= own:
        faults["recipients"] = _("Name people of your own body.")
    if faults:
        raise Invalid(faults)

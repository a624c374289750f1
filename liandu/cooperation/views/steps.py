"""The steps of a request and of a question, as pages."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.cooperation import actions, forms, queries
from liandu.cooperation.models import CooperationQuestion, CooperationRequest
from liandu.cooperation.rules import ASKABLE, REQUEST, RequestKind, RequestState
from liandu.cooperation.views.taking import StepPage, reasoned
from liandu.kernel.actor import Actor


def step(name: str) -> Any:
    """Return the test whether a request can take ``name`` from where it stands."""
    return lambda _actor, found: found.state in REQUEST.steps[name].sources


def by_id(action: Any) -> Any:
    """Return what runs ``action`` on a request with what was filled in."""
    return lambda actor, pk, clean: action(actor=actor, request_id=pk, **clean)


def accept(actor: Actor, pk: Any, clean: dict[str, Any]) -> Any:
    """Accept a request, with whoever is lent."""
    loan = forms.LoanForm.loan(clean) if "people" in clean else actions.NO_LOAN
    word = clean.get("word", "")
    return actions.accept_request(actor=actor, request_id=pk, word=word, loan=loan)


def lend(actor: Actor, pk: Any, clean: dict[str, Any]) -> Any:
    """Name anew who is lent."""
    return actions.lend_people(actor=actor, request_id=pk, loan=forms.LoanForm.loan(clean))


def answer(actor: Actor, pk: Any, clean: dict[str, Any]) -> Any:
    """Answer a question."""
    return actions.answer_question(actor=actor, question_id=pk, **clean)


def of_accepting(actor: Actor, found: CooperationRequest) -> Any:
    """Return the form of an acceptance: who is asked for people names them."""
    if found.kind == RequestKind.LEND:
        return of_lending(actor, found)
    return forms.AcceptForm


def of_lending(_actor: Actor, found: CooperationRequest) -> Any:
    """Return the form that names who is lent."""
    return partial(forms.LoanForm, request=found)


def of_disputing(actor: Actor, found: CooperationRequest) -> Any:
    """Return the form of a dispute, with the committees it can go to."""
    return partial(forms.DisputeForm, committees=queries.coordinators(actor, found))


def said(form: Any) -> Any:
    """Return what gives a step this form, whatever it is about."""
    return lambda _actor, _found: form


def may_be_asked(actor: Actor, found: CooperationRequest) -> bool:
    """Test whether the actor's side has no question open."""
    return found.state in ASKABLE and queries.open_question(found, actor.body_id) is None


def is_unanswered(_actor: Actor, found: CooperationQuestion) -> bool:
    """Test whether a question waits for its answer."""
    return found.answered_at is None and found.request.state in ASKABLE


def lends(_actor: Actor, found: CooperationRequest) -> bool:
    """Test whether people are asked for, and the request is worked on."""
    return found.kind == RequestKind.LEND and found.state == RequestState.WORKING


def is_of_heads(_actor: Actor, found: CooperationRequest) -> bool:
    """Test whether the two heads settle the dispute."""
    dispute = queries.open_dispute(found)
    return dispute is not None and dispute.committee_id is None


def is_proposed(actor: Actor, found: CooperationRequest) -> bool:
    """Test whether a settlement waits for the other head."""
    dispute = queries.open_dispute(found)
    return is_of_heads(actor, found) and dispute is not None and bool(dispute.proposed_by_id)


def is_disputed(_actor: Actor, found: CooperationRequest) -> bool:
    """Test whether there is a dispute to settle."""
    return found.state == RequestState.DISPUTED


def is_unreported(actor: Actor, found: CooperationRequest) -> bool:
    """Test whether the actor's side has not put down yet that it reported."""
    if actor.body_id == found.owner_body_id:
        return not found.is_reported_by_asking
    return not found.is_reported_by_asked


OF_REQUEST = (
    StepPage(
        "withdraw", "request", "withdraw_request", by_id(actions.withdraw_request),
        step("withdraw"), pgettext_lazy("cooperation", "Withdraw"), _("Withdraw this request?"),
        _("The asked body reads why, unless it was not sent yet."), form=reasoned, is_danger=True,
    ),
    StepPage(
        "report_up", "request", "report_up", by_id(actions.report_up), is_unreported,
        _("Reported to superior"), _("Put down that your body reported this to its superior"),
        _("A matter of weight is reported by each side to its own superior. The other side sees"
          " that it was done; day, addressee and words stay with your body."),
        icon="flag", form=said(forms.ReportForm),
    ),
    StepPage(
        "dispute", "request", "dispute_request", by_id(actions.dispute_request), step("dispute"),
        pgettext_lazy("cooperation", "Dispute"), _("Dispute what the other side did?"),
        _("The secretariat of a committee of which both are members settles it; without one, the"
          " two heads do."),
        form=of_disputing, is_danger=True,
    ),
    StepPage(
        "ask", "request", "ask_question", by_id(actions.ask_question), may_be_asked,
        _("Ask a question"), _("Ask the other side a question"),
        _("A term of your own stands still until the answer."), icon="help",
        form=said(forms.TextForm),
    ),
    StepPage(
        "approve", "request", "approve_request", by_id(actions.approve_request), step("approve"),
        _("Approve out"), _("Approve this request out?"),
        _("It gets its number and is sent: the asked body sees it from now on, and its term to"
          " acknowledge receipt runs."),
        pgettext_lazy("cooperation", "Sent."), icon="send", is_main=True,
    ),
    StepPage(
        "acknowledge", "request", "acknowledge_request", by_id(actions.acknowledge_request),
        step("acknowledge"), _("Acknowledge receipt"), _("Acknowledge receipt of this request?"),
        _("Your head then accepts or declines it."), icon="inbox", is_main=True,
    ),
    StepPage(
        "decline", "request", "decline_request", by_id(actions.decline_request), step("decline"),
        pgettext_lazy("cooperation", "Decline"), _("Decline to cooperate?"),
        _("The asking body reads why, and may dispute it."), form=reasoned, is_danger=True,
    ),
    StepPage(
        "accept", "request", "accept_request", accept, step("accept"),
        pgettext_lazy("cooperation", "Accept"), _("Agree to cooperate?"),
        _("The term of the reply runs from now on."),
        pgettext_lazy("cooperation", "Accepted."), icon="circle-check", form=of_accepting,
        is_main=True,
    ),
    StepPage(
        "lend", "request", "lend_people", lend, lends, _("Name who is lent"),
        _("Name who is lent"), _("Those named before are named no longer."), icon="users",
        form=of_lending,
    ),
    StepPage(
        "reply", "request", "give_reply", by_id(actions.give_reply), step("reply"),
        pgettext_lazy("cooperation", "Reply"), _("Reply to this request"),
        _("Several replies are possible; the last says that it is complete. What only named people"
          " may read is given as material."),
        icon="message", form=said(forms.ReplyForm), is_main=True,
    ),
    StepPage(
        "say_missing", "request", "say_missing", by_id(actions.say_missing), step("say_missing"),
        _("Say what is missing"), _("What does the reply leave open?"),
        _("The asked body works on it with a new term."), form=reasoned,
    ),
    StepPage(
        "confirm", "request", "confirm_reply", by_id(actions.confirm_reply), step("confirm"),
        _("Confirm the reply"), _("Does the reply answer the request?"),
        _("The request is closed."), pgettext_lazy("cooperation", "Closed."), icon="checks",
        is_main=True,
    ),
    StepPage(
        "propose", "request", "propose_settlement", by_id(actions.propose_settlement), is_of_heads,
        _("Propose a settlement"), _("Propose how to settle the dispute"),
        _("The head of the other side agrees, or proposes something else."),
        form=said(forms.SettleForm),
    ),
    StepPage(
        "agree", "request", "agree_settlement", by_id(actions.agree_settlement), is_proposed,
        _("Agree to the settlement"), _("Agree to what the other head proposed?"),
        _("The request goes on, or ends, as it says."), _("Settled."), icon="circle-check",
        is_main=True,
    ),
    StepPage(
        "settle", "request", "settle_dispute", by_id(actions.settle_dispute), is_disputed,
        _("Settle the dispute"), _("Settle the dispute"),
        _("Both sides read it. The request goes on, or ends."), _("Settled."), icon="gavel",
        form=said(forms.SettleForm), is_main=True,
    ),
)  # fmt: skip
OF_QUESTION = (
    StepPage(
        "answer", "question", "answer_question", answer, is_unanswered,
        pgettext_lazy("cooperation", "Answer"), _("Answer the question"),
        form=said(forms.TextForm), is_main=True,
    ),
)  # fmt: skip
PAGES = (*OF_REQUEST, *OF_QUESTION)

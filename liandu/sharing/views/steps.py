"""The steps of an item, of a receipt and of a question."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.sharing import actions, forms
from liandu.sharing.models import SharingQuestion, SharingReceipt
from liandu.sharing.rules import ITEM
from liandu.sharing.views.taking import REASONED, StepPage


def step(name: str) -> Any:
    """Return the test whether an item can take ``name`` from where it stands."""
    return lambda item: item.state in ITEM.steps[name].sources


def lasts(receipt: SharingReceipt) -> bool:
    """Test whether what was received is neither withdrawn nor over."""
    item = receipt.item
    return step("sign")(item) and not item.is_expired(timezone.localdate())


def is_unsigned(receipt: SharingReceipt) -> bool:
    """Test whether a receipt is to be signed."""
    return receipt.signed_at is None and lasts(receipt)


def is_signed(receipt: SharingReceipt) -> bool:
    """Test whether a receipt was signed, so that something can have come of it."""
    return receipt.signed_at is not None


def is_unanswered(question: SharingQuestion) -> bool:
    """Test whether a question waits for its answer."""
    return question.answered_at is None and lasts(question.receipt)


def of_item(action: Any) -> Any:
    """Return what runs ``action`` on an item with what was filled in."""
    return lambda actor, pk, clean: action(actor=actor, item_id=pk, **clean)


def of_receipt(action: Any) -> Any:
    """Return what runs ``action`` on a receipt with what was filled in."""
    return lambda actor, pk, clean: action(actor=actor, receipt_id=pk, **clean)


def say_effect(actor: Any, pk: Any, clean: dict[str, Any]) -> object:
    """Record what came of it."""
    outcome = forms.EffectForm.outcome(clean)
    return actions.record_effect(actor=actor, receipt_id=pk, outcome=outcome)


def answer(actor: Any, pk: Any, clean: dict[str, Any]) -> object:
    """Answer a question."""
    return actions.answer_question(actor=actor, question_id=pk, **clean)


OF_ITEM = (
    StepPage(
        "discard", "item", "discard_item", of_item(actions.discard_item), step("discard"),
        pgettext_lazy("shared item", "Discard"), _("Discard this draft?"),
        _("Nobody else knew of it. It stays in your list as discarded."), is_danger=True,
    ),
    StepPage(
        "withdraw", "item", "withdraw_item", of_item(actions.withdraw_item), step("withdraw"),
        pgettext_lazy("shared item", "Withdraw"), _("Withdraw what was shared?"),
        _("Recipients open neither text nor files any more. On their receipt they read that it was"
          " withdrawn, and why."),
        _("Withdrawn."), form=REASONED, is_danger=True,
    ),
    StepPage(
        "publish", "item", "publish_item", of_item(actions.publish_item), step("publish"),
        pgettext_lazy("shared item", "Share"), _("Share this now?"),
        _("The recipients are told and sign for it. Text, files, recipients and days change no more"
          " after that; it can only be withdrawn."),
        _("Shared."), icon="share", is_main=True,
    ),
)  # fmt: skip
OF_RECEIPT = (
    StepPage(
        "ask", "receipt", "ask_question", of_receipt(actions.ask_question), lasts,
        pgettext_lazy("sharing", "Ask a question"), _("Ask about what was shared"),
        _("The body that shares it answers here. Other recipients read neither; of what went to a"
          " committee, its secretariat reads both."),
        pgettext_lazy("sharing", "Asked."), icon="help", form=forms.QuestionForm,
    ),
    StepPage(
        "effect", "receipt", "record_effect", say_effect, is_signed,
        pgettext_lazy("sharing", "Record what came of it"), _("What came of it?"),
        _("The body that shares it reads this. What is said last holds."), icon="target",
        form=forms.EffectForm,
    ),
    StepPage(
        "sign", "receipt", "sign_receipt", of_receipt(actions.sign_receipt), is_unsigned,
        pgettext_lazy("receipt", "Sign for it"), _("Sign for your body?"),
        _("Your name and this moment are kept. One signature stands for the whole body."),
        _("Signed for."), icon="circle-check", is_main=True,
    ),
)  # fmt: skip
OF_QUESTION = (
    StepPage(
        "answer", "question", "answer_question", answer, is_unanswered,
        pgettext_lazy("sharing", "Answer"), pgettext_lazy("sharing", "Answer the question"),
        _("Only the body that asked reads the answer."), _("Answered."), form=forms.AnswerForm,
        is_main=True,
    ),
)  # fmt: skip
PAGES = (*OF_ITEM, *OF_RECEIPT, *OF_QUESTION)

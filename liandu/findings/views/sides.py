"""The steps beside the straight road as pages: objection, transfer, long term."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.findings import actions, forms
from liandu.findings.views.pages import StepPage, plain, simply
from liandu.kernel.actor import Actor
from liandu.web.forms import ConfirmForm


def transfer(actor: Actor, pk: UUID, clean: dict[str, Any]) -> object:
    """Pass it on as entered."""
    return actions.transfer_finding(
        actor=actor, finding_id=pk, to_body_id=clean["to_body"].pk, due_on=clean["due_on"],
        reason=clean["reason"],
    )  # fmt: skip


SIDES: tuple[StepPage, ...] = (
    StepPage(
        "findings.raise_objection", pgettext_lazy("finding", "Object"),
        _("Object to this finding"),
        _("The body that found it answers: it changes or withdraws it, or lets it stand."),
        _("Objection sent."), plain(forms.ObjectionForm),
        simply(actions.raise_objection, "reason"), "message-exclamation",
    ),
    StepPage(
        "findings.uphold_objection", pgettext_lazy("finding", "Uphold and change"),
        _("Uphold the objection?"),
        _("The finding comes back to be changed; it is confirmed and assigned again afterwards. "
          "To take it back altogether, withdraw it."),
        _("Objection upheld."), plain(forms.AnswerForm),
        simply(actions.uphold_objection, "opinion"),
    ),
    StepPage(
        "findings.reject_objection", pgettext_lazy("finding", "Reject the objection"),
        _("Reject the objection?"),
        _("The finding stands. It is signed for again, and its term begins anew."),
        _("Objection rejected."), plain(ConfirmForm),
        simply(actions.reject_objection, "reason"), "x",
    ),
    StepPage(
        "findings.transfer_finding", pgettext_lazy("finding", "Pass on"),
        _("Have another body put it right"),
        _("It signs for it or gives it back. The present one no longer sees the finding."),
        _("Passed on."), plain(forms.TransferForm), transfer, "transfer", is_page=True,
    ),
    StepPage(
        "findings.take_over_finding", pgettext_lazy("finding", "Take it over"),
        _("Take this finding over?"),
        _("Your body then puts it right by the due date."), _("Taken over."),
        plain(forms.NoForm), simply(actions.take_over_finding), "check",
    ),
    StepPage(
        "findings.decline_transfer", pgettext_lazy("finding", "Decline"),
        _("Decline to take it over?"),
        _("It goes back to the body that had it, and your body no longer sees it."),
        _("Declined."), plain(ConfirmForm), simply(actions.decline_transfer, "reason"),
    ),
    StepPage(
        "findings.ask_long_term", pgettext_lazy("finding", "Ask for long term"),
        _("Ask to treat it as long-term"),
        _("For what a law suit, history or a system keeps open. The office of the body that "
          "found it decides."),
        _("Asked for long term."), plain(forms.LongTermForm),
        simply(actions.ask_long_term, "cause", "reason"), "hourglass",
    ),
    StepPage(
        "findings.grant_long_term", pgettext_lazy("finding", "Agree to long term"),
        _("Treat it as long-term?"),
        _("Its term rests. It comes back to your desk when it is to be looked at again."),
        _("Long-term from now on."), plain(forms.GrantLongTermForm),
        simply(actions.grant_long_term, "review_on", "opinion"), "check",
    ),
    StepPage(
        "findings.refuse_long_term", pgettext_lazy("finding", "Refuse long term"),
        _("Refuse to treat it as long-term?"), _("The due date stays where it is."),
        _("Long term refused."), plain(ConfirmForm), simply(actions.refuse_long_term, "reason"),
    ),
    StepPage(
        "findings.review_long_term", pgettext_lazy("finding", "Look again"),
        _("Look at it again"),
        _("Say how it stands, and when it is looked at next."), _("Recorded."),
        plain(forms.LookForm), simply(actions.review_long_term, "review_on", "note"), "eye",
    ),
    StepPage(
        "findings.resume_finding", pgettext_lazy("finding", "Take it up again"),
        _("Take the rectification up again?"),
        _("The responsible body puts it right by the day that is entered."), _("Taken up again."),
        plain(forms.ResumeForm), simply(actions.resume_finding, "due_on", "reason"), "player-play",
    ),
)  # fmt: skip

"""What the steps of a request ask for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.cooperation import queries
from liandu.cooperation.forms.requests import text_field
from liandu.cooperation.models import OUTCOMES, CooperationRequest
from liandu.cooperation.rules import Loan
from liandu.web.forms import Form


class TextForm(Form):
    """A question, or an answer."""

    text = text_field(pgettext_lazy("cooperation", "In words"), 3, 1000)


class AcceptForm(Form):
    """A word with the acceptance."""

    word = text_field(pgettext_lazy("cooperation", "A word"), 2, 500, required=False)


class LoanForm(Form):
    """Who is lent, and for which days."""

    people = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("cooperation", "People lent"), coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    first_on = forms.DateField(label=_("First day"), widget=forms.DateInput)
    last_on = forms.DateField(label=_("Last day"), widget=forms.DateInput)

    def __init__(self, *args: Any, request: CooperationRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.choices = [(one.pk, str(one)) for one in queries.people_to_lend(request)]

    @staticmethod
    def loan(clean: dict[str, Any]) -> Loan:
        """Return what was filled in."""
        return Loan(tuple(clean["people"]), clean["first_on"], clean["last_on"])


class ReplyForm(Form):
    """A reply, in part or the last."""

    text = text_field(pgettext_lazy("cooperation", "Reply"), 6, 4000)
    is_complete = forms.BooleanField(
        label=pgettext_lazy("cooperation", "This completes the reply"), required=False,
        help_text=_("Without it this is a part, and more follows."),
    )  # fmt: skip


class MaterialForm(Form):
    """What is given, to whom, and until when."""

    title = forms.CharField(label=_("Title"), max_length=120)
    note = text_field(pgettext_lazy("cooperation", "What it is"), 3, 1000, required=False)
    recipient_ids = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("cooperation", "Who reads it"), coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The asking body named these people. Nobody else there sees it."),
    )  # fmt: skip
    expires_on = forms.DateField(
        label=pgettext_lazy("cooperation", "Until the end of"), widget=forms.DateInput,
        help_text=_("From the next day on it is closed to them by itself."),
    )  # fmt: skip

    def __init__(self, *args: Any, request: CooperationRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["recipient_ids"]
        field.choices = [(one.pk, str(one)) for one in request.recipients.filter(is_active=True)]
        if not field.choices:
            field.help_text = _("The asking body named nobody. Ask it a question first.")


class ReportForm(Form):
    """That the matter was reported to one's own superior."""

    reported_on = forms.DateField(
        label=pgettext_lazy("cooperation", "Reported on"), widget=forms.DateInput
    )
    to = forms.CharField(label=pgettext_lazy("cooperation", "Reported to"), max_length=120)
    word = text_field(pgettext_lazy("cooperation", "What was reported"), 2, 500)


class DisputeForm(Form):
    """What is disputed, and which committee's secretariat is to settle it."""

    reason = text_field(_("Reason"), 3, 500)
    committee_id = forms.ChoiceField(
        label=pgettext_lazy("cooperation", "Coordinator"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, committees: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not committees:
            del self.fields["committee_id"]
            return
        field: Any = self.fields["committee_id"]
        field.choices = [(str(one.pk), f"{one.name} · {one.owner_body}") for one in committees]
        field.initial = str(committees[0].pk)


class SettleForm(Form):
    """How a dispute is settled."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("cooperation", "Settlement"), choices=OUTCOMES,
        widget=forms.RadioSelect,
    )  # fmt: skip
    words = text_field(pgettext_lazy("cooperation", "In words"), 3, 500)

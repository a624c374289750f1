"""What the asking body says in a request."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.cooperation import queries
from liandu.cooperation.models import REQUEST_KINDS, URGENCIES, CooperationRequest
from liandu.cooperation.rules import RequestDraft
from liandu.orgs.queries import people_of
from liandu.web.forms import Form


def text_field(label: Any, rows: int, longest: int, **more: Any) -> forms.CharField:
    """Return a field for some lines of text."""
    return forms.CharField(
        label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class RequestForm(Form):
    """What is asked, of whom, and who may read what is given."""

    sections = (
        (pgettext_lazy("cooperation", "What is asked, and of whom"), "",
         ("kind", "to_body", "title", "urgency")),
        (pgettext_lazy("cooperation", "Matter and basis"),
         _("No state secrets: this system is not for them. Work secrets are labelled sensitive."),
         ("matter", "basis", "questions")),
        (pgettext_lazy("cooperation", "Who may read material"),
         _("Material comes to named people alone, and until a day."),
         ("recipients", "wanted_until")),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=pgettext_lazy("cooperation", "What is asked for"), choices=REQUEST_KINDS
    )
    to_body = forms.TypedChoiceField(
        label=pgettext_lazy("cooperation", "Asked body"), coerce=int,
        help_text=_("It learns of the request only once your head has approved it out."),
    )  # fmt: skip
    title = forms.CharField(label=_("Title"), max_length=120)
    urgency = forms.ChoiceField(
        label=pgettext_lazy("cooperation", "Urgency"), choices=URGENCIES,
        help_text=_("The limit of the reply follows from it."),
    )  # fmt: skip
    matter = text_field(pgettext_lazy("cooperation", "Matter"), 4, 2000)
    basis = text_field(_("Basis"), 2, 1000, help_text=_("Rule, plan or decision it rests on."))
    questions = text_field(
        pgettext_lazy("cooperation", "Questions"), 3, 2000, required=False,
        help_text=_("One a line. An enquiry has at least one."),
    )  # fmt: skip
    recipients = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("cooperation", "Named recipients"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The asked body can give material to these people only."),
    )  # fmt: skip
    wanted_until = forms.DateField(
        label=pgettext_lazy("cooperation", "Material needed until"), required=False,
        widget=forms.DateInput,
    )  # fmt: skip

    def __init__(self, *args: Any, body_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = [(one.pk, str(one)) for one in queries.receivers(body_id)]
        people = [(one.pk, str(one)) for one in people_of(body_id)]
        for name, choices in {
            "to_body": [("", "—"), *bodies], "recipients": people,
        }.items():  # fmt: skip
            field: Any = self.fields[name]
            field.choices = choices

    @staticmethod
    def draft(clean: dict[str, Any]) -> RequestDraft:
        """Return what was filled in."""
        names = ("kind", "title", "matter", "basis", "questions", "urgency", "wanted_until")
        return RequestDraft(
            **{name: clean[name] for name in names}, to_body_id=clean["to_body"],
            recipient_ids=tuple(clean["recipients"]),
        )  # fmt: skip

    @staticmethod
    def values_of(request: CooperationRequest) -> dict[str, Any]:
        """Return a request as the form shows it."""
        names = ("kind", "title", "matter", "basis", "questions", "urgency", "wanted_until")
        return {
            **{name: getattr(request, name) for name in names}, "to_body": request.to_body_id,
            "recipients": list(request.recipients.values_list("pk", flat=True)),
        }  # fmt: skip

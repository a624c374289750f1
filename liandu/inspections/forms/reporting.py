"""The forms of a report, and of what others say of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liandu.files.forms import FilesField
from liandu.inspections.models.words import STANDINGS
from liandu.inspections.rules import ANSWERS
from liandu.web.forms import Form

AREA = {"rows": 3}


class ReportForm(Form):
    """The report."""

    text = forms.CharField(
        label=_("Report"), max_length=20000, widget=forms.Textarea(attrs={"rows": 18})
    )


class CountersignForm(Form):
    """What a body that takes part says to the report it stands by."""

    opinion = forms.CharField(
        label=_("Opinion"), max_length=400, required=False, widget=forms.Textarea(attrs=AREA)
    )


class ObjectionForm(Form):
    """What the inspected hold to be wrong in the report, and what proves it."""

    reason = forms.CharField(
        label=_("Reason"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Which passage is wrong, and what the facts are."),
    )  # fmt: skip
    evidence = FilesField(label=_("Files that show it"), required=False)


class ObjectionAnswerForm(Form):
    """How the planning body answers an objection."""

    standing = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[one for one in STANDINGS if one[0] in ANSWERS],
    )  # fmt: skip
    opinion = forms.CharField(
        label=_("Answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What changes in the report, or why nothing does. The inspected read it."),
    )  # fmt: skip

"""What a lead body says of the plan of a project, and what becomes of a milestone."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.orgs.models import Body
from liandu.programme.forms.projects import month_names
from liandu.programme.models import PROJECT_GRADES, ProjectMilestone
from liandu.programme.rules import MilestoneDraft
from liandu.web.forms import ConfirmForm, Form


class MilestoneForm(Form):
    """A milestone: what, until when, by which body."""

    name = forms.CharField(label=pgettext_lazy("milestone", "What is reached"), max_length=120)
    due_on = forms.DateField(label=pgettext_lazy("milestone", "Until"))
    body_id = forms.TypedChoiceField(label=pgettext_lazy("milestone", "By whom"), coerce=int)

    def __init__(self, *args: Any, bodies: Sequence[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["body_id"]
        field.choices = [(one.pk, str(one)) for one in bodies]

    @staticmethod
    def draft(clean: dict[str, Any]) -> MilestoneDraft:
        """Return what was filled in."""
        return MilestoneDraft(**clean)

    @staticmethod
    def values_of(milestone: ProjectMilestone) -> dict[str, Any]:
        """Return a milestone as the form shows it."""
        return {
            "name": milestone.name, "due_on": milestone.due_on, "body_id": milestone.body_id
        }  # fmt: skip


class WordForm(Form):
    """A word on a milestone that is reached."""

    word = forms.CharField(
        label=_("Word on it"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What was reached, and where it can be seen."),
    )  # fmt: skip


class SummaryForm(Form):
    """What came of a project, in words; what is counted is not typed."""

    summary = forms.CharField(
        label=pgettext_lazy("project", "Summary"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In words: the figures are counted from the records."),
    )  # fmt: skip


class AppraisalForm(Form):
    """How the secretariat appraises a project."""

    grade = forms.ChoiceField(
        label=pgettext_lazy("project", "Grade"), choices=PROJECT_GRADES, widget=forms.RadioSelect
    )
    appraisal = forms.CharField(
        label=pgettext_lazy("project", "Appraisal"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class CarryForm(Form):
    """In which months of the next year an unfinished project goes on."""

    first_month = forms.TypedChoiceField(label=_("First month"), coerce=int)
    last_month = forms.TypedChoiceField(label=_("Last month"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_month", "last_month"):
            field: Any = self.fields[name]
            field.choices = month_names()


class MoveForm(ConfirmForm):
    """The new day of a milestone, and why it has one."""

    due_on = forms.DateField(label=pgettext_lazy("milestone", "New day"))
    field_order = ("due_on", "reason")

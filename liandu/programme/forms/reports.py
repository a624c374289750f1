"""What a lead body says of a month, and which inspection carries a project out."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.programme.forms.projects import text_field
from liandu.programme.rules import ReportDraft
from liandu.web.forms import Form


class ReportForm(Form):
    """A month of a project."""

    done = forms.CharField(
        label=pgettext_lazy("report", "What was done"), max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    obstacles = text_field(pgettext_lazy("report", "What hinders"), 3, required=False)
    upcoming = text_field(pgettext_lazy("report", "What is next"), 3, required=False)

    @staticmethod
    def draft(month: date, clean: dict[str, Any]) -> ReportDraft:
        """Return what was filled in."""
        return ReportDraft(month, **clean)


class InspectionForm(Form):
    """Which inspection is taken into a project."""

    inspection_id = forms.ChoiceField(label=_("Inspection"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, inspections: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["inspection_id"]
        field.choices = [
            (str(one.pk), f"{one.reference} {one.title} · {one.starts_on}") for one in inspections
        ]
        if not inspections:
            field.help_text = _("Its bodies have no inspection of this year that is not taken.")

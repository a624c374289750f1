"""Choosing files, and saying why one is taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liandu.files.models.attachments import PURPOSES
from liandu.files.rules import Purpose
from liandu.web.forms import Form

MOST_AT_ONCE = 20


class FilesInput(forms.ClearableFileInput):
    """The browser's own chooser, for several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files at once; what may come in is decided by the gate, not here."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:  # noqa: ARG002 - Django's own
        """Return the chosen files, none if none were.

        :raises ValidationError: if some are wanted and there are none, or there are too many
        """
        chosen = [one for one in data or () if one]
        if len(chosen) > MOST_AT_ONCE:
            raise forms.ValidationError(
                _("Choose at most %(count)s files at once."), params={"count": MOST_AT_ONCE}
            )
        if self.required and not chosen:
            raise forms.ValidationError(_("Choose at least one file."), code="required")
        return chosen


class AttachForm(Form):
    """Files for a record, and what they are."""

    uploads = FilesField(
        label=_("Files"),
        help_text=_("State secrets do not belong here: hand them over on paper."),
    )
    purpose = forms.ChoiceField(
        label=_("What they are"), choices=PURPOSES, initial=Purpose.DOCUMENT.value
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class WithdrawForm(Form):
    """Why an attachment is taken back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: the wrong scan, page 3 is missing."),
    )  # fmt: skip

"""Choosing files, and saying why one is taken back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liandu.files.models.attachments import PURPOSES
from liandu.files.rules import PART, Purpose, Sent
from liandu.web.forms import Form

MOST_AT_ONCE = 20


class FilesInput(forms.ClearableFileInput):
    """The browser's own chooser, for several files.

    Where scripts run, large files go ahead of the form in parts, and the form names them.
    """

    allow_multiple_selected = True
    template_name = "files/parts/chooser.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        """Return the files that came with the form, and which ones it says were sent ahead."""
        chosen = super().value_from_datadict(data, files, name) or []
        named = data.getlist(f"{name}-sent") if hasattr(data, "getlist") else []
        return [*chosen, *map(Sent.read, dict.fromkeys(named))]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the chooser is drawn of; what was sent ahead stays when a form is refused."""
        context = super().get_context(name, None, attrs)
        value = value if isinstance(value, list) else []
        context["sent"] = [one for one in value if isinstance(one, Sent)]
        context["part"] = PART
        return context


class FilesField(forms.FileField):
    """Several files at once; what may come in is decided by the gate, not here."""

    widget = FilesInput

    def bound_data(self, data: Any, initial: Any) -> Any:  # noqa: ARG002 - Django's own
        """Return what was sent, so that a form which is refused still names it."""
        return data

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


class ReleaseForm(Form):
    """Why an attachment may be handed out although it would do something."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For example: an electronic invoice, whose data are embedded by law."),
    )  # fmt: skip

"""Forms about the second factor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liandu.web.forms import Form


class SetUpForm(Form):
    """The first code of the app proves that it has the secret."""

    code = forms.CharField(
        label=_("Code that the app shows"), max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )  # fmt: skip


class CodeForm(Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Six-digit code, or a recovery code"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
    )  # fmt: skip


class PasskeyForm(Form):
    """A name by which one knows the passkey again; the browser fills in the rest."""

    name = forms.CharField(
        label=_("Name"), max_length=60,
        help_text=_("Such as: laptop of the office, blue security key."),
    )  # fmt: skip
    answer = forms.CharField(widget=forms.HiddenInput, required=False)

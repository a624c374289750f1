"""The form by which the content of an event is erased."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.web.forms import Form


class EraseForm(Form):
    """Which event, and which law or decision asks for it."""

    event_id = forms.IntegerField(label=_("Event number"), min_value=1, max_value=2**63 - 1)
    reason = forms.CharField(
        label=pgettext_lazy("record", "Basis"),
        help_text=_("The law or decision that asks for it. It stays on record for ever."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )

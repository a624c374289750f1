"""The form of the component page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from liandu.web.forms import Form


class SampleForm(Form):
    """One field of each kind."""

    takes_focus = False

    title = forms.CharField(
        label=_("Title of the finding"),
        max_length=30,
        help_text=_("Say which section and what; up to 30 characters"),
    )
    body = forms.ChoiceField(
        label=_("Body responsible"),
        choices=[("", _("Choose")), ("a", _("Irrigation company"))],
        error_messages={"required": _("Choose the body responsible")},
    )
    due_on = forms.DateField(label=_("Due on"))
    severity = forms.ChoiceField(
        label=_("Severity"),
        choices=[("1", _("minor")), ("2", _("serious"))],
        widget=forms.RadioSelect,
        required=False,
    )
    is_joint = forms.BooleanField(label=_("Found jointly"), required=False)
    note = forms.CharField(
        label=_("Further words"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

"""Forms about reminders and how people are told."""

import re
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liandu.notices.models.wishes import DIGEST_WORDS
from liandu.web.forms import Form

SEPARATORS = r"[\s,，、;；]+"


class RuleForm(Form):
    """When people are reminded of a kind of duty."""

    days = forms.CharField(
        label=_("Days before"), max_length=60, required=False,
        help_text=_("Such as 7, 3, 1, 0; 0 is the last day itself."),
    )  # fmt: skip
    again = forms.IntegerField(
        label=_("Once overdue, again every so many days"), min_value=1, max_value=90
    )

    def clean_days(self) -> list[int]:
        """Return the days as numbers."""
        words = [word for word in re.split(SEPARATORS, self.cleaned_data["days"]) if word]
        if not all(word.isdecimal() for word in words):
            raise forms.ValidationError(gettext("Enter numbers with commas between them."))
        return [int(word) for word in words]


HOURS = [(hour, f"{hour:02}:00") for hour in range(24)]
QUIET = [("", "—"), *HOURS]


def hour_or_none(value: str) -> int | None:
    """Return the hour that was chosen, or None."""
    return int(value) if value else None


class WishForm(Form):
    """How somebody wants to be told."""

    inbox = forms.MultipleChoiceField(
        label=_("In the inbox and at the bell"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    mail = forms.MultipleChoiceField(
        label=_("By e-mail"), required=False, widget=forms.CheckboxSelectMultiple
    )
    digest = forms.ChoiceField(label=_("Mail comes"), choices=DIGEST_WORDS)
    weekday = forms.TypedChoiceField(
        label=_("On"), choices=list(WEEKDAYS.items()), coerce=int,
        help_text=_("Only for mail once a week."),
    )  # fmt: skip
    hour = forms.TypedChoiceField(label=_("At"), choices=HOURS, coerce=int)
    quiet_from = forms.TypedChoiceField(
        label=_("Quiet from"), choices=QUIET, coerce=hour_or_none, empty_value=None,
        required=False,
    )  # fmt: skip
    quiet_until = forms.TypedChoiceField(
        label=_("Quiet until"), choices=QUIET, coerce=hour_or_none, empty_value=None,
        required=False, help_text=_("In these hours no mail comes; it follows afterwards."),
    )  # fmt: skip
    breaks_through = forms.BooleanField(
        label=_("Send at once what is due today or overdue, also in quiet hours"), required=False
    )
    sections = (
        (_("Kinds"), "", ("inbox", "mail")),
        (_("E-mail"), "", ("digest", "weekday", "hour", "quiet_from", "quiet_until",
                           "breaks_through")),
    )  # fmt: skip

    def __init__(self, *args: Any, groups: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("inbox", "mail"):
            self.fields[name].choices = list(groups.items())  # type: ignore[attr-defined]


class StandInForm(Form):
    """Who stands in, from and until which day."""

    stand_in: Any = forms.ModelChoiceField(label=_("Stand-in"), queryset=None)
    since = forms.DateField(label=_("From"))
    until = forms.DateField(label=_("Until and including"))

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stand_in"].queryset = colleagues  # type: ignore[attr-defined]

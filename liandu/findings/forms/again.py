"""What is filled in about findings that were closed."""

import secrets
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liandu.files.forms import FilesField
from liandu.findings.forms.fields import NO_SECRETS, text
from liandu.findings.models import CAUSE_WORDS, RESULT_WORDS
from liandu.findings.rules import PickResult, Sample
from liandu.web.forms import Form

LARGEST_SAMPLE = 200
SAMPLE_DAYS, USUAL_SAMPLE, SEED_BYTES = 90, 5, 6


class ReopenForm(Form):
    """Why a closed finding is opened again, and what shows it."""

    cause = forms.ChoiceField(
        label=_("Cause"), choices=list(CAUSE_WORDS.items()), widget=forms.RadioSelect
    )
    reason = text(_("What was seen"), 4, max_length=1000)
    evidence = FilesField(label=_("Files that show it"), required=False, help_text=NO_SECRETS)


class SampleForm(Form):
    """Of which period, how many, and from which seed."""

    since = forms.DateField(label=_("Closed from"), widget=forms.DateInput)
    until = forms.DateField(label=_("Closed until"), widget=forms.DateInput)
    size = forms.IntegerField(label=_("How many"), min_value=1, max_value=LARGEST_SAMPLE)
    seed = forms.CharField(
        label=_("Seed"),
        max_length=60,
        help_text=_("Any word, such as numbers thrown before witnesses. It decides the sample."),
    )

    def clean_until(self) -> date:
        """Pass a day that has come.

        :raises ValidationError: otherwise
        """
        until: date = self.cleaned_data["until"]
        if until > timezone.localdate():
            raise forms.ValidationError(gettext("The day cannot be after today."))
        return until

    @staticmethod
    def usual() -> dict[str, Any]:
        """Return what the form is filled with at first: the last months, a seed by chance."""
        today = timezone.localdate()
        return {"since": today - timedelta(days=SAMPLE_DAYS), "until": today,
                "size": USUAL_SAMPLE, "seed": secrets.token_hex(SEED_BYTES)}  # fmt: skip

    @staticmethod
    def sample(clean: dict[str, Any]) -> Sample:
        """Return what was asked for."""
        return Sample(clean["since"], clean["until"], clean["size"], clean["seed"].strip())


class LookBackForm(Form):
    """What was seen of one finding of a sample."""

    result = forms.ChoiceField(
        label=_("Rectification"),
        choices=[(r.value, RESULT_WORDS[r]) for r in (PickResult.HOLDS, PickResult.FAILS)],
        widget=forms.RadioSelect,
        help_text=_("What does not hold is reopened at once."),
    )
    note = text(_("What was seen"), 4, max_length=1000)
    evidence = FilesField(label=_("Files that show it"), required=False, help_text=NO_SECRETS)

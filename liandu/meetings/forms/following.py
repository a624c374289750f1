"""What is filled in after a meeting: its minutes, and reports on resolutions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.kernel.errors import Refusal, WrongState
from liandu.meetings.models import Meeting
from liandu.web.forms import Form


class MinutesForm(Form):
    """The minutes, with the version that was before the writer."""

    text = forms.CharField(
        label=pgettext_lazy("minutes", "Text"), max_length=20000,
        widget=forms.Textarea(attrs={"rows": 24}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.theirs = ""

    def take(self, refusal: Refusal) -> None:
        """Show besides what the other wrote; saved again, what is typed here replaces it."""
        super().take(refusal)
        if isinstance(refusal, WrongState) and self.meeting.state == "minutes_draft":
            self.theirs = self.meeting.minutes
            self.data = {**self.data.dict(), "version": self.meeting.minutes_version}  # type: ignore[attr-defined]


class CountersignForm(Form):
    """A signature under the text that was read."""

    text_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReportForm(Form):
    """What was done."""

    text = forms.CharField(
        label=_("What was done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Evidence goes with the materials of the meeting."),
    )  # fmt: skip


class ProgressForm(ReportForm):
    """What was done, and how far it is."""

    progress = forms.IntegerField(label=_("Progress in %"), min_value=0, max_value=99)

"""The forms of a visit, from the notice to the signatures."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.files.forms import FilesField
from liandu.inspections.models.words import CONCLUSIONS, SEVERITIES
from liandu.inspections.rules import Answer, Conclusion, Notice, Seen
from liandu.web.forms import Form


class NoticeForm(Form):
    """What the inspected are told."""

    text = forms.CharField(
        label=_("Notice"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )
    documents = forms.CharField(
        label=_("Documents to prepare, one a line"), max_length=4000, required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )  # fmt: skip
    contact = forms.CharField(label=_("Contact"), max_length=120)

    @staticmethod
    def notice(clean: dict[str, Any]) -> Notice:
        """Return what was entered."""
        return Notice(clean["text"], clean["documents"], clean["contact"])


class DayForm(Form):
    """The day on which something happened."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput)


class WorkpaperForm(Form):
    """What was seen about one item: made for a thumb."""

    conclusion = forms.ChoiceField(
        label=pgettext_lazy("workpaper", "Conclusion"),
        choices=CONCLUSIONS,
        widget=forms.RadioSelect,
    )
    fact = forms.CharField(
        label=pgettext_lazy("workpaper", "Fact"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    severity = forms.ChoiceField(
        label=pgettext_lazy("workpaper", "Severity"),
        choices=SEVERITIES,
        required=False,
        widget=forms.RadioSelect,
    )
    photos = FilesField(label=_("Photos and files"), required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    at = forms.DateTimeField(
        label=_("Seen at"), required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )  # fmt: skip
    persons_present = forms.CharField(label=_("Persons present"), max_length=300, required=False)
    words = forms.CharField(
        label=_("Words of the inspected"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    @staticmethod
    def seen(clean: dict[str, Any]) -> Seen:
        """Return what was entered; a fact and its severity only where something is wrong."""
        is_wanting = clean["conclusion"] == Conclusion.NOT_CONFORM
        at: datetime = clean["at"] or timezone.now()
        return Seen(
            conclusion=clean["conclusion"], at=at, fact=clean["fact"],
            severity=clean["severity"] if is_wanting else "", place=clean["place"],
            persons_present=clean["persons_present"], words=clean["words"],
        )  # fmt: skip


class ReviewForm(Form):
    """What the second member says of a workpaper."""

    passes = forms.ChoiceField(
        label=pgettext_lazy("workpaper", "Opinion"),
        choices=[
            ("yes", pgettext_lazy("workpaper", "It stands")),
            ("no", pgettext_lazy("workpaper", "It has to be mended")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class SignatureForm(Form):
    """Who signed for the inspected, or why they would not."""

    signed_by = forms.CharField(
        label=_("Name and post of who answered"), max_length=120,
    )  # fmt: skip
    refusal_reason = forms.CharField(
        label=_("Reason of refusal"), max_length=300, required=False,
        help_text=_("Leave empty if they signed. The scan of the signed paper can be attached."),
    )  # fmt: skip
    first_witness = forms.CharField(
        label=_("First witness"), max_length=120, required=False,
        help_text=_("Name and post. A refusal is seen by two witnesses."),
    )  # fmt: skip
    second_witness = forms.CharField(label=_("Second witness"), max_length=120, required=False)

    @staticmethod
    def answer(clean: dict[str, Any]) -> Answer:
        """Return what was entered."""
        return Answer(**clean)

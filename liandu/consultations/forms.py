"""What people fill in about consultations: the question, an opinion, the summary."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.committees.queries import members
from liandu.consultations import queries
from liandu.consultations.models import STANCES, Consultation
from liandu.consultations.rules import Question
from liandu.web.forms import ConfirmForm, Form


def text_field(label: Any, rows: int, most: int, **more: Any) -> forms.CharField:
    """Return a field for some lines of text."""
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class QuestionForm(Form):
    """What is asked, why, of whom and until when."""

    title = forms.CharField(label=_("Title"), max_length=120)
    question = text_field(
        pgettext_lazy("consultation", "Question"), 5, 4000,
        help_text=_("Ask so that it can be agreed to or not."),
    )  # fmt: skip
    reason = text_field(
        _("Reason"), 3, 1000, help_text=_("Why it cannot wait for the next meeting.")
    )
    due_on = forms.DateField(label=pgettext_lazy("consultation", "Opinions until"))
    asked = forms.TypedMultipleChoiceField(
        label=pgettext_lazy("consultation", "Asked bodies"), coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, committee: Any, asker_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["asked"]
        field.choices = [
            (row.body_id, str(row.body)) for row in members(committee) if row.body_id != asker_id
        ]

    @staticmethod
    def said(clean: dict[str, Any]) -> Question:
        """Return what was filled in."""
        return Question(
            clean["title"], clean["question"], clean["reason"], clean["due_on"],
            tuple(clean["asked"]),
        )  # fmt: skip

    @staticmethod
    def values_of(consultation: Consultation) -> dict[str, Any]:
        """Return a consultation as the form shows it."""
        return {
            **{name: getattr(consultation, name) for name in ("title", "question", "reason")},
            "due_on": timezone.localdate(consultation.due_at),
            "asked": [one.body_id for one in queries.asked_of(consultation)],
        }


class OpinionForm(Form):
    """Where the body stands, and in which words."""

    stance = forms.ChoiceField(
        label=_("Where your body stands"), choices=STANCES, widget=forms.RadioSelect
    )
    text = text_field(
        pgettext_lazy("consultation", "Opinion"), 6, 4000, required=False,
        help_text=_("Needed for conditions and for a refusal."),
    )  # fmt: skip


class ExtendForm(ConfirmForm):
    """A later day, and why."""

    due_on = forms.DateField(label=pgettext_lazy("consultation", "Opinions until"))
    field_order = ("due_on", "reason")


class SummaryForm(Form):
    """What came of it."""

    summary = text_field(
        pgettext_lazy("consultation", "Summary"), 8, 3000,
        help_text=_("What all agree on, what stays open, and what is proposed."),
    )  # fmt: skip


class MeetingForm(Form):
    """To which meeting the summary goes."""

    meeting_id = forms.ChoiceField(label=_("Meeting"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, meetings: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["meeting_id"]
        field.choices = [
            (str(one.pk), f"{one.title} · {timezone.localtime(one.starts_at):%Y-%m-%d}")
            for one in meetings
        ]
        if meetings:
            self.initial.setdefault("meeting_id", field.choices[0][0])
        else:
            field.help_text = _("No meeting of the committee takes topics now. Plan one first.")

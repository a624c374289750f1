"""What is filled in during a meeting: who is there, votes, how items ended."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.meetings.actions import Conclusion, Present
from liandu.meetings.models import CHOICES, OUTCOMES, PRESENCES, Attendance
from liandu.meetings.rules import Outcome, Presence
from liandu.web.forms import Form
from liandu.web.rows import RowsForm


class BodiesForm(RowsForm):
    """A row for each member body; which body a row is of stands beside it and cannot be changed."""

    blank = 0

    def __init__(self, *args: Any, seats: Sequence[Attendance], **kwargs: Any) -> None:
        self.bodies = [(one.body_id, str(one)) for one in seats]
        initial = dict(kwargs.pop("initial", None) or {})
        initial["rows"] = [self.row_of(one) for one in seats]
        super().__init__(*args, initial=initial, **kwargs)
        for number, (_key, name) in enumerate(self.bodies):
            self.fields[f"row-{number}-body"].label = name

    def row_of(self, seat: Attendance) -> dict[str, Any]:
        """Return the row of one body."""
        return {"body": seat.body_id}

    def body_field(self) -> forms.Field:
        """Return the field that says of which body the row is."""
        return forms.TypedChoiceField(choices=self.bodies, coerce=int, widget=forms.HiddenInput)


class HoldForm(BodiesForm):
    """Who is there, and how."""

    def row_of(self, seat: Attendance) -> dict[str, Any]:
        """Return what a body replied."""
        return {
            "body": seat.body_id, "name": seat.reply_name,
            "presence": seat.reply or Presence.IN_PERSON.value,
        }  # fmt: skip

    def row_fields(self) -> dict[str, forms.Field]:
        """Return the body, how it takes part, and through whom."""
        return {
            "body": self.body_field(),
            "presence": forms.ChoiceField(label=_("Attendance"), choices=PRESENCES),
            "name": forms.CharField(label=_("Who came"), max_length=80, required=False),
        }

    @classmethod
    def presences(cls, clean: Mapping[str, Any]) -> dict[int, Present]:
        """Return what was filled in, by body."""
        rows = cls.rows_of(clean)
        return {row["body"]: Present(row["presence"], row["name"]) for row in rows}


class VotesForm(BodiesForm):
    """How each voting member that is there votes."""

    def row_fields(self) -> dict[str, forms.Field]:
        """Return the body and what it says."""
        return {
            "body": self.body_field(),
            "choice": forms.ChoiceField(label=pgettext_lazy("vote", "Vote"), choices=CHOICES),
        }

    @classmethod
    def choices(cls, clean: Mapping[str, Any]) -> dict[int, str]:
        """Return what was filled in, by body."""
        return {row["body"]: row["choice"] for row in cls.rows_of(clean)}


class BallotForm(Form):
    """A ballot of a secret vote."""

    choice = forms.ChoiceField(
        label=pgettext_lazy("vote", "Vote"), choices=CHOICES, widget=forms.RadioSelect
    )


class ConcludeForm(Form):
    """How an item ended."""

    outcome = forms.ChoiceField(
        label=_("It ends as"), choices=OUTCOMES, widget=forms.RadioSelect,
        help_text=_("A decision stands; a task has a lead body and a day."),
    )  # fmt: skip
    summary = forms.CharField(
        label=_("What was said"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    text = forms.CharField(
        label=pgettext_lazy("resolution", "What was resolved"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    owner = forms.TypedChoiceField(
        label=_("Lead body"), coerce=int, required=False, empty_value=None
    )
    assisting = forms.TypedMultipleChoiceField(
        label=_("Assisting bodies"), coerce=int, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    due_on = forms.DateField(
        label=pgettext_lazy("resolution", "Until"), required=False,
        help_text=_("Left empty, the limit for resolutions runs once the minutes are issued."),
    )  # fmt: skip

    def __init__(self, *args: Any, seats: Sequence[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = [(one.body_id, str(one)) for one in seats]
        owner: Any = self.fields["owner"]
        assisting: Any = self.fields["assisting"]
        owner.choices, assisting.choices = [("", "—"), *bodies], bodies

    @staticmethod
    def conclusion(clean: Mapping[str, Any]) -> Conclusion:
        """Return what was filled in; of a task alone whose it is, and until when."""
        if clean["outcome"] != Outcome.TASK:
            return Conclusion(clean["outcome"], clean["summary"], clean["text"])
        return Conclusion(
            clean["outcome"], clean["summary"], clean["text"], clean["owner"],
            clean["assisting"], clean["due_on"],
        )  # fmt: skip

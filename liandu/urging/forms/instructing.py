"""What a leader fills in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.urging.actions import Instructed
from liandu.web.forms import Form, dress


class InstructionForm(Form):
    """What is to be done, by whom, until when."""

    text = forms.CharField(
        label=pgettext_lazy("instruction", "Instruction"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    due_on = forms.DateField(label=_("Done by"))

    def __init__(self, *args: Any, seats: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat = forms.TypedChoiceField(
            label=_("Given to"), coerce=int, choices=[("", "—"), *seats],
            help_text=_("A body and who holds the post. They must see the record already."),
        )  # fmt: skip
        self.fields = {"text": self.fields["text"], "seat": seat, "due_on": self.fields["due_on"]}
        dress(seat)

    @staticmethod
    def what(clean: Mapping[str, Any]) -> Instructed:
        """Return what was filled in."""
        return Instructed(clean["text"], clean["seat"], clean["due_on"])

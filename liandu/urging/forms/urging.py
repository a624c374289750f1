"""What is filled in about tickets and the ladder."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.engines.papers import KINDS
from liandu.kernel.deadlines import Unit
from liandu.urging.actions import Step
from liandu.urging.models import LEVELS, UNIT_CHOICES, LadderStep
from liandu.urging.rules import FURTHEST, Level, Receiver
from liandu.web.forms import Form, dress
from liandu.web.rows import RowsForm

# What stands over a column of ticks; the page of the ladder says it in full.
TOLD = {
    Receiver.LIAISON.value: pgettext_lazy("receiver", "Liaison"),
    Receiver.HEAD.value: pgettext_lazy("receiver", "Head"),
    Receiver.SUPERIOR.value: pgettext_lazy("receiver", "Above"),
    Receiver.OFFICE.value: pgettext_lazy("receiver", "Office"),
    Receiver.LEADER.value: pgettext_lazy("receiver", "Leader"),
}
Choices = Sequence[tuple[str, Any]]


class RaiseForm(Form):
    """From which level on; beyond the ladder with a reason."""

    reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed where a leader goes beyond the ladder."),
    )  # fmt: skip

    def __init__(self, *args: Any, levels: Choices, by_ladder: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not levels:
            del self.fields["reason"]
            return
        ladder = _("By the ladder: %(level)s") % {"level": by_ladder or "—"}
        level = forms.ChoiceField(
            label=pgettext_lazy("ladder", "Level"), choices=[("", ladder), *levels], required=False
        )
        self.fields = {"level": level, **self.fields}
        dress(level)


class AnswerForm(Form):
    """Why it is late, and until when it is done."""

    text = forms.CharField(
        label=_("Why it is late, what is done"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    new_due_on = forms.DateField(label=_("Done by"))


class NoteForm(Form):
    """A step to which something may be said."""

    text = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReportForm(Form):
    """What was done."""

    text = forms.CharField(
        label=_("What was done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class LadderForm(RowsForm):
    """The steps of a ladder; a level whose days are left empty is not used."""

    blank = 0

    def row_fields(self) -> dict[str, forms.Field]:
        """Return the level, when it is reached, who is told and which paper is drawn up."""
        papers = [("", "—"), *((code, kind.title) for code, kind in KINDS.items())]
        return {
            "level": forms.ChoiceField(
                label=pgettext_lazy("ladder", "Level"), choices=[("", "—"), *LEVELS],
                required=False,
            ),
            "offset": forms.IntegerField(
                label=_("After the end"), required=False, min_value=-FURTHEST,
                max_value=FURTHEST,
            ),
            "unit": forms.ChoiceField(label=_("Unit"), choices=UNIT_CHOICES, required=False),
            **{code: forms.BooleanField(label=word, required=False) for code, word in TOLD.items()},
            "paper": forms.ChoiceField(
                label=_("Paper to draw up"), choices=papers, required=False
            ),
        }  # fmt: skip

    @staticmethod
    def values_of(steps: Iterable[LadderStep]) -> dict[str, Any]:
        """Return a ladder as the form shows it: a row for each level there is."""
        kept = {step.level: step for step in steps}
        rows = [
            {
                "level": level.value, "offset": kept[level].offset, "unit": kept[level].unit,
                "paper": kept[level].paper, **dict.fromkeys(kept[level].receivers, True),
            } if level in kept else {"level": level.value, "unit": Unit.DAY.value}
            for level in Level
        ]  # fmt: skip
        return {"rows": rows}

    @classmethod
    def steps(cls, clean: Mapping[str, Any]) -> list[Step]:
        """Return the steps that were filled in."""
        rows = [row for row in cls.rows_of(clean) if row["level"] and row["offset"] is not None]
        return [
            Step(
                row["level"], row["offset"], row["unit"] or Unit.DAY.value,
                tuple(code for code in TOLD if row[code]), row["paper"],
            )
            for row in rows
        ]  # fmt: skip

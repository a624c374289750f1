"""Forms about time limits and the calendar."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liandu.deadlines.models import UNIT_WORDS
from liandu.deadlines.rules import LONGEST_NOTE, Mark, read_lines
from liandu.engines.tabular.book import read_book
from liandu.engines.tabular.problems import Unreadable
from liandu.web.forms import Form

LONGEST_SPAN = 31
KINDS = [("off", _("holiday")), ("work", _("make-up working day")), ("plain", _("as its weekday"))]
WORKS = {"off": False, "work": True, "plain": None}


class LimitForm(Form):
    """How long something may take, and why."""

    amount = forms.IntegerField(label=_("Amount"), min_value=1)
    unit = forms.ChoiceField(label=_("Counted in"), choices=list(UNIT_WORDS.items()))
    basis = forms.CharField(label=_("Basis"), max_length=200)


class MarkForm(Form):
    """One day or a run of days, and what they are."""

    first = forms.DateField(label=_("First day"))
    last = forms.DateField(label=_("Last day"), required=False)
    kind = forms.ChoiceField(label=_("They are"), choices=KINDS)
    note = forms.CharField(label=_("Note"), max_length=LONGEST_NOTE, required=False)

    def clean(self) -> dict[str, Any]:
        """Return the values with the days as ``marks``.

        :raises ValidationError: if the last day is before the first, or more than a month on
        """
        clean = super().clean() or {}
        if self.errors:
            return clean
        first: date = clean["first"]
        last: date = clean["last"] or first
        if not first <= last <= first + timedelta(days=LONGEST_SPAN):
            words = gettext("Choose a day from the first on, at most %(days)s days later.")
            raise ValidationError({"last": words % {"days": LONGEST_SPAN}})
        count = (last - first).days + 1
        clean["marks"] = [
            Mark(first + timedelta(days=ahead), WORKS[clean["kind"]], clean["note"])
            for ahead in range(count)
        ]
        return clean


class ImportForm(Form):
    """A list of days, pasted or as a file."""

    text = forms.CharField(
        label=_("List"), widget=forms.Textarea(attrs={"rows": 10}), required=False,
        help_text=_("One day a line: 2027-01-01 休 元旦, or 2027-01-03 班 元旦调休."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a file"), required=False, help_text=_("Excel or CSV: day, 休 or 班, note.")
    )

    def clean(self) -> dict[str, Any]:
        """Return the values with the days as ``marks``.

        :raises ValidationError: if nothing was given, or a line cannot be used
        """
        clean = super().clean() or {}
        lines = clean.get("text", "").splitlines() + self._lines_of_file(clean.get("file"))
        marks, bad = read_lines(lines)
        if bad:
            why = {
                "shape": gettext("write day, 休 or 班, note"),
                "day": gettext("there is no such day"),
                "kind": gettext("write 休 or 班 after the day"),
            }
            line = gettext("Line %(number)s, %(text)s: %(why)s.")
            raise ValidationError(
                [line % {"number": b.number, "text": b.text[:40], "why": why[b.why]} for b in bad]
            )
        if not marks:
            raise ValidationError({"text": gettext("Paste a list, or choose a file.")})
        clean["marks"] = marks
        return clean

    def _lines_of_file(self, file: Any) -> list[str]:
        """Return the rows of the file as lines; a first row of headings is left out."""
        if not file:
            return []
        try:
            book = read_book(file.read(), file.name)
        except Unreadable as fault:
            raise ValidationError(
                {"file": gettext("The file cannot be read as a table.")}
            ) from fault
        rows = [row for sheet in book.sheets for row in sheet.rows]
        lines = [" ".join(str(cell) for cell in row if cell is not None) for row in rows]
        return lines[1:] if lines and not any(letter.isdigit() for letter in lines[0]) else lines

"""The kinds of field that these forms have."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liandu.findings.rules import PlannedItem, PlannedMeasure

FEN_A_WAN = 1_000_000
LONGEST_MEASURE, LONGEST_PLACE = 400, 120
PLACED = re.compile("[:：]")
DATED = re.compile(r"^(?P<text>.*?)[\s,，;；]*(?P<day>\d{4}-\d{1,2}-\d{1,2})?\s*$")
NO_SECRETS = _("State secrets do not belong here: hand them over on paper.")


def text(label: Any, rows: int, **options: Any) -> forms.CharField:
    """Return a field for several lines of text."""
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class WanField(forms.DecimalField):
    """An amount typed in 万元, kept in fen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_digits=15, decimal_places=6, **options)

    def prepare_value(self, value: Any) -> Any:
        """Return an amount in fen as it is typed; what was typed stays as it is."""
        return (Decimal(value) / FEN_A_WAN).normalize() if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """Return the amount in fen."""
        wan = super().clean(value)
        return None if wan is None else int(wan * FEN_A_WAN)


def item_of(line: str) -> PlannedItem:
    """Return one line as a place and what is wrong there.

    :raises ValidationError: if one of them is too long
    """
    place, _colon, words = (part.strip() for part in PLACED.sub(":", line, count=1).partition(":"))
    if len(place) > LONGEST_PLACE or len(words) > LONGEST_MEASURE:
        raise ValidationError(gettext("This line is too long: %s…") % line[:20])
    return PlannedItem(place, words)


def measure_of(line: str) -> PlannedMeasure:
    """Return one line as a measure.

    :raises ValidationError: if it is too long, or its day does not exist
    """
    found = DATED.match(line)
    words, on = (found["text"], found["day"]) if found else (line, None)
    if len(words) > LONGEST_MEASURE:
        raise ValidationError(gettext("A measure has at most 400 characters: %s…") % words[:20])
    try:
        due_on = date(*map(int, on.split("-"))) if on else None
    except ValueError:
        raise ValidationError(gettext("There is no such day: %s") % on) from None
    return PlannedMeasure(words, due_on)

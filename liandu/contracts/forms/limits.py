"""What the central office fills in about limits."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.contracts.models import LIMITS, UNITS, LimitSet
from liandu.contracts.rules import LONGEST_BASIS, RANGES, LimitDraft, unit_of
from liandu.web.forms import Form, dress


class LimitsForm(Form):
    """A version of the limits: of each how much, and the article it rests on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, _words in LIMITS:
            least, most = RANGES[unit_of(code)]
            self.fields[code] = forms.IntegerField(
                label=pgettext_lazy("check", "Amount"), min_value=least, max_value=most
            )
            self.fields[f"{code}_basis"] = forms.CharField(
                label=_("Basis"), max_length=LONGEST_BASIS
            )
        for field in self.fields.values():
            dress(field)

    @property
    def lines(self) -> list[tuple[Any, Any, forms.BoundField, forms.BoundField]]:
        """Return each limit for the page: its words, its unit, its two fields."""
        return [
            (words, UNITS[unit_of(code)], self[code], self[f"{code}_basis"])
            for code, words in LIMITS
        ]

    @staticmethod
    def values_of(version: LimitSet) -> dict[str, Any]:
        """Return a version as the form shows it."""
        every = list(version.items.all())
        amounts = {each.code: each.amount for each in every}
        return amounts | {f"{each.code}_basis": each.basis for each in every}

    @staticmethod
    def drafts(clean: Mapping[str, Any]) -> dict[str, LimitDraft]:
        """Return what was filled in."""
        return {code: LimitDraft(clean[code], clean[f"{code}_basis"]) for code, _words in LIMITS}

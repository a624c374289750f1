"""What is filled in about the rotating chair: terms, and changes asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.committees.queries import members
from liandu.meetings import queries
from liandu.meetings.models import ChairTerm
from liandu.meetings.rules import LONGEST_TERM, MOST_TURNS
from liandu.web.forms import ConfirmForm, Form


class TermsForm(Form):
    """How long a term of the chair is, and how many are laid out; the first says from when."""

    starts_on = forms.DateField(label=_("The first term begins"))
    months = forms.IntegerField(
        label=_("Months of a term"), min_value=1, max_value=LONGEST_TERM, initial=6
    )
    count = forms.IntegerField(
        label=_("How many terms"), min_value=1, max_value=MOST_TURNS, initial=8,
        help_text=_("Each member body in its order, and again from the first."),
    )  # fmt: skip

    def __init__(self, *args: Any, committee: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if queries.last_term(committee):
            # They go on behind the last one.
            del self.fields["starts_on"]


class ChangeForm(ConfirmForm):
    """A change of the chair, with the term it is of."""

    def __init__(self, *args: Any, term: ChairTerm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(term)

    def offer(self, term: ChairTerm) -> None:
        """Fill in what there is to choose from."""


class SwapForm(ChangeForm):
    """The term of another body to swap with."""

    other = forms.ChoiceField(label=_("Swap with"))
    field_order = ("other", "reason")

    def offer(self, term: ChairTerm) -> None:
        """Fill in the terms of others that have not begun."""
        field: Any = self.fields["other"]
        field.choices = [
            (one.pk, str(one)) for one in queries.terms(term.committee)
            if one.body_id != term.body_id and not one.has_begun and not one.is_busy
        ]  # fmt: skip


class SubstituteForm(ChangeForm):
    """The member body that is to take the chair."""

    body = forms.TypedChoiceField(label=pgettext_lazy("chair", "Substitute"), coerce=int)
    field_order = ("body", "reason")

    def offer(self, term: ChairTerm) -> None:
        """Fill in the other members."""
        field: Any = self.fields["body"]
        field.choices = [
            (row.body_id, str(row.body)) for row in members(term.committee)
            if row.body_id != term.body_id
        ]  # fmt: skip

"""What people fill in about contracts, changes, payments, milestones and prompts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liandu.contracts import queries
from liandu.contracts.models import MODELS, OUTCOMES
from liandu.contracts.rules import SHAPES, WHOLE, Entry
from liandu.web.forms import Form, dress
from liandu.works.forms import WanField

PER_CENT = WHOLE // 100
HINTS = {
    "managers": _("Several people with 、 between them."),
    "account": _("Shown masked from then on. Leave it as it stands to keep it."),
}
SECTIONS = {
    Entry.CONTRACT: (
        (pgettext_lazy("entry", "Contract"), "", ("number", "name", "kind", "contractor")),
        (_("Tender"), _("Left empty where there was none."),
         ("estimate_fen", "documents_from_on", "documents_until_on", "bids_due_on", "bidders",
          "bid_bond_fen", "candidates_from_on", "candidates_until_on", "notice_on", "bid_fen")),
        (_("Signing"), "", ("signed_on", "amount_fen", "performance_bond_fen", "reported_on")),
        (_("Progress and account"), _("How far the work is, by whoever supervises it."),
         ("progress_permille", "progress_on", "final_fen")),
    ),
}  # fmt: skip


class PercentField(forms.DecimalField):
    """A share typed in per cent, kept in thousandths."""

    def __init__(self, **options: Any) -> None:
        usual = {"min_value": 0, "max_value": 100, "decimal_places": 1, "required": False}
        super().__init__(**(usual | options))

    def prepare_value(self, value: Any) -> Any:
        """Return thousandths as they are typed; what was typed stays as it is."""
        return f"{Decimal(value) / PER_CENT:f}" if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        """Return the share in thousandths."""
        found = super().clean(value)
        return None if found is None else int(found * PER_CENT)


class EntryForm(Form):
    """An entry of any kind: a field for each of its columns."""

    entry: Entry

    def __init__(self, *args: Any, entry: Entry, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry, shape = entry, SHAPES[entry]
        self.sections = SECTIONS.get(entry, ())
        for name in shape.columns:
            if name == "contract_id":
                choices = [("", "—"), *queries.choices_of_contract(record)]
                field: forms.Field = forms.TypedChoiceField(
                    label=pgettext_lazy("entry", "Contract"), choices=choices, coerce=int
                )
            else:
                column = MODELS[entry]._meta.get_field(name)
                field = _field(column, is_needed=name in shape.needed)
            self.fields[name] = field
            dress(field)

    @staticmethod
    def values_of(one: Any) -> dict[str, Any]:
        """Return an entry as the form shows it."""
        found = {name: getattr(one, name) for name in SHAPES[one.ENTRY].columns}
        return found | ({"account": one.masked_account} if "account" in found else {})


def _field(column: Any, *, is_needed: bool) -> forms.Field:
    """Return the field in which a column is entered."""
    label = capfirst(column.verbose_name)
    if column.name.endswith("_fen"):
        return _money(column, label, is_needed=is_needed)
    if column.name.endswith("_permille"):
        return PercentField(label=gettext("%(what)s (per cent)") % {"what": label})
    if column.choices:
        first = column.default if column.has_default() else None
        choices = column.choices if first else [("", "—"), *column.choices]
        return forms.ChoiceField(label=label, choices=choices, initial=first, required=is_needed)
    return _plain(column, label, is_needed=is_needed)


def _money(column: Any, label: str, *, is_needed: bool) -> WanField:
    """Return the field of a sum; that of a change may be less than nothing."""
    words = gettext("%(what)s (10 000 yuan)") % {"what": label}
    if column.model is not MODELS[Entry.CHANGE]:
        return WanField(label=words, required=is_needed)
    hint = _("With a minus if it gets cheaper.")
    return WanField(label=words, required=is_needed, min_value=None, help_text=hint)


def _plain(column: Any, label: str, *, is_needed: bool) -> forms.Field:
    """Return the field of a day, a whole number or a text."""
    if isinstance(column, models.DateField):
        return forms.DateField(label=label, required=is_needed)
    if isinstance(column, models.IntegerField):
        return forms.IntegerField(label=label, min_value=0, max_value=999, required=is_needed)
    return forms.CharField(
        label=label, max_length=column.max_length, required=is_needed,
        help_text=HINTS.get(column.name, ""),
    )  # fmt: skip


class DismissForm(Form):
    """What was looked at, and what it came to; the facts that were seen travel along."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("prompt", "Outcome"), choices=OUTCOMES, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500,
        help_text=_("What was looked at and what it came to; a finding by its number."),
    )  # fmt: skip
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


def values(clean: Mapping[str, Any], entry: Entry) -> dict[str, Any]:
    """Return what was filled in, by column."""
    return {name: clean.get(name) for name in SHAPES[entry].columns}

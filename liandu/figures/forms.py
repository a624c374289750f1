"""What is said of a snapshot when it is taken, of a ledger taken in, of a difference."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liandu.access.words import LABEL_WORDS
from liandu.figures import queries
from liandu.figures.rules import Account
from liandu.kernel.errors import Invalid
from liandu.orgs.models import Body
from liandu.web.forms import Form
from liandu.works.queries import read_sheet

LARGEST_UPLOAD = 20 * 1024 * 1024
LONGEST_FILE = 200


class SnapshotForm(Form):
    """A name, and up to which label is counted; period and place travel along unseen."""

    title = forms.CharField(label=_("title"), max_length=120)
    label = forms.TypedChoiceField(
        label=_("handling label"), choices=list(LABEL_WORDS.items()), coerce=int,
        help_text=_("Records of a higher label are not counted."),
    )  # fmt: skip
    period = forms.CharField(widget=forms.HiddenInput, max_length=24)
    place = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def draft(clean: dict[str, Any]) -> dict[str, Any]:
        """Return what was entered, as the action takes it."""
        return {
            "title": clean["title"], "period": clean["period"], "place_id": clean["place"],
            "label": clean["label"],
        }  # fmt: skip


class LedgerForm(Form):
    """The ledger of another body, for the days in which its findings were found."""

    body = forms.ModelChoiceField(
        label=_("Whose ledger"), queryset=Body.objects.filter(closed_on=None)
    )
    since = forms.DateField(label=_("Found from"), widget=forms.DateInput)
    until = forms.DateField(label=_("Found until"), widget=forms.DateInput)
    file = forms.FileField(
        label=_("File"), help_text=_("Excel (.xlsx, .xls, .ods) or CSV, up to 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.xlsm,.ods,.csv"}),
    )  # fmt: skip
    label = forms.TypedChoiceField(
        label=_("handling label"), choices=list(LABEL_WORDS.items()), coerce=int,
        help_text=_("Who is cleared for it in your body sees the file's rows."),
    )  # fmt: skip

    @staticmethod
    def draft(clean: dict[str, Any]) -> dict[str, Any]:
        """Return what was entered, as the action takes it.

        :raises Invalid: if the file is too large or cannot be read
        """
        file, body = clean["file"], clean["body"]
        if file.size > LARGEST_UPLOAD:
            raise Invalid({"file": gettext("The file is larger than 20 MB. Split the list.")})
        taken = read_sheet(queries.ledger_sheet(), file.read(), file.name)
        account = Account(
            body.pk, clean["since"], clean["until"], clean["label"],
            f"{body} {clean['since']:%Y-%m-%d}–{clean['until']:%Y-%m-%d}", file.name[:LONGEST_FILE],
        )  # fmt: skip
        return {"account": account, "lines": queries.stated(taken)}


class ExplanationForm(Form):
    """Why two ledgers differ in a line."""

    text = forms.CharField(
        label=_("Explanation"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )

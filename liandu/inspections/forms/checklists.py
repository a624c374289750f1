"""The form of a checklist."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as gettext_now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.inspections.models import ChecklistTemplate
from liandu.inspections.queries import links_for
from liandu.inspections.rules import ItemDraft
from liandu.web.rows import VersionForm


class ChecklistForm(VersionForm):
    """A checklist: its names and its items in order; a row without a text goes."""

    columns = ("section", "text", "basis", "link_code")

    def __init__(self, *args: Any, template: ChecklistTemplate, **kwargs: Any) -> None:
        self._links = [("", _("None")), *links_for(template)]
        super().__init__(*args, **kwargs)

    def item_fields(self) -> dict[str, forms.Field]:
        """Return the fields of one item."""
        return {
            "section": forms.CharField(label=_("Section"), max_length=60, required=False),
            "text": forms.CharField(
                label=_("What to look at"), max_length=300, required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
            "basis": forms.CharField(
                label=pgettext_lazy("workpaper", "Rule"), max_length=200, required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
            "link_code": forms.ChoiceField(label=_("Link"), choices=self._links, required=False),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Return what was filled in; what is to be looked at stands in a section."""
        clean = super().clean() or {}
        for number in range(self.count):
            key = f"row-{number}-section"
            if clean.get(f"row-{number}-text") and clean.get(key) == "":
                self.add_error(key, gettext_now("Every item needs its section."))
        return clean

    @classmethod
    def items(cls, clean: Mapping[str, Any]) -> list[ItemDraft]:
        """Return the items in the order of their places; those without one come last."""
        return [
            ItemDraft(row["section"], row["text"], row["basis"], row["link_code"])
            for row in cls.placed(clean)
            if row["text"]
        ]

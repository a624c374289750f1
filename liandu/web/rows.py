"""Forms with rows: as many as there are, and some empty ones, so that no script is needed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.web.forms import Form, dress

# Three digits: what else is sent is nobody's row.
SENT = re.compile(r"row-([0-9]{1,3})-")
MOST = 200
LAST = 1000


class RowsForm(Form):
    """A form whose fields of :meth:`row_fields` repeat in rows, after those of the form itself.

    ``rows`` in ``initial`` holds the values of the rows there are.
    """

    blank: ClassVar[int] = 3

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept: Sequence[Mapping[str, Any]] = (kwargs.get("initial") or {}).get("rows", ())
        self.count = max(len(kept) + self.blank, self._sent())
        for number in range(self.count):
            values = kept[number] if number < len(kept) else {}
            for name, field in self.row_fields().items():
                key = f"row-{number}-{name}"
                self.fields[key] = field
                if name in values:
                    self.initial[key] = values[name]
                dress(field)

    def row_fields(self) -> dict[str, forms.Field]:
        """Return the fields of one row, made anew; a form says its own."""
        return {}

    @property
    def rows(self) -> list[dict[str, forms.BoundField]]:
        """Return the rows for the template."""
        names = list(self.row_fields())
        return [
            {name: self[f"row-{number}-{name}"] for name in names} for number in range(self.count)
        ]

    @property
    def own(self) -> list[forms.BoundField]:
        """Return the fields before the rows."""
        return [one for one in self.visible_fields() if not one.name.startswith("row-")]

    @classmethod
    def rows_of(cls, clean: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return what was filled in, row by row."""
        found: dict[int, dict[str, Any]] = {}
        for key, value in clean.items():
            if key.startswith("row-"):
                _row, number, name = key.split("-", 2)
                found.setdefault(int(number), {})[name] = value
        return [found[number] for number in sorted(found)]

    def _sent(self) -> int:
        """Return how many rows were sent."""
        numbers = [int(found[1]) for key in self.data if (found := SENT.match(key))]
        return min(max(numbers, default=-1) + 1, MOST)


class VersionForm(RowsForm):
    """A version of a template: its names, and its ``items`` in rows, each with its place."""

    blank = 4
    columns: ClassVar[tuple[str, ...]] = ()
    name = forms.CharField(label=_("Name"), max_length=120)
    name_en = forms.CharField(label=_("English name"), max_length=120, required=False)

    def row_fields(self) -> dict[str, forms.Field]:
        """Return the place, before what an item says."""
        place = forms.IntegerField(
            label=pgettext_lazy("order", "Place"), min_value=1, max_value=999, required=False
        )
        return {"position": place, **self.item_fields()}

    def item_fields(self) -> dict[str, forms.Field]:
        """Return the fields of one item, made anew; a form says its own."""
        return {}

    @classmethod
    def values_of(cls, template: Any) -> dict[str, Any]:
        """Return a template as the form shows it."""
        names = ("position", *cls.columns)
        rows = [{name: getattr(one, name) for name in names} for one in template.items.all()]
        return {"name": template.name, "name_en": template.name_en, "rows": rows}

    @classmethod
    def placed(cls, clean: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the rows in the order of their places; those without one come last."""
        return sorted(cls.rows_of(clean), key=lambda row: row["position"] or LAST)

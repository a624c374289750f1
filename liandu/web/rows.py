"""Forms with rows: as many as there are, and some empty ones, so that no script is needed."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from liandu.web.forms import Form, dress

# Three digits: what else is sent is nobody's row.
SENT = re.compile(r"row-([0-9]{1,3})-")
MOST = 200


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
        """Return the fields of one row, made anew."""
        raise NotImplementedError

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

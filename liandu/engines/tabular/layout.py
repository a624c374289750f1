"""Which column of a sheet holds what: plain data that can be shown, edited, kept and given back."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from liandu.engines.tabular.cells import UNITS, normalise_name
from liandu.engines.tabular.problems import Problem, letters
from liandu.engines.tabular.vocabulary import Field, Reader


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading as it stands, the field it is read as, and its unit of money."""

    index: int
    header: str
    field: str | None = None
    unit: str | None = None

    @property
    def letters(self) -> str:
        """Return the spreadsheet's letters of the column."""
        return letters(self.index)


@dataclass(frozen=True, slots=True)
class Layout:
    """How one sheet is read. Rows are counted from 1, columns from 0."""

    sheet: int
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def signature(self) -> str:
        """Return a key, 64 characters, by which the mapping of equal headings is remembered."""
        headings = "|".join(normalise_name(column.header) for column in self.columns)
        return hashlib.sha256(headings.encode()).hexdigest()

    @property
    def is_usable(self) -> bool:
        """Return whether rows can be read by it: no error among its problems."""
        return all(problem.severity != "error" for problem in self.problems)

    def column(self, key: str) -> Column | None:
        """Return the column that is read as this field."""
        return next((column for column in self.columns if column.field == key), None)

    def edited(
        self, mapping: Mapping[int, tuple[str | None, str | None]], fields: Iterable[Field]
    ) -> "Layout":
        """Return the layout with the given (field, unit) of some columns, checked anew."""
        columns = tuple(
            replace(column, field=mapping[column.index][0], unit=mapping[column.index][1])
            if column.index in mapping
            else column
            for column in self.columns
        )
        problems = check(columns, self.header_rows, fields)
        return replace(self, columns=columns, problems=problems)

    def as_dict(self) -> dict[str, Any]:
        """Return plain data that ``from_dict`` takes back."""
        return {
            "sheet": self.sheet,
            "header_rows": list(self.header_rows),
            "columns": [
                {"index": c.index, "header": c.header, "field": c.field, "unit": c.unit}
                for c in self.columns
            ],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], fields: Iterable[Field]) -> "Layout":
        """Return the layout kept by ``as_dict``, checked anew."""
        columns = tuple(
            Column(int(c["index"]), str(c["header"]), c["field"], c["unit"])
            for c in data["columns"]
        )
        header_rows = tuple(int(row) for row in data["header_rows"])
        return cls(int(data["sheet"]), header_rows, columns, check(columns, header_rows, fields))


def check(
    columns: Iterable[Column], header_rows: tuple[int, ...], fields: Iterable[Field]
) -> tuple[Problem, ...]:
    """Return what keeps a mapping from being used, and which columns are not read."""
    row = header_rows[-1] if header_rows else None
    known = {one.key: one for one in fields}
    problems: list[Problem] = []
    seen: set[str] = set()
    for column in columns:
        one = known.get(column.field or "")
        if one is None:
            params: dict[str, str | int] = {"header": column.header or column.letters}
            problems.append(Problem("column_unknown", params, row, column.letters))
            continue
        if one.key in seen:
            problems.append(Problem("column_twice", {"field": one.label}, row, column.letters))
        if one.reader == Reader.MONEY and column.unit not in UNITS:
            params = {"header": column.header}
            problems.append(Problem("unit_missing", params, row, column.letters, one.key))
        seen.add(one.key)
    problems += [
        Problem("column_missing", {"field": one.label}, row, field=one.key)
        for one in known.values()
        if one.required and one.key not in seen
    ]
    return tuple(problems)

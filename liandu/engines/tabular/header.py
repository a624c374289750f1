"""Finds the heading rows of a sheet, and what each column holds, by its heading alone."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from liandu.engines.tabular.book import Book, Sheet
from liandu.engines.tabular.cells import normalise_name, plain_text
from liandu.engines.tabular.layout import Column, Layout, check
from liandu.engines.tabular.problems import Problem
from liandu.engines.tabular.vocabulary import Field, Reader

WINDOW = 30  # rows in which the heading must begin
DEPTHS = (1, 2)
LEAST = 2  # fields that must be named in so many words
SHORTEST_PART = 3  # characters of a synonym found inside a longer heading
HEADER_LIMIT = 200

MONEY_UNIT = r"(?:万亿|[十百千]?[万亿]|千)?元"
SHEET_UNIT = re.compile(rf"单位\s*:[^\n]{{0,10}}?({MONEY_UNIT})")
COLUMN_UNIT = re.compile(
    rf"(?:[(\[:/,、\s]|单位)({MONEY_UNIT})(?=$|[)\],、/\s])|((?:万亿|[十百千]?[万亿]|千)元)$"
)
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")


@dataclass(frozen=True, slots=True)
class _Named:
    """A column with the field its heading names, and whether it names it in so many words."""

    column: Column
    field: Field | None
    sure: bool


class _Synonyms:
    """The fields by the normalised words for them."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self._known = {
            normalise_name(word): one
            for one in fields
            for word in (one.key, *one.synonyms)
            if normalise_name(word)
        }
        self._parts = sorted(
            (word for word in self._known if len(word) >= SHORTEST_PART), key=len, reverse=True
        )

    def exact(self, texts: Iterable[str]) -> Field | None:
        """Return the field that one of the texts names in so many words."""
        return next(filter(None, (self._known.get(_bare(text)) for text in texts)), None)

    def named(self, headings: Iterable[tuple[str, ...]]) -> int:
        """Return how many fields the headings name in so many words."""
        return len({one.key for texts in headings if (one := self.exact(texts))})

    def part(self, texts: Iterable[str]) -> Field | None:
        """Return the field whose longest synonym is a part of one of the texts."""
        bare = [_bare(text) for text in texts]
        return next(
            (self._known[word] for word in self._parts for text in bare if word in text), None
        )


def choose(book: Book, fields: Iterable[Field]) -> Layout:
    """Return the layout of the sheet that looks most like the list, naming those passed over."""
    fields = tuple(fields)
    found = [replace(recognise(sheet, fields), sheet=at) for at, sheet in enumerate(book.sheets)]

    def weight(layout: Layout) -> tuple[bool, int, int]:
        named = sum(column.field is not None for column in layout.columns)
        return not book.sheets[layout.sheet].hidden, named, -layout.sheet

    if not found:
        return recognise(Sheet("", []), fields)
    best = max(found, key=weight)
    passed = tuple(
        Problem(_why_passed(book.sheets[layout.sheet], layout), {"sheet": book.sheets[at].name})
        for at, layout in enumerate(found)
        if layout is not best
    )
    return replace(best, problems=passed + best.problems)


def recognise(sheet: Sheet, fields: Iterable[Field]) -> Layout:
    """Return how the sheet is to be read: its heading rows, and each column's field and unit."""
    fields = tuple(fields)
    synonyms = _Synonyms(fields)
    top = _filled_top(sheet)
    best: tuple[tuple[int, int, int, int], int, int] | None = None
    for row in range(min(WINDOW, len(top))):
        for depth in DEPTHS:
            headings = _headings(top, row, depth)
            exact = synonyms.named(headings)
            # Two rows of headings beat one: the upper may carry the unit of a group.
            levels = [synonyms.named(_headings(top, row + level, 1)) for level in range(depth)]
            full = depth * (min(levels) >= LEAST) if headings else 0
            rank = (exact, full, -depth, -row)
            if exact >= LEAST and (best is None or rank > best[0]):
                best = (rank, row, depth)
    if best is None:
        return Layout(0, (), (), (Problem("header_missing"),))
    _rank, row, depth = best
    sheet_unit = _sheet_unit(top[: row + depth])
    named = list(_named(top, row, depth, synonyms, sheet_unit))
    columns, remarks = _settled(named, row + depth)
    remarks += _unit_conflicts(columns, sheet_unit, row + depth)
    header_rows = tuple(range(row + 1, row + depth + 1))
    return Layout(0, header_rows, columns, (*remarks, *check(columns, header_rows, fields)))


def _why_passed(sheet: Sheet, layout: Layout) -> str:
    if sheet.hidden:
        return "sheet_hidden"
    return "sheet_other_list" if layout.columns else "sheet_without_list"


def _filled_top(sheet: Sheet) -> list[list[str]]:
    """Return the first rows as half-width texts, merged cells filled."""
    rows = sheet.rows[: WINDOW + len(DEPTHS)]
    width = max(map(len, rows), default=0)
    top = [
        [unicodedata.normalize("NFKC", plain_text(cell))[:HEADER_LIMIT] for cell in row]
        + [""] * (width - len(row))
        for row in rows
    ]
    for first, left, last, right in sheet.merged:
        if first < len(top) and left < width:
            for row in top[first : last + 1]:
                row[left : right + 1] = [top[first][left]] * len(row[left : right + 1])
    return top


def _headings(top: list[list[str]], row: int, depth: int) -> list[tuple[str, ...]]:
    """Return per column the texts that may name it: the lowest, the joined, then the upper."""
    if row + depth > len(top):
        return []
    if depth == 1:
        return [(text,) for text in top[row]]
    headings: list[tuple[str, ...]] = []
    group = ""
    for upper, lower in zip(top[row], top[row + 1], strict=True):
        # Without merged cells a group's name stands over its first column alone.
        group = upper or (group if lower else "")
        if lower and lower != group:
            headings.append((lower, f"{group} {lower}".strip()))
        else:
            headings.append((group,))
    return headings


def _named(
    top: list[list[str]], row: int, depth: int, synonyms: _Synonyms, sheet_unit: str | None
) -> Iterator[_Named]:
    for index, texts in enumerate(_headings(top, row, depth)):
        one = synonyms.exact(texts)
        sure = one is not None
        one = one or synonyms.part(texts[:1])
        unit = None
        if one and one.reader == Reader.MONEY:
            unit = next(filter(None, map(_column_unit, (texts[0], texts[-1]))), sheet_unit)
        header = " ".join(texts[-1].split())
        yield _Named(Column(index, header, one.key if one else None, unit), one, sure)


def _settled(named: list[_Named], row: int) -> tuple[tuple[Column, ...], list[Problem]]:
    """Return the columns with at most one for each field, the sure ones first."""
    owners: dict[str, int] = {}
    for one in sorted(named, key=lambda one: not one.sure):
        if one.field:
            owners.setdefault(one.field.key, one.column.index)
    columns, remarks = [], []
    for one in named:
        column, field = one.column, one.field
        if field is None:
            columns.append(column)
            continue
        params: dict[str, str | int] = {"header": column.header, "field": field.label}
        if owners[field.key] != column.index:
            remarks.append(Problem("column_repeated", params, row, column.letters, field.key))
            column = replace(column, field=None, unit=None)
        elif not one.sure:
            remarks.append(Problem("column_guessed", params, row, column.letters, field.key))
        columns.append(column)
    return tuple(columns), remarks


def _unit_conflicts(columns: Iterable[Column], sheet_unit: str | None, row: int) -> list[Problem]:
    return [
        Problem(
            "unit_conflict",
            {"header": column.header, "unit": column.unit, "sheet_unit": sheet_unit},
            row,
            column.letters,
            column.field or "",
        )
        for column in columns
        if sheet_unit and column.unit and column.unit != sheet_unit
    ]


def _sheet_unit(rows: Iterable[list[str]]) -> str | None:
    found = (SHEET_UNIT.search(text) for row in rows for text in row)
    return next((match[1] for match in found if match), None)


def _column_unit(text: str) -> str | None:
    match = COLUMN_UNIT.search(text)
    return (match[1] or match[2]) if match else None


def _bare(text: str) -> str:
    """Return the key of a heading: no bracket, no unit, no particular year."""
    without = BRACKETS.sub("", COLUMN_UNIT.sub("", text))
    return normalise_name(YEAR.sub("", without))

"""From a sheet and its layout to drafts of rows, each with its values and its problems."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from liandu.engines.tabular import cells, dates
from liandu.engines.tabular.book import Sheet, Value
from liandu.engines.tabular.dates import When
from liandu.engines.tabular.layout import Column, Layout
from liandu.engines.tabular.places import places
from liandu.engines.tabular.problems import Params, Problem, Severity, worst
from liandu.engines.tabular.sections import Sections
from liandu.engines.tabular.vocabulary import Field, Reader, Vocabulary, World

MERGED_LIMIT = 1_000_000  # cells that merged ranges may fill

Cell = Callable[[Value], cells.Read[Any]]
Grid = dict[tuple[int, int], Value]


@dataclass(slots=True)
class RowDraft:
    """One row as it was read: its number in the file, values by field, problems."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    skipped: str = ""  # header, section, sum, note or blank
    texts: dict[str, str] = field(default_factory=dict)  # the cells as they stood

    @property
    def verdict(self) -> str:
        """Return ``skipped``, ``wrong``, ``doubtful`` or ``good``."""
        if self.skipped:
            return "skipped"
        verdicts = {Severity.ERROR: "wrong", Severity.DOUBT: "doubtful"}
        return verdicts.get(worst(self.problems) or Severity.NOTE, "good")


def read_rows(sheet: Sheet, layout: Layout, world: World) -> list[RowDraft]:
    """Read every row after the heading, and mark those that stand in the list twice."""
    drafts = list(rows(sheet, layout, world))
    mark_repeated(drafts, layout)
    return drafts


def rows(sheet: Sheet, layout: Layout, world: World) -> Iterator[RowDraft]:
    """Yield a draft of each row after the heading; rows without any text are left out."""
    readers = [
        (column, one, _reader(column, one, world))
        for column in layout.columns
        if (one := world.named(column.field))
    ]
    letters = {one.key: column.letters for column, one, _read in readers}
    merged = _merged_below(sheet, layout)
    sections = Sections(sheet, layout, world.vocabularies.get("field", Vocabulary({})))
    for at in range(max(layout.header_rows, default=0), len(sheet.rows)):
        if all(not cells.plain_text(cell) for cell in sheet.rows[at]):
            continue
        draft = RowDraft(at + 1, skipped=sections.kind(at))
        if draft.skipped:
            draft.texts["name"] = sections.text(at)
        else:
            for column, one, read in readers:
                _read_cell(draft, sheet, column, one, read, merged)
            draft.problems += sections.give(draft.values, draft.number)
            _check(draft, world)
            draft.problems = [_lettered(problem, letters) for problem in draft.problems]
        yield draft


def mark_repeated(drafts: Iterable[RowDraft], layout: Layout | None = None) -> None:
    """Mark the rows whose number or name another row of the same file has too."""
    numbers: dict[str, list[RowDraft]] = defaultdict(list)
    names: dict[str, list[RowDraft]] = defaultdict(list)
    for draft in drafts:
        for groups, key in ((numbers, "number"), (names, "name")):
            if not draft.skipped and draft.values.get(key):
                groups[cells.normalise_name(draft.values[key])].append(draft)
    for groups, key in ((numbers, "number"), (names, "name")):
        column = layout.column(key) if layout else None
        for group in groups.values():
            _mark_group(group, key, column.letters if column else "")


def _mark_group(group: list[RowDraft], key: str, letters: str) -> None:
    if len(group) == 1:
        return
    together = "、".join(str(draft.number) for draft in group[:10])
    for draft in group:
        params: Params = {"text": cells.shown_text(draft.values[key]), "rows": together}
        draft.problems.append(Problem(f"{key}_repeated", params, draft.number, letters, key))


def _reader(column: Column, one: Field, world: World) -> Cell:
    """Return the function that reads the cells of a column."""
    vocabulary = world.vocabularies.get(one.key, Vocabulary({}))
    readers: dict[Reader, Cell] = {
        Reader.SERIAL: cells.identifier,
        Reader.IDENTIFIER: lambda cell: cells.identifier(cell, one.limit),
        Reader.NAME: lambda cell: cells.name(cell, one.limit),
        Reader.TEXT: lambda cell: cells.text(cell, one.limit),
        Reader.BODIES: cells.bodies,
        Reader.MONEY: lambda cell: cells.money(cell, column.unit, signed=one.signed),
        Reader.DATE: dates.when,
        Reader.SPAN: dates.span,
        Reader.PLACES: lambda cell: places(cell, world.gazetteer),
        Reader.CHOICE: lambda cell: vocabulary.read(cell, strict=one.strict),
    }
    return readers[one.reader]


def _read_cell(
    draft: RowDraft, sheet: Sheet, column: Column, one: Field, read: Cell, merged: Grid
) -> None:
    cell = sheet.cell(draft.number - 1, column.index)
    said: tuple[Problem, ...] = ()
    if cell is None and (above := merged.get((draft.number - 1, column.index))) is not None:
        cell = above
        said = (Problem("merged_amount" if one.reader == Reader.MONEY else "merged_filled"),)
    if cell is None:
        return
    found = read(cell)
    draft.texts[one.key] = cells.shown_text(cell)
    draft.problems += (
        replace(problem, row=draft.number, column=column.letters, field=one.key)
        for problem in (*said, *found.said)
    )
    if found.value is not None:
        draft.values[one.key] = found.value


def _check(draft: RowDraft, world: World) -> None:
    """Add what only the whole row shows."""
    values = draft.values
    _spread_span(draft)
    found = [
        Problem("required", {"field": one.label}, draft.number, field=one.key)
        for one in world.fields
        if one.required and one.key not in values and not _has_error(draft, one.key)
    ]
    if problem := dates.between(values.get("starts_on"), values.get("ends_on")):
        found.append(replace(problem, row=draft.number, field="ends_on"))
    if values.get("year_plan", 0) > values.get("investment", cells.LIMIT):
        found.append(Problem("plan_exceeds_total", {}, draft.number, field="year_plan"))
    draft.problems += found


def _lettered(problem: Problem, letters: dict[str, str]) -> Problem:
    """Return a problem of a whole row with the column in which to mend it."""
    return replace(problem, column=problem.column or letters.get(problem.field, ""))


def _has_error(draft: RowDraft, key: str) -> bool:
    return any(p.field == key and p.severity == Severity.ERROR for p in draft.problems)


def _spread_span(draft: RowDraft) -> None:
    """Give a span's two dates to the start and the end."""
    halves: dates.Span = draft.values.pop("span", (None, None))
    for key, half in zip(("starts_on", "ends_on"), halves, strict=True):
        own: When | None = draft.values.get(key)
        if half and own and own != half:
            draft.problems.append(Problem("date_in_two_columns", {}, draft.number, field=key))
        elif half:
            draft.values[key] = half


def _merged_below(sheet: Sheet, layout: Layout) -> Grid:
    """Return the cells under the heading that a merged cell above them stands for."""
    start = max(layout.header_rows, default=0)
    filled: Grid = {}
    for top, left, bottom, _right in sheet.merged:
        value = sheet.cell(top, left)
        last = min(bottom, len(sheet.rows) - 1)
        if top < start or value is None or len(filled) + last - top > MERGED_LIMIT:
            continue
        filled.update({(row, left): value for row in range(top + 1, last + 1)})
    return filled

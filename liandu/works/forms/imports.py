"""Reading what was entered on the pages of an import: columns, cells, what to do with lines."""

from dataclasses import replace

from django.http import QueryDict

from liandu.engines.tabular import WORKS_FIELDS
from liandu.engines.tabular.cells import UNITS
from liandu.works.rules import Choices, Doing

Columns = dict[int, tuple[str | None, str | None]]
FIELDS = {one.key for one in WORKS_FIELDS}
ASKABLE = {Doing.NEW, Doing.UPDATE, Doing.SKIP}
MOST_COLUMNS = 200
LONGEST_CELL = 10_000
DIGITS = 6


def columns_from(sent: QueryDict) -> tuple[int, Columns]:
    """Return the sheet, and field and unit of each column that was sent."""
    columns: Columns = {}
    for index in range(MOST_COLUMNS):
        if f"field-{index}" in sent:
            field, unit = sent[f"field-{index}"], sent.get(f"unit-{index}", "")
            columns[index] = (
                field if field in FIELDS else None,
                unit if unit in UNITS else None,
            )
    return _whole(sent.get("sheet", "")) or 0, columns


def choices_from(sent: QueryDict, choices: Choices) -> Choices:
    """Return the choices with what was sent; lines on other pages stay as they were settled."""
    shown = [number for text in sent.getlist("line") if (number := _whole(text))]
    seen = set(choices.seen) - set(shown) | {n for n in shown if f"seen-{n}" in sent}
    asked = sent.get("for_all", "")
    return replace(
        choices,
        mended=_mended(sent, choices, shown),
        lines=_lines(sent, choices, shown),
        for_all=asked if asked in ASKABLE else choices.for_all,
        seen=tuple(sorted(seen)),
        all_seen="all_seen" in sent,
        list_year=_whole(sent.get("list_year", "")),
        label=_whole(sent.get("label", "")) or 0,
    )


def _lines(sent: QueryDict, choices: Choices, shown: list[int]) -> dict[str, str]:
    """Return what to do with single lines; a line without a word of its own follows the rest."""
    found = dict(choices.lines)
    for number in shown:
        asked = sent.get(f"do-{number}", "")
        found.pop(str(number), None)
        if asked in ASKABLE:
            found[str(number)] = asked
    return found


def _mended(sent: QueryDict, choices: Choices, shown: list[int]) -> dict[str, dict[str, str]]:
    """Return the cells entered anew: those that differ from what the page showed."""
    found: dict[str, dict[str, str]] = {k: dict(v) for k, v in choices.mended.items()}
    for number in shown:
        for key in FIELDS:
            name = f"cell-{number}-{key}"
            text = sent.get(name, "")[:LONGEST_CELL]
            if name in sent and text != sent.get(f"was-{number}-{key}", ""):
                found.setdefault(str(number), {})[key] = text
    return found


def _whole(text: str) -> int | None:
    """Return a whole number of few digits, or nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else None

"""Tells the rows that are no project: sections, sums, repeated headings, footnotes."""

import re
from collections.abc import Iterable
from typing import Any

from liandu.engines.tabular.book import Sheet, Value
from liandu.engines.tabular.cells import compact, is_pending, leftover, plain_text, say, shown_text
from liandu.engines.tabular.layout import Layout
from liandu.engines.tabular.problems import Problem
from liandu.engines.tabular.vocabulary import Vocabulary

NUMERAL = r"[一二三四五六七八九十百]{1,4}"
UPPER = re.compile(rf"(?:第?{NUMERAL}[、.,:章类](?=.)|{NUMERAL}$)")
LOWER = re.compile(rf"\({NUMERAL}\)[、.]?")
SUM = re.compile(
    r"(?:总?合计|小计|总计|共计|累计|subtotal|grandtotal|total|sum)(?:\(.*\))?:?(?:\d+[个项])?",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"(?:注|备注|附注|说明|数据来源|来源|填表人?|填报人?|制表人?|审核人?|联系人|单位|note|notes|source)"
    r"\d*[:.、]|注\d|续表|第\d+页",
    re.IGNORECASE,
)
TAIL = re.compile(r"\([^()]*\)$|:$")
PROSE = 40  # characters; a longer single text is a note, not the name of a section
WIDE = 3  # columns over which a merged text is no cell of a project


class Sections:
    """The state while the rows go by: in which section, and in which part of it."""

    def __init__(self, sheet: Sheet, layout: Layout, vocabulary: Vocabulary) -> None:
        self._sheet = sheet
        self._vocabulary = vocabulary
        columns = {column.field: column.index for column in layout.columns if column.field}
        self._serial, self._name = columns.get("serial", -1), columns.get("name", -1)
        self._own = {columns[key] for key in ("name", "number") if key in columns}
        self._counted = {columns[key] for key in ("investment", "year_plan") if key in columns}
        first = max(layout.header_rows, default=0)
        self._above = {compact(cell) for row in sheet.rows[:first] for cell in row} - {""}
        self._wide = {
            (top, left) for top, left, _, right in sheet.merged if right - left >= WIDE - 1
        }
        self._field: str | None = None
        self._part = ""
        self._unknown = ""

    def kind(self, at: int) -> str:
        """Return why the row is no project, or nothing if it is one."""
        words = self._words(at)
        if not words:
            return "blank"
        seen = [compact(text) for text in words.values()]
        tests = {
            "header": all(text in self._above for text in seen),
            "sum": any(SUM.fullmatch(_unnumbered(compact(h))) for h in self._heads(words)),
            "note": all(NOTE.match(text) for text in seen),
        }
        return next((kind for kind, holds in tests.items() if holds), "") or self._section(
            at, words
        )

    def text(self, at: int) -> str:
        """Return the words of a row that is no project, for the report."""
        return shown_text(" ".join(self._words(at).values()))

    def give(self, values: dict[str, Any], number: int) -> Iterable[Problem]:
        """Give a project what its section says, where its own cells say nothing."""
        if self._part and "sub_field" not in values:
            values["sub_field"] = self._part
        if "field" in values:
            return
        if self._field:
            values["field"] = self._field
        elif self._unknown:
            shown = say("choice_unknown_kept_out", self._unknown, known=self._vocabulary.shown)
            yield Problem(shown.code, shown.params, number, field="field")

    def _words(self, at: int) -> dict[int, str]:
        """Return the cells of a row that say something: no number, no formula, no dash."""
        return {
            column: plain_text(cell)
            for column, cell in enumerate(self._sheet.rows[at])
            if self._says_something(column, cell)
        }

    def _says_something(self, column: int, cell: Value) -> bool:
        if isinstance(cell, (int, float)) or not plain_text(cell) or leftover(cell):
            return column in self._own and bool(plain_text(cell))
        counted = column == self._serial or column in self._counted
        return not (counted and (compact(cell)[:1].isdigit() or is_pending(cell)))

    def _heads(self, words: dict[int, str]) -> Iterable[str]:
        """Return the texts where the word for a sum may stand: the first, and the name."""
        return next(iter(words.values())), words.get(self._name, "")

    def _section(self, at: int, words: dict[int, str]) -> str:
        """Open the section that the row names, if it names one."""
        column, head = next(iter(words.items()))
        seen = compact(head)
        alone = len(words) == 1
        numbered = UPPER.match(seen) or LOWER.match(seen)
        if column == self._serial and numbered and numbered.end() == len(seen):
            # The numeral has a cell of its own: 一 | 现代基础设施 | …
            seen += "、" * bool(UPPER.match(seen)) + compact(words.get(self._name, ""))
        elif not alone or not (numbered or self._is_apart(at, column)):
            return ""
        if len(seen) > PROSE:
            return "note"
        self._open(seen)
        return "section"

    def _is_apart(self, at: int, column: int) -> bool:
        """Return whether a single text cannot be the cell of a project."""
        return (at, column) in self._wide or (
            column not in self._own and column in (0, self._serial)
        )

    def _open(self, seen: str) -> None:
        words = TAIL.sub("", _unnumbered(seen))
        key = self._vocabulary.find(words)
        lower = LOWER.match(seen) or (not UPPER.match(seen) and not key)
        if key and (not lower or self._field is None):
            self._field, self._part, self._unknown = key, "", ""
        elif lower:
            self._part = words
        else:
            self._field, self._part, self._unknown = None, "", words


def _unnumbered(seen: str) -> str:
    """Return the text without the number before it."""
    numbered = UPPER.match(seen) or LOWER.match(seen)
    return seen[numbered.end() :] if numbered else seen

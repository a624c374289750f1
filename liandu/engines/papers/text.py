"""The words of a paper: a line a paragraph, headings by how they begin, tables between bars.

Templates name what a record fills in between braces: ``{编号}``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FIELD = re.compile(r"\{([^{}\s]+)\}")
# GB/T 9704-2012, 7.3.3: the first and second of four levels have letters of their own.
FIRST = re.compile(r"^[一二三四五六七八九十]+、")
SECOND = re.compile(r"^（[一二三四五六七八九十]+）")
BAR = "|"


class Unfilled(ValueError):
    """A text names fields that there are none of; ``names`` says which."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        super().__init__("、".join(names))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph that begins with a heading of the first or second level, and what follows it."""

    level: int
    text: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of one length."""

    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Heading | Table


def fields_in(text: str) -> list[str]:
    """Return the names of the fields that ``text`` wants, each once, in order."""
    return list(dict.fromkeys(FIELD.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with every field filled.

    A line that consists of fields with nothing to say is left out, with what stands around them.

    :raises Unfilled: if it wants a field that ``values`` do not have
    """
    missing = [name for name in fields_in(text) if name not in values]
    if missing:
        raise Unfilled(missing)
    lines = (line for line in text.splitlines() if _says(line, values))
    return "\n".join(_filled(line, values) for line in lines)


def _filled(line: str, values: Mapping[str, str]) -> str:
    """Return a line with its fields filled; what goes into a cell stays on its line."""
    if not line.startswith(BAR):
        return FIELD.sub(lambda found: values[found[1]], line)
    return FIELD.sub(lambda found: as_cell(values[found[1]]), line)


def as_cell(words: str) -> str:
    """Return words as a cell of a table holds them: on one line, without bars."""
    return " ".join(words.replace(BAR, "／").split())


def _says(line: str, values: Mapping[str, str]) -> bool:
    """Test whether a line has something to say: one that only asks for what is empty has not."""
    wanted = FIELD.findall(line)
    return not wanted or any(values[name].strip() for name in wanted)


def blocks(text: str) -> Iterator[Block]:
    """Yield what a text consists of; blank lines part nothing."""
    rows: list[tuple[str, ...]] = []
    for line in map(str.strip, text.splitlines()):
        if line.startswith(BAR):
            rows.append(tuple(cell.strip() for cell in line.strip(BAR).split(BAR)))
            continue
        if rows:
            yield _table(rows)
            rows = []
        if line:
            yield _paragraph(line)
    if rows:
        yield _table(rows)


def _table(rows: list[tuple[str, ...]]) -> Table:
    """Return rows as a table: short ones are made as long as the longest."""
    most = max(len(row) for row in rows)
    return Table(tuple(row + ("",) * (most - len(row)) for row in rows))


def _paragraph(line: str) -> Paragraph | Heading:
    """Return one line; a heading ends with its first full stop."""
    level = 1 if FIRST.match(line) else 2 if SECOND.match(line) else 0
    if not level:
        return Paragraph(line)
    head, stop, rest = line.partition("。")
    return Heading(level, head + stop, rest)

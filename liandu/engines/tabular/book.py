"""From bytes to sheets of cells: workbooks through a bounded child process, text tables here."""

import csv
import io
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from liandu.engines.tabular import workbook
from liandu.engines.tabular.problems import Unreadable, column_at

Value = str | int | float | bool | date | None

MAX_MEGABYTES = 20
MAX_BYTES = MAX_MEGABYTES * 1024 * 1024
WORKBOOK_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
DELIMITERS = ",\t;|"
SNIFFED_ROWS = 50
ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


@dataclass(slots=True)
class Sheet:
    """One sheet: rows of cells from A1 on, and which cells were merged (both ends included)."""

    name: str
    rows: list[list[Value]]
    hidden: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Return the number of columns of the widest row."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> Value:
        """Return the cell, or nothing where the row is short."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else None


@dataclass(slots=True)
class Book:
    """A file that was read: its name, its kind (``workbook`` or an encoding) and its sheets."""

    name: str
    kind: str
    sheets: list[Sheet]


def read_book(data: bytes, name: str) -> Book:
    """Read a workbook or a text table by its content; the name is kept for people only.

    :raises Unreadable: with the one reason why the file cannot be read at all
    """
    if not data.strip():
        raise Unreadable(code="empty")
    if len(data) > MAX_BYTES:
        raise Unreadable(code="too_large", limit=MAX_MEGABYTES)
    if data.startswith(WORKBOOK_MAGIC):
        return Book(name, "workbook", list(_workbook_sheets(data)))
    text, encoding = decode(data)
    if text.lstrip()[:1] == "<":
        raise Unreadable(code="web_page")
    return Book(name, encoding, [_text_sheet(text, Path(name).stem)])


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and its encoding: marked, UTF-8, or else GB18030.

    :raises Unreadable: if it is none of them, or no text at all
    """
    marked = (name for mark, name in BYTE_ORDER_MARKS.items() if data.startswith(mark))
    candidates = [next(marked, "utf-8"), "gb18030"]
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, encoding
    raise Unreadable("not_text" if b"\0" in data else "encoding")


def _workbook_sheets(data: bytes) -> Iterator[Sheet]:
    child = Path(workbook.__file__)
    try:
        done = subprocess.run(  # noqa: S603 - our own file, our own interpreter
            [sys.executable, "-I", str(child)],
            input=data,
            capture_output=True,
            timeout=2 * workbook.SECONDS,
            check=True,
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as fault:
        # A child that was killed had met a bound of memory or time.
        killed = getattr(fault, "returncode", 0) < 0 or isinstance(fault, subprocess.TimeoutExpired)
        raise Unreadable(code="too_much_text" if killed else "damaged") from None
    if "code" in answer:
        raise Unreadable(code=answer["code"], **answer["params"])
    if not answer["sheets"]:
        raise Unreadable(code="empty")
    return (_sheet(found) for found in answer["sheets"])


def _sheet(found: dict[str, Any]) -> Sheet:
    rows = [[_value(cell) for cell in row] for row in found["rows"]]
    for address, text in found["lost"].items():
        _put(rows, address, text)
    merged = [(top, left, bottom, right) for (top, left), (bottom, right) in found["merged"]]
    return Sheet(found["name"], rows, found["hidden"], merged)


def _put(rows: list[list[Value]], address: str, text: str) -> None:
    """Put a text at its address, past the last cell that has a value if need be."""
    match = ADDRESS.fullmatch(address)
    if match is None:
        return
    row, column = int(match[2]) - 1, column_at(match[1])
    if row >= workbook.MAX_ROWS or column >= workbook.MAX_COLUMNS:
        return
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = text


def _value(cell: Any) -> Value:
    if isinstance(cell, list):
        tag, text = cell
        return date.fromisoformat(text) if tag == "date" else str(text)
    return None if cell == "" else cell


def _text_sheet(text: str, name: str) -> Sheet:
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    rows: list[list[Value]] = []
    try:
        for row in reader:
            if len(rows) == workbook.MAX_ROWS:
                raise Unreadable(code="too_many_rows", sheet=name, limit=workbook.MAX_ROWS)
            while row and not row[-1].strip():
                row.pop()
            if len(row) > workbook.MAX_COLUMNS:
                raise Unreadable(code="too_many_columns", sheet=name, limit=workbook.MAX_COLUMNS)
            rows.append([cell or None for cell in row])
    except csv.Error:
        raise Unreadable(code="broken_quotes", row=len(rows) + 1) from None
    return Sheet(name, rows)


def _delimiter(text: str) -> str:
    """Return the character that splits most of the first rows into the same number of cells."""
    lines = [line for line in text.splitlines()[:SNIFFED_ROWS] if line.strip()]

    def agreement(delimiter: str) -> int:
        counts = Counter(line.count(delimiter) for line in lines)
        return max((many * times for many, times in counts.items()), default=0)

    return max(DELIMITERS, key=agreement)

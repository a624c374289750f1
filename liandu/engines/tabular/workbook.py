"""A child process that opens one workbook from standard input and writes its cells as JSON.

A native reader given a hostile workbook may take all memory, all time, or die; here it can only
take its own life. The file stands alone: standard library and calamine, nothing of ours.
"""

import datetime as dt
import io
import json
import posixpath
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET

import python_calamine

MEMORY = 2 * 1024**3
SECONDS = 60
MAX_ROWS = 200_000
MAX_COLUMNS = 200
MAX_CELLS = 4_000_000
MAX_CHARACTERS = 64_000_000

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"

Answer = dict[str, Any]


class TooMuch(Exception):
    """A bound was crossed: the code of which, and its parameters."""

    def __init__(self, code: str, params: Answer) -> None:
        super().__init__(code)
        self.answer = {"code": code, "params": params}


def plain(value: Any) -> Any:
    """Return a cell as JSON can carry it; dates and times as a tagged pair."""
    if isinstance(value, (dt.datetime, dt.date)):
        return ["date", value.isoformat()[:10]]
    if isinstance(value, (dt.time, dt.timedelta)):
        return ["time", str(value)]
    return value


def lost_text(cell: ET.Element) -> str:
    """Return what calamine drops of a cell: an error, or a formula saved without a value."""
    parts = {child.tag.rpartition("}")[2]: child.text or "" for child in cell}
    if cell.get("t") == "e":
        return parts.get("v", "")
    # A formula whose value is the empty text says so by its type.
    unvalued = "f" in parts and not parts.get("v") and cell.get("t") != "str"
    return "=" + parts["f"] if unvalued else ""


def lost(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return what calamine drops of a sheet, by address."""
    found: dict[str, str] = {}
    with archive.open(part) as stream:
        for _event, element in ET.iterparse(stream):  # noqa: S314 - bounded by limits()
            tag = element.tag.rpartition("}")[2]
            if tag == "c" and (text := lost_text(element)):
                found[element.get("r", "")] = text
            if tag == "row":
                element.clear()
    return found


def parts_by_name(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name and the path of every sheet of an xlsx."""
    relations = ET.fromstring(  # noqa: S314 - bounded by limits()
        archive.read("xl/_rels/workbook.xml.rels")
    )
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))
        for relation in relations
    }
    book = ET.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 - as above
    for sheet in book.iter():
        if sheet.tag in {MAIN + "sheet", STRICT + "sheet"}:
            yield sheet.get("name", ""), targets.get(sheet.get(RELATION), "/")[1:]


def lost_by_sheet(data: bytes) -> dict[str, dict[str, str]]:
    """Return what calamine drops of an xlsx, by sheet; of any other kind of book nothing.

    It gives errors and unvalued formulas as empty cells, which would be a silent loss.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            return {
                name: lost(archive, part) for name, part in parts_by_name(archive) if part in names
            }
    except (zipfile.BadZipFile, KeyError, ET.ParseError, NotImplementedError):
        return {}


def sheet_rows(sheet: Any, budget: list[int]) -> list[list[Any]]:
    """Return the cells of a sheet from A1 on, within the bounds."""
    if sheet.start is None:
        return []
    left, (bottom, right) = sheet.start[1], sheet.end
    if bottom >= MAX_ROWS:
        raise TooMuch(code="too_many_rows", params={"sheet": sheet.name, "limit": MAX_ROWS})
    if right >= MAX_COLUMNS:
        raise TooMuch(code="too_many_columns", params={"sheet": sheet.name, "limit": MAX_COLUMNS})
    rows: list[list[Any]] = []
    for row in sheet.iter_rows():  # begins in row 1, but in the first column that is used
        budget[0] -= len(row)
        budget[1] -= sum(len(cell) for cell in row if isinstance(cell, str))
        if min(budget) < 0:
            raise TooMuch(code="too_much_text", params={})
        rows.append([""] * left + [plain(cell) for cell in row])
    return rows


def opened(data: bytes) -> Answer:
    """Return every sheet of the book: name, hidden, rows, merged ranges, lost texts."""
    book = python_calamine.load_workbook(io.BytesIO(data))
    dropped = lost_by_sheet(data)
    budget = [MAX_CELLS, MAX_CHARACTERS]
    sheets = []
    for at, about in enumerate(book.sheets_metadata):
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(at)
        sheets.append(
            {
                "name": about.name,
                "hidden": about.visible != python_calamine.SheetVisibleEnum.Visible,
                "rows": sheet_rows(sheet, budget),
                "merged": sheet.merged_cell_ranges or [],
                "lost": dropped.get(about.name, {}),
            }
        )
    return {"sheets": sheets}


def answer(data: bytes) -> Answer:
    """Return the sheets, or the code of what stopped the reading."""
    try:
        return opened(data)
    except TooMuch as bound:
        return bound.answer
    except MemoryError:
        code = "too_much_text"
    except python_calamine.PasswordError:
        code = "encrypted"
    except BaseException:  # noqa: BLE001 - a panic of the native reader is no Exception
        code = "damaged"
    return {"code": code, "params": {}}


def limits() -> None:
    """Bind this process to a bounded share of memory and time."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(source: BinaryIO, target: BinaryIO) -> None:
    """Read the book from ``source`` and write the answer to ``target``."""
    limits()
    target.write(json.dumps(answer(source.read()), allow_nan=False, ensure_ascii=False).encode())


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)

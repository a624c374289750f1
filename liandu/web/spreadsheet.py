"""Files for spreadsheets that run nothing: every cell is text or a number, never a formula."""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import IO, Any

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liandu.kernel.whom import kept

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 200
MOST_ROWS = 1_048_575
WIDTHS = (8, 50)
# What a spreadsheet may take for the start of a formula, also in its full-width form.
RISKY = re.compile(r"^\s*[=+\-@|%\t\r\n\x00＝＋－＠]|^[\t\r\n\x00]")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

Row = Sequence[object]


def inert(value: object) -> str:
    """Return ``value`` as text that no spreadsheet will run; plain negative numbers pass."""
    text = plain(value)
    return f"'{text}" if RISKY.match(text) and not NUMBER.fullmatch(text) else text


def plain(value: object) -> str:
    """Return ``value`` as a file says it: days in ISO, no markup, nothing for None."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, SafeString):
        return strip_tags(value)
    return "" if value is None else str(value)


def as_csv(name: str, heads: Sequence[object], rows: Iterable[Row]) -> StreamingHttpResponse:
    """Answer with the rows as they are read, in UTF-8 with the mark that spreadsheets look for."""
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow([inert(head) for head in heads])
        batch: list[str] = []
        for row in rows:
            batch.append(writer.writerow([inert(cell) for cell in row]))
            if len(batch) == CHUNK:
                yield "".join(batch)
                batch.clear()
        yield "".join(batch)

    response = StreamingHttpResponse(kept(lines()), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = _attachment(f"{name}.csv")
    return response


def as_xlsx(
    name: str, heads: Sequence[object], rows: Iterable[Row], *, author: str = ""
) -> HttpResponseBase:
    """Answer with a workbook, written row by row to a temporary file and sent from there."""
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    write_xlsx(file, name, heads, rows, author=author)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def write_xlsx(
    file: IO[bytes], name: str, heads: Sequence[object], rows: Iterable[Row], *, author: str = ""
) -> None:
    """Write one sheet called ``name`` into ``file``, holding one row in memory at a time."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": name, "author": author, "created": timezone.now()})
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", name)[:31] or None)
        bold = book.add_format({"bold": True, "bottom": 1})
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        for column, head in enumerate(heads):
            text = plain(head)
            sheet.write_string(0, column, text, bold)
            sheet.set_column(column, column, min(max(len(text) * 2 + 2, WIDTHS[0]), WIDTHS[1]))
        for line, row in zip(range(1, MOST_ROWS), rows, strict=False):
            for column, cell in enumerate(row):
                _write(sheet, line, column, cell)


def _write(sheet: Any, line: int, column: int, cell: object) -> None:
    """Write a number as a number, everything else as text."""
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        sheet.write_number(line, column, cell)
    elif text := CONTROL.sub("", plain(cell)):
        sheet.write_string(line, column, text)


def _attachment(name: str) -> str:
    """Return the header that makes a browser keep the answer under ``name``."""
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        """Return the line."""
        return line

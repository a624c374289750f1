"""Files for spreadsheets: nothing runs, nothing is lost."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.utils import translation
from django.utils.html import format_html

from liandu.web.spreadsheet import as_csv, inert, plain, write_xlsx


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-cmd", "@x", "|x", "%x", "\tx", "\rx", "\nx", "\0x", "  =1", "＝1", "＋1",
     "－1", "＠x", "-1+2", "+86 138"],
)  # fmt: skip
def test_what_could_run_is_made_text(text: str) -> None:
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "-5.25", "5", "Plan = good", "a@b", "", "沱江大桥"])
def test_what_cannot_run_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


def test_values_are_told_plainly() -> None:
    with translation.override("en"):
        assert [plain(v) for v in (None, True, False, 3, date(2026, 1, 2))] == [
            "", "Yes", "No", "3", "2026-01-02",
        ]  # fmt: skip
    assert plain(datetime(2026, 1, 2, 3, tzinfo=UTC)) == "2026-01-02 11:00:00"
    assert plain(datetime(2026, 1, 2, 3)) == "2026-01-02 03:00:00"  # noqa: DTZ001
    assert plain(format_html("<b>{}</b>", "bold")) == "bold"


def test_many_rows_come_in_batches() -> None:
    response = as_csv("list", ["N"], ([n] for n in range(450)))
    parts = list(response)
    assert len(parts) == 4
    assert b"".join(parts).decode().splitlines()[-1] == "449"
    assert "list.csv" in response.headers["Content-Disposition"]


def test_a_workbook_holds_text_and_numbers_but_no_formula() -> None:
    file = io.BytesIO()
    rows = [["=1+1", 2, Decimal("3.50"), True, None, "http://x.example", "a\x01b"]]
    with translation.override("en"):
        write_xlsx(file, "a[b]:c*d?e/f\\g'" * 4, ["A"] * 7, rows, author="me")
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    cells = next(sheet.iter_rows(min_row=2))
    assert [cell.value for cell in cells] == ["=1+1", 2, 3.5, "Yes", None, "http://x.example", "ab"]
    assert not any(cell.data_type == "f" for cell in cells)
    assert not any(cell.hyperlink for cell in cells)

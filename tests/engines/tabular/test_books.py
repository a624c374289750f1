"""Files as they arrive: workbooks, text tables, and what only pretends to be one."""

import io
import json
import resource
import runpy
import sys
import zipfile
from datetime import date, datetime, time
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import python_calamine
import xlsxwriter

from liandu.engines.tabular import Unreadable, read_book, workbook
from liandu.engines.tabular.book import Value, _put
from tests.engines.tabular.lists import saved, sheet_file, text_file


def refusal(data: bytes) -> str:
    """Return the code with which a file is refused."""
    with pytest.raises(Unreadable) as caught:
        read_book(data, "x.xlsx")
    assert "%(" not in str(caught.value)
    return caught.value.problem.code


def test_cells_of_a_workbook_keep_their_kinds() -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = datetime(2023, 3, 1, 8, 30)  # noqa: DTZ001 - a cell has no zone
    book.active["C2"] = time(8, 30)
    book.active["D2"] = True
    book.active["B3"] = 143.06
    sheet = read_book(saved(book), "x.xlsx").sheets[0]
    assert [sheet.cell(0, 0), *sheet.rows[1]][1:] == [None, date(2023, 3, 1), "08:30:00", True]
    assert sheet.rows[1][1:4] == [date(2023, 3, 1), "08:30:00", True]
    assert sheet.cell(2, 1) == 143.06
    assert sheet.cell(9, 9) is None
    assert sheet.width == 4


def test_formulas_without_a_value_and_errors_are_not_lost() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["D4"] = "=SUM(A2:A3)", "x", "=1+1"
    sheet["B2"] = "#REF!"
    sheet["B2"].data_type = "e"
    read = read_book(saved(book), "x.xlsx").sheets[0]
    assert (read.cell(0, 0), read.cell(3, 3)) == ("=SUM(A2:A3)", "=1+1")
    assert read.cell(1, 1) == "#REF!"


def test_a_formula_whose_value_is_the_empty_text_is_an_empty_cell() -> None:
    for kind, lost in (("str", ""), ("n", '=""')):
        cell = ET.fromstring(f'<c r="A1" t="{kind}"><f>""</f><v></v></c>')  # noqa: S314 - ours
        assert workbook.lost_text(cell) == lost


def test_a_chart_is_no_sheet_and_a_valued_formula_is_its_value() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet().write_formula("A1", "=1+1", None, 2)
    book.add_chartsheet()
    book.close()
    (sheet,) = read_book(stream.getvalue(), "x.xlsx").sheets
    assert sheet.rows == [[2]]
    assert len(workbook.answer(stream.getvalue())["sheets"]) == 1


def test_a_book_of_charts_alone_is_empty() -> None:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_chartsheet()
    book.close()
    assert refusal(stream.getvalue()) == "empty"


def test_the_cells_are_the_same_without_the_child() -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = datetime(2023, 3, 1, 8, 30)  # noqa: DTZ001 - a cell has no zone
    book.active["C2"], book.active["D2"] = time(8, 30), "=1"
    book.active["B3"], book.active["B3"].data_type = "#N/A", "e"
    book.create_sheet("空")
    first, second = workbook.answer(saved(book))["sheets"]
    assert first["rows"][1] == ["", ["date", "2023-03-01"], ["time", "08:30:00"]]
    assert first["lost"] == {"D2": "=1", "B3": "#N/A"}
    assert (second["rows"], second["hidden"]) == ([], False)


def test_lost_texts_outside_the_bounds_are_left_where_they_are() -> None:
    rows: list[list[Value]] = []
    for address in ("", "A1048576", "XFD1", "1A"):
        _put(rows, address, "=1")
    assert rows == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("by", [",", "\t", ";", "|"])
def test_a_text_table_is_read_in_any_encoding_and_with_any_separator(
    encoding: str, by: str
) -> None:
    data = text_file([["名称", "地区"], ["一\n号", "自贡"], ["", ""]], encoding, by)
    book = read_book(data, "清单.csv")
    assert book.sheets[0].rows == [["名称", "地区"], ["一\n号", "自贡"], []]
    assert (book.kind, book.sheets[0].name) == (encoding, "清单")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"x" * (20 * 1024 * 1024 + 1), "too_large"),
        (b"<html><table></table></html>", "web_page"),
        (b"\xff\xff\xff", "encoding"),
        (b"\xef\xbb\xbf\xff\xff", "encoding"),
        (b"a\0b", "not_text"),
        (b"\xff\xfe\x00\xd8", "not_text"),
        (b"PK\x03\x04 no zip", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
        (b'a,"' + b"x" * 200_000, "broken_quotes"),
        (b"," * 250 + b"x", "too_many_columns"),
    ],
    ids=range(12),
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, code: str) -> None:
    assert refusal(data) == code


def test_a_list_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 2)
    assert refusal(text_file([["a"], ["b"], ["c"]])) == "too_many_rows"
    assert workbook.answer(sheet_file([["a"], ["b"], ["c"]])) == {
        "code": "too_many_rows",
        "params": {"sheet": "Sheet", "limit": 2},
    }


def test_a_cell_at_the_far_end_of_a_sheet_takes_no_memory() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = 1, 1
    assert refusal(saved(book)) == "too_much_text"
    assert refusal(sheet_file([[1] * 201])) == "too_many_columns"


def test_a_workbook_beyond_the_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_CELLS", 1)
    assert workbook.answer(sheet_file([[1, 2]]))["code"] == "too_much_text"
    monkeypatch.setattr(workbook, "MAX_COLUMNS", 1)
    assert workbook.answer(sheet_file([[1, 2]]))["code"] == "too_many_columns"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (MemoryError(), "too_much_text"),
        (python_calamine.PasswordError(), "encrypted"),
        (python_calamine.CalamineError(), "damaged"),
        (BaseException(), "damaged"),
    ],
    ids=["memory", "password", "fault", "panic"],
)
def test_whatever_befalls_the_native_reader_has_a_name(
    fault: BaseException, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_source: object) -> None:
        raise fault

    monkeypatch.setattr(python_calamine, "load_workbook", fail)
    assert workbook.answer(b"") == {"code": code, "params": {}}


def test_a_book_of_another_make_has_no_lost_texts() -> None:
    assert workbook.lost_by_sheet(b"no zip") == {}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    assert workbook.lost_by_sheet(stream.getvalue()) == {}


def test_the_child_answers_on_its_output_and_binds_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    bound = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, _limit: bound.append(what))
    source, target = io.BytesIO(sheet_file([["名称"]])), io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(source))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(target))
    runpy.run_path(workbook.__file__, run_name="__main__")
    assert json.loads(target.getvalue())["sheets"][0]["rows"] == [["名称"]]
    assert bound == [resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE]


def test_a_child_that_dies_or_babbles_means_a_damaged_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert refusal(b"PK\x03\x04") == "damaged"
    monkeypatch.setattr(sys, "executable", "/bin/echo")
    assert refusal(b"PK\x03\x04") == "damaged"

"""Small files with the mess of real lists, and the world they are read in."""

import csv
import io
from collections.abc import Iterable
from typing import Any

import openpyxl
import xlsxwriter

from liandu.engines.tabular import Gazetteer, Place, RowDraft, World, choose, read_book, read_rows

GAZETTEER = Gazetteer(
    [
        Place("510300", "自贡市"),
        Place("510321", "荣县"),
        Place("510500", "泸州市", ("江阳",)),
        Place("511000", "内江市"),
        Place("500118", "永川区"),
        Place("500116", "江津区"),
        Place("110105", "朝阳区"),
        Place("210103", "朝阳区"),
        Place("510000", "四川省"),
    ]
)
WORLD = World(gazetteer=GAZETTEER)


def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook as the bytes of its file."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_file(rows: Iterable[Iterable[Any]]) -> bytes:
    """Return a workbook with one sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def text_file(rows: Iterable[Iterable[str]], encoding: str = "gb18030", by: str = ",") -> bytes:
    """Return a text table."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=by).writerows(rows)
    return stream.getvalue().encode(encoding)


def read(data: bytes, world: World = WORLD) -> list[RowDraft]:
    """Return every row that is read without anybody's help."""
    book = read_book(data, "list")
    layout = choose(book, world.fields)
    return read_rows(book.sheets[layout.sheet], layout, world)


def projects(data: bytes, world: World = WORLD) -> list[RowDraft]:
    """Return the rows that are projects."""
    return [draft for draft in read(data, world) if not draft.skipped]


def codes(draft: RowDraft) -> set[str]:
    """Return the codes of what is wrong or doubtful with a row."""
    return {problem.code for problem in draft.problems if problem.severity != "note"}


def two_level_list() -> bytes:
    """Return a list with title and unit rows, two levels of headings, sections and subtotals."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    guide = book.add_worksheet("填表说明")
    guide.write("A1", "请勿改动表头")
    sheet = book.add_worksheet("清单")
    hidden = book.add_worksheet("旧表")
    hidden.write_row("A1", ["序号", "项目名称", "总投资(亿元)"])
    hidden.hide()
    sheet.merge_range("A1:J1", "2023年重大项目清单")
    sheet.merge_range("A2:J2", "单位：亿元")
    for column, head in {"A": "序号", "B": "项目\n名称", "C": "建设地点", "H": "责任单位"}.items():
        sheet.merge_range(f"{column}3:{column}4", head)
    sheet.merge_range("D3:E3", "建设年限")
    sheet.merge_range("F3:G3", "投资")
    sheet.merge_range("I3:J3", "其他")
    sheet.write_row("D4", ["开工", "竣工", "总投资", "2023年计划"])
    sheet.write_row("I4", ["备注", "经办"])
    sheet.merge_range("A5:J5", "一、现代基础设施(2个)")
    sheet.write("A6", "（一）铁路")
    sheet.write_formula("F6", "=SUM(F7:F8)", None, 216.95)
    sheet.write_row("A7", [1, "成宜高铁\n自贡段", "自贡市、泸州市", 2021, "2025年"])
    sheet.write_row("F7", [143.06, "２８.６１", "市发展改革委\n区发展改革委"])
    sheet.write_row("A8", ["", "渝昆高铁", "自贡市荣县 永川区", "2022.3", "2025年底"])
    sheet.write_row("F8", ["738,900万元", "待定", "市发展改革委"])
    sheet.write_row("A9", ["", "小计", "", "", ""])
    sheet.write_row("A10", ["序号", "项目\n名称", "建设地点"])
    sheet.write("A11", "二、低空经济")
    sheet.write_row("A12", [3, "无人机基地", "江津区；内江", "拟2023", "—", 10])
    sheet.merge_range("A13:J13", "注：1.跨区域项目在各地分别计数。")
    book.close()
    return stream.getvalue()


def merged_list() -> bytes:
    """Return a list in which cells are merged over two projects."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    sheet = book.add_worksheet()
    sheet.write_row("A1", ["名称", "责任单位", "总投资(万元)", "备注"])
    sheet.write_column("A2", ["一号", "二号"])
    sheet.merge_range("B2:B3", "发改委")
    sheet.merge_range("C2:C3", 5)
    sheet.merge_range("D2:D3", "")
    book.close()
    return stream.getvalue()

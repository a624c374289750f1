"""What people bring along: the list as a workbook, photographs."""

import io
from datetime import date, timedelta

import xlsxwriter
from django.utils import timezone

from tests.findings.road import picture

File = tuple[str, str, bytes]
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADS = (
    "项目编号", "项目名称", "领域", "建设地点", "开工", "竣工", "总投资（亿元）", "牵头单位",
    "责任单位",
)  # fmt: skip
GOOD = ("现代基础设施", "自贡市", "2021-03", "2025-12", "86.4", "自贡市监督办", "灌区公司")


def line(number: str, name: str, **changes: str) -> tuple[str, ...]:
    """Return one project of the list, with some cells changed."""
    cells = dict(zip(HEADS, (number, name, *GOOD), strict=True)) | changes
    return tuple(cells.values())


def workbook(*rows: tuple[str, ...]) -> list[File]:
    """Return a list as a file to choose."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("清单")
        for at, row in enumerate((HEADS, *rows)):
            sheet.write_row(at, 0, row)
    return [("清单.xlsx", SHEET, file.getvalue())]


def photo(name: str, shade: int) -> list[File]:
    """Return a photograph to choose; each shade is another picture."""
    return [(name, "image/png", picture(shade))]


def in_days(count: int) -> date:
    """Return the day so many days from today."""
    return timezone.localdate() + timedelta(days=count)

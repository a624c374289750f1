"""Dates as people write them, and spans of them."""

from datetime import date

import pytest

from liandu.engines.tabular import When
from liandu.engines.tabular.book import Value
from liandu.engines.tabular.dates import between, span, when


def day(text: str) -> When:
    """Return a date known to the day."""
    return When(date.fromisoformat(text), date.fromisoformat(text))


@pytest.mark.parametrize(
    "cell",
    [
        "2023-3-1",
        "2023/03/01",
        "20230301",
        20230301.0,
        "2023年3月1日",
        "2023.3.1",
        date(2023, 3, 1),
        "2023-03-01 00:00:00",
        "2023-03-01T08:00:00+08:00",
        "２０２３－３－１",
        "2023年3月1日开工",
    ],
    ids=range(11),
)
def test_a_day_is_read_in_any_writing(cell: Value) -> None:
    read = when(cell)
    assert read.value == day("2023-03-01")
    assert read.said == ()


@pytest.mark.parametrize(
    ("cell", "first", "last", "precision", "code"),
    [
        ("2023年3月", "2023-03-01", "2023-03-31", "month", "date_partial"),
        ("2023.03", "2023-03-01", "2023-03-31", "month", "date_partial"),
        (2022.3, "2022-03-01", "2022-03-31", "month", "date_partial"),
        (2022.1, "2022-01-01", "2022-01-31", "month", "date_ambiguous"),
        ("202402", "2024-02-01", "2024-02-29", "month", "date_partial"),
        ("2023年3月上旬", "2023-03-01", "2023-03-10", "month", "date_partial"),
        ("2023年2月下旬", "2023-02-21", "2023-02-28", "month", "date_partial"),
        ("2023年", "2023-01-01", "2023-12-31", "year", "date_partial"),
        (2021, "2021-01-01", "2021-12-31", "year", "date_partial"),
        ("2025年底", "2025-12-01", "2025-12-31", "month", "date_partial"),
        ("2025年内", "2025-01-01", "2025-12-31", "year", "date_partial"),
        ("2025年上半年", "2025-01-01", "2025-06-30", "year", "date_partial"),
        ("2025下半年", "2025-07-01", "2025-12-31", "year", "date_partial"),
        ("2025年第二季度", "2025-04-01", "2025-06-30", "year", "date_partial"),
        ("2025Q4", "2025-10-01", "2025-12-31", "year", "date_partial"),
        ("拟2023", "2023-01-01", "2023-12-31", "year", "date_planned"),
        ("2025年6月前", "2025-06-01", "2025-06-30", "month", "date_planned"),
        (45000, "2023-03-15", "2023-03-15", "day", "date_serial"),
        ("45001", "2023-03-16", "2023-03-16", "day", "date_serial"),
        (45000.5, "2023-03-15", "2023-03-15", "day", "date_serial"),
        ("1955-01-01", "1955-01-01", "1955-01-01", "day", "date_far"),
        (date(1955, 1, 1), "1955-01-01", "1955-01-01", "day", "date_far"),
    ],
)
def test_what_is_known_of_a_date_is_kept_and_said(
    cell: Value, first: str, last: str, precision: str, code: str
) -> None:
    read = when(cell)
    assert read.value == When(date.fromisoformat(first), date.fromisoformat(last))
    assert read.value.precision == precision
    assert [problem.code for problem in read.said] == [code]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2023-02-30", "date_impossible"),
        ("2023-13-01", "date_impossible"),
        ("2023年13月", "date_impossible"),
        ("20230230", "date_impossible"),
        ("尽快", "date_unknown"),
        ("99999", "date_unknown"),
        ("1234", "date_unknown"),
        (True, "date_unknown"),
        (1.0, "date_unknown"),
        ("23.3.1", "date_unknown"),
        ("待定", "pending"),
        ("——", "pending"),
        ("=TODAY()", "formula"),
        ("#N/A", "cell_error"),
    ],
)
def test_what_is_no_date_is_refused(cell: Value, code: str) -> None:
    read = when(cell)
    assert read.value is None
    assert [problem.code for problem in read.said] == [code]


def test_an_empty_cell_is_no_date_and_no_fault() -> None:
    assert when(None) == when(" ")
    assert when(None).said == ()


@pytest.mark.parametrize(
    "cell",
    ["2021-2025", "2021—2025年", "2021年至2025年", "2021～2025", "2021--2025", "2021年-2025年"],
)
def test_a_span_of_years_is_read_in_any_writing(cell: str) -> None:
    start, end = span(cell).value or (None, None)
    assert start
    assert end
    assert (start.first, end.last) == (date(2021, 1, 1), date(2025, 12, 31))


def test_a_span_of_months_is_parted_at_the_right_dash() -> None:
    start, end = span("2021-03-2025-12").value or (None, None)
    assert start == When(date(2021, 3, 1), date(2021, 3, 31))
    assert end == When(date(2025, 12, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("cell", "year", "code"),
    [
        ("2021年", 2021, "span_open"),
        (2021, 2021, "span_open"),
        ("2021年起", 2021, "span_open"),
        ("2021-", 2021, "span_open"),
        (date(2021, 1, 1), 2021, "span_open"),
        ("36个月", None, "duration"),
        ("三年", None, "duration"),
        ("2021-25", None, "date_impossible"),
        ("2021-2", 2021, "span_open"),
        ("2021至后年", 2021, "date_unknown"),
        ("-", None, "pending"),
    ],
)
def test_half_a_span_and_no_span_are_said(cell: Value, year: int | None, code: str) -> None:
    read = span(cell)
    start = read.value[0] if read.value else None
    assert (start.first.year if start else None) == year
    assert code in [problem.code for problem in read.said]


def test_only_a_certain_contradiction_is_an_error() -> None:
    year = When(date(2023, 1, 1), date(2023, 12, 31))
    assert between(day("2023-06-01"), year) is None
    assert between(None, year) is None
    assert between(year, None) is None
    problem = between(year, day("2022-06-01"))
    assert problem
    assert problem.params == {"start": "2023-01-01", "end": "2022-06-01"}

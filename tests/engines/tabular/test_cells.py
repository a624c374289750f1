"""Single cells: each gives a value or says why not."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.engines.tabular import cells, normalise_name
from liandu.engines.tabular.book import Value
from liandu.engines.tabular.problems import column_at, letters, worst
from liandu.engines.tabular.vocabulary import KINDS, Vocabulary

WAN = 10**6  # fen


def said(read: cells.Read[Any]) -> list[str]:
    """Return the codes of the remarks of a reading."""
    return [problem.code for problem in read.said]


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        (143.06, 143_060_000),
        (0.1 + 0.2, 300_000),
        (12, 12 * WAN),
        ("1,397,100", 1_397_100 * WAN),
        ("１２．５　", 12_500_000),
        ("¥ 3", 3 * WAN),
        ("人民币5万元整", 5 * WAN),
        (".5", WAN // 2),
        (0, 0),
        (None, None),
        ("  ", None),
    ],
)
def test_an_amount_is_read_exactly(cell: Value, fen: int | None) -> None:
    assert cells.money(cell, "万元") == cells.Read(fen)


@pytest.mark.parametrize(
    ("cell", "fen", "codes"),
    [
        ("2.38万亿元", 238 * 10**12, ["money_other_unit", "money_huge"]),
        ("3亿", 3 * 10**10, ["money_other_unit"]),
        ("500元", 50_000, ["money_other_unit"]),
        ("7千元", 700_000, ["money_other_unit"]),
        ("约3万元", 3 * WAN, ["money_about"]),
        ("3万余", 3 * WAN, ["money_about"]),
        ("3倍", None, ["money_unknown"]),
        ("3万元以上", 3 * WAN, ["money_about"]),
        ("待定", None, ["pending"]),
        ("—", None, ["pending"]),
        ("-5", None, ["money_negative"]),
        ("(5)", None, ["money_negative"]),
        (-5, None, ["money_negative"]),
        ("5)", None, ["money_unknown"]),
        ("(5", None, ["money_unknown"]),
        ("12,34", None, ["money_unknown"]),
        ("5-6", None, ["money_unknown"]),
        ("abc", None, ["money_unknown"]),
        (True, None, ["money_unknown"]),
        (date(2023, 1, 1), None, ["money_unknown"]),
        (float("inf"), None, ["money_unknown"]),
        (1e300, None, ["money_unknown"]),
        (10**14, None, ["money_unknown"]),
        ("5万美元", None, ["money_currency"]),
        ("$5", None, ["money_currency"]),
        ("=D1*2", None, ["formula"]),
        ("＝D1", None, ["formula"]),
        ("#REF!", None, ["cell_error"]),
        (0.000000123, 0, ["money_rounded"]),
    ],
)
def test_a_doubtful_or_wrong_amount_says_why(
    cell: Value, fen: int | None, codes: list[str]
) -> None:
    read = cells.money(cell, "万元")
    assert (read.value, said(read)) == (fen, codes)


def test_an_amount_may_be_less_than_nothing_where_the_column_says_so() -> None:
    assert cells.money("-5", "万元", signed=True) == cells.Read(-5 * WAN)
    assert cells.money(-5.0, "万元", signed=True) == cells.Read(-5 * WAN)
    assert said(cells.money("-10000000000", "亿元", signed=True)) == ["money_unknown"]


def test_an_amount_without_any_unit_is_refused() -> None:
    assert said(cells.money("5", None)) == ["money_unit_missing"]
    assert said(cells.money(5.0, "斤")) == ["money_unit_missing"]
    assert cells.money("5万", None) == cells.Read(5 * WAN)


def test_an_exact_number_beyond_all_bounds_is_refused() -> None:
    assert said(cells.amount("x", Decimal("1E999999999"), "元")) == ["money_unknown"]


@given(st.integers(0, 10**15))
def test_any_amount_in_yuan_survives_the_way_through_text(fen: int) -> None:
    assert cells.money(f"{fen // 100}.{fen % 100:02}", "元").value == fen


@pytest.mark.parametrize(
    ("cell", "name", "codes"),
    [
        ("　江津公路示范工程\n三期（新建）", "江津公路示范工程三期（新建）", ["line_break_joined"]),
        ("Line\nTwo", "Line Two", ["line_break_joined"]),
        ("示范工程\r\n(续建)", "示范工程(续建)", ["line_break_joined"]),
        ("a  b", "a b", []),
        ("零\u200b宽", "零宽", ["invisible_removed"]),
        (2022.0, "2022", []),
        (1.5, "1.5", []),
        (True, "TRUE", []),
        (date(2023, 3, 1), "2023-03-01", []),
        ("x" * 201, None, ["text_too_long"]),
        ("x" * 10_001, None, ["text_too_long"]),
        ("=cmd()", None, ["formula"]),
        (None, None, []),
    ],
)
def test_a_name_is_one_clean_line(cell: Value, name: str | None, codes: list[str]) -> None:
    read = cells.name(cell)
    assert (read.value, said(read)) == (name, codes)


def test_a_number_of_a_thing_keeps_all_its_digits_or_is_refused() -> None:
    assert cells.identifier(" ＸＭ－２０２３ － 1 ").value == "XM-2023-1"
    assert cells.identifier(17.0).value == "17"
    assert said(cells.identifier(2.02051030048e17)) == ["digits_lost"]
    assert said(cells.identifier(None)) == []
    assert said(cells.identifier("x" * 65, 64)) == ["text_too_long"]


def test_bodies_are_parted_by_breaks_and_commas() -> None:
    assert cells.bodies("市发展改革委\n区发展改革委、 水务局").value == (
        "市发展改革委", "区发展改革委", "水务局",
    )  # fmt: skip
    assert said(cells.bodies("待定")) == ["pending"]
    assert said(cells.bodies("甲、" + "乙" * 201)) == ["text_too_long"]
    assert said(cells.bodies("丙" * 10_001)) == ["text_too_long"]
    assert cells.bodies("、").value is None


def test_names_that_differ_only_in_form_meet_under_one_key() -> None:
    assert normalise_name("泸州铁路（一期） ") == normalise_name("泸州铁路(一期)")
    assert normalise_name("ＡＢ－１") == normalise_name("ab 1")
    assert normalise_name("一期") != normalise_name("二期")
    assert len(normalise_name("ﷺ" * 200)) == cells.NAME_LIMIT


def test_a_long_cell_is_cut_for_a_sentence() -> None:
    assert len(cells.shown_text("字" * 500)) == cells.SHOWN


def test_kinds_are_found_by_any_of_their_words() -> None:
    kinds = Vocabulary(KINDS)
    assert kinds.read("营商环境联系点").value == "business_contact"
    assert kinds.read("水域类（示例）").value == "waters"
    assert kinds.read("works_project").value == "works_project"
    assert said(kinds.read("天文")) == ["choice_unknown"]
    assert said(kinds.read("天文", strict=False)) == ["choice_unknown_kept_out"]
    assert said(kinds.read("=A1")) == ["formula"]
    assert said(kinds.read("/")) == ["pending"]
    assert kinds.read(None) == cells.Read()


def test_letters_of_columns_go_both_ways() -> None:
    assert [letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert [column_at(letters(at)) for at in range(800)] == list(range(800))


def test_nothing_wrong_has_no_severity() -> None:
    assert worst(()) is None

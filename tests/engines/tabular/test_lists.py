"""Whole lists: read almost without help, every doubt shown, nothing guessed."""

from datetime import date

import pytest

from liandu.engines.tabular import CODES, When, World, choose, read_book, read_rows
from tests.engines.tabular.lists import (
    WORLD,
    codes,
    merged_list,
    projects,
    read,
    sheet_file,
    text_file,
    two_level_list,
)

YI = 10**10  # fen


def test_a_list_with_two_levels_of_headings_is_read_without_help() -> None:
    first, second, third = projects(two_level_list())
    assert first.values == {
        "serial": "1",
        "name": "成宜高铁自贡段",
        "places": ("510300", "510500"),
        "starts_on": When(date(2021, 1, 1), date(2021, 12, 31)),
        "ends_on": When(date(2025, 1, 1), date(2025, 12, 31)),
        "investment": 143_06 * YI // 100,
        "year_plan": 28_61 * YI // 100,
        "responsible_body": ("市发展改革委", "区发展改革委"),
        "field": "infrastructure",
        "sub_field": "铁路",
    }
    assert first.verdict == "good"
    assert second.values["places"] == ("510321", "500118")
    assert second.values["ends_on"].precision == "month"
    assert second.values["investment"] == 73_89 * YI // 100
    assert codes(second) == {"money_other_unit"}
    assert "year_plan" not in second.values
    assert codes(third) == {"date_planned", "choice_unknown_kept_out"}
    assert third.values["places"] == ("500116", "511000")
    assert "sub_field" not in third.values


def test_rows_that_are_no_project_say_what_they_are() -> None:
    assert read(two_level_list())[0].verdict == "skipped"
    skipped = {draft.number: draft.skipped for draft in read(two_level_list()) if draft.skipped}
    assert skipped == {
        5: "section", 6: "section", 9: "sum", 10: "header", 11: "section", 13: "note",
    }  # fmt: skip


def test_the_layout_names_the_sheets_passed_over_and_the_columns_not_read() -> None:
    layout = choose(read_book(two_level_list(), "list.xlsx"), WORLD.fields)
    assert layout.sheet == 1
    assert layout.header_rows == (3, 4)
    assert layout.is_usable
    assert {(p.code, p.params.get("sheet"), p.column) for p in layout.problems} == {
        ("sheet_without_list", "填表说明", ""),
        ("sheet_hidden", "旧表", ""),
        ("column_unknown", None, "J"),
    }
    assert [(c.field, c.unit) for c in layout.columns if c.unit] == [
        ("investment", "亿元"),
        ("year_plan", "亿元"),
    ]


def test_a_second_list_in_the_same_book_is_a_doubt() -> None:
    book = read_book(two_level_list(), "list.xlsx")
    book.sheets[2].hidden = False
    layout = choose(book, WORLD.fields)
    assert "sheet_other_list" in {problem.code for problem in layout.problems}


def test_a_book_without_a_list_says_so() -> None:
    for data in (sheet_file([["a", "b"], [1, 2]]), sheet_file([])):
        layout = choose(read_book(data, "x.xlsx"), WORLD.fields)
        assert [problem.code for problem in layout.problems] == ["header_missing"]
        assert not layout.is_usable
    book = read_book(sheet_file([["a"]]), "x.xlsx")
    book.sheets = []
    assert choose(book, WORLD.fields).problems[0].code == "header_missing"


GB_ROWS = [
    ["项目编号", "名称", "地区", "总投资(万元)", "年度计划(万元)", "开工日期", "完工日期", "类型"],
    ["XM-1", "一号", "自贡", "540,588", "100", "2023-3-1", "2025-12-31", "工程"],
    ["XM-2", "二号", "璧山区", "10", "20", "2023/03/01", "2022-01-01", "水域"],
    ["XM-2", "三号", "朝阳区", "=A1", "", "2023-02-30", "", "天文"],
    ["XM-4", "", "510300", "-5", "5", "45000", "", ""],
    ["XM-5", "一 号", "自贡", "5", "", "", "", ""],
    [],
    ["合计", "", "", "=SUM(D2:D61)", "", "", "", ""],
]


def test_a_gb18030_text_table_shows_every_fault_by_row_and_column() -> None:
    drafts = projects(text_file(GB_ROWS))
    found = {(p.row, p.column, p.code) for d in drafts for p in d.problems if p.severity != "note"}
    assert found == {
        (2, "B", "name_repeated"),
        (3, "A", "number_repeated"),
        (3, "C", "place_unknown"),
        (3, "E", "plan_exceeds_total"),
        (3, "G", "end_before_start"),
        (4, "A", "number_repeated"),
        (4, "C", "place_ambiguous"),
        (4, "D", "formula"),
        (4, "F", "date_impossible"),
        (4, "H", "choice_unknown"),
        (5, "B", "required"),
        (5, "D", "money_negative"),
        (5, "F", "date_serial"),
        (6, "B", "name_repeated"),
    }
    assert [draft.verdict for draft in drafts] == [
        "doubtful",
        "wrong",
        "wrong",
        "wrong",
        "doubtful",
    ]
    assert drafts[0].values["investment"] == 540_588 * 10**6
    assert drafts[0].values["kind"] == "works_project"
    assert drafts[0].texts["investment"] == "540,588"
    assert read(text_file(GB_ROWS))[-1].skipped == "sum"


def test_years_in_one_column_become_start_and_end() -> None:
    rows = [
        ["名称", "建设年限", "开工日期"],
        ["一号", "2021—2025年", ""],
        ["二号", "2021-2025", "2022"],
        ["三号", "36个月", ""],
    ]
    one, two, three = projects(text_file(rows))
    assert (one.values["starts_on"].first.year, one.values["ends_on"].last.year) == (2021, 2025)
    assert codes(two) == {"date_in_two_columns"}
    assert codes(three) == {"duration"}
    assert "span" not in one.values


def test_sections_may_have_their_numeral_in_the_serial_column() -> None:
    rows = [
        ["序号", "项目名称", "总投资(万元)"],
        ["一", "现代产业", "12"],
        ["（一）", "制造", "7"],
        ["1", "一号工厂", "7"],
        ["二", "生态屏障", ""],
        ["", "只有名称", ""],
        ["公共服务类", "", ""],
        ["学校", "", ""],
        ["2", "二号学校", "3"],
        ["填表人：甲", "审核人：乙", ""],
        ["3", "", ""],
        ["本表所列项目" + "均经审定" * 12, "", ""],
        ["", "", "9"],
    ]
    drafts = read(text_file(rows))
    kinds = {draft.number: draft.skipped for draft in drafts if draft.skipped}
    assert kinds == {
        2: "section", 3: "section", 5: "section", 7: "section", 8: "section",
        10: "note", 11: "blank", 12: "note", 13: "blank",
    }  # fmt: skip
    values = [draft.values for draft in drafts if not draft.skipped]
    assert [(v["name"], v["field"], v.get("sub_field")) for v in values] == [
        ("一号工厂", "industry", "制造"),
        ("只有名称", "ecology", None),
        ("二号学校", "public_services", "学校"),
    ]


def test_a_lower_section_may_name_the_field_when_the_upper_does_not() -> None:
    rows = [
        ["名称", "领域", "子领域"],
        ["一、省级项目"],
        ["（一）科技创新"],
        ["一号"],
        ["二号", "文旅", "戏"],
    ]
    one, two = projects(text_file(rows))
    assert one.values["field"] == "science"
    assert (two.values["field"], two.values["sub_field"]) == ("culture", "戏")


def test_a_project_whose_name_begins_like_a_sum_or_a_numeral_is_a_project() -> None:
    rows = [["名称", "地区"], ["总计量站工程", "自贡"], ["三江治理", "自贡"], ["二〇二厂", "自贡"]]
    assert len(projects(text_file(rows))) == 3


def test_a_merged_cell_counts_for_every_row_it_covers() -> None:
    one, two = projects(merged_list())
    assert codes(one) == set()
    assert two.values == {"name": "二号", "responsible_body": ("发改委",), "investment": 5 * 10**6}
    assert [p.code for p in two.problems] == ["merged_filled", "merged_amount"]


def test_merged_cells_without_end_are_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liandu.engines.tabular.drafts.MERGED_LIMIT", 0)
    book = read_book(text_file([["名称", "地区"], ["一号", "自贡"], ["二号", ""]]), "a.csv")
    book.sheets[0].merged = [(1, 1, 10**9, 1), (10**6, 1, 10**9, 1)]
    layout = choose(book, WORLD.fields)
    assert "places" not in read_rows(book.sheets[0], layout, WORLD)[1].values


def test_a_world_without_vocabularies_leaves_words_out() -> None:
    rows = [["名称", "类型"], ["一、现代产业", ""], ["一号", "工程"]]
    draft = projects(text_file(rows), World(vocabularies={}))[0]
    assert codes(draft) == {"choice_unknown", "choice_unknown_kept_out"}


def test_every_sentence_takes_the_parameters_it_is_given() -> None:
    drafts = [*read(two_level_list()), *read(text_file(GB_ROWS))]
    layout = choose(read_book(two_level_list(), "list.xlsx"), WORLD.fields)
    problems = [p for d in drafts for p in d.problems] + list(layout.problems)
    assert all("%(" not in str(problem) for problem in problems)
    assert problems[0].as_dict().keys() == {
        "code", "severity", "params", "row", "column", "field",
    }  # fmt: skip
    assert all(sentence for _severity, sentence in CODES.values())

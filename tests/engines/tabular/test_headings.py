"""Headings and the mapping made of them: found, shown, edited, kept."""

import pytest

from liandu.engines.tabular import Column, Layout, choose, read_book, read_rows
from tests.engines.tabular.lists import WORLD, projects, sheet_file, text_file

YI = 10**10  # fen


def test_a_mapping_can_be_edited_kept_and_given_back() -> None:
    book = read_book(
        text_file([["名称", "地区", "估价", "X"], ["一号", "自贡", "5", "z"]]), "a.csv"
    )
    found = choose(book, WORLD.fields)
    edited = found.edited({2: ("investment", "亿元")}, WORLD.fields)
    kept = Layout.from_dict(edited.as_dict(), WORLD.fields)
    assert kept == edited
    assert kept.signature == found.signature
    assert len(kept.signature) == 64
    draft = read_rows(book.sheets[0], kept, WORLD)[0]
    assert draft.values["investment"] == 5 * YI
    assert kept.column("investment") == Column(2, "估价", "investment", "亿元")
    assert kept.column("kind") is None


def test_an_edited_mapping_is_checked_anew() -> None:
    layout = choose(read_book(text_file([["名称", "地区", "估价"]]), "a.csv"), WORLD.fields)
    broken = layout.edited({0: ("places", None), 2: ("investment", None)}, WORLD.fields)
    assert {(p.code, p.column) for p in broken.problems} == {
        ("column_twice", "B"),
        ("unit_missing", "C"),
        ("column_missing", ""),
    }
    bare = Layout.from_dict({"sheet": 0, "header_rows": [], "columns": []}, WORLD.fields)
    assert [problem.row for problem in bare.problems] == [None]


def test_a_list_without_headings_can_be_read_once_mapped_by_hand() -> None:
    book = read_book(text_file([["一号", "自贡"], ["二号", "泸州"]]), "a.csv")
    columns = [
        {"index": 0, "header": "", "field": "name", "unit": None},
        {"index": 1, "header": "", "field": "places", "unit": None},
    ]
    layout = Layout.from_dict({"sheet": 0, "header_rows": [], "columns": columns}, WORLD.fields)
    drafts = read_rows(book.sheets[0], layout, WORLD)
    assert [draft.values["places"] for draft in drafts] == [("510300",), ("510500",)]


def test_headings_in_other_words_are_taken_with_a_doubt() -> None:
    rows = [["序号", "名称", "项目估算总投资额", "总投资(元)", "实际开工日期安排", "", "项目名称"]]
    layout = choose(read_book(text_file(rows), "a.csv"), WORLD.fields)
    assert {(p.code, p.column) for p in layout.problems} == {
        ("column_repeated", "C"),
        ("column_guessed", "E"),
        ("column_repeated", "G"),
        ("column_unknown", "C"),
        ("column_unknown", "F"),
        ("column_unknown", "G"),
    }


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("总投资（万元）", "万元"),
        ("总投资\n万元", "万元"),
        ("总投资/亿元", "亿元"),
        ("总投资万元", "万元"),
        ("总投资[千元]", "千元"),
        ("总投资，单位元", "元"),
        ("总投资", None),
    ],
)
def test_the_unit_of_a_column_is_read_from_its_heading(heading: str, unit: str | None) -> None:
    layout = choose(read_book(sheet_file([["名称", "地区", heading]]), "a.xlsx"), WORLD.fields)
    assert (layout.columns[2].field, layout.columns[2].unit) == ("investment", unit)
    assert layout.is_usable == (unit is not None)


def test_a_heading_beats_the_unit_row_and_the_conflict_is_a_doubt() -> None:
    rows = [["单位: 人民币亿元", ""], ["名称", "地区", "总投资(万元)"]]
    layout = choose(read_book(sheet_file(rows), "a.xlsx"), WORLD.fields)
    assert layout.columns[2].unit == "万元"
    assert [p.code for p in layout.problems] == ["unit_conflict"]


def test_the_unit_of_a_group_counts_for_its_columns_even_without_merged_cells() -> None:
    rows = [
        ["名称", "地区", "投资(亿元)", "", "备注"],
        ["", "", "总投资", "2023年计划", ""],
        ["一号", "自贡", "3", "1", ""],
    ]
    draft = projects(text_file(rows))[0]
    assert (draft.values["investment"], draft.values["year_plan"]) == (3 * YI, YI)

"""Mutilated files: whatever is done to them, there is a reading or one plain refusal."""

import io
import json
import zipfile
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandu.engines import oc4ids
from liandu.engines.tabular import RowDraft, Unreadable, choose, read_book, read_rows, workbook
from tests.engines.crafted import cases
from tests.engines.tabular.lists import WORLD, read, text_file, two_level_list

BOOK = two_level_list()
TEXT = text_file(
    [
        ["项目编号", "名称", "地区", "总投资(万元)", "开工日期", "建设年限", "类型"],
        ["XM-1", "一号", "自贡、泸州", "5万", "2023-3-1", "2021-2025", "工程"],
        ["", "一、现代产业", "", "", "", "", ""],
    ]
)
PACKAGE = json.dumps(
    {
        "projects": [
            {"id": "1", "title": "t", "budget": {"amount": {"amount": 1, "currency": "CNY"}}}
        ]
    }
).encode()

MEMBERS = (
    *("id", "title", "status", "sector", "locations", "address", "region", "gazetteer"),
    *("budget", "amount", "currency", "period", "startDate", "parties", "name", "roles"),
)
Cuts = st.lists(st.tuples(st.integers(0, 2**16), st.binary(max_size=6)), min_size=1, max_size=8)
Scalars = st.none() | st.booleans() | st.floats() | st.text(max_size=20) | st.integers()


def mutilated(data: bytes, cuts: list[tuple[int, bytes]]) -> bytes:
    """Return the bytes with some overwritten; an empty piece cuts the file off."""
    for at, piece in cuts:
        where = at % (len(data) + 1)
        data = data[:where] + piece + data[where + len(piece) :] if piece else data[:where]
    return data


def survives(reader: Callable[[bytes], list[RowDraft]], data: bytes) -> None:
    """Read a file; nothing but drafts or a refusal may come out, each with whole sentences."""
    try:
        said = [problem for draft in reader(data) for problem in draft.problems]
    except Unreadable as refused:
        said = [refused.problem]
    assert all("%(" not in problem.sentence % problem.params for problem in said)


def package(data: bytes) -> list[RowDraft]:
    """Read a package of OC4IDS."""
    return oc4ids.read(data, WORLD)


@settings(max_examples=cases(200), deadline=None)
@given(Cuts)
def test_a_mutilated_text_table_is_read_or_refused(cuts: list[tuple[int, bytes]]) -> None:
    survives(read, mutilated(TEXT, cuts))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), max_size=9), max_size=12))
def test_any_text_under_the_headings_is_read(rows: list[list[str]]) -> None:
    heads = ["名称", "地区", "总投资(亿元)", "开工", "建设年限", "类型", "编号", "责任单位", "备注"]
    cells = [
        [text.replace("\0", "").encode("utf-8", "ignore").decode() for text in r] for r in rows
    ]
    survives(read, text_file([heads, *cells], "utf-8-sig"))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(Cuts)
def test_a_mutilated_workbook_is_read_or_refused(cuts: list[tuple[int, bytes]]) -> None:
    survives(read, mutilated(BOOK, cuts))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(Cuts, st.sampled_from(zipfile.ZipFile(io.BytesIO(BOOK)).namelist()))
def test_a_workbook_with_one_mutilated_part_is_read_or_refused(
    cuts: list[tuple[int, bytes]], part: str
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as whole, zipfile.ZipFile(stream, "w") as broken:
        for name in whole.namelist():
            data = whole.read(name)
            broken.writestr(name, mutilated(data, cuts) if name == part else data)
    survives(read, stream.getvalue())


@settings(max_examples=cases(100), deadline=None)
@given(Cuts)
def test_a_mutilated_workbook_has_an_answer_even_without_the_child(
    cuts: list[tuple[int, bytes]],
) -> None:
    answer = workbook.answer(mutilated(BOOK, cuts))
    assert answer.keys() in ({"sheets"}, {"code", "params"})


@settings(max_examples=cases(100), deadline=None)
@given(Cuts)
def test_a_mutilated_package_is_read_or_refused(cuts: list[tuple[int, bytes]]) -> None:
    survives(package, mutilated(PACKAGE, cuts))


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        Scalars,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(MEMBERS),
                inner,
                max_size=6,
            )
        ),
    )
)
def test_a_package_of_any_shape_is_read_or_refused(project: object) -> None:
    survives(package, json.dumps({"projects": [project]}).encode())


def test_the_untouched_files_are_read() -> None:
    book = read_book(BOOK, "x")
    assert len(read_rows(book.sheets[1], choose(book, WORLD.fields), WORLD)) == 9

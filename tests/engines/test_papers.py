"""Papers as files of Word: sheet, grid, fonts, marks, numbers, signatures, the same bytes."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from liandu.engines import papers
from liandu.engines.papers import Form, Heading, Paper, Paragraph, Table, geometry

DAY = date(2026, 6, 9)
LINE = "测" * 28
TEXT = "一、问题。事实如下。\n（一）要求\n正文。\n| 编号 | 一 |\n| 期限 |"
WHOLE = Paper(
    title="关于限期整改的通知", text=TEXT,
    marks=("自贡市监督办",), signed_by=("自贡市监督办",),
    number=papers.number_of("自监督整", 2026, 3), urgency="特急", recipients=("灌区公司", "水利局"),
    attachments=("方案", "报告"), issued_on=DAY, note="联系人：综合岗", copies=("审计局",),
    printer="自贡市监督办",
)  # fmt: skip
LETTER = replace(WHOLE, form=Form.LETTER, copies=(), printer="", urgency="")


def opened(paper: Paper) -> Any:
    return docx.Document(io.BytesIO(papers.as_docx(paper)))


def texts(document: Any) -> list[str]:
    return [one.text for one in document.paragraphs if one.text]


def fonts(paragraph: Any) -> list[tuple[str, float]]:
    runs = [run for run in paragraph.runs if run.text]
    return [(r._element.rPr.rFonts.get(qn("w:eastAsia")), r.font.size.pt) for r in runs]  # noqa: SLF001


def named(document: Any, words: str) -> Any:
    return next(one for one in document.paragraphs if words in one.text)


def at_foot(document: Any) -> list[str]:
    """Return the lines in the box at the foot of the last page."""
    boxes = document.element.body.iter(qn("w:txbxContent"))
    said = [
        "".join("\t" if one.tag == qn("w:tab") else one.text or "" for one in line.iter()
                if one.tag in {qn("w:t"), qn("w:tab")} and one.get(qn("w:pos")) is None)
        for box in boxes for line in box
    ]  # fmt: skip
    return [line for line in said if line]


def test_the_sheet_is_a4_with_the_edges_of_the_standard() -> None:
    section = opened(WHOLE).sections[0]
    sizes = (
        section.page_width, section.page_height, section.top_margin, section.bottom_margin,
        section.left_margin, section.right_margin,
    )  # fmt: skip
    assert [round(size.mm) for size in sizes] == [210, 297, 37, 35, 28, 26]


def test_the_grid_has_22_lines_of_28_characters() -> None:
    section = opened(WHOLE).sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))  # noqa: SLF001
    pitch = int(grid.get(qn("w:linePitch")))
    assert 22 * pitch <= geometry.twips(225) < 22.2 * pitch
    wide = 16 * 20 + int(grid.get(qn("w:charSpace"))) / 4096 * 20
    assert 28 * wide <= geometry.WIDTH < 28.2 * wide
    # What LibreOffice goes by, which reads the grid otherwise.
    assert 28 * (16 * 20 + geometry.CLOSER) <= geometry.WIDTH < 29 * (16 * 20 + geometry.CLOSER)


def test_every_line_of_the_text_is_of_the_height_of_the_grid() -> None:
    body = named(opened(replace(WHOLE, text=LINE)), LINE)
    form = body.paragraph_format
    assert form.line_spacing.twips == geometry.LINE
    assert form.first_line_indent.twips == geometry.characters(2)


def test_letters_are_those_the_standard_names() -> None:
    found = opened(WHOLE)
    assert fonts(named(found, WHOLE.title)) == [("方正小标宋简体", 22)]
    assert fonts(named(found, "问题。")) == [("黑体", 16), ("仿宋_GB2312", 16)]
    assert fonts(named(found, "（一）要求")) == [("楷体_GB2312", 16)]
    assert fonts(named(found, "正文")) == [("仿宋_GB2312", 16)]
    lang = found.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert lang.get(qn("w:eastAsia")) == "zh-CN"


def test_the_head_says_who_issues_it_and_its_number_in_order() -> None:
    found = opened(WHOLE)
    assert texts(found)[:4] == [
        "特急", "自贡市监督办文件", "自监督整〔2026〕3号", "关于限期整改的通知",
    ]  # fmt: skip
    mark = named(found, "文件").runs[0]
    assert str(mark.font.color.rgb) == geometry.RED
    red = named(found, "3号")._element.pPr.find(qn("w:pBdr")).find(qn("w:bottom"))  # noqa: SLF001
    assert red.get(qn("w:color")) == geometry.RED
    assert "灌区公司、水利局：" in texts(found)


def test_a_joint_paper_carries_every_mark_and_every_name() -> None:
    names = ("自贡市监督办", "水利局", "审计局", "财政局")
    found = opened(replace(WHOLE, marks=names, signed_by=names, text="正文。", urgency=""))
    marks, signatures = found.tables[0], found.tables[1]
    assert [row.cells[0].text for row in marks.rows] == list(names)
    assert marks.cell(0, 1).text == marks.cell(3, 1).text == "文件"
    cells = [cell.text for row in signatures.rows for cell in row.cells]
    assert [cell.strip() for cell in cells] == [
        "自贡市监督办", "水利局", "审计局", "", "", "财政局\n2026年6月9日",
    ]  # fmt: skip
    long = "自贡市监督工作协同联动办公室"
    two = opened(replace(WHOLE, signed_by=(long, "水利局"), text="正文。")).tables[0]
    assert len(two.columns) == 2


def test_the_name_stands_over_the_middle_of_the_day() -> None:
    found = opened(WHOLE).paragraphs
    at = next(n for n, one in enumerate(found) if one.text == "2026年6月9日")
    name, day = found[at - 1], found[at]

    def reach(paragraph: Any) -> float:
        """Return how far from the right edge it begins, in characters; it ends at the edge."""
        form = paragraph.paragraph_format
        assert form.alignment == 1, "centred"
        assert form.right_indent.twips == 0
        return float(28 - form.left_indent.twips / geometry.CHARACTER)

    assert name.text == "自贡市监督办"
    # Centred there, the day ends four characters from the edge.
    width = geometry.width_of(day.text)
    assert reach(name) == reach(day) == pytest.approx(2 * 4 + width, abs=0.01)
    assert name.paragraph_format.keep_with_next
    long = opened(replace(WHOLE, signed_by=("监" * 20,))).paragraphs
    at = next(n for n, one in enumerate(long) if one.text == "2026年6月9日")
    assert reach(long[at - 1]) == reach(long[at]) == pytest.approx(20, abs=0.01)
    longer = opened(replace(WHOLE, signed_by=("监" * 40,))).paragraphs
    at = next(n for n, one in enumerate(longer) if one.text == "2026年6月9日")
    assert reach(longer[at]) == pytest.approx(28, abs=0.01)


def test_tables_attachments_note_and_colophon_are_there() -> None:
    found = opened(WHOLE)
    assert [[cell.text for cell in row.cells] for row in found.tables[0].rows] == [
        ["编号", "一"], ["期限", ""],
    ]  # fmt: skip
    said = texts(found)
    assert [line for line in said if "方案" in line or "报告" in line] == [
        "附件：1. 方案",
        "2. 报告",
    ]
    assert "（联系人：综合岗）" in said
    assert at_foot(found) == ["抄送：审计局。", "自贡市监督办\t2026年6月9日印发"]


def test_the_colophon_stands_at_the_foot_with_room_for_its_lines() -> None:
    def height(**changes: Any) -> int:
        document = opened(replace(WHOLE, **changes))
        body = document.element.body
        place = next(body.iter(qn("wp:positionV")))
        assert place.get("relativeFrom") == "margin"
        assert place[0].text == "bottom"
        return int(next(body.iter(qn("wp:extent"))).get("cy"))

    assert height(copies=()) < height() < height(copies=("审计局",) * 12)
    foot = at_foot(opened(replace(WHOLE, copies=(), printer="")))
    assert foot == []


def test_a_title_is_parted_in_lines_of_like_length_between_words() -> None:
    assert geometry.title_lines("关于大足引水工程一期四不两直检查情况的报告") == [
        "关于大足引水工程一期", "四不两直检查情况的报告",
    ]  # fmt: skip
    assert geometry.title_lines("关于限期整改的通知") == ["关于限期整改的通知"]
    assert geometry.title_lines("甲\n乙") == ["甲", "乙"]
    assert [len(line) for line in geometry.title_lines("测" * 50)] == [17, 17, 16]


def test_columns_are_as_wide_as_what_they_say() -> None:
    text = "| 序号 | 措施 |\n| 1 | 补办手续，核对原始资料，查明原因，修订制度并组织学习 |"
    first, second = opened(replace(WHOLE, text=text)).tables[0].columns
    assert 4 * first.width < second.width
    assert first.width + second.width <= geometry.WIDTH * 635
    many = opened(replace(WHOLE, text="| 一二三四 " * 12 + "| " + "长" * 30)).tables[0].columns
    assert len(many) == 13
    assert sum(one.width for one in many) <= geometry.WIDTH * 635
    assert all(one.width > 0 for one in many)


def test_a_draft_has_no_day_and_a_bare_paper_has_no_end() -> None:
    found = opened(replace(WHOLE, issued_on=None, copies=()))
    assert at_foot(found) == ["自贡市监督办"]
    bare = Paper(title="标题", text="", marks=("办",), signed_by=("办",))
    assert "抄送" not in "".join(texts(opened(bare)))
    one = opened(replace(WHOLE, attachments=("方案",), copies=(), printer=""))
    assert "附件：方案" in texts(one)


def test_a_letter_has_its_mark_in_the_head_and_no_number_on_its_first_page() -> None:
    for paper in (LETTER, replace(LETTER, urgency="加急")):
        found = opened(paper)
        section = found.sections[0]
        assert section.different_first_page_header_footer
        assert section.first_page_header.paragraphs[0].text == "自贡市监督办"
        # Letters begin a little below the top of their line.
        assert 26.5 < section.header_distance.mm < 28
        assert "".join(one.text for one in section.first_page_footer.paragraphs) == ""
        assert named(found, "3号").alignment == 2


def test_pages_are_numbered_right_and_left() -> None:
    found = opened(WHOLE)
    section = found.sections[0]
    assert found.settings.odd_and_even_pages_header_footer
    sides = [section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]]
    assert [int(one.alignment) for one in sides] == [2, 0]
    assert all("PAGE" in one._element.xml for one in sides)  # noqa: SLF001


def test_the_same_paper_gives_the_same_bytes_and_tells_no_time() -> None:
    made = papers.as_docx(WHOLE)
    assert made == papers.as_docx(Paper.of(WHOLE.plain()))
    assert made != papers.as_docx(replace(WHOLE, text="别的"))
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_marks_shrink_to_their_line() -> None:
    assert geometry.mark_size(("办",)) == geometry.LARGEST_MARK
    assert geometry.mark_size(("监" * 40,)) == geometry.SMALLEST_MARK
    assert geometry.mark_size(()) == geometry.LARGEST_MARK
    size = geometry.mark_size(("监" * 14,))
    assert 14 * size * 20 <= geometry.WIDTH


def test_fields_are_filled_and_lines_with_nothing_to_say_go() -> None:
    text = "问题：{题}。\n金额：{额}。\n办"
    assert papers.fields_in(text + "{题}") == ["题", "额"]
    assert papers.filled(text, {"题": "甲{额}", "额": " "}) == "问题：甲{额}。\n办"
    assert papers.filled("| 题 | {题} |", {"题": "甲|乙\n丙"}) == "| 题 | 甲／乙 丙 |"
    with pytest.raises(papers.Unfilled, match="额"):
        papers.filled(text, {"题": ""})


def test_a_text_is_read_line_by_line() -> None:
    read = list(papers.blocks("甲\n\n| a | b |\n| c |\n一、问题\n（二）要求。做。\n| x |"))
    assert read == [
        Paragraph("甲"), Table((("a", "b"), ("c", ""))), Heading(1, "一、问题"),
        Heading(2, "（二）要求。", "做。"), Table((("x",),)),
    ]  # fmt: skip


@given(st.text(max_size=200), st.dates())
def test_whatever_is_written_a_paper_is_kept_and_read_again(text: str, day: date) -> None:
    paper = replace(WHOLE, text=text, issued_on=day)
    assert Paper.of(paper.plain() | {"later": 1}) == paper
    list(papers.blocks(text))


def test_days_and_numbers_are_written_as_the_standard_says() -> None:
    assert papers.dated(DAY) == "2026年6月9日"
    assert papers.dated(None) == ""
    assert papers.number_of("自监督", 2026, 3) == "自监督〔2026〕3号"


def test_a_kind_of_paper_is_offered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liandu.engines.papers.kinds.KINDS", {})
    kind = papers.Kind("sheet", "周调度单", 1, {}, lambda _a, _r: {}, lambda _r: (1,))
    papers.offer(kind)
    assert papers.kind_of("sheet") is kind
    assert list(papers.kinds_at(1)) == [kind]
    assert list(papers.kinds_at(2)) == []
    assert kind.is_timely(None, None)
    assert kind.recipients(None) == ()
    with pytest.raises(ValueError, match="sheet"):
        papers.offer(kind)

"""The head of a paper: who issues it, its number, the red line (GB/T 9704-2012, 7.2 and 10)."""

from collections.abc import Mapping

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.shared import Twips

from liandu.engines.papers import geometry as g
from liandu.engines.papers.ooxml import CENTER, LEFT, RIGHT, SPREAD, border, fixed, shape, write
from liandu.engines.papers.paper import Form, Paper

# What stands in red after the name of the body.
WORDS_OF_MARK: Mapping[str, str] = {Form.STANDARD: "文件", Form.MINUTES: "会议纪要"}
# What is left of the line of several marks once the word beside them has its place.
ROOM_OF_MARKS = 116
RED_EIGHTHS, DOUBLE_EIGHTHS = 12, 24
LINE_SPACE = round(g.LINE_BELOW / 25.4 * 72)
LINES_ABOVE_NUMBER = 2
THINNEST = 20


def standard(document: Document, paper: Paper) -> None:
    """Draw the red head: the marks 35 mm below the edge, the number, the line below it."""
    first = shape(document.add_paragraph())
    if paper.urgency:
        write(first, paper.urgency, font=g.BLACK_FONT)
    size = _size(paper.marks)
    shape(document.add_paragraph(), line=g.twips(g.MARK_BELOW) - g.LINE - _over(size))
    if len(paper.marks) > 1:
        _joint_marks(document, paper.marks)
    else:
        _mark(document, f"{paper.marks[0]}{WORDS_OF_MARK[Form.STANDARD]}", size)
    _number(document, paper)


def minutes(document: Document, paper: Paper) -> None:
    """Draw the red head of minutes (10.3): their own mark, of the body that keeps them."""
    mark = f"{paper.marks[0]}{WORDS_OF_MARK[Form.MINUTES]}"
    size = g.mark_size((mark,))
    shape(document.add_paragraph(), line=g.twips(g.MARK_BELOW) - _over(size))
    _mark(document, mark, size)
    _number(document, paper)


def letter(document: Document, paper: Paper) -> None:
    """Draw the head of a letter: the lead body's mark 30 mm from the top, two double lines."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    size = g.mark_size((paper.marks[0],))
    section.header_distance = Twips(g.twips(g.LETTER_MARK) - _over(size))
    over = (g.LETTER_LINE - g.AREA[0]) / 2 * g.TWIPS_A_MM / g.CHARACTER
    head = section.first_page_header.paragraphs[0]
    shape(head, align=CENTER, line=_line(size), left=-over, right=-over)
    write(head, paper.marks[0], font=g.TITLE_FONT, size=size, red=True)
    below = LINE_SPACE - _over(size) // g.TWIPS_A_POINT
    border(head, bottom=("thickThinSmallGap", DOUBLE_EIGHTHS), space=below)
    foot = section.first_page_footer.paragraphs[0]
    shape(foot, line=THINNEST, left=-over, right=-over)
    border(foot, top=("thinThickSmallGap", DOUBLE_EIGHTHS))
    first = shape(document.add_paragraph(), align=LEFT if paper.urgency else RIGHT)
    if paper.urgency:
        write(first, paper.urgency, font=g.BLACK_FONT)
        first = shape(document.add_paragraph(), align=RIGHT)
    write(first, paper.number)


def plain(document: Document, paper: Paper) -> None:
    """Write the number alone: what is kept or handed over as a form has no red head."""
    write(shape(document.add_paragraph(), align=RIGHT), paper.number)


def _mark(document: Document, mark: str, size: int) -> None:
    """Write a mark in red over the middle of the page."""
    paragraph = shape(document.add_paragraph(), align=CENTER, line=_line(size))
    write(paragraph, mark, font=g.TITLE_FONT, size=size, red=True)


def _number(document: Document, paper: Paper) -> None:
    """Write the number two lines below the mark, and draw the red line below it."""
    for _ in range(LINES_ABOVE_NUMBER):
        shape(document.add_paragraph())
    number = shape(document.add_paragraph(), align=CENTER)
    write(number, paper.number)
    border(number, bottom=("single", RED_EIGHTHS), space=LINE_SPACE)


def _joint_marks(document: Document, marks: tuple[str, ...]) -> None:
    """Draw the marks of several bodies one below the other, the word for papers beside them."""
    size = _size(marks)
    table = document.add_table(len(marks), 2)
    fixed(table, (g.twips(ROOM_OF_MARKS), g.WIDTH - g.twips(ROOM_OF_MARKS)))
    for row, mark in zip(table.rows, marks, strict=True):
        # Shorter names are spread to the width of the longest.
        paragraph = shape(row.cells[0].paragraphs[0], align=SPREAD, line=_line(size))
        write(paragraph, mark, font=g.TITLE_FONT, size=size, red=True)
    beside = table.cell(0, 1).merge(table.cell(len(marks) - 1, 1))
    beside.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    word = beside.paragraphs[0]
    shape(word, align=CENTER, line=_line(size))
    write(word, WORDS_OF_MARK[Form.STANDARD], font=g.TITLE_FONT, size=size, red=True)


def _size(marks: tuple[str, ...]) -> int:
    """Return the size of the letters of the marks, with the word for papers after or beside."""
    if len(marks) > 1:
        return g.mark_size(marks, ROOM_OF_MARKS)
    return g.mark_size((f"{marks[0]}{WORDS_OF_MARK[Form.STANDARD]}",))


def _over(size: int) -> int:
    """Return how far below the top of its line a red letter begins, in twips; it ends likewise."""
    return round(size * g.TWIPS_A_POINT * 0.17)


def _line(size: int) -> int:
    """Return the height of a line of red letters of that size."""
    return int(size * g.TWIPS_A_POINT * 1.25)

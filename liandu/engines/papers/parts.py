"""The body of a paper and its end: title, text, tables, signatures, colophon (7.3 and 7.4)."""

import math
from typing import Any

from docx.document import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Twips

from liandu.engines.papers import geometry as g
from liandu.engines.papers.ooxml import (
    BOTH,
    CENTER,
    at_the_foot,
    element,
    fixed,
    lines_of,
    rule_off,
    shape,
    write,
)
from liandu.engines.papers.paper import Form, Paper, dated
from liandu.engines.papers.text import Heading, Paragraph, Table, blocks

TITLE_LINE = 640
TABLE_LINE, PADDING = 400, 85
# Characters up to which a column is given what it needs, and beyond which none is given more.
NARROW, WIDEST = 7, 20
THINNEST = 20
COLON, COMMA = "：", "，"
# Of those at a meeting, on leave, beside, and who signed its minutes (10.3).
THERE = tuple(f"{label}{COLON}" for label in ("出席", "请假", "列席", "会签"))
# A date stands four characters from the edge, under the seal (7.3.5.1).
DATE_IN = 4
NAMES_A_ROW, LONGEST_OF_THREE = 3, 9
# Where the second line of the copies begins: below the first word after the colon.
HANGING = 1 + 3 * g.SIZE_4 / g.SIZE_3
ROOM_OF_RULES = 100
THICK, THIN = (round(each / 25.4 * 72 * 8) for each in (g.THICK, g.THIN))


def title(document: Document, paper: Paper) -> None:
    """Write the title two lines below the head, and to whom it goes a line below that."""
    is_headed = paper.form != Form.PLAIN
    for _ in range(2 if is_headed else 1):
        shape(document.add_paragraph())
    for line in g.title_lines(paper.title):
        paragraph = shape(document.add_paragraph(), align=CENTER, line=TITLE_LINE, is_kept=True)
        write(paragraph, line, font=g.TITLE_FONT, size=g.SIZE_2)
    shape(document.add_paragraph())
    # Whom minutes go to stands in their colophon.
    if paper.recipients and is_headed and paper.form != Form.MINUTES:
        to = shape(document.add_paragraph())
        write(to, "、".join(paper.recipients) + COLON)


def text(document: Document, paper: Paper) -> None:
    """Write the text block by block; of minutes, who was there a line below it."""
    is_named = False
    for block in blocks(paper.text):
        if isinstance(block, Table):
            _table(document, block)
        elif paper.form == Form.MINUTES and block.text.startswith(THERE):
            if not is_named:
                shape(document.add_paragraph())
            is_named = True
            _there(document, block.text)
        else:
            _paragraph(document, block)
    # Signatures do not stand on a page by themselves.
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def _paragraph(document: Document, block: Paragraph | Heading) -> None:
    """Write a paragraph; a heading in letters of its own, and kept with what follows."""
    if isinstance(block, Paragraph):
        write(shape(document.add_paragraph(), align=BOTH, first=2), block.text)
        return
    paragraph = shape(document.add_paragraph(), align=BOTH, first=2, is_kept=not block.rest)
    write(paragraph, block.text, font=g.HEAD_FONTS[block.level])
    if block.rest:
        write(paragraph, block.rest)


def _there(document: Document, words: str) -> None:
    """Write who was there, on leave or beside, the names below each other (10.3)."""
    label, _colon, names = words.partition(COLON)
    hanging = g.width_of(label) + 1
    paragraph = shape(document.add_paragraph(), align=BOTH, left=2 + hanging, first=-hanging)
    write(paragraph, label, font=g.BLACK_FONT)
    write(paragraph, f"{COLON}{names}")


def _table(document: Document, block: Table) -> None:
    """Draw a table over the whole width, each column as wide as what it says wants."""
    count = len(block.rows[0])
    table = document.add_table(0, count)
    for row in block.rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            paragraph = shape(cell.paragraphs[0], line=TABLE_LINE)
            write(paragraph, words, size=g.SIZE_SMALL_4)
    fixed(table, _widths(block), PADDING)
    lines_of(table, **dict.fromkeys(("top", "left", "bottom", "right", "insideH", "insideV"), 4))
    for row in table._tbl.tr_lst:  # noqa: SLF001 - no other way
        row.get_or_add_trPr().append(element("cantSplit"))


def _widths(block: Table) -> list[int]:
    """Return the widths of the columns: short ones as they need, the others share what is left."""
    longest = [max(g.width_of(cell) for cell in column) for column in zip(*block.rows, strict=True)]
    own = [
        0 if each > NARROW else 2 * PADDING + int((each + 0.5) * g.SIZE_SMALL_4 * g.TWIPS_A_POINT)
        for each in longest
    ]  # fmt: skip
    wide = [0 if width else min(each, WIDEST) for each, width in zip(longest, own, strict=True)]
    if not any(wide) or sum(own) > g.WIDTH * 2 // 3:
        own, wide = [0] * len(own), [max(each, 1) for each in longest]
    left = g.WIDTH - sum(own)
    return [width or int(left * each / sum(wide)) for width, each in zip(own, wide, strict=True)]


def attachments(document: Document, paper: Paper) -> None:
    """Name what is attached, a line below the text (7.3.4)."""
    if not paper.attachments:
        return
    shape(document.add_paragraph())
    is_one = len(paper.attachments) == 1
    for at, name in enumerate(paper.attachments, 1):
        head = f"附件{COLON}" if at == 1 else ""
        count = "" if is_one else f"{at}. "
        left = 5 if is_one else 6
        paragraph = shape(
            document.add_paragraph(), align=BOTH, left=left, first=2 - left if at == 1 else -1
        )
        write(paragraph, f"{head}{count}{name}")


def signatures(document: Document, paper: Paper) -> None:
    """Write who issues it and when, with room for the seals, kept with the text (7.3.5).

    Minutes bear no seal, and their day stands in their words.
    """
    if paper.form == Form.MINUTES:
        _note(document, paper)
        return
    for _ in range(2):
        shape(document.add_paragraph(), is_kept=True)
    if len(paper.signed_by) == 1:
        _one_signature(document, paper)
    else:
        _joint_signatures(document, paper)
    _note(document, paper)


def _note(document: Document, paper: Paper) -> None:
    """Write the note below the day (7.3.6)."""
    if paper.note:
        write(shape(document.add_paragraph(), left=2), f"（{paper.note}）")


def _one_signature(document: Document, paper: Paper) -> None:
    """Write the body centred over the day, which a long name moves to the left.

    Both are centred in what reaches to the right edge, however wide a program draws figures.
    """
    name, day = paper.signed_by[0], dated(paper.issued_on)
    reach = max(2 * DATE_IN + g.width_of(day), g.width_of(name))
    left = max(0, g.CHARACTERS - reach)
    write(shape(document.add_paragraph(), align=CENTER, left=left, is_kept=True), name)
    write(shape(document.add_paragraph(), align=CENTER, left=left), day)


def _joint_signatures(document: Document, paper: Paper) -> None:
    """Write the bodies in rows of two or three, in order, the day under the last."""
    names = paper.signed_by
    is_short = all(g.width_of(name) <= LONGEST_OF_THREE for name in names)
    count = min(len(names), NAMES_A_ROW if is_short else 2)
    rows = -(-len(names) // count)
    table = document.add_table(rows, count)
    fixed(table, [g.WIDTH // count] * count)
    # The last row ends at the right edge, where a day is looked for.
    free = rows * count - len(names)
    for at, name in enumerate(names):
        row, column = divmod(at, count)
        cell = table.cell(row, column + free if row == rows - 1 else column)
        is_last = at == len(names) - 1
        write(shape(cell.paragraphs[0], align=CENTER, is_kept=True), name)
        if is_last:
            write(shape(cell.add_paragraph(), align=CENTER), dated(paper.issued_on))
        elif row < rows - 1:
            # Room for a seal between the rows.
            shape(cell.add_paragraph(), is_kept=True)
            shape(cell.add_paragraph(), is_kept=True)


def colophon(document: Document, paper: Paper) -> None:
    """Draw the colophon at the foot of the last page: copies, and who printed it when (7.4)."""
    lines = []
    if paper.recipients and paper.form == Form.MINUTES:
        lines.append((f"主送{COLON}{COMMA.join(paper.recipients)}。", ""))
    if paper.copies:
        lines.append((f"抄送{COLON}{COMMA.join(paper.copies)}。", ""))
    if paper.printer:
        lines.append((paper.printer, f"{dated(paper.issued_on)}印发" if paper.issued_on else ""))
    if not lines:
        return
    drawn, height = [], 0
    for at, (words, end) in enumerate(lines):
        drawn += [_rule(document, THIN if at else THICK), _line(document, words, end)]
        wanted = (g.width_of(words) + g.width_of(end)) * g.SIZE_4 * g.TWIPS_A_POINT
        height += math.ceil(wanted / (g.WIDTH - g.characters(1 + HANGING))) * g.LINE
    drawn.append(_rule(document, THICK))
    at_the_foot(_thinnest(document), drawn, height + ROOM_OF_RULES)


def _thinnest(document: Document) -> Any:
    """Add a paragraph that takes next to no room."""
    return shape(document.add_paragraph(), line=THINNEST)


def _rule(document: Document, eighths: int) -> Any:
    """Draw a line over the whole width."""
    return rule_off(_thinnest(document), eighths)


def _line(document: Document, words: str, end: str) -> Any:
    """Write one line of the colophon, with ``end`` at its right; longer ones hang (7.4.2)."""
    left = 1 if end else HANGING
    paragraph = shape(document.add_paragraph(), left=left, right=1, first=1 - left)
    write(paragraph, words, size=g.SIZE_4)
    if end:
        stop = Twips(g.WIDTH - g.characters(1))
        paragraph.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.RIGHT)
        write(paragraph, f"\t{end}", size=g.SIZE_4)
    return paragraph

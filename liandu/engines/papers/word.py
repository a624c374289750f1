"""A paper as a file of Word, laid out as GB/T 9704-2012 says: the sheet, and then part by part."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from liandu.engines.papers import geometry as g
from liandu.engines.papers import heads, parts
from liandu.engines.papers.ooxml import LEFT, RIGHT, element, packed, page_number, shape
from liandu.engines.papers.paper import Form, Paper

BEGINNING = datetime(2012, 7, 1, tzinfo=UTC)
LANGUAGE = "zh-CN"
# Of numbers and Latin words, which are not to be parted at the end of a line.
LATIN = "en-US"
NUMBER_LINE = 360
HEADS: Mapping[str, Callable[[Document, Paper], None]] = {
    Form.LETTER: heads.letter, Form.MINUTES: heads.minutes, Form.PLAIN: heads.plain,
}  # fmt: skip


def as_docx(paper: Paper) -> bytes:
    """Return the paper as a file of Word; of the same paper the same bytes."""
    document = docx.Document()
    _letters(document)
    _sheet(document)
    _page_numbers(document)
    _properties(document, paper)
    HEADS.get(paper.form, heads.standard)(document, paper)
    parts.title(document, paper)
    parts.text(document, paper)
    parts.attachments(document, paper)
    parts.signatures(document, paper)
    parts.colophon(document, paper)
    return packed(document)


def _letters(document: Document) -> None:
    """Make size 3 of the text's font the rule, 28 characters a line; name the language.

    Letters are a little wider than the grid's fields. Word sets them closer; LibreOffice gives each
    two fields. So the text leaves the grid alone, and letters and lines are of exact measures.
    Without the language LibreOffice takes another font for Chinese.
    """
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = g.TEXT_FONT, Pt(g.SIZE_3)
    properties = style.element.get_or_add_rPr()
    properties.rFonts.set(qn("w:eastAsia"), g.TEXT_FONT)
    properties.find(qn("w:sz")).addprevious(element("spacing", val=g.CLOSER))
    paragraph = style.element.get_or_add_pPr()
    # Figures stand close: 2026年6月9日.
    for name in ("autoSpaceDE", "autoSpaceDN", "snapToGrid"):
        paragraph.append(element(name, val=0))
    properties.append(element("lang", val=LATIN, eastAsia=LANGUAGE))


def _sheet(document: Document) -> None:
    """Set the page, its edges, and the grid of 22 lines of 28 characters (5.2)."""
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(side) for side in g.PAGE)
    section.top_margin, section.bottom_margin = Mm(g.TOP), Mm(g.BOTTOM)
    section.left_margin, section.right_margin = Mm(g.LEFT), Mm(g.RIGHT)
    section.gutter = Mm(0)
    properties = section._sectPr  # noqa: SLF001 - no other way
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(
        element("docGrid", type="linesAndChars", linePitch=g.LINE, charSpace=g.CHARACTER_SPACE)
    )


def _page_numbers(document: Document) -> None:
    """Write the number of each page: on the right of odd ones, on the left of even ones."""
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    section.footer_distance = Mm(g.LETTER_FOOT)
    below = g.twips(g.BOTTOM - g.PAGE_NUMBER_BELOW - g.LETTER_FOOT) - NUMBER_LINE // 2
    for footer, align in ((section.footer, RIGHT), (section.even_page_footer, LEFT)):
        footer.is_linked_to_previous = False
        paragraph = shape(footer.paragraphs[0], align=align, left=1, right=1, line=NUMBER_LINE)
        page_number(paragraph)
        shape(footer.add_paragraph(), line=below)


def _properties(document: Document, paper: Paper) -> None:
    """Say what the file is; when it was made is the day of the paper."""
    kept = document.core_properties
    on = paper.issued_on
    kept.title, kept.subject = paper.title, paper.number
    kept.author = kept.last_modified_by = "、".join(paper.marks)
    kept.comments, kept.revision, kept.language = "", 1, LANGUAGE
    kept.created = kept.modified = datetime(on.year, on.month, on.day) if on else BEGINNING  # noqa: DTZ001

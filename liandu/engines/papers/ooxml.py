"""The parts of Word's format that python-docx has no name for, and paragraphs made of them."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Pt, RGBColor, Twips

from liandu.engines.papers import geometry as g

LEFT, CENTER, RIGHT, BOTH, SPREAD = (
    WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.DISTRIBUTE,
)  # fmt: skip
# The earliest moment a zip can tell: what was packed when is nobody's business.
EPOCH = (1980, 1, 1, 0, 0, 0)
EMU_A_TWIP = 635
BOX = """<w:r {nsdecls} xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1"
 behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>
<wp:extent cx="{wide}" cy="{high}"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="colophon"/>
<wp:cNvGraphicFramePr/><a:graphic><a:graphicData
 uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/>
</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln>
</wps:spPr><wps:txbx><w:txbxContent/></wps:txbx><wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0">
<a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"""


def element(name: str, **attributes: Any) -> Any:
    """Return an element of Word's own, with attributes of the same."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def write(
    paragraph: Any, text: str, *, font: str = g.TEXT_FONT, size: float = g.SIZE_3, red: bool = False
) -> Any:
    """Write ``text`` at the end of a paragraph; return the run."""
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - no other way
    for script in ("eastAsia", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    if red:
        run.font.color.rgb = RGBColor.from_string(g.RED)
    return run


def shape(  # noqa: PLR0913 - one call says how a paragraph stands
    paragraph: Any, *, align: Any = LEFT, line: int = g.LINE, first: float = 0, left: float = 0,
    right: float = 0, is_kept: bool = False,
) -> Any:  # fmt: skip
    """Set how a paragraph stands: lines of an exact height, indents in characters."""
    form = paragraph.paragraph_format
    form.alignment = align
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Twips(line)
    form.first_line_indent = Twips(g.characters(first))
    form.left_indent, form.right_indent = Twips(g.characters(left)), Twips(g.characters(right))
    form.keep_with_next, form.widow_control = is_kept, False
    return paragraph


def border(paragraph: Any, space: int = 1, color: str = g.RED, **sides: tuple[str, int]) -> None:
    """Draw lines along sides of a paragraph, each of a kind and a weight in eighths of a point."""
    borders = element("pBdr")
    for side, (kind, eighths) in sides.items():
        borders.append(element(side, val=kind, sz=eighths, space=space, color=color))
    properties = paragraph._element.get_or_add_pPr()  # noqa: SLF001 - no other way
    _put(properties, borders, "tabs", "spacing")


def rule_off(paragraph: Any, eighths: int) -> Any:
    """Draw a black line of this weight over an empty paragraph; return it."""
    border(paragraph, space=0, color="000000", top=("single", eighths))
    return paragraph


def at_the_foot(anchor: Any, paragraphs: Sequence[Any], height: int) -> None:
    """Put paragraphs in a box at the foot of the page's type area, ``height`` twips high.

    It hangs on the paragraph ``anchor``, and goes to a page of its own where there is no room.
    """
    wide, high = g.WIDTH * EMU_A_TWIP, height * EMU_A_TWIP
    box: Any = parse_xml(BOX.format(nsdecls=nsdecls("w", "wp", "a"), wide=wide, high=high))
    inside = next(box.iter(qn("w:txbxContent")))
    for paragraph in paragraphs:
        inside.append(paragraph._element)  # noqa: SLF001 - no other way
    anchor._element.append(box)  # noqa: SLF001 - no other way


def _put(properties: Any, made: Any, *before: str) -> None:
    """Put an element among properties before the first of those named: Word wants an order."""
    wanted = {qn(f"w:{name}") for name in before}
    next(child for child in properties if child.tag in wanted).addprevious(made)


def page_number(paragraph: Any) -> None:
    """Write the number of the page between dashes (7.5)."""
    write(paragraph, "— ", font=g.NUMBER_FONT, size=g.SIZE_4)
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = write(paragraph, "", font=g.NUMBER_FONT, size=g.SIZE_4)
        if kind:
            run._element.append(element("fldChar", fldCharType=kind))  # noqa: SLF001
        else:
            instruction = element("instrText")
            instruction.text = words
            run._element.append(instruction)  # noqa: SLF001
    write(paragraph, " —", font=g.NUMBER_FONT, size=g.SIZE_4)


def fixed(table: Any, widths: Sequence[int], padding: int = 0) -> None:
    """Give a table columns of these widths, in twips, with so much room beside the words."""
    table.autofit = False
    properties = table._tbl.tblPr  # noqa: SLF001 - no other way
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=padding, type="dxa"))
    _put(properties, margins, "tblLook")
    _put(properties, element("tblInd", w=padding, type="dxa"), "tblLayout")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Twips(width)
        for cell in column.cells:
            cell.width = Twips(width)


def lines_of(table: Any, **sides: int) -> None:
    """Draw the lines of a table, in eighths of a point; sides not named have none."""
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        weight = sides.get(side, 0)
        borders.append(element(side, val="single" if weight else "nil", sz=weight, color="000000"))
    # autofit, set by fixed(), has made tblLayout
    _put(table._tbl.tblPr, borders, "tblLayout")  # noqa: SLF001 - no other way


def packed(document: Document) -> bytes:
    """Return the file of a document: of the same document the same bytes."""
    loose, tight = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as old, zipfile.ZipFile(tight, "w") as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(entry, old.read(name))
    return tight.getvalue()

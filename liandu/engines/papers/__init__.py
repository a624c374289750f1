"""Official papers in the form of GB/T 9704-2012: from plain values to a file of Word, and to PDF.

Usable as a library: a :class:`Paper` in, bytes out; the same paper gives the same bytes. What other
apps draw up papers of is registered here too (:func:`offer`), for all of them stand above.
"""

from liandu.engines.papers.heads import WORDS_OF_MARK
from liandu.engines.papers.kinds import KINDS, Kind, kind_of, kinds_at, offer
from liandu.engines.papers.paper import Form, Paper, dated, number_of
from liandu.engines.papers.pdf import NoPdf, Why, as_pdf, missing
from liandu.engines.papers.text import (
    Heading,
    Paragraph,
    Table,
    Unfilled,
    as_cell,
    blocks,
    fields_in,
    filled,
)
from liandu.engines.papers.word import as_docx

__all__ = [
    "KINDS", "WORDS_OF_MARK", "Form", "Heading", "Kind", "NoPdf", "Paper", "Paragraph", "Table",
    "Unfilled", "Why", "as_cell", "as_docx", "as_pdf", "blocks", "dated", "fields_in", "filled",
    "kind_of", "kinds_at", "missing", "number_of", "offer",
]  # fmt: skip

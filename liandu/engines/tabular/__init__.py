"""Reads messy lists: workbooks and text tables in, drafts of rows with every doubt out.

No Django, no database, nothing guessed silently. The road: ``read_book`` ▸ ``choose`` (or
``recognise``) ▸ a person looks at the layout ▸ ``read_rows``.
"""

from liandu.engines.tabular.book import Book, Sheet, read_book
from liandu.engines.tabular.cells import normalise_name
from liandu.engines.tabular.dates import When
from liandu.engines.tabular.drafts import RowDraft, mark_repeated, read_rows, rows
from liandu.engines.tabular.header import choose, recognise
from liandu.engines.tabular.layout import Column, Layout
from liandu.engines.tabular.places import Gazetteer, Place
from liandu.engines.tabular.problems import CODES, Problem, Severity, Unreadable
from liandu.engines.tabular.vocabulary import (
    FIELDS,
    KINDS,
    WORKS_FIELDS,
    Field,
    Reader,
    Vocabulary,
    World,
)

__all__ = [
    "CODES",
    "FIELDS",
    "KINDS",
    "WORKS_FIELDS",
    "Book",
    "Column",
    "Field",
    "Gazetteer",
    "Layout",
    "Place",
    "Problem",
    "Reader",
    "RowDraft",
    "Severity",
    "Sheet",
    "Unreadable",
    "Vocabulary",
    "When",
    "World",
    "choose",
    "mark_repeated",
    "normalise_name",
    "read_book",
    "read_rows",
    "recognise",
    "rows",
]

"""Reading a plain list into rows for an app above: one row a thing, the heading says what is what.

The same engine as for lists of objects; here every row must be usable, and doubts are shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from liandu.engines.tabular import (
    Field,
    Gazetteer,
    Problem,
    RowDraft,
    Severity,
    Unreadable,
    Vocabulary,
    When,
    World,
    choose,
    read_book,
    rows,
)
from liandu.kernel.errors import Invalid
from liandu.works.models import told

MOST_ROWS = 2000
BOTH = ("zh-hans", "en")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list that can be taken in: its fields as the engine reads them, and what they are called.

    ``words`` are the terms of each closed list, by the key of its field.
    """

    key: str
    title: Any
    fields: tuple[Field, ...]
    labels: Mapping[str, Any]
    words: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)


@dataclass(slots=True)
class Row:
    """A row as it was read: where it stands, what it states, its cells, what is to be said."""

    number: int
    values: dict[str, Any]
    cells: dict[str, str]
    problems: list[Problem]

    def has(self, severity: Severity) -> bool:
        """Test whether something that weighs so much is to be said of it."""
        return any(problem.severity == severity for problem in self.problems)


@dataclass(slots=True)
class Taken:
    """A file as it was read: its rows, what was passed over, what is to be said of its columns."""

    rows: list[Row]
    passed: list[tuple[int, str]]
    said: list[str]
    is_doubtful: bool


def read_sheet(sheet: Sheet, data: bytes, name: str) -> Taken:
    """Return the rows of a file.

    :raises Invalid: if it cannot be read, a column is missing, or there is nothing in it
    """
    try:
        book = read_book(data, name)
    except Unreadable as fault:
        raise Invalid({"file": told(fault.problem)}) from fault
    layout = choose(book, sheet.fields)
    if not layout.is_usable:
        faults = (one for one in layout.problems if one.severity == Severity.ERROR)
        raise Invalid({"file": " ".join(said(sheet, one) for one in faults)})
    words = {key: Vocabulary(terms) for key, terms in sheet.words.items()}
    world = World(sheet.fields, Gazetteer(()), words)
    drafts = list(rows(book.sheets[layout.sheet], layout, world))
    found = [_row(sheet, draft) for draft in drafts if not draft.skipped]
    if not 0 < len(found) <= MOST_ROWS:
        told_of = _("Put 1 to %(most)s rows below the headings.") % {"most": MOST_ROWS}
        raise Invalid({"file": told_of})
    passed = [(draft.number, draft.texts["name"]) for draft in drafts if draft.skipped]
    is_doubtful = any(one.severity == Severity.DOUBT for one in layout.problems)
    return Taken(found, passed, [said(sheet, one) for one in layout.problems], is_doubtful)


def said(sheet: Sheet, problem: Problem) -> str:
    """Return a problem as a sentence, with the columns named as this list names them."""
    return told(problem, {one.label: sheet.labels[one.key] for one in sheet.fields})


def _row(sheet: Sheet, draft: RowDraft) -> Row:
    """Return a row with plain values: a day that is not known to the day is an error."""
    problems, values = list(draft.problems), dict[str, Any]()
    for one in sheet.fields:
        value: Any = draft.values.get(one.key)
        if isinstance(value, When):
            if value.precision != "day":
                text = draft.texts[one.key]
                problems.append(Problem("date_not_a_day", {"text": text}, field=one.key))
            value = value.first
        if value is not None:
            values[one.key] = value
    return Row(draft.number, values, draft.texts, problems)


def as_plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values that can travel along with a page."""
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in values.items()}


def as_values(sheet: Sheet, plain: Mapping[str, Any]) -> dict[str, Any]:
    """Return what :func:`as_plain` made plain."""
    days = {one.key for one in sheet.fields if one.reader == "date"}
    return {k: date.fromisoformat(v) if k in days else v for k, v in plain.items()}


def terms_of(choices: Iterable[tuple[Any, Any]]) -> dict[str, tuple[str, ...]]:
    """Return each code of a closed list with the words for it in both languages."""
    return {str(code): tuple(_in(language, word) for language in BOTH) for code, word in choices}


def in_english(label: Any) -> str:
    """Return the English word for a column, by which it is recognised too."""
    return _in("en", label)


def _in(language: str, words: Any) -> str:
    with override(language):
        return str(words)

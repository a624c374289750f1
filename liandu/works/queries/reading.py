"""Reading an uploaded list with the words and places of this system."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.core.cache import cache

from liandu.engines import oc4ids
from liandu.engines.tabular import (
    FIELDS,
    KINDS,
    WORKS_FIELDS,
    Book,
    Gazetteer,
    Layout,
    Place,
    Problem,
    RowDraft,
    Severity,
    Sheet,
    Vocabulary,
    World,
    choose,
    normalise_name,
    read_book,
    read_rows,
    recognise,
)
from liandu.engines.tabular.cells import shown_text
from liandu.orgs.models import Jurisdiction
from liandu.works.models import ColumnMapping, Field, ImportBatch
from liandu.works.rules import Choices

KEPT_SECONDS = 60 * 60
SAMPLES, SAMPLE_ROWS, SAMPLE_LENGTH = 3, 10, 30
JSON_STARTS = (b"{", b"[")


@dataclass(slots=True)
class Reading:
    """A file as it was read with the choices made so far."""

    sheets: list[str] = field(default_factory=list)
    layout: Layout | None = None
    drafts: list[RowDraft] = field(default_factory=list)

    @property
    def is_usable(self) -> bool:
        """Test whether lines can be read at all."""
        return self.layout is None or self.layout.is_usable

    @property
    def has_doubtful_columns(self) -> bool:
        """Test whether the person must look at the columns first."""
        said: Iterable[Problem] = self.layout.problems if self.layout else ()
        return any(problem.severity == Severity.DOUBT for problem in said)


def is_oc4ids(content: bytes) -> bool:
    """Test whether a file is JSON rather than a table."""
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in JSON_STARTS


def first_choices(content: bytes, name: str, body_id: int) -> Choices:
    """Return how a new file is read at first: columns recognised, or as the body settled them.

    :raises Unreadable: if the file cannot be read at all
    """
    if is_oc4ids(content):
        oc4ids.read(content, _world())
        return Choices(kind="oc4ids")
    book = read_book(content, name)
    return Choices(layout=remembered(choose(book, WORKS_FIELDS), body_id).as_dict())


def remembered(layout: Layout, body_id: int) -> Layout:
    """Return the layout with the columns that the body settled for such a heading before."""
    kept = ColumnMapping.objects.filter(body_id=body_id, signature=signature(layout)).first()
    if kept is None:
        return layout
    columns = {int(index): (one[0], one[1]) for index, one in kept.columns.items()}
    return layout.edited(columns, WORKS_FIELDS)


def signature(layout: Layout) -> str:
    """Return the key under which the columns of such a heading are remembered."""
    return hashlib.sha256(layout.signature.encode()).hexdigest()


def laid_out(batch: ImportBatch, sheet: int) -> Layout:
    """Return how another sheet of the file is recognised."""
    book = _book(batch)
    return replace(recognise(book.sheets[sheet], WORKS_FIELDS), sheet=sheet)


def reading(batch: ImportBatch) -> Reading:
    """Return the file as it reads with the choices made so far; kept for a while, as it is slow."""
    choices = Choices.of(batch.choices)
    world = _world()
    key = _key("drafts", batch.digest, repr((choices.layout, choices.mended)), _told(world))
    found: Reading | None = cache.get(key)
    if found is None:
        found = _read(batch, choices, world)
        cache.set(key, found, KEPT_SECONDS)
    return found


def samples(batch: ImportBatch) -> dict[int, list[str]]:
    """Return the first few cells under each heading."""
    layout = Layout.from_dict(Choices.of(batch.choices).layout, WORKS_FIELDS)
    sheet = _book(batch).sheets[layout.sheet]
    first = max(layout.header_rows, default=0)
    return {
        column.index: [
            shown_text(cell)[:SAMPLE_LENGTH]
            for row in range(first, min(first + SAMPLE_ROWS, len(sheet.rows)))
            if (cell := sheet.cell(row, column.index)) is not None
        ][:SAMPLES]
        for column in layout.columns
    }


def _read(batch: ImportBatch, choices: Choices, world: World) -> Reading:
    if choices.kind == "oc4ids":
        return Reading(drafts=oc4ids.read(bytes(batch.content), world))
    book = _book(batch)
    names = [sheet.name for sheet in book.sheets]
    layout = Layout.from_dict(choices.layout, WORKS_FIELDS)
    problems = (*_still_said(book, layout), *layout.problems)
    layout = replace(layout, problems=problems)
    if not layout.is_usable:
        return Reading(names, layout)
    sheet = _mended(book.sheets[layout.sheet], layout, choices)
    return Reading(names, layout, read_rows(sheet, layout, world))


def _still_said(book: Book, layout: Layout) -> Iterator[Problem]:
    """Yield what was said of the sheets, and of columns that stand as they were recognised."""
    fresh = choose(book, WORKS_FIELDS)
    if fresh.sheet != layout.sheet:
        fresh = recognise(book.sheets[layout.sheet], WORKS_FIELDS)
    as_recognised = {column.letters for column in fresh.columns if column in layout.columns}
    for problem in fresh.problems:
        is_doubt = problem.severity == Severity.DOUBT and problem.column in as_recognised
        if is_doubt or problem.code.startswith("sheet_"):
            yield problem


def _mended(sheet: Sheet, layout: Layout, choices: Choices) -> Sheet:
    """Return the sheet with the cells that the person entered anew."""
    rows = [list(row) for row in sheet.rows]
    for number, cells in choices.mended.items():
        row = rows[int(number) - 1] if int(number) <= len(rows) else []
        for key, text in cells.items():
            column = layout.column(key)
            if column is None or not row:
                continue
            row.extend([None] * (column.index + 1 - len(row)))
            row[column.index] = text or None
    return replace(sheet, rows=rows)


def _book(batch: ImportBatch) -> Book:
    key = _key("book", batch.digest)
    found: Book | None = cache.get(key)
    if found is None:
        found = read_book(bytes(batch.content), batch.file_name)
        cache.set(key, found, KEPT_SECONDS)
    return found


def _world() -> World:
    """Return the places and words that this system knows."""
    places = [
        Place(one.code, one.name, tuple(filter(None, (one.short_name, one.name_en))))
        for one in Jurisdiction.objects.all()
    ]
    fields = {
        one.code: (one.name, *filter(None, (one.name_en,)), *FIELDS.get(one.code, ()))
        for one in Field.objects.all()
    }
    vocabularies = {"field": Vocabulary(fields), "kind": Vocabulary(KINDS)}
    return World(gazetteer=Gazetteer(places), vocabularies=vocabularies)


def _told(world: World) -> str:
    """Return what changes when the places or words of the system do."""
    places = Jurisdiction.objects.values_list("code", "name", "short_name", "name_en")
    return repr((list(places), world.vocabularies["field"].shown))


def _key(*parts: str) -> str:
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"works.import.{digest}"


def known_as(names: Sequence[str], bodies: dict[str, int | None]) -> tuple[list[int], list[str]]:
    """Return the bodies that the names mean, and the names that mean none or several."""
    found, unknown = [], []
    for name in names:
        pk = bodies.get(normalise_name(name))
        if pk is None:
            unknown.append(name)
        else:
            found.append(pk)
    return found, unknown

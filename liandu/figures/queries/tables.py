"""The table by jurisdiction, body, field or link as it was frozen, and who may read it.

A row with a single finding tells of that finding. So a table is shown to those alone who may know
of every finding it counted, and of all by which it told them apart; the others read the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from liandu.figures.models import Snapshot
from liandu.figures.queries.counting import COLUMNS, names_of, told_apart
from liandu.figures.queries.definitions import COMPARED
from liandu.figures.queries.frozen import CHINESE, ENGLISH, frozen, in_language
from liandu.figures.queries.sets import Sets
from liandu.figures.queries.words import said
from liandu.figures.rules import By
from liandu.findings import queries as findings
from liandu.kernel.actor import Actor

COUNTED = ("found", "closed", "open")
"""The figures whose findings the rows are made of; their records are kept with the snapshot."""


@dataclass(frozen=True, slots=True)
class Table:
    """A frozen table: the heads in the words of that day, and each row with its numbers."""

    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]


def frozen_tables(sets: Sets) -> dict[str, Any]:
    """Return the tables to keep, each row named in both languages."""
    return {by.value: list(_frozen(sets, by)) for by in By}


def _frozen(sets: Sets, by: By) -> Any:
    names: dict[str, dict[Any, str]] = {}
    for language in (CHINESE, ENGLISH):
        with override(language):
            names[language] = {key: str(name) for key, name in names_of(sets, by)}
    for key, _name, numbers in told_apart(sets, by):
        every = frozen(numbers)
        yield {
            "name": {language: found[key] for language, found in names.items()},
            "numbers": {figure: every[figure] for figure in COMPARED},
        }


def table(actor: Actor, snapshot: Snapshot, by: By) -> Table | None:
    """Return a table of a snapshot in hand; None if it is closed to the actor, or none was kept."""
    rows = table_rows(actor, snapshot, by)
    if rows is None:
        return None
    language = in_language()
    known = {one["key"]: one for group in snapshot.definitions for one in group["figures"]}
    heads = [known[figure]["label"][language] for figure in COMPARED]
    units = [known[figure]["unit"] for figure in COMPARED]
    return Table(
        heads, [(name, list(map(said, units, numbers.values()))) for name, numbers in rows]
    )


def table_rows(actor: Actor, snapshot: Snapshot, by: By) -> list[tuple[str, dict[str, Any]]] | None:
    """Return each row of a table, its name and its numbers by figure; None as :func:`table`."""
    rows = snapshot.tables.get(by.value)
    if rows is None or not sees_all(actor, snapshot, by):
        return None
    language = in_language()
    return [
        (row["name"][language], {figure: row["numbers"][figure] for figure in COMPARED})
        for row in rows
    ]


def sees_all(actor: Actor, snapshot: Snapshot, by: By) -> bool:
    """Test whether the actor may know of every finding that a table counted, by what it says.

    Where there were too many findings to keep, nobody can tell.
    """
    ids: set[str] = set()
    for figure in COUNTED:
        kept = snapshot.members.get(figure)
        if kept is None:
            return False
        ids |= set(kept)
    rows = findings.ledger(actor).filter(pk__in=ids)
    column = COLUMNS[by]
    return rows.count() == len(ids) and findings.names_all(actor, rows, column)

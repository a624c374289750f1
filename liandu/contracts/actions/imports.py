"""Taking contracts, bids, changes, payments, milestones from a list: all, or nothing."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.contracts.actions.entries import TAKEN, add, edit
from liandu.contracts.actions.prompts import refresh
from liandu.contracts.models import ENTRIES, MODELS
from liandu.contracts.rules import OF_CONTRACT, SHAPES, Entry, share_of
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.actions.imports import BadRows, Outcome, Tried
from liandu.works.queries import held_object

kind("contracts.entries_imported", gettext_lazy("imported a list into the project"), "table-import")

Rows = list[tuple[int, dict[str, Any]]]
MOST_DIGITS = 3
FIRST: dict[Entry, dict[str, Any]] = {
    Entry.CONTRACT: {"kind": "works"},
    Entry.CHANGE: {},
    Entry.PAYMENT: {"kind": "progress"},
    Entry.MILESTONE: {},
    Entry.BID: {},
}


@action("contracts.import_entries")
def import_entries(
    *, actor: Actor, object_id: UUID, entry: Entry, rows: Rows, is_trial: bool
) -> Outcome:
    """Enter the rows of a list; one that is there by its number is changed where the row says so.

    :raises NotVisible: if the actor may not know of the project
    :raises NotAllowed: if the actor speaks for none of its keeper, its lead and its responsible
    :raises BadRows: if any row cannot be used
    :raises Tried: if it was a trial, and went well
    """
    held = held_object(actor, object_id)
    require(actor, "contracts.import_entries", held)
    numbers = dict(held.contracts.values_list("number", "pk"))
    outcome, bad = Outcome(), dict[int, Mapping[str, str]]()
    for number, stated in rows:
        try:
            with transaction.atomic():
                _take(actor, held, entry, _settled(stated, numbers))
        except Invalid as fault:
            bad[number] = fault.fields
    if bad:
        raise BadRows(bad)
    outcome.count = len(rows)
    if is_trial:
        raise Tried(outcome)
    refresh(held)
    record(
        actor, "contracts.entries_imported", held, after={"entry": entry, "rows": len(rows)},
        note=f"{ENTRIES[entry]} {len(rows)}",
    )  # fmt: skip
    return outcome


def _settled(stated: dict[str, Any], numbers: dict[str, int]) -> dict[str, Any]:
    """Return a row with the contract that it names by its number, and its numbers read.

    :raises Invalid: if a number cannot be read
    """
    found = dict(stated)
    if "contract" in found:
        found["contract_id"] = numbers.get(found.pop("contract"))
    if "progress_permille" in found:
        found["progress_permille"] = share_of(found["progress_permille"])
        if found["progress_permille"] is None:
            raise Invalid({"progress_permille": _("Write the progress as 46.2%, with its sign.")})
    if "bidders" in found:
        if not found["bidders"].isdecimal() or len(found["bidders"]) > MOST_DIGITS:
            raise Invalid({"bidders": _("Write a whole number.")})
        found["bidders"] = int(found["bidders"])
    return found


def _take(actor: Actor, held: Any, entry: Entry, stated: dict[str, Any]) -> None:
    """Enter one row, or change what is there by its number.

    :raises Invalid: if it cannot be kept
    """
    columns = SHAPES[entry].columns
    kept = _there(held, entry, stated)
    if kept is not None:
        kept.record = held
        edit(actor, kept, {name: stated.get(name, getattr(kept, name)) for name in columns})
        return
    model: Any = MODELS[entry]
    blank = model()
    empty = {name: getattr(blank, name, None) for name in columns}
    add(actor, held, entry, empty | FIRST[entry] | stated)


def _there(held: Any, entry: Entry, stated: Mapping[str, Any]) -> Any:
    """Return the entry that a row goes by, if the project has it."""
    column = TAKEN[entry][0]
    key = stated.get(column)
    if not key or key == "other":
        return None
    rows: Any = MODELS[entry].objects.unscoped("of an object held").filter(**{column: key})
    if entry in OF_CONTRACT:
        return rows.filter(contract=stated.get("contract_id")).first()
    return rows.filter(supervised_object=held).first()

"""Entering, changing and removing contracts, bids, changes, payments, milestones of a project."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from liandu.contracts import queries
from liandu.contracts.actions.prompts import refresh
from liandu.contracts.models import MODELS
from liandu.contracts.rules import OF_CONTRACT, SHAPES, Entry, Fault, faults
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.models import Body
from liandu.works.queries import held_object

kind("contracts.contract_added", gettext_lazy("entered a contract"), "file-plus")
kind("contracts.contract_edited", gettext_lazy("changed a contract"), "pencil")
kind("contracts.contract_removed", gettext_lazy("removed a contract"), "trash")
kind("contracts.change_added", gettext_lazy("entered a change of a contract"), "file-plus")
kind("contracts.change_edited", gettext_lazy("corrected a change of a contract"), "pencil")
kind("contracts.change_removed", gettext_lazy("removed a change of a contract"), "trash")
kind("contracts.payment_added", gettext_lazy("entered a payment"), "cash")
kind("contracts.payment_edited", gettext_lazy("corrected a payment"), "pencil")
kind("contracts.payment_removed", gettext_lazy("removed a payment"), "trash")
kind("contracts.milestone_added", gettext_lazy("entered a milestone"), "flag")
kind("contracts.milestone_edited", gettext_lazy("changed a milestone"), "pencil")
kind("contracts.milestone_removed", gettext_lazy("removed a milestone"), "trash")
kind("contracts.bid_added", gettext_lazy("entered a bid"), "file-plus")
kind("contracts.bid_edited", gettext_lazy("corrected a bid"), "pencil")
kind("contracts.bid_removed", gettext_lazy("removed a bid"), "trash")
kind("contracts.contracts_exported", gettext_lazy("exported contracts"), "download", is_read=True)
kind("contracts.projects_exported", gettext_lazy("took projects away as OC4IDS"), "download",
     is_read=True)  # fmt: skip

FAULTS = {
    Fault.MISSING: gettext_lazy("Fill this in."),
    Fault.NEGATIVE: gettext_lazy("A sum cannot be less than nothing."),
    Fault.NOTHING: gettext_lazy("Enter a sum above nothing."),
    Fault.TOO_MUCH: gettext_lazy("At most 100 per cent."),
    Fault.YET_TO_COME: gettext_lazy("This day is yet to come. Enter today or an earlier day."),
    Fault.REVERSED: gettext_lazy("The end is before the start. Change one of the two."),
}
TAKEN = {
    Entry.CONTRACT: ("number", gettext_lazy("The project has a contract of this number.")),
    Entry.CHANGE: ("number", gettext_lazy("The contract has a change of this number.")),
    Entry.PAYMENT: ("number", gettext_lazy("The contract has a payment of this voucher.")),
    Entry.MILESTONE: ("code", pgettext_lazy("contracts", "The project has this milestone.")),
    Entry.BID: ("bidder", gettext_lazy("The contract has a bid of this bidder.")),
}


@action("contracts.add_entry")
def add_entry(*, actor: Actor, object_id: UUID, entry: Entry, values: Mapping[str, Any]) -> Any:
    """Enter a contract, or another entry; what it gives to look at follows at once.

    :raises NotVisible: if the actor may not know of the project
    :raises NotAllowed: if the actor speaks for none of its keeper, its lead and its responsible
    :raises Invalid: if something is missing, impossible, or there already
    """
    held = held_object(actor, object_id)
    require(actor, "contracts.add_entry", held)
    made = add(actor, held, entry, values)
    refresh(held)
    return made


@action("contracts.edit_entry")
def edit_entry(*, actor: Actor, entry: Entry, entry_id: int, values: Mapping[str, Any]) -> Any:
    """Change what was entered.

    :raises NotVisible: if there is none, or the actor may not know of the project
    :raises NotAllowed: if the actor speaks for none of its keeper, its lead and its responsible
    :raises Invalid: if something is missing, impossible, or there already
    """
    kept = _held(actor, entry, entry_id)
    require(actor, "contracts.edit_entry", kept.record)
    edit(actor, kept, values)
    refresh(kept.record)
    return kept


@action("contracts.remove_entry")
def remove_entry(*, actor: Actor, entry: Entry, entry_id: int, reason: str) -> Any:
    """Remove what was entered by mistake; the record keeps all of it. Return the project.

    :raises NotVisible: if there is none, or the actor may not know of the project
    :raises NotAllowed: if the actor speaks for none of its keeper, its lead and its responsible
    """
    kept = _held(actor, entry, entry_id)
    require(actor, "contracts.remove_entry", kept.record)
    before = {**_facts(kept), **_parts(kept)}
    _record(actor, "removed", kept, reason=reason, before=before)
    kept.delete()
    refresh(kept.record)
    return kept.record


@action("contracts.export_contracts")
def export_contracts(*, actor: Actor, count: int, query: str = "") -> None:
    """Put on record that contracts leave the system.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "contracts.export_contracts")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "contracts.contracts_exported", body, after={"rows": count, "query": query})


@action("contracts.export_projects")
def export_projects(*, actor: Actor, count: int) -> None:
    """Put on record that projects leave the system with their contracts, as OC4IDS.

    :raises NotAllowed: if the actor holds no post
    :raises WrongState: if there are none, for which the standard has no package
    """
    require(actor, "contracts.export_projects")
    if not count:
        raise WrongState(_("There is no project to take away yet. Import or enter one first."))
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "contracts.projects_exported", body, after={"rows": count})


def add(actor: Actor, held: Any, entry: Entry, values: Mapping[str, Any]) -> Any:
    """Write a new entry of a project that is held; the prompts are left to the caller.

    :raises Invalid: if something is missing, impossible, or there already
    """
    made: Any = MODELS[entry]()
    if entry in {Entry.CONTRACT, Entry.MILESTONE}:
        made.supervised_object = held
    _check(held, made, values)
    _write(made, values)
    made.save()
    made.record = held
    _record(actor, "added", made, after=_facts(made))
    return made


def edit(actor: Actor, kept: Any, values: Mapping[str, Any]) -> bool:
    """Write what changed into an entry whose project is held; return whether anything did.

    :raises Invalid: if something is missing, impossible, or there already
    """
    _check(kept.record, kept, values)
    before, was = _facts(kept), _columns(kept)
    _write(kept, values)
    after = _facts(kept)
    changed = [name for name, value in _columns(kept).items() if was[name] != value]
    if not changed:
        return False
    kept.save()
    _record(
        actor, "edited", kept, before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )  # fmt: skip
    return True


def _held(actor: Actor, entry: Entry, entry_id: int) -> Any:
    """Return an entry, its project held until the transaction ends.

    :raises NotVisible: if there is none, or the actor may not know
    """
    held = held_object(actor, queries.seen_entry(actor, entry, entry_id).record.pk)
    found = queries.seen_entry(actor, entry, entry_id)
    found.record = held
    return found


def _check(held: Any, one: Any, values: Mapping[str, Any]) -> None:
    """Pass values that can be kept.

    :raises Invalid: otherwise, saying why beside each column
    """
    found = faults(one.ENTRY, values, timezone.localdate())
    words: dict[str, str] = {name: str(FAULTS[fault]) for name, fault in found.items()}
    if (
        one.ENTRY in OF_CONTRACT
        and not held.contracts.filter(pk=values["contract_id"] or 0).exists()
    ):
        words["contract_id"] = _("Choose a contract of this project.")
    if not words and _is_taken(held, one, values):
        name, said = TAKEN[one.ENTRY]
        words[name] = str(said)
    if words:
        raise Invalid(words)


def _is_taken(held: Any, one: Any, values: Mapping[str, Any]) -> bool:
    """Test whether another entry goes by the same number, or is the same milestone."""
    column = TAKEN[one.ENTRY][0]
    if values[column] in {"", "other"}:
        return False
    rows = type(one).objects.unscoped("of an object held").filter(**{column: values[column]})
    above = values.get("contract_id", held.pk)
    same = rows.filter(**{one.PARENT: above}).exclude(pk=one.pk)
    return bool(same.exists())


def _write(one: Any, values: Mapping[str, Any]) -> None:
    """Put values into an entry, in memory; an account that is sent masked is the one there is."""
    for name in SHAPES[one.ENTRY].columns:
        value = values[name]
        if name != "account" or value != one.masked_account:
            setattr(one, name, value.strip() if isinstance(value, str) else value)


def _facts(one: Any) -> dict[str, Any]:
    """Return what the record keeps of an entry; of an account what is shown."""
    found = _columns(one)
    if "account" in found:
        found["account"] = one.masked_account
    return {name: v.isoformat() if isinstance(v, date) else v for name, v in found.items()}


def _columns(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in SHAPES[one.ENTRY].columns}


def _parts(one: Any) -> dict[str, Any]:
    """Return what goes with a contract that is removed."""
    if one.ENTRY != Entry.CONTRACT:
        return {}
    return {
        "bids": [_facts(part) for part in one.bids.all()],
        "changes": [_facts(part) for part in one.changes.all()],
        "payments": [_facts(part) for part in one.payments.all()],
    }


def _record(actor: Actor, step: str, one: Any, **facts: Any) -> None:
    """Record what happened to an entry with its project, whose timeline tells the whole."""
    record(actor, f"contracts.{one.ENTRY}_{step}", one.record, note=str(one), **facts)

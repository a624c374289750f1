"""Contracts for tests, in the small world."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from liandu.contracts import actions, queries
from liandu.contracts.models import MODELS, Prompt
from liandu.contracts.rules import SHAPES, Entry
from liandu.orgs.models import Person
from liandu.works.models import SupervisedObject
from tests.people import World, acting
from tests.works.lists import entered

USUAL: Mapping[Entry, Mapping[str, Any]] = {
    Entry.CONTRACT: {
        "number": "HT-1", "name": "施工 1 标", "kind": "works", "contractor": "川南建工",
        "amount_fen": 10_000_00, "signed_on": date(2026, 3, 1),
    },
    Entry.CHANGE: {"number": "BG-1", "what": "渠线调整", "amount_fen": 100_00},
    Entry.PAYMENT: {
        "kind": "progress", "payee": "川南建工", "amount_fen": 500_00, "paid_on": date(2026, 4, 1),
    },
    Entry.MILESTONE: {"code": "start", "done_on": date(2026, 2, 1)},
    Entry.BID: {"bidder": "川南建工", "amount_fen": 10_000_00},
}  # fmt: skip


def values(entry: Entry, **changes: Any) -> dict[str, Any]:
    """Return an entry as a form hands it over: every column, most of them empty."""
    blank: Any = MODELS[entry]()
    empty = {name: getattr(blank, name, None) for name in SHAPES[entry].columns}
    known = {name: value for name, value in changes.items() if name in empty}
    return empty | dict(USUAL[entry]) | known


def watched(world: World, **changes: Any) -> SupervisedObject:
    """Return a project of Zigong's list: water leads, the builder answers, Luzhou looks on."""
    usual = {
        "lead_body_id": world.zigong_water.pk, "responsible_body_ids": (world.builder.pk,),
        "jurisdiction_ids": (world.zigong.jurisdiction_id,),
    }  # fmt: skip
    return entered(world, **(usual | changes))


def added(
    world: World, made: SupervisedObject, entry: Entry, who: Person | None = None, **changes: Any
) -> Any:
    """Return an entry that Zigong's officer made, or somebody else."""
    return actions.add_entry(
        actor=acting(who or world.zigong_officer), object_id=made.pk, entry=entry,
        values=values(entry, **changes),
    )  # fmt: skip


def contract(world: World, made: SupervisedObject | None = None, **changes: Any) -> Any:
    """Return a contract of a project."""
    return added(world, made or watched(world), Entry.CONTRACT, **changes)


def open_prompts(who: Person) -> dict[str, Prompt]:
    """Return what somebody is to look at now, by check."""
    rows = queries.prompts(acting(who)).filter(dismissal=None)
    return {one.check_code: one for one in rows}


def dismissed(who: Person, prompt: Prompt, **changes: Any) -> Prompt:
    """Put a prompt aside."""
    said = {"digest": prompt.digest, "outcome": "explained", "reason": "已核对批文"} | changes
    return actions.dismiss_prompt(actor=acting(who), prompt_id=prompt.pk, **said)


def ago(days: int) -> date:
    """Return the day so many days ago."""
    return timezone.localdate() - timedelta(days=days)

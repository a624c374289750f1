"""Lists of a project: all rows or none, and what is there is changed where a row says so."""

from datetime import date
from typing import Any

import pytest

from liandu.audit.models import Event
from liandu.contracts import actions
from liandu.contracts.models import Contract, Milestone, Payment
from liandu.contracts.rules import Entry
from liandu.kernel.errors import NotAllowed
from liandu.orgs.actions.imports import BadRows, Tried
from liandu.orgs.models import Person
from liandu.works.models import SupervisedObject
from tests.contracts import build
from tests.people import World, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(world: World) -> SupervisedObject:
    return build.watched(world)


def last_event() -> Event:
    found = Event.objects.order_by("pk").last()
    assert found
    return found


def imported(
    world: World, project: SupervisedObject, entry: Entry, *rows: dict[str, Any],
    who: Person | None = None, is_trial: bool = False,
) -> Any:  # fmt: skip
    return actions.import_entries(
        actor=acting(who or world.zigong_officer), object_id=project.pk, entry=entry,
        rows=list(enumerate(rows, 2)), is_trial=is_trial,
    )  # fmt: skip


def test_a_list_comes_in_whole_and_changes_what_is_there(
    world: World, project: SupervisedObject
) -> None:
    rows = (
        {"number": "HT-1", "name": "施工", "contractor": "甲", "amount_fen": 5, "bidders": "3",
         "progress_permille": "46.2%", "progress_on": date(2026, 3, 1)},
        {"number": "HT-2", "name": "监理", "kind": "supervision", "contractor": "乙"},
    )  # fmt: skip
    assert imported(world, project, Entry.CONTRACT, *rows).count == 2
    assert last_event().kind == "contracts.entries_imported"
    first = Contract.objects.unscoped("test").get(number="HT-1")
    assert (first.kind, first.progress_permille, first.bidders) == ("works", 462, 3)
    imported(world, project, Entry.CONTRACT, {"number": "HT-1", "amount_fen": 7})
    first.refresh_from_db()
    assert (first.amount_fen, first.name) == (7, "施工")
    paid = {"contract": "HT-1", "payee": "甲", "amount_fen": 1, "paid_on": date(2026, 3, 1)}
    imported(world, project, Entry.PAYMENT, paid, paid | {"number": "P"})
    imported(world, project, Entry.PAYMENT, paid | {"number": "P", "amount_fen": 2})
    assert sorted(Payment.objects.unscoped("test").values_list("amount_fen", flat=True)) == [1, 2]
    imported(world, project, Entry.MILESTONE, {"code": "start", "planned_on": date(2026, 1, 1)})
    imported(world, project, Entry.MILESTONE, {"code": "start", "done_on": date(2026, 2, 1)},
             {"code": "other", "name": "封顶", "done_on": date(2026, 2, 1)})  # fmt: skip
    assert Milestone.objects.unscoped("test").count() == 2
    assert "behind_plan" in build.open_prompts(world.zigong_officer)


def test_one_bad_row_stops_a_list_and_a_trial_writes_nothing(
    world: World, project: SupervisedObject
) -> None:
    good = {"number": "HT-1", "name": "施工", "contractor": "甲"}
    for bad, column in (
        ({"number": "HT-2"}, "contractor"), ({"progress_permille": "0.5"}, "progress_permille"),
        ({"bidders": "三家"}, "bidders"), ({"bidders": "1000"}, "bidders"),
    ):  # fmt: skip
        with pytest.raises(BadRows) as refusal:
            imported(world, project, Entry.CONTRACT, good, bad)
        assert column in refusal.value.rows[3]
    with pytest.raises(BadRows) as refusal:
        imported(world, project, Entry.CHANGE, {"contract": "没有", "number": "1", "what": "x"})
    assert "contract_id" in refusal.value.rows[2]
    with pytest.raises(Tried):
        imported(world, project, Entry.CONTRACT, good, is_trial=True)
    with pytest.raises(NotAllowed):
        imported(world, project, Entry.CONTRACT, good, who=world.leader)
    assert not Contract.objects.unscoped("test").exists()

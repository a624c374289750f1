"""The worker imports a list once, all of it or nothing, and can be stopped."""

from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from liandu.access.models import Grant
from liandu.audit.models import Event
from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import NotAllowed, NotVisible, WrongState
from liandu.orgs.models import Membership
from liandu.works import actions, queries
from liandu.works.actions import importing
from liandu.works.actions.progress import Progress, Stopped
from liandu.works.models import SupervisedObject
from tests.people import World, acting
from tests.works.lists import (
    csv,
    imported,
    line,
    settled,
    uploaded,
)

pytestmark = pytest.mark.django_db


def all_objects() -> list[SupervisedObject]:
    return list(SupervisedObject.objects.unscoped("test").order_by("number"))


def test_an_import_waits_for_the_worker(world: World) -> None:
    batch = uploaded(world.zigong_officer, csv(line()))
    actions.queue_import(actor=acting(world.zigong_officer), batch_id=batch.pk)
    task = DBTaskResult.objects.get(task_path__endswith="import_list")
    assert task.args_kwargs["args"] == [str(batch.pk)]
    importing.import_list.call(str(batch.pk))
    assert len(all_objects()) == 1


def test_what_is_in_the_queue_is_not_settled_any_more(world: World) -> None:
    batch = uploaded(world.zigong_officer, csv(line()))
    actions.queue_import(actor=acting(world.zigong_officer), batch_id=batch.pk)
    with pytest.raises(WrongState):
        settled(world.zigong_officer, batch, label=0)


def test_an_import_runs_once(world: World) -> None:
    batch = imported(world.zigong_officer, uploaded(world.zigong_officer, csv(line())))
    assert actions.run_import(batch.pk) == "done"
    assert len(all_objects()) == 1


def test_a_waiting_import_can_be_given_up(world: World) -> None:
    officer = acting(world.zigong_officer)
    batch = uploaded(world.zigong_officer, csv(line()))
    actions.queue_import(actor=officer, batch_id=batch.pk)
    actions.stop_import(officer, batch)
    assert actions.cancel_import(actor=officer, batch_id=batch.pk).state == "cancelled"
    assert actions.run_import(batch.pk) == "cancelled"
    assert all_objects() == []
    assert actions.cancel_import(actor=officer, batch_id=batch.pk).state == "cancelled"


def test_what_came_in_is_not_given_up(world: World) -> None:
    batch = imported(world.zigong_officer, uploaded(world.zigong_officer, csv(line())))
    with pytest.raises(WrongState):
        actions.cancel_import(actor=acting(world.zigong_officer), batch_id=batch.pk)


def test_an_import_is_stopped_by_the_worker_before_the_database_knows(world: World) -> None:
    batch = uploaded(world.zigong_officer, csv(line()))
    actions.queue_import(actor=acting(world.zigong_officer), batch_id=batch.pk)
    actions.stop_import(acting(world.zigong_officer), batch)
    assert actions.run_import(batch.pk) == "cancelled"
    assert Event.objects.filter(kind="works.import_ended").count() == 1
    assert not Progress(batch.pk).is_stopping


@pytest.mark.parametrize("how", ["stopped", "broken"])
def test_what_was_written_before_it_ended_is_undone(
    world: World, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "CHUNK", 2)
    rows = [line(项目编号=f"N{n}", 项目名称=f"渠 {n}") for n in range(6)]
    batch = uploaded(world.zigong_officer, csv(*rows))
    actions.queue_import(actor=acting(world.zigong_officer), batch_id=batch.pk)
    written: list[int] = []

    def advance(self: Any, count: int) -> None:
        written.append(count)
        if sum(written) > 3:
            assert len(all_objects()) > 2
            raise {"stopped": Stopped, "broken": ZeroDivisionError}[how]

    monkeypatch.setattr(Progress, "advance", advance)
    ended = actions.run_import(batch.pk)
    assert ended == {"stopped": "cancelled", "broken": "failed"}[how]
    assert (all_objects(), Grant.objects.count()) == ([], 0)
    assert not Event.objects.filter(kind="works.object_imported").exists()
    batch.refresh_from_db()
    assert (batch.state, batch.report) == (ended, {"why": "" if how == "stopped" else "broken"})


def test_progress_is_told_while_the_transaction_is_open(world: World) -> None:
    progress = Progress("x")
    assert progress.far is None
    progress.begin(3)
    progress.advance(2)
    assert progress.far == (2, 3)
    progress.stop()
    with pytest.raises(Stopped):
        progress.advance(1)
    progress.forget()
    assert (progress.far, progress.is_stopping) == (None, False)


def test_who_lost_their_post_imports_nothing(world: World) -> None:
    batch = uploaded(world.zigong_officer, csv(line()))
    actions.queue_import(actor=acting(world.zigong_officer), batch_id=batch.pk)
    Membership.objects.filter(person=world.zigong_officer).delete()
    assert actions.run_import(batch.pk) == "failed"
    assert all_objects() == []


def test_only_the_worker_says_how_an_import_ended(world: World) -> None:
    batch = uploaded(world.zigong_officer, csv(line()))
    state = importing.BatchState.FAILED
    with pytest.raises(NotAllowed):
        actions.end_import(
            actor=acting(world.zigong_officer), batch_id=batch.pk, state=state, why=""
        )
    assert actions.end_import(actor=SYSTEM, batch_id=batch.pk, state=state, why="x") == "failed"


def test_writing_asks_who_for(world: World) -> None:
    batch = uploaded(world.zigong_officer, csv(line()))
    with pytest.raises(NotVisible):
        actions.write_import(
            actor=acting(world.luzhou_officer), batch_id=batch.pk,
            reading=queries.reading(batch), progress=Progress(batch.pk),
        )  # fmt: skip


def test_what_a_list_does_not_say_is_left_as_it_is(world: World) -> None:
    imported(world.zigong_officer, uploaded(world.zigong_officer, csv(line())))
    rows = csv(("XM-2023-001", "北干渠", "90"), heads=("项目编号", "项目名称", "总投资（亿元）"))
    batch = uploaded(world.zigong_officer, rows)
    settled(world.zigong_officer, batch, for_all="update")
    imported(world.zigong_officer, batch)
    kept = SupervisedObject.objects.unscoped("test").get(number="XM-2023-001")
    assert kept.investment_fen == 900_000_000_000
    assert kept.jurisdictions.count() > 0

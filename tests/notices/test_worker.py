"""The worker seals, does what pages put off and what the clock asks, and replaces the dead."""

import io
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from liandu.audit.actions import run_verification
from liandu.audit.models import Event, Verification
from liandu.kernel.actor import SYSTEM
from liandu.kernel.events import record
from liandu.notices import actions
from liandu.notices.management.commands import worker
from liandu.notices.models import RunningWorker, ScheduledJob
from liandu.notices.queries import JOBS, Job, job
from liandu.notices.rules import MINUTE, MOST_TRIES
from tests.people import body

pytestmark = pytest.mark.django_db(transaction=True)
RUN: list[str] = []
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    """Keep the key that seals apart."""
    settings.DATA_DIR = tmp_path
    RUN.clear()


@pytest.fixture
def tea(monkeypatch: pytest.MonkeyPatch) -> list[Exception]:
    """Have one job, which fails as long as it finds something here."""
    faults: list[Exception] = []

    def run() -> None:
        RUN.append("tea")
        if faults:
            raise faults.pop()

    for code in list(JOBS):
        monkeypatch.delitem(JOBS, code)
    monkeypatch.setitem(JOBS, "tea", Job("tea", "Tea", HOUR, run))
    return faults


@task()
def note(word: str) -> None:
    """Leave a word, and an event."""
    RUN.append(word)
    record(SYSTEM, "orgs.body_added", body(word, word))


@task()
def fail() -> None:
    """Fail, until told otherwise."""
    RUN.append("fail")
    if len(RUN) < 3:
        raise OSError(28, "disk full")


def sealed() -> list[bool]:
    rows = Event.objects.annotate(is_sealed=Q(leaf__isnull=False))
    return list(rows.values_list("is_sealed", flat=True))


def test_what_was_put_off_runs_once_and_is_sealed() -> None:
    note.enqueue("税")
    call_command("worker", once=True)
    call_command("worker", once=True)
    assert RUN == ["税"]
    assert sealed() == [True]
    assert not RunningWorker.objects.exists()


def test_a_seal_that_fails_is_told_and_tried_again(monkeypatch: Any) -> None:
    record(SYSTEM, "orgs.body_added", body("a", "a"))
    said = io.StringIO()

    def fail() -> None:
        raise OSError(28, "disk full")

    with monkeypatch.context() as patch:
        patch.setattr(worker, "seal_events", fail)
        call_command("worker", once=True, stderr=said)
    assert "disk full" in said.getvalue()
    assert sealed() == [False]
    call_command("worker", once=True)
    assert sealed() == [True]


def test_a_running_worker_does_each_thing_beside_the_queue_and_leaves_when_stopped(
    monkeypatch: Any,
) -> None:
    done = {name: threading.Event() for name in ("sealed", "lived", "ran", "left")}
    monkeypatch.setattr(worker, "SECOND", 0)
    monkeypatch.setattr(worker, "SIGN_OF_LIFE", 0)
    for name, event in (("seal_events", "sealed"), ("beat", "lived"), ("run_due_jobs", "ran"),
                        ("leave", "left")):  # fmt: skip
        monkeypatch.setattr(worker, name, lambda *_, event=event: done[event].set())

    def queue(name: str, **options: Any) -> None:
        assert name == "db_worker"
        assert all(done[each].wait(20) for each in ("sealed", "lived", "ran"))
        assert not done["left"].is_set()
        raise SystemExit(0)

    monkeypatch.setattr(worker, "call_command", queue)
    with pytest.raises(SystemExit):
        worker.Command().handle()
    assert done["left"].is_set()


def test_a_job_is_done_when_due_then_on_the_next_full_hour(tea: list[Exception]) -> None:
    assert [actions.run_due_jobs("a"), actions.run_due_jobs("b")] == [1, 0]
    row = ScheduledJob.objects.get()
    assert (row.due_at - timezone.now()) <= HOUR
    assert (row.due_at.minute, row.holder, row.trouble, str(row)) == (0, "", "", "tea")


def test_days_of_missed_runs_are_made_up_by_one(tea: list[Exception]) -> None:
    ScheduledJob.objects.create(code="tea", due_at=timezone.now() - timedelta(days=9))
    assert [actions.run_due_jobs("a"), actions.run_due_jobs("a")] == [1, 0]
    assert RUN == ["tea"]


def test_a_job_that_another_worker_took_meanwhile_is_left_to_it(
    tea: list[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = ScheduledJob.objects.create(code="tea", due_at=timezone.now())
    due = iter([ScheduledJob.objects.filter(pk=row.pk), ScheduledJob.objects.none()])
    monkeypatch.setattr(actions.running.queries, "due_jobs", lambda _now: next(due))
    assert actions.run_due_jobs("a") == 0
    assert RUN == []


def test_a_job_that_fails_says_so_and_is_tried_again_later_and_later(tea: list[Exception]) -> None:
    tea += [OSError("no"), OSError("no")]
    waits = []
    for _ in range(2):
        ScheduledJob.objects.update(due_at=timezone.now())
        actions.run_due_jobs("a")
        row = ScheduledJob.objects.get()
        waits.append(round((row.due_at - timezone.now()) / MINUTE))
        assert (row.trouble, row.holder) == ("OSError: no", "")
    assert waits == [1, 2]
    ScheduledJob.objects.update(due_at=timezone.now())
    actions.run_due_jobs("a")
    row = ScheduledJob.objects.get()
    assert (row.failures, row.trouble) == (0, "")


def test_what_a_living_worker_holds_is_left_to_it_and_taken_over_once_it_is_dead(
    tea: list[Exception],
) -> None:
    now = timezone.now()
    ScheduledJob.objects.create(
        code="tea", due_at=now, holder="a", held_until=now + timedelta(seconds=1)
    )
    actions.beat("a")
    assert ScheduledJob.objects.get().held_until > now + timedelta(seconds=30)
    assert actions.run_due_jobs("b") == 0
    ScheduledJob.objects.update(held_until=now - timedelta(seconds=1))
    assert actions.run_due_jobs("b") == 1


def test_a_worker_that_leaves_lets_go_at_once(tea: list[Exception]) -> None:
    now = timezone.now()
    ScheduledJob.objects.create(code="tea", due_at=now, holder="a", held_until=now + HOUR)
    actions.beat("a")
    assert str(RunningWorker.objects.get()) == "a"
    actions.leave("a")
    assert actions.run_due_jobs("b") == 1


def taken(name: str, minutes: int) -> Any:
    """Return a task that a worker began some minutes ago."""
    note.enqueue("税")
    row = DBTaskResult.objects.get()
    row.claim(name)
    DBTaskResult.objects.update(started_at=timezone.now() - minutes * MINUTE)
    return row


@pytest.mark.parametrize(("minutes", "lives", "expected"), [(2, False, 1), (0, False, 0),
                                                            (2, True, 0)])  # fmt: skip
def test_a_task_of_a_dead_worker_is_put_back_and_one_of_a_living_is_not(
    minutes: int, lives: bool, expected: int
) -> None:
    taken("a", minutes)
    if lives:
        actions.beat("a")
    assert actions.reap() == expected
    call_command("worker", once=True)
    assert ["税"] * expected == RUN


def test_a_task_that_kills_each_worker_is_given_up_and_says_why() -> None:
    taken("a", 2)
    DBTaskResult.objects.update(worker_ids=[str(n) for n in range(MOST_TRIES)])
    assert actions.reap() == 1
    row = DBTaskResult.objects.get()
    assert (row.status, row.exception_class_path) == ("FAILED", "the worker died")
    assert actions.reap() == 0


def test_a_task_that_failed_is_tried_again_after_a_while() -> None:
    fail.enqueue()
    for _ in range(3):
        call_command("worker", once=True)
        assert actions.reap() == 0
        DBTaskResult.objects.update(finished_at=timezone.now() - HOUR)
        actions.reap()
    assert len(RUN) == 3
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_a_verification_done_again_after_its_worker_died_is_told_of_once() -> None:
    asked = Verification.objects.create()
    for _ in range(2):
        run_verification.enqueue(asked.pk)
        call_command("worker", once=True)
    assert Event.objects.filter(kind="audit.verification_finished").count() == 1


def test_two_jobs_do_not_share_a_code() -> None:
    with pytest.raises(ValueError, match="two jobs"):
        job(next(iter(JOBS)), "", HOUR)(lambda: None)

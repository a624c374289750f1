"""The worker seals the record, and runs what pages put off, once."""

import io
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import Q
from django_tasks import task
from pytest_django import Settings

from liandu.audit.models import Event
from liandu.kernel.actor import SYSTEM
from liandu.kernel.events import record
from liandu.notices.management.commands import worker
from tests.people import body

pytestmark = pytest.mark.django_db(transaction=True)
RUN: list[str] = []


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    """Keep the key that seals apart."""
    settings.DATA_DIR = tmp_path


@task()
def note(word: str) -> None:
    """Leave a word, and an event."""
    RUN.append(word)
    record(SYSTEM, "orgs.body_added", body(word, word))


def sealed() -> list[bool]:
    rows = Event.objects.annotate(is_sealed=Q(leaf__isnull=False))
    return list(rows.values_list("is_sealed", flat=True))


def test_what_was_put_off_runs_once_and_is_sealed() -> None:
    RUN.clear()
    note.enqueue("税")
    call_command("worker", once=True)
    call_command("worker", once=True)
    assert RUN == ["税"]
    assert sealed() == [True]


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


def test_a_running_worker_seals_beside_the_queue_until_it_is_stopped(monkeypatch: Any) -> None:
    rounds: list[str] = []

    class Stop(BaseException):
        pass

    def stop(_seconds: float) -> None:
        if len(rounds) == 2:
            raise Stop

    class Beside:
        def __init__(self, target: Any, **_: Any) -> None:
            self.target = target

        def start(self) -> None:
            with pytest.raises(Stop):
                self.target()

    monkeypatch.setattr(worker, "seal_events", lambda: rounds.append("sealed"))
    monkeypatch.setattr(worker, "call_command", lambda name, **_: rounds.append(name))
    monkeypatch.setattr(threading, "Thread", Beside)
    monkeypatch.setattr(time, "sleep", stop)
    call_command("worker")
    assert rounds == ["sealed", "sealed", "db_worker"]

"""Sealing on real tables: complete, in order, and never behind somebody's back."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event as Signal
from typing import Any

import pytest
from django.db import connection, transaction

from liandu.audit import keys, sealing
from liandu.audit.actions import seal_events, write_event, write_events
from liandu.audit.models import Event, Leaf, Log, Seal, TreeHead, Verification
from liandu.audit.verifying import verify
from liandu.kernel.actor import SYSTEM
from tests.audit.conftest import write
from tests.people import body

on_postgres = connection.vendor == "postgresql"
# In a test's own transaction nothing would ever be over.
pytestmark = pytest.mark.django_db(transaction=True)
needs_postgres = pytest.mark.skipif(not on_postgres, reason="one writer at a time")


def sealed() -> list[int]:
    """Return the events in the trees, doubles and all."""
    return sorted(Leaf.objects.values_list("event_id", flat=True))


def test_an_event_keeps_what_was_said_and_commits_to_it() -> None:
    event = write(1)
    assert (event.facts, event.is_erased) == ({"number": 1}, False)
    assert len(event.salt) == 32


def test_each_body_has_a_log_of_its_own_and_nobody_has_one() -> None:
    zigong, luzhou = body("ZG", "自贡"), body("LZ", "泸州")
    for number, at in enumerate([zigong, luzhou, zigong, None]):
        write(number, at)
    assert seal_events() == 4
    sizes = {log.body: log.leaves.count() for log in Log.objects.all()}
    assert sizes == {zigong: 2, luzhou: 1, None: 1}
    assert TreeHead.objects.count() == 3
    assert not verify().faults


def test_sealing_again_adds_nothing_and_goes_on_where_it_stopped() -> None:
    write(1)
    assert (seal_events(), seal_events()) == (1, 0)
    write(2)
    assert seal_events() == 1
    assert list(TreeHead.objects.values_list("size", flat=True)) == [1, 2]
    assert verify().event_count == 2
    assert not verify().faults


def test_many_events_are_sealed_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing.seal_batch, "__defaults__", (3,))
    events = [write(number).pk for number in range(7)]
    assert seal_events() == 7
    assert sealed() == events
    assert list(TreeHead.objects.values_list("size", flat=True)) == [3, 6, 7]


def test_the_key_is_for_its_owner_alone_and_stays(own_folder: Path) -> None:
    first = keys.public_key_text()
    assert (own_folder / "audit" / "key.pem").stat().st_mode & 0o777 == 0o600
    assert keys.public_key_text() == first
    assert first.startswith("liandu+")


def test_two_processes_that_make_the_key_at_once_use_the_same(own_folder: Path) -> None:
    keys.signing_key()
    path = own_folder / "audit" / "key.pem"
    before = path.read_bytes()
    keys._make(path)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir() if one.is_file()] == ["key.pem"]


def test_the_name_of_the_node_stays_that_of_its_key(settings: Any) -> None:
    write(1)
    seal_events()
    settings.NODE_NAME = "other"
    write(2)
    seal_events()
    assert not verify().faults


def test_the_last_head_of_each_log_is_kept_beside_the_database() -> None:
    write(1)
    seal_events()
    head = TreeHead.objects.get()
    assert keys.kept_heads() == {"liandu/liandu/0/audit": head.text}


def test_two_sealers_at_once_seal_each_event_once() -> None:
    events = [write(number).pk for number in range(60)]

    def run(_: int) -> int:
        try:
            return sum(iter(lambda: sealing.seal_batch(5), 0))
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        counts = list(pool.map(run, range(3)))
    assert sum(counts) == 60
    assert sealed() == events
    assert not verify().faults


def test_nothing_is_missed_or_doubled_beside_busy_writers() -> None:
    stop = Signal()

    def write_many(first: int) -> list[int]:
        try:
            return [write_slowly(first + number) for number in range(40)]
        finally:
            connection.close()

    def write_slowly(number: int) -> int:
        with transaction.atomic():
            event = write(number)
            Event.objects.filter(pk=event.pk).count()
            return event.pk

    def seal() -> None:
        try:
            while not stop.is_set():
                seal_events()
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        sealer = pool.submit(seal)
        written = [pk for pks in pool.map(write_many, (0, 100, 200, 300)) for pk in pks]
        stop.set()
        sealer.result()
    seal_events()
    assert sealed() == sorted(written)
    assert not verify().faults


@pytest.fixture
def late() -> Iterator[tuple[Any, int]]:
    """Yield an open transaction of somebody else, with an event written in it."""
    other = connection.copy("late")
    other.connect()
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(
            "INSERT INTO audit_event (at, kind, subject_kind, subject_id, facts_text, salt,"
            " commitment) VALUES (now(), 'test.late', 'audit.seal', '1', '{}', 's', %s)"
            " RETURNING id",
            ["0f6ee6b2" * 8],
        )
        yield other, cursor.fetchone()[0]
    other.close()


@needs_postgres
def test_an_event_that_commits_late_is_sealed_where_a_naive_sealer_passes_over_it(
    late: tuple[Any, int],
) -> None:
    other, late_event = late
    early = write(1).pk
    assert early > late_event

    naive_last = max(Event.objects.values_list("pk", flat=True))
    assert seal_events() == 0, "an older transaction is still running"

    other.cursor().execute("COMMIT")
    assert not Event.objects.filter(pk__gt=naive_last).exists(), "passed over for ever"
    assert seal_events() == 2
    assert sealed() == [late_event, early]


@needs_postgres
def test_a_database_carried_to_another_server_goes_on_being_sealed() -> None:
    sealed_before = write(1)
    seal_events()
    waiting = write(2)
    far = 10**12
    Event.objects.filter(pk=sealed_before.pk).update(xid=far)
    Event.objects.filter(pk=waiting.pk).update(xid=far + 1)
    Seal.objects.update(xid=far, last_event=sealed_before.pk)

    assert seal_events() == 1
    after = write(3)
    assert seal_events() == 1
    assert sealed() == [sealed_before.pk, waiting.pk, after.pk]
    assert not verify().faults


def test_the_machine_has_no_body() -> None:
    write_event(SYSTEM, "test.happened", Seal(pk=1), {})
    seal_events()
    assert Log.objects.get().body is None
    assert str(Log.objects.get()) == "liandu/liandu/0/audit"


def test_many_events_can_be_written_at_once() -> None:
    write_events(SYSTEM, "test.happened", [(Seal(pk=n), {"number": n}) for n in range(3)])
    assert [event.facts for event in Event.objects.order_by("pk")] == [
        {"number": 0},
        {"number": 1},
        {"number": 2},
    ]
    assert seal_events() == 3
    assert not verify().faults


def test_a_sealer_that_comes_second_finds_nothing_left(monkeypatch: pytest.MonkeyPatch) -> None:
    write(1)
    seal_events()
    nothing = Event.objects.none()
    answers = iter([Event.objects.all(), nothing])
    monkeypatch.setattr(sealing, "unsealed", lambda *_: next(answers))
    before = Seal.objects.values().get()
    assert sealing.seal_batch() == 0
    assert Seal.objects.values().get() == before


def test_rows_of_the_record_say_which_they_are() -> None:
    event = write(1)
    seal_events()
    head, leaf, seal = TreeHead.objects.get(), Leaf.objects.get(), Seal.objects.get()
    assert str(event) == f"test.happened audit.seal:1 #{event.pk}"
    assert (str(leaf), str(head)) == (f"{leaf.log_id}:0", f"{head.log_id}: 1")
    assert str(seal) == f"{seal.xid}:{event.pk}"
    assert str(Verification(pk=7)) == "#7"

"""Verification finds every kind of tampering; proofs and exports hold by themselves."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone, translation

from liandu.audit import keys, verifying
from liandu.audit.actions import seal_events
from liandu.audit.models import Event, Leaf, Log, Seal, TreeHead
from liandu.audit.rules import Fault, Wrong, check_proof, sealed_hash
from liandu.audit.sealing import row_of
from liandu.audit.verifying import say_fault, verify
from liandu.engines.merkle.trees import CompactRange
from liandu.kernel.errors import NotVisible, WrongState
from liandu.orgs.models import Body
from tests.audit.conftest import ids, write
from tests.people import body

pytestmark = pytest.mark.django_db(transaction=True)


def sql(text: str, *values: Any) -> None:
    """Change the tables as somebody with a database console would, keys and all unheeded."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys = OFF")
        else:
            cursor.execute("SET session_replication_role = replica")
        try:
            cursor.execute(text, values)
        finally:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA foreign_keys = ON")
            else:
                cursor.execute("SET session_replication_role = DEFAULT")


def wrongs(**scope: Any) -> list[tuple[Wrong, int | None]]:
    return [(fault.wrong, fault.event_id) for fault in verify(**scope).faults]


def test_an_honest_record_has_no_fault(zigong: Body) -> None:
    report = verify()
    assert (report.event_count, report.head_count, report.log_count) == (7, 2, 1)
    assert report.faults == []


def test_one_byte_of_one_event_is_found_and_named(zigong: Body) -> None:
    third = ids()[2]
    Event.objects.filter(pk=third).update(facts_text='{"number":3}')
    assert verify().faults == [Fault(Wrong.CONTENT, "ZG", third)]
    with pytest.raises(CommandError) as fault:
        call_command("audit", "verify")
    assert fault.value.returncode == 1


@pytest.mark.parametrize(
    "change",
    [
        {"at": timezone.now()},
        {"kind": "test.other"},
        {"subject_kind": "orgs.body"},
        {"subject_id": "9"},
        {"body": None},
        {
            "salt": "0",
            "commitment": "e36d6a6a0ee4ad9d4a9ba5a0b3fd44a0d5ee44c1d3a20bb6bda1bf2a3d1b1f05",
        },
    ],
)
def test_every_column_of_an_event_is_under_seal(zigong: Body, change: dict[str, Any]) -> None:
    third = ids()[2]
    Event.objects.filter(pk=third).update(**change)
    assert (Wrong.ROW, third) in wrongs()


def test_content_that_is_gone_without_an_erasure_is_found(zigong: Body) -> None:
    third = ids()[2]
    Event.objects.filter(pk=third).update(salt="", facts_text="")
    assert wrongs() == [(Wrong.BLANKED, third)]


def test_a_deleted_event_is_found(zigong: Body) -> None:
    third, fourth = ids()[2:4]
    sql("DELETE FROM audit_event WHERE id = %s", third)
    assert (Wrong.MISSING, third) in wrongs()
    sql("DELETE FROM audit_leaf WHERE event_id = %s", third)
    assert (Wrong.PLACE, fourth) in wrongs()


def test_an_event_put_in_behind_the_sealed_ones_is_found(zigong: Body) -> None:
    gap = ids()[0] - 1
    Event.objects.filter(pk=write(9, zigong).pk).update(id=gap, xid=0)
    Seal.objects.filter(last_event=0).update(last_event=1)
    assert wrongs() == [(Wrong.UNSEALED, gap)]
    assert wrongs(body_code="ZG") == [(Wrong.UNSEALED, gap)]


def test_events_that_changed_places_are_found(zigong: Body) -> None:
    second, third = Leaf.objects.order_by("position")[1:3]
    Leaf.objects.filter(pk=second.pk).update(position=99)
    Leaf.objects.filter(pk=third.pk).update(position=1)
    Leaf.objects.filter(pk=second.pk).update(position=2)
    assert wrongs() == [(Wrong.ROOT, ids()[0]), (Wrong.KEPT, None), (Wrong.STATE, None)]


def test_an_event_rewritten_with_its_hash_is_found_between_two_checkpoints(zigong: Body) -> None:
    sixth = Event.objects.get(pk=ids()[5])
    sixth.subject_id = "9"
    sixth.save()
    log = Log.objects.get()
    forged = row_of(sixth, log.origin)
    Leaf.objects.filter(pk=sixth.pk).update(hash=sealed_hash(forged, "sha256").hex())
    assert (Wrong.ROOT, ids()[4]) in wrongs()


def test_a_record_cut_back_to_an_older_state_is_found_by_what_is_kept_beside_it(
    zigong: Body,
) -> None:
    older = TreeHead.objects.order_by("size")[0]
    keep = ids()[:4]
    first_state = grown_to(4)
    TreeHead.objects.exclude(pk=older.pk).delete()
    sql("DELETE FROM audit_leaf WHERE position >= 4")
    Event.objects.exclude(pk__in=keep).delete()
    Log.objects.update(state=first_state)
    Seal.objects.update(last_event=keep[-1])
    assert wrongs() == [(Wrong.KEPT, None)]


def grown_to(size: int) -> str:
    """Return the state of the tree of the first leaves."""
    tree = CompactRange()
    for leaf in Leaf.objects.order_by("position")[:size]:
        tree.append(bytes.fromhex(leaf.hash))
    return tree.state()


def test_a_log_that_is_gone_altogether_is_found(zigong: Body) -> None:
    TreeHead.objects.all().delete()
    Leaf.objects.all().delete()
    origin = Log.objects.get().origin
    Log.objects.all().delete()
    assert verify().faults[-1] == Fault(Wrong.KEPT, origin)


@pytest.mark.parametrize("change", [{"text": "nonsense"}, {"size": 6}, {"size": 900}])
def test_a_changed_checkpoint_is_found(zigong: Body, change: dict[str, Any]) -> None:
    TreeHead.objects.filter(size=7).update(**change)
    assert wrongs()


def test_a_checkpoint_put_in_the_place_of_another_is_found(zigong: Body) -> None:
    first = TreeHead.objects.get(size=4)
    TreeHead.objects.filter(size=7).update(text=first.text)
    assert wrongs() == [(Wrong.SIGNATURE, None)]


@pytest.mark.parametrize("state", ["nonsense", "sha256 0", "md5 7 aa"])
def test_a_changed_tree_state_is_found(zigong: Body, state: str) -> None:
    Log.objects.update(state=state)
    assert wrongs()


def test_a_checkpoint_signed_with_another_key_is_found(zigong: Body, own_folder: Path) -> None:
    for name in ("key.pem", "key.txt"):
        (own_folder / "audit" / name).unlink()
    assert {fault.wrong for fault in verify().faults} == {Wrong.SIGNATURE, Wrong.KEPT}


def test_one_body_or_a_time_can_be_verified_by_itself(zigong: Body) -> None:
    luzhou = body("LZ", "泸州")
    write(1, luzhou)
    write(2)
    seal_events()
    first = ids()[0]
    Event.objects.filter(pk=first).update(facts_text="{}", at=timezone.now() - timedelta(days=9))
    assert verify(body_code="LZ").event_count == 1
    assert not verify(body_code="LZ").faults
    assert not verify(body_code="-").faults
    assert verify(body_code="ZG").faults
    assert not verify(since=timezone.now() - timedelta(days=1)).faults
    assert verify(since=timezone.now() - timedelta(days=10)).faults
    assert not verify(since=timezone.now() + timedelta(days=1)).faults
    with pytest.raises(NotVisible):
        verify(body_code="none")


def test_every_fault_has_words_in_which_nothing_is_left_open() -> None:
    for wrong in Wrong:
        fault = Fault(wrong, "ZG", 5, 9, 3)
        words = say_fault(fault)
        assert "ZG" in words
        assert "5" in words
        assert "%(" not in words
        assert verifying.of_json(json.loads(json.dumps(verifying.as_json(fault)))) == fault
    with translation.override("en"):
        assert say_fault(Fault(Wrong.LENGTH, "-", size=3)) == (
            "Body -: The log has 3 events; its signed heads say otherwise."
        )


def test_a_proof_holds_by_itself(zigong: Body) -> None:
    event_id = ids()[5]
    proof = json.loads(json.dumps(verifying.prove(event_id)))
    assert check_proof(proof, keys.public_key_text())["id"] == event_id
    assert "content" not in proof
    opened = verifying.prove(event_id, with_content=True)
    assert check_proof(opened, proof["key"])["id"] == event_id
    assert opened["content"]["facts"] == '{"number":5}'


def test_there_is_no_proof_of_what_is_not_there_or_not_sealed(zigong: Body) -> None:
    with pytest.raises(NotVisible):
        verifying.prove(10**9)
    with pytest.raises(WrongState):
        verifying.prove(write(1).pk)

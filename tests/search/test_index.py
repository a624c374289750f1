"""The index holds the words of every record, from the moment it is written."""

from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction

from liandu.access.guarded import Guarded, body_columns
from liandu.engines.bigrams import terms
from liandu.findings.models import Finding
from liandu.kernel.models import new_id
from liandu.search.actions import differing, rebuild
from liandu.search.models import Entry
from liandu.search.queries import searched
from liandu.sharing.models import SharingReceipt
from tests.findings.road import at, registered
from tests.people import World


def found(question: str) -> set[Any]:
    """Return the records that the index finds by words, whoever asks."""
    return set(Entry.objects.found(terms(question)).values_list("record_id", flat=True))


def test_a_record_is_found_as_soon_as_it_is_written(world: World) -> None:
    finding = registered(world)
    assert found("设计变更") == found("未报批 先实施") == found(finding.number) == {finding.pk}
    assert found("设计没有") == set()


def test_what_is_undone_is_not_found(world: World) -> None:
    finding = registered(world)
    with transaction.atomic():
        finding.title = "隧道渗水"
        finding.save()
        assert found("渗水")
        transaction.set_rollback(True)
    assert found("渗水") == set()
    assert found("设计") == {finding.pk}


def test_words_that_are_changed_are_found_and_the_old_ones_are_not(world: World) -> None:
    finding = registered(world)
    finding.title = "隧道渗水"
    finding.save(update_fields=["title"])
    assert found("渗水") == {finding.pk}
    assert found("变更未报") == set()
    Finding.objects.unscoped("test").update(title="边坡失稳")
    assert found("边坡") == {finding.pk}
    assert found("渗水") == set()


def test_rows_written_at_once_are_found(world: World) -> None:
    finding = registered(world)
    stored = [f.attname for f in Finding._meta.concrete_fields if not f.generated]
    copy = {name: getattr(finding, name) for name in stored}
    rows = [Finding(**copy | {"id": new_id(), "number": f"WT-1999-{n}"}) for n in range(3)]
    Finding.objects.bulk_create(rows)
    assert found("WT-1999") == {row.pk for row in rows}
    assert Finding.objects.bulk_create([]) == []


def test_a_step_that_changes_no_words_writes_no_entry(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding, kept = registered(world), []
    monkeypatch.setattr("liandu.access.guarded._keepers", [lambda _m, ids: kept.extend(ids)])
    finding.save(update_fields=["state"])
    Finding.objects.unscoped("test").filter(pk=finding.pk).update(return_count=1)
    assert kept == []
    finding.save(update_fields=["responsible_body"])
    assert kept == [finding.pk]


def test_the_index_names_the_bodies_from_which_a_record_is_seen(world: World) -> None:
    finding = at(world, "assign")
    entry = Entry.objects.get(record_id=finding.pk)
    for body in (world.zigong, world.builder, world.zigong_water):
        assert f" §{body.pk} " in entry.words
    assert str(entry) == f"2:{finding.pk}"
    assert body_columns(Finding) == (
        "keeper_body_id", "owner_body_id", "responsible_body_id", "supervising_body_id",
    )  # fmt: skip


def test_every_guarded_record_is_found_by_its_words() -> None:
    every = {one for one in apps.get_models() if issubclass(one, Guarded)}
    # A receipt has no words of its own: what was shared is found, once.
    assert set(searched()) == every - {SharingReceipt}


def test_the_index_is_compared_and_written_anew(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = registered(world), registered(world, title="隧道渗水")
    assert differing() == 0
    call_command("search", "check")
    before = list(Entry.objects.order_by("pk").values_list("record_id", "words"))
    Entry.objects.filter(record_id=first.pk).update(words=" 别的 ")
    Entry.objects.filter(record_id=second.pk).delete()
    Entry.objects.create(kind=2, record_id=new_id(), words=" 没有 ")
    assert differing() == 3
    with pytest.raises(CommandError, match="3"):
        call_command("search", "check")
    call_command("search", "rebuild")
    assert list(Entry.objects.order_by("pk").values_list("record_id", "words")) == before
    assert differing() == 0
    assert found("别的") == found("没有") == set()
    assert found("渗水") == {second.pk}
    assert rebuild() == len(before)
    assert capsys.readouterr().out


def test_signs_of_the_databases_are_words_like_others(world: World) -> None:
    finding = registered(world, title='a\'b "c" OR d* | & ! :* (e) NEAR \\')
    for question in ("a'b", '"c" OR d*', "near", "b | zzz", "' zzz --", "c:*"):
        wanted = {finding.pk} if "zzz" not in question else set()
        assert found(question) == wanted, question

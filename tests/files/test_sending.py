"""Large files in parts: how far they are, who sends them, what breaks, what they become."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from pytest_django import Settings

from liandu.files import actions, queries
from liandu.files.actions import sending
from liandu.files.models import Sending, StoredFile
from liandu.files.rules import MOST_HELD, MOST_SENDINGS, Sent
from liandu.inspections import actions as inspections
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from tests.engines.scanners import EVIL, scanner
from tests.files.crafted import ACTING, PDF, upload
from tests.files.test_attaching import attach, on_disk
from tests.inspections.build import Site, approved
from tests.people import World, acting

HALF = len(PDF) // 2


def begun(site: Site, content: bytes = PDF, **given: Any) -> Sending:
    given = {"actor": site.office, "name": "扫描.pdf", "size": len(content), "mark": "1", **given}
    return actions.begin_sending(**given)


def part(site: Site, row: Sending, offset: int, content: bytes, **given: Any) -> Sending:
    given = {"actor": site.office, "sending_id": row.pk, **given}
    return actions.take_part(offset=offset, content=content, **given)


def sent(site: Site, content: bytes = PDF, **given: Any) -> Sent:
    """Return a file that was sent in two parts, as the form names it."""
    row, half = begun(site, content, **given), len(content) // 2
    part(site, row, 0, content[:half])
    part(site, row, half, content[half:])
    return Sent.read(f"{row.pk}/{row.name}")


def under_way(folder: Path) -> list[Path]:
    return list((folder / "parts").glob("*"))


def test_a_file_in_parts_becomes_an_attachment_like_any_other(site: Site, folder: Path) -> None:
    made = attach(site, upload=sent(site))
    assert (folder / made.stored.path).read_bytes() == PDF
    assert (made.name, made.stored.seen) == ("扫描.pdf", {"pages": 2})
    assert made.stored.sha256 == sha256(PDF).hexdigest()
    assert under_way(folder) == []
    assert not Sending.objects.exists()


def test_it_goes_on_where_it_broke_off_in_another_session_of_the_same_day(site: Site) -> None:
    row = begun(site)
    part(site, row, 0, PDF[:HALF])
    again = begun(site)
    assert (again.pk, again.received) == (row.pk, HALF)
    assert begun(site, mark="2").pk != row.pk
    assert begun(site, actor=site.member()).pk != row.pk
    assert begun(site, mark="").pk != begun(site, mark="").pk


def test_a_part_that_does_not_follow_is_told_where_to_go_on(site: Site, folder: Path) -> None:
    row = begun(site)
    part(site, row, 0, PDF[:HALF])
    for offset in (0, HALF - 1, HALF + 1):  # of two windows at once the second comes too late
        with pytest.raises(actions.OutOfStep) as late:
            part(site, row, offset, PDF[:HALF])
        assert late.value.offset == HALF
    part(site, row, HALF, PDF[HALF:])
    assert part(site, row, len(PDF), b"").stored is not None
    with pytest.raises(actions.OutOfStep):
        part(site, row, 0, PDF[:HALF])


def test_a_process_that_is_killed_loses_the_part_it_was_at_and_no_more(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = begun(site)
    part(site, row, 0, PDF[:HALF])
    with monkeypatch.context() as killed:
        killed.setattr(sending.os, "fsync", lambda _file: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            part(site, row, HALF, b"x" * 40)
    assert begun(site).received == HALF
    part(site, row, HALF, PDF[HALF:])
    assert attach(site, upload=Sent(str(row.pk), "")).stored.sha256 == sha256(PDF).hexdigest()


@pytest.mark.parametrize(("there", "kept"), [(HALF + 9, HALF), (HALF - 9, HALF - 9), (0, 0)])
def test_what_is_on_the_disk_and_was_said_to_be_safe_counts(
    site: Site, folder: Path, there: int, kept: int
) -> None:
    row = begun(site)
    part(site, row, 0, PDF[:HALF])
    (path,) = under_way(folder)
    path.write_bytes((PDF[:HALF] + b"x" * 9)[:there])
    if not there:
        path.unlink()
    assert begun(site).received == kept
    part(site, row, kept, PDF[kept:])
    assert attach(site, upload=Sent(str(row.pk), "")).stored.size == len(PDF)


def test_a_part_that_was_garbled_or_is_too_long_leaves_nothing(site: Site, folder: Path) -> None:
    row = begun(site)
    with pytest.raises(actions.Garbled):
        part(site, row, 0, PDF[:HALF], digest=sha256(PDF).digest())
    part(site, row, 0, PDF[:HALF], digest=sha256(PDF[:HALF]).digest())
    with pytest.raises(Invalid):
        part(site, row, HALF, PDF[HALF:] + b"x")
    assert begun(site).received == HALF


def test_what_the_gate_refuses_says_why_and_frees_the_space(site: Site, folder: Path) -> None:
    broken = begun(site, b"MZ" + PDF, name="扫描.pdf")
    with pytest.raises(Invalid, match=r"扫描\.pdf"):
        part(site, broken, 0, b"MZ" + PDF)
    assert on_disk(folder) == []
    assert not Sending.objects.exists()
    with pytest.raises(NotVisible):
        part(site, broken, 0, b"")


@pytest.mark.parametrize(
    ("name", "size"), [("扫描.pdf", 0), ("扫描.pdf", 2**60), ("a/b.pdf", 9), ("长" * 300, 9)]
)
def test_what_would_not_be_taken_is_not_begun(site: Site, name: str, size: int) -> None:
    with pytest.raises(Invalid):
        begun(site, name=name, size=size)


def test_one_person_has_so_many_and_so_much_on_the_way(site: Site, settings: Any) -> None:
    for number in range(MOST_SENDINGS):
        begun(site, mark=f"n{number}")
    with pytest.raises(WrongState):
        begun(site)
    begun(site, actor=site.member())
    Sending.objects.all().delete()
    for number in range(MOST_HELD):
        begun(site, size=settings.LIANDU_UPLOAD_LIMIT, mark=f"n{number}")
    with pytest.raises(WrongState):
        begun(site, size=1)


def test_who_holds_no_post_sends_nothing(site: Site) -> None:
    with pytest.raises(NotAllowed):
        begun(site, actor=acting(site.world.system_admin))


def test_nobody_else_finds_it_goes_on_with_it_or_attaches_it(site: Site) -> None:
    row = begun(site)
    member = site.member()
    with pytest.raises(NotVisible):
        part(site, row, 0, PDF, actor=member)
    with pytest.raises(NotVisible):
        actions.drop_sending(actor=member, sending_id=row.pk)
    part(site, row, 0, PDF)
    with pytest.raises(Invalid, match="重新选择"):
        attach(site, actor=member, upload=Sent(str(row.pk), "扫描.pdf"))
    attach(site, upload=Sent(str(row.pk), "扫描.pdf"))


@pytest.mark.parametrize("key", ["", "x", "0190a1b2-0000-7000-8000-000000000000"])
def test_what_was_not_sent_is_not_attached(site: Site, key: str) -> None:
    half = begun(site)
    part(site, half, 0, PDF[:HALF])
    for one in (key, str(half.pk)):
        with pytest.raises(Invalid, match="扫描"):
            attach(site, upload=Sent(one, "扫描.pdf"))


def test_after_a_day_it_is_over_and_swept_with_what_came_of_it(site: Site, folder: Path) -> None:
    kept = attach(site)
    whole, half = sent(site), begun(site, mark="2")
    part(site, half, 0, PDF[:HALF])
    later = timezone.now() + timedelta(days=1, seconds=1)
    with time_machine.travel(later, tick=False):
        with pytest.raises(NotVisible):
            part(site, half, HALF, PDF[HALF:])
        with pytest.raises(Invalid):
            attach(site, upload=whole)
        assert not queries.sendings(site.office).exists()
        assert begun(site).received == 0
    Sending.objects.filter(received=0).delete()
    call_command("sweep_files")
    assert Sending.objects.count() == 2
    actions.sweep(later)
    assert not Sending.objects.exists()
    assert list(StoredFile.objects.all()) == [kept.stored]
    assert sorted(on_disk(folder)) == sorted(
        [folder / kept.stored.path, folder / kept.stored.thumbnail]
    )


def test_content_that_is_attached_or_on_its_way_is_not_swept(site: Site, folder: Path) -> None:
    made, row = attach(site, upload=upload("扫描.pdf", PDF)), sent(site)
    Sending.objects.update(at=timezone.now() + timedelta(days=2))
    actions.sweep(timezone.now() + timedelta(days=1))
    assert attach(site, upload=row).stored == made.stored


def test_two_windows_may_end_the_same_file_at_once(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = begun(site)
    stored = sending.stored

    def other_was_first(*given: Any) -> StoredFile:
        monkeypatch.setattr(sending, "stored", stored)
        part(site, row, len(PDF), b"")
        return stored(*given)

    monkeypatch.setattr(sending, "stored", other_was_first)
    part(site, row, 0, PDF)
    assert attach(site, upload=Sent(str(row.pk), "")).stored.size == len(PDF)


def test_a_record_closed_meanwhile_takes_nothing_and_the_file_stays(
    world: World, folder: Path
) -> None:
    site = approved(world)
    ahead = sent(site)
    inspections.cancel_inspection(actor=site.head, inspection_id=site.pk, reason="不再需要")
    with pytest.raises(NotAllowed):
        attach(site, upload=ahead)
    assert Sending.objects.exists()


def test_what_would_act_is_in_quarantine_however_it_came(site: Site) -> None:
    assert attach(site, upload=sent(site, ACTING)).is_quarantined


def test_while_the_scanner_does_not_answer_nothing_is_taken_and_what_was_sent_stays(
    site: Site, settings: Settings, folder: Path
) -> None:
    with scanner() as address:
        settings.LIANDU_CLAMD = address
    row = begun(site)
    with pytest.raises(Invalid, match="查毒"):
        part(site, row, 0, PDF)
    with pytest.raises(Invalid, match="查毒"):
        attach(site)
    assert len(under_way(folder)) == 1
    with scanner() as settings.LIANDU_CLAMD:
        again = begun(site)
        assert again.received == len(PDF)
        part(site, again, len(PDF), b"")
        assert attach(site, upload=Sent(str(row.pk), "")).stored.size == len(PDF)


def test_what_the_scanner_finds_is_forgotten(site: Site, settings: Settings, folder: Path) -> None:
    with scanner() as settings.LIANDU_CLAMD:
        row = begun(site, EVIL, name="说明.txt")
        with pytest.raises(Invalid, match="Eicar-Signature"):
            part(site, row, 0, EVIL)
    assert (under_way(folder), on_disk(folder)) == ([], [])
    assert not Sending.objects.exists()

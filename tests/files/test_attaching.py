"""Attaching, checking, withdrawing: who may, what is kept, what is never half done."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from liandu.access.models import Wall
from liandu.access.rules import Label, RecordKind
from liandu.audit.models import Event
from liandu.engines.filegate import Active, Fault
from liandu.files import actions, permits, queries
from liandu.files.actions import attaching, contents
from liandu.files.models import Attachment, StoredFile
from liandu.files.models.words import ACTS, REASONS
from liandu.inspections import actions as inspections
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from tests.files.crafted import ACTING, PDF, malformed, picture, upload
from tests.inspections.build import Site, approved, paper
from tests.people import World, acting


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def attach(site: Site, **given: Any) -> Attachment:
    given = {"upload": upload(), "purpose": "document", **given}
    actor = given.pop("actor", site.office)
    return actions.attach(actor=actor, record=site.again(), **given)


def test_a_file_is_kept_with_both_hashes_and_told_in_the_record(site: Site, folder: Path) -> None:
    made = attach(site, note="入口", place="K12", taken_at=timezone.now())
    assert (made.name, made.note, made.place) == ("现场.jpg", "入口", "K12")
    assert len(made.stored.sha256) == len(made.stored.sm3) == 64
    assert (folder / made.stored.path).read_bytes() == picture()
    assert (folder / made.stored.thumbnail).read_bytes().startswith(b"\xff\xd8")
    event = Event.objects.filter(kind="files.attached").latest("id")
    assert event.facts["files"][0]["sha256"] == made.stored.sha256
    assert event.subject_id == str(site.pk)


def test_the_same_content_is_stored_once(site: Site, folder: Path) -> None:
    first, second = attach(site), attach(site, upload=upload("又一张.jpg"), actor=site.member())
    assert first.stored == second.stored
    assert StoredFile.objects.count() == 1
    assert len(on_disk(folder)) == 2  # the picture and its small one


def test_what_cannot_be_drawn_has_no_small_picture(site: Site, folder: Path) -> None:
    assert attach(site, upload=upload("说明.txt", b"text")).stored.thumbnail == ""
    assert len(on_disk(folder)) == 1


def test_of_a_document_the_first_page_is_drawn_small(site: Site, folder: Path) -> None:
    stored = attach(site, upload=upload("报告.pdf", PDF)).stored
    assert (folder / stored.thumbnail).read_bytes().startswith(b"\xff\xd8")
    assert (stored.seen, stored.active) == ({"pages": 2}, [])


def test_a_picture_that_cannot_be_drawn_small_is_kept_all_the_same(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "draw", lambda *_: None)
    assert attach(site).stored.thumbnail == ""


def test_content_found_on_disk_without_a_row_is_written_anew(site: Site, folder: Path) -> None:
    made = attach(site)
    path = folder / made.stored.path
    Attachment.objects.all().delete()
    StoredFile.objects.all().delete()
    path.write_bytes(b"half")
    assert (folder / attach(site).stored.path).read_bytes() == picture()


def test_three_hundred_malformed_files_leave_nothing_behind(site: Site, folder: Path) -> None:
    events = Event.objects.count()
    for name, content in malformed(304):
        with pytest.raises(Invalid) as refused:
            attach(site, upload=upload(name, content))
        words = refused.value.fields["uploads"]
        shown = "".join(letter for letter in name if letter.isprintable())
        assert shown[:20] in words
        assert len(words) > len(shown) + 6
    assert on_disk(folder) == []
    assert not Attachment.objects.exists()
    assert not StoredFile.objects.exists()
    assert Event.objects.count() == events


def test_one_bad_file_among_several_keeps_all_of_them_out(site: Site, folder: Path) -> None:
    with pytest.raises(Invalid) as refused:
        actions.attach_all(
            actor=site.office, record=site.again(), purpose="photo",
            uploads=[upload(), upload("坏.png", b"x"), upload("空.jpg", b"")],
        )  # fmt: skip
    assert "坏.png" in str(refused.value)
    assert "空.jpg" in str(refused.value)
    assert on_disk(folder) == []
    assert not Attachment.objects.exists()


def test_a_file_may_be_as_large_as_the_settings_say_and_no_larger(
    site: Site, settings: Any
) -> None:
    settings.LIANDU_UPLOAD_LIMIT = len(picture())
    attach(site)
    settings.LIANDU_UPLOAD_LIMIT = len(picture()) - 1
    with pytest.raises(Invalid, match=r"现场\.jpg"):
        attach(site)


def test_a_disk_that_fails_leaves_neither_row_nor_half_a_file(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError

    monkeypatch.setattr(contents.os, "fsync", full)
    with pytest.raises(OSError):  # noqa: PT011 - the disk's own
        attach(site)
    assert on_disk(folder) == []
    assert not StoredFile.objects.exists()


def test_what_a_failed_transaction_leaves_is_swept_after_a_day(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise RuntimeError

    kept = attach(site)
    with monkeypatch.context() as broken:
        broken.setattr(attaching.events, "record", fail)
        with pytest.raises(RuntimeError):
            attach(site, upload=upload("二.jpg", picture(7)))
    assert StoredFile.objects.count() == 1
    assert len(on_disk(folder)) == 4
    assert actions.sweep(timezone.now() - timedelta(days=1)) == 0
    assert actions.sweep(timezone.now() + timedelta(minutes=1)) == 2
    assert sorted(path.name for path in on_disk(folder)) == sorted(
        [Path(kept.stored.path).name, Path(kept.stored.thumbnail).name]
    )
    call_command("sweep_files")
    assert len(on_disk(folder)) == 2


def test_only_those_who_work_on_a_record_attach_to_it(site: Site) -> None:
    attach(site, actor=site.member())
    with pytest.raises(NotAllowed):
        attach(site, actor=acting(site.world.luzhou_officer))
    with pytest.raises(NotAllowed):
        attach(site, actor=acting(site.world.builder_liaison))
    with pytest.raises(NotVisible):
        attach(site, actor=acting(site.world.system_admin))


def test_nothing_more_is_attached_to_what_was_called_off(world: World, folder: Path) -> None:
    site = approved(world)
    inspections.cancel_inspection(actor=site.head, inspection_id=site.pk, reason="不再需要")
    with pytest.raises(NotAllowed):
        attach(site)


def test_nobody_attaches_where_no_app_said_who_may(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(permits._attaching, int(RecordKind.INSPECTION))  # noqa: SLF001
    with pytest.raises(NotAllowed):
        attach(site)


def test_the_body_that_attached_takes_back_what_nobody_checked(site: Site, folder: Path) -> None:
    made = attach(site)
    with pytest.raises(NotAllowed):
        actions.withdraw_attachment(actor=site.member(), attachment_id=made.pk, reason="不对")
    with pytest.raises(Invalid):
        actions.withdraw_attachment(actor=site.office, attachment_id=made.pk, reason="  ")
    gone = actions.withdraw_attachment(actor=site.office, attachment_id=made.pk, reason="传错")
    assert gone.withdrawn_reason == "传错"
    assert (folder / made.stored.path).exists()
    assert queries.open_attachments(site.office, site.again()) == []
    assert list(queries.attachments(site.again())) == [made]
    with pytest.raises(NotVisible):
        actions.read_file(actor=site.office, attachment_id=made.pk)


def test_what_was_checked_stays(site: Site) -> None:
    made = attach(site)
    with pytest.raises(NotAllowed):  # by who attached it
        actions.check_attachment(actor=site.office, attachment_id=made.pk)
    checked = actions.check_attachment(actor=site.member(), attachment_id=made.pk)
    assert checked.checked_by_id == site.others[0].pk
    with pytest.raises(WrongState):
        actions.check_attachment(actor=site.member(1), attachment_id=made.pk)
    with pytest.raises(NotAllowed):
        actions.withdraw_attachment(actor=site.office, attachment_id=made.pk, reason="传错")


def test_reading_a_sensitive_file_is_on_record_and_others_are_not(site: Site) -> None:
    made = attach(site)
    actions.read_file(actor=site.office, attachment_id=made.pk)
    assert not Event.objects.filter(kind="files.read").exists()
    record = site.again()
    record.label = Label.SENSITIVE
    record.save()
    actions.read_file(actor=site.office, attachment_id=made.pk)
    event = Event.objects.get(kind="files.read")
    assert event.person_id == site.world.zigong_officer.pk
    assert event.facts["note"] == made.name


def test_evidence_of_a_workpaper_is_closed_to_the_inspected_until_the_report(site: Site) -> None:
    written = paper(site, photos=[upload()])
    made = queries.attachments(site.again(), written.subject).get()
    assert made.purpose == "photo"
    assert queries.seen_attachment(site.lead, made.pk)[1] == made
    with pytest.raises(NotVisible):
        queries.seen_attachment(acting(site.world.builder_liaison), made.pk)


@pytest.mark.parametrize("pk", ["", "x", "0190a1b2-0000-7000-8000-000000000000"])
def test_what_is_no_attachment_is_not_there(site: Site, pk: str) -> None:
    with pytest.raises(NotVisible):
        queries.seen_attachment(site.office, pk)


def test_a_wall_closes_the_files_with_the_record(site: Site) -> None:
    made = attach(site)
    Wall.objects.create(
        record_kind=RecordKind.INSPECTION, record_id=site.pk, person=site.leader,
        source="declared", reason="x",
    )  # fmt: skip
    with pytest.raises(NotVisible):
        queries.seen_attachment(site.lead, made.pk)


def test_every_reason_to_refuse_has_its_sentence() -> None:
    assert set(REASONS) == set(Fault)
    assert set(ACTS) == set(Active)


def acting_file(site: Site) -> Attachment:
    return attach(site, upload=upload("发票.pdf", ACTING))


def test_what_would_act_is_kept_as_it_came_and_not_handed_out(site: Site, folder: Path) -> None:
    made = acting_file(site)
    assert made.is_quarantined
    assert (folder / made.stored.path).read_bytes() == ACTING
    with pytest.raises(WrongState, match="脚本"):
        actions.read_file(actor=site.office, attachment_id=made.pk)
    assert actions.read_file(actor=site.office, attachment_id=made.pk, as_drawn=True) == made
    assert actions.drawn(made.stored)


def test_a_second_person_releases_what_would_act_and_says_why(site: Site) -> None:
    made = acting_file(site)
    with pytest.raises(NotAllowed):  # by who attached it
        actions.release_attachment(actor=site.office, attachment_id=made.pk, reason="电子发票")
    with pytest.raises(Invalid):
        actions.release_attachment(actor=site.member(), attachment_id=made.pk, reason=" ")
    free = actions.release_attachment(actor=site.member(), attachment_id=made.pk, reason="电子发票")
    assert not free.is_quarantined
    assert (free.released_by_id, free.released_reason) == (site.others[0].pk, "电子发票")
    assert Event.objects.get(kind="files.released").facts["reason"] == "电子发票"
    actions.read_file(actor=site.office, attachment_id=made.pk)
    with pytest.raises(WrongState):
        actions.release_attachment(actor=site.member(), attachment_id=made.pk, reason="再来")


def test_the_same_content_attached_again_is_in_quarantine_again(site: Site) -> None:
    made = acting_file(site)
    actions.release_attachment(actor=site.member(), attachment_id=made.pk, reason="电子发票")
    assert acting_file(site).is_quarantined


def test_copies_to_look_at_are_drawn_once_and_swept_with_the_content(
    site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = attach(site, upload=upload("报告.pdf", PDF))
    second = actions.drawn(made.stored, 2)
    monkeypatch.setattr(contents, "draw", lambda *_: None)
    assert actions.drawn(made.stored, 2) == second
    assert actions.drawn(made.stored, 1) == ""
    Attachment.objects.all().delete()
    StoredFile.objects.all().delete()
    actions.sweep(timezone.now() + timedelta(minutes=1))
    assert on_disk(folder) == []


def test_what_is_no_picture_and_no_document_of_pages_is_not_drawn(site: Site) -> None:
    assert actions.drawn(attach(site, upload=upload("说明.txt", b"text")).stored) == ""

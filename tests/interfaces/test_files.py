"""Programs list, download and attach files as people do: same permissions, gate and events."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache

from liandu.access.rules import Label
from liandu.audit.models import Event
from liandu.files.models import Attachment
from liandu.inspections.models import Inspection
from tests.files.crafted import ACTING, picture, upload
from tests.files.test_attaching import attach
from tests.inspections.build import Site, on_site, paper
from tests.interfaces.programs import EVERYTHING, Program, program
from tests.people import World, signed_in


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """Return the folder that stored content lies in."""
    options = {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": options}
    return tmp_path


@pytest.fixture
def site(world: World, folder: Path) -> Site:
    """Return an inspection whose team is on site."""
    return on_site(world)


@pytest.fixture(autouse=True)
def uncounted() -> Iterator[None]:
    """Begin each test with no request counted."""
    cache.clear()
    yield
    cache.clear()


def of(site: Site) -> str:
    return f"/files/of/{int(Inspection.KIND)}/{site.pk}"


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def code(answer: Any) -> int:
    """Return the status of an answer that was read to its end: a file is closed then."""
    b"".join(answer)
    found: int = answer.status_code
    return found


def test_files_are_listed_read_and_downloaded(site: Site) -> None:
    made = [attach(site, note="入口", place="K12"), attach(site, upload=upload("二.txt", b"two"))]
    asking = program(site.world.zigong_officer)
    listed = asking.every(of(site), limit=1)
    assert [one["id"] for one in listed] == [str(one.pk) for one in made]
    first = asking.get(f"/files/{made[0].pk}").json()
    assert first == listed[0]
    assert (first["note"], first["place"], first["kind"]) == ("入口", "K12", "jpeg")
    assert first["body"]["name"] == str(site.world.zigong)
    answer = asking.get(f"/files/{made[0].pk}/content")
    assert content(answer) == picture()
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Cache-Control"] == "no-store"
    bundle = asking.get(f"{of(site)}/bundle")
    assert "files/002-二.txt" in zipfile.ZipFile(io.BytesIO(content(bundle))).namelist()


def test_what_a_page_hides_or_refuses_so_does_the_interface(site: Site) -> None:
    paper(site, photos=[upload()])
    photo = Attachment.objects.get()
    acting = attach(site, upload=upload("发票.pdf", ACTING))
    people = site.world
    for who in (people.zigong_officer, people.zigong_inspector, people.builder_liaison,
                people.luzhou_officer, people.zigong_auditor, people.leader):  # fmt: skip
        asking, browser = program(who), signed_in(who)
        for one in (photo, acting):
            for path, page in (("", ""), ("/content", "download/")):
                here = code(asking.get(f"/files/{one.pk}{path}"))
                assert here == code(browser.get(f"/files/{one.pk}/{page}")), (who, one)
        bundle = code(asking.get(f"{of(site)}/bundle"))
        assert bundle == code(browser.get(f"/files/bundle/1/{site.pk}/")), who
    listed = program(people.zigong_officer).every(of(site))
    assert {one["is_quarantined"] for one in listed} == {True, False}
    inspected = program(people.builder_liaison).get(of(site))
    assert str(photo.pk) not in inspected.content.decode()


def test_opening_a_sensitive_file_is_on_record(site: Site) -> None:
    made = attach(site)
    Inspection.objects.unscoped("test").update(label=Label.SENSITIVE)
    content(program(site.world.zigong_officer).get(f"/files/{made.pk}/content"))
    assert Event.objects.get(kind="files.read").facts["note"] == made.name


def sent(asking: Program, path: str, *files: Any, **about: str) -> Any:
    """Send files with what is said about them."""
    return asking.upload(path, list(files), key=about.pop("key", ""), **about)


def test_files_are_attached_once_however_often_they_are_sent(site: Site) -> None:
    asking = program(site.world.zigong_officer)
    about = {"key": "a", "note": "第三卷", "purpose": "evidence"}
    first = sent(asking, of(site), upload(), **about)
    assert first.status_code == 201, first.content
    assert sent(asking, of(site), upload(), **about).content == first.content
    assert sent(asking, of(site), upload(content=picture(9)), **about).status_code == 422
    made = Attachment.objects.get()
    assert first.json()["items"][0]["id"] == str(made.pk)
    assert (made.note, made.purpose, made.name) == ("第三卷", "evidence", "现场.jpg")
    assert Event.objects.filter(kind="files.attached").count() == 1


def test_bad_files_and_too_many_are_refused_and_none_is_kept(site: Site) -> None:
    asking = program(site.world.zigong_officer)
    for files in ([upload(), upload("坏.png", b"x")], [upload() for _ in range(21)]):
        assert sent(asking, of(site), *files).status_code == 422
    assert sent(asking, of(site), upload(), purpose="nothing").status_code == 422
    assert not Attachment.objects.exists()


def test_only_who_may_attach_on_the_page_attaches(site: Site) -> None:
    for who, status in ((site.world.luzhou_officer, 403), (site.world.zigong_auditor, 404)):
        assert sent(program(who), of(site), upload()).status_code == status
    elsewhere = of(site).replace("/1/", "/9/")
    assert sent(program(site.world.zigong_officer), elsewhere, upload()).status_code == 404


def test_a_token_reaches_files_by_a_scope_of_their_own(site: Site) -> None:
    made, who = attach(site), site.world.zigong_officer
    without = program(who, scope={**EVERYTHING, "files": ""})
    assert without.get(of(site)).status_code == 403
    assert without.get(f"/files/{made.pk}/content").status_code == 403
    reading = program(who, scope={"files": "read"})
    assert reading.get(of(site)).status_code == 200
    assert sent(reading, of(site), upload()).status_code == 403


def test_content_missing_on_disk_is_told(site: Site, folder: Path) -> None:
    made = attach(site)
    (folder / made.stored.path).unlink()
    asking = program(site.world.zigong_officer)
    assert asking.get(f"/files/{made.pk}/content").status_code == 404
    assert asking.get(f"{of(site)}/bundle").status_code == 404

"""The pages of files: what a browser gets, and what it may do with it."""

import io
import re
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image

from liandu.access.rules import Label
from liandu.audit.models import Event
from liandu.files.models import Attachment
from tests.engines.crafted import placed
from tests.files.crafted import ACTING, PDF, picture, upload
from tests.files.test_attaching import attach
from tests.inspections.build import Site, paper
from tests.people import signed_in


@pytest.fixture
def made(site: Site) -> Attachment:
    return attach(site)


def url(made: Attachment, name: str = "download") -> str:
    return reverse(f"files:{name}", args=[made.pk])


def page(made: Attachment, number: int) -> str:
    return reverse("files:page", args=[made.pk, number])


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_download_can_run_nothing(site: Site, made: Attachment) -> None:
    answer = signed_in(site.world.zigong_officer).get(url(made))
    assert b"".join(answer.streaming_content) == picture()  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "%E7%8E%B0%E5%9C%BA.jpg" in answer["Content-Disposition"]
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]


def test_pages_show_copies_that_tell_nothing_of_place_and_camera(site: Site) -> None:
    made = attach(site, upload=upload("现场.jpg", placed()))
    client = signed_in(site.world.zigong_officer)
    answer = client.get(url(made, "inline"))
    assert answer["Content-Disposition"].startswith("inline;")
    assert answer["Content-Security-Policy"].startswith("sandbox")
    copy = Image.open(io.BytesIO(body(answer)))
    assert not copy.getexif()
    assert body(client.get(url(made))) == placed()
    small = client.get(url(made, "thumbnail"))
    assert small["Content-Type"] == "image/jpeg"
    assert not Image.open(io.BytesIO(body(small))).getexif()
    assert made.stored.sm3 in client.get(url(made, "preview")).content.decode()


def test_a_document_is_looked_at_page_by_page(site: Site) -> None:
    made = attach(site, upload=upload("报告.pdf", PDF))
    client = signed_in(site.world.zigong_officer)
    assert Image.open(io.BytesIO(body(client.get(page(made, 2))))).format == "JPEG"
    assert client.get(page(made, 3)).status_code == 404
    other = attach(site, upload=upload("说明.txt", b"text"))
    for address in (page(other, 1), url(other, "inline"), url(other, "thumbnail")):
        assert client.get(address).status_code == 404


def test_a_file_in_quarantine_says_why_and_is_released_by_a_second_person(site: Site) -> None:
    made = attach(site, upload=upload("发票.pdf", ACTING))
    office, member = signed_in(site.world.zigong_officer), signed_in(site.others[0])
    words = office.get(url(made, "preview")).content.decode()
    assert "隔离" in words
    assert "脚本" in words
    assert url(made) not in words
    assert office.get(url(made)).status_code == 409
    assert body(office.get(page(made, 1))).startswith(b"\xff\xd8")
    assert office.get(url(made, "release")).status_code == 403
    assert url(made, "release") in member.get(url(made, "preview")).content.decode()
    assert member.get(url(made, "release")).status_code == 200
    answer = member.post(url(made, "release"), {"reason": "电子发票"})
    assert answer["Location"] == url(made, "preview")
    assert body(office.get(url(made))) == ACTING


@pytest.mark.parametrize(
    "name", ["preview", "download", "inline", "thumbnail", "withdraw", "release"]
)
def test_who_may_not_know_of_the_record_finds_no_file(
    site: Site, made: Attachment, name: str
) -> None:
    assert signed_in(site.world.zigong_auditor).get(url(made, name)).status_code == 404


def test_a_file_missing_on_disk_is_told_and_does_not_crash(site: Site, made: Attachment) -> None:
    from liandu.files.queries import root  # noqa: PLC0415

    (root() / made.stored.path).unlink()
    client = signed_in(site.world.zigong_officer)
    assert client.get(url(made)).status_code == 404
    assert client.get(url(made, "inline")).status_code == 404


def test_files_are_attached_from_a_form_all_or_none(site: Site) -> None:
    client = signed_in(site.world.zigong_officer)
    address = reverse("files:attach", args=[1, site.pk])
    assert client.get(address).status_code == 200
    both = {"uploads": [upload(), upload("二.jpg", picture(9))], "purpose": "document", "note": ""}
    answer = client.post(address, both)
    assert answer["Location"] == f"/inspections/{site.pk}/"
    assert Attachment.objects.count() == 2
    bad = {"uploads": [upload("坏.png", b"x")], "purpose": "document", "note": "说明"}
    answer = client.post(address, bad)
    assert answer.status_code == 422
    assert "坏.png" in answer.content.decode()
    assert "说明" in answer.content.decode()
    assert client.post(address, {"purpose": "document"}).status_code == 422
    many = {"uploads": [upload() for _ in range(21)], "purpose": "document"}
    assert client.post(address, many).status_code == 422
    assert client.get(reverse("files:attach", args=[9, site.pk])).status_code == 404
    denied = signed_in(site.world.luzhou_officer).get(address)
    assert denied.status_code == 403


def test_checking_and_withdrawing_from_the_page(site: Site, made: Attachment) -> None:
    member = signed_in(site.others[0])
    assert member.post(url(made, "check"))["Location"] == url(made, "preview")
    assert member.post(url(made, "check")).status_code == 409
    assert member.get(url(made, "check")).status_code == 405
    other = attach(site, upload=upload("二.jpg", picture(9)))
    client = signed_in(site.world.zigong_officer)
    assert client.get(url(other, "withdraw")).status_code == 200
    assert client.post(url(other, "withdraw"), {"reason": "传错"}).status_code == 302
    assert client.get(url(other, "preview")).status_code == 404
    assert Event.objects.filter(kind="files.withdrawn").count() == 1


def test_the_gallery_shows_each_file_and_whether_it_was_checked(site: Site) -> None:
    written = paper(site, photos=[upload(), upload("二.jpg", picture(9))])
    page = signed_in(site.leader).get(reverse("inspections:workpaper", args=[written.pk]))
    words = page.content.decode()
    assert words.count("/thumbnail/") == 2
    assert words.count("未核") == 2


def keys(page: str) -> dict[str, str]:
    """Return where the keys for before and after lead."""
    found = re.findall(r'href="([^"]+)" data-key-(before|after)', page)
    return {way: address for address, way in found}


def test_pages_and_files_are_leafed_through_in_order(site: Site, made: Attachment) -> None:
    paged = attach(site, upload=upload("报告.pdf", PDF))
    last = attach(site, upload=upload("二.jpg", picture(9)))
    attach(site, upload=upload("别处.jpg", picture(7)), subject="elsewhere")
    client = signed_in(site.world.zigong_officer)
    ways = [f"{url(made, 'preview')}", url(paged, "preview"), f"{url(paged, 'preview')}?page=2",
            url(last, "preview")]  # fmt: skip
    for at, address in enumerate(ways):
        around = keys(client.get(address).content.decode())
        assert around.get("before") == (ways[at - 1] if at else None)
        assert around.get("after") == (ways[at + 1] if at + 1 < len(ways) else None)
    for odd in ("99", "0", "x"):
        assert client.get(f"{url(paged, 'preview')}?page={odd}").status_code == 200
    words = client.get(ways[2]).content.decode()
    assert page(paged, 2) in words
    assert "第 2 页，共 2 页" in words


def test_time_place_and_uploader_stand_beside_the_picture(site: Site) -> None:
    made = attach(site, upload=upload("现场.jpg", placed()), place="K12")
    words = signed_in(site.world.zigong_officer).get(url(made, "preview")).content.decode()
    for one in ("2026-03-05 09:30:00", "29.335, 104.775", "K12", str(site.world.zigong_officer)):
        assert one in words


def test_a_list_is_shown_as_a_table_and_that_is_reading_it(site: Site) -> None:
    rows = "\n".join(["名称,<b>金额</b>", *(f"第{n}项,{n}" for n in range(300))])
    made = attach(site, upload=upload("清单.csv", rows.encode()))
    record = site.again()
    record.label = Label.SENSITIVE
    record.save()
    words = signed_in(site.world.zigong_officer).get(url(made, "preview")).content.decode()
    assert "&lt;b&gt;金额" in words
    assert "第198项" in words
    assert "第199项" not in words
    assert Event.objects.filter(kind="files.read").count() == 1


def test_a_list_that_cannot_be_read_is_said_to_be_so(site: Site, folder: Any) -> None:
    made = attach(site, upload=upload("清单.csv", b'a,b\n"c'))
    client = signed_in(site.world.zigong_officer)
    (folder / made.stored.path).write_bytes(b"<html>")
    assert "<table" not in client.get(url(made, "preview")).content.decode()
    (folder / made.stored.path).unlink()
    assert client.get(url(made, "preview")).status_code == 200

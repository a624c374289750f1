"""The pages of files: what a browser gets, and what it may do with it."""

import pytest
from django.urls import reverse

from liandu.audit.models import Event
from liandu.files.models import Attachment
from tests.files.crafted import PDF, picture, upload
from tests.files.test_attaching import attach
from tests.inspections.build import Site, paper
from tests.people import signed_in


@pytest.fixture
def made(site: Site) -> Attachment:
    return attach(site)


def url(made: Attachment, name: str = "download") -> str:
    return reverse(f"files:{name}", args=[made.pk])


def test_a_download_can_run_nothing(site: Site, made: Attachment) -> None:
    answer = signed_in(site.world.zigong_officer).get(url(made))
    assert b"".join(answer.streaming_content) == picture()  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "%E7%8E%B0%E5%9C%BA.jpg" in answer["Content-Disposition"]
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/jpeg"
    assert "no-store" in answer["Cache-Control"]


def test_pictures_alone_are_drawn_inside_a_page(site: Site, made: Attachment) -> None:
    client = signed_in(site.world.zigong_officer)
    answer = client.get(url(made, "inline"))
    assert answer["Content-Disposition"].startswith("inline;")
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(answer.streaming_content) == picture()  # type: ignore[attr-defined]
    other = attach(site, upload=upload("报告.pdf", PDF))
    assert client.get(url(other, "inline")).status_code == 404
    assert client.get(url(other, "thumbnail")).status_code == 404
    small = client.get(url(made, "thumbnail"))
    assert small["Content-Type"] == "image/jpeg"
    assert b"".join(small.streaming_content)  # type: ignore[attr-defined]
    for one in (made, other):
        page = client.get(url(one, "preview"))
        assert one.stored.sm3 in page.content.decode()


@pytest.mark.parametrize("name", ["preview", "download", "inline", "thumbnail", "withdraw"])
def test_who_may_not_know_of_the_record_finds_no_file(
    site: Site, made: Attachment, name: str
) -> None:
    assert signed_in(site.world.zigong_auditor).get(url(made, name)).status_code == 404


def test_a_file_missing_on_disk_is_told_and_does_not_crash(site: Site, made: Attachment) -> None:
    from liandu.files.queries import root  # noqa: PLC0415

    (root() / made.stored.path).unlink()
    assert signed_in(site.world.zigong_officer).get(url(made)).status_code == 404


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

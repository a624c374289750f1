"""The line that large files come over: what is asked and answered, what forms make of it."""

from base64 import b64encode
from hashlib import sha256
from typing import Any

from django.urls import reverse

from liandu.files.models import Attachment
from tests.files.crafted import PDF, picture, upload
from tests.files.test_sending import HALF, sent
from tests.inspections.build import Site
from tests.people import Browser, signed_in

COLLECTION = "/files/sendings/"


def said(**about: str) -> str:
    return ",".join(f"{name} {b64encode(text.encode()).decode()}" for name, text in about.items())


def create(client: Browser, size: object = len(PDF), metadata: str = "") -> Any:
    metadata = metadata or said(filename="扫描.pdf", mark="1")
    headers = {"Upload-Length": str(size), "Upload-Metadata": metadata}
    return client.post(COLLECTION, headers=headers)


def patch(client: Browser, url: str, offset: object, content: bytes, digest: str = "") -> Any:
    headers = {"Upload-Offset": str(offset)}
    if digest:
        headers["Upload-Checksum"] = digest
    kind = "application/offset+octet-stream"
    return client.patch(url, content, content_type=kind, headers=headers)


def test_the_protocol_is_spoken(site: Site) -> None:
    client = signed_in(site.world.zigong_officer)
    options = client.options(COLLECTION)
    assert options["Tus-Extension"] == "creation,expiration,checksum,termination"
    made = create(client)
    url = made["Location"]
    assert (made.status_code, made["Upload-Offset"], made["Tus-Resumable"]) == (201, "0", "1.0.0")
    good = f"sha256 {b64encode(sha256(PDF[:HALF]).digest()).decode()}"
    taken = patch(client, url, 0, PDF[:HALF], good)
    assert (taken.status_code, taken["Upload-Offset"]) == (204, str(HALF))
    assert "Upload-Expires" in taken
    head = client.head(url)
    assert (head["Upload-Offset"], head["Upload-Length"]) == (str(HALF), str(len(PDF)))
    assert create(client)["Location"] == url
    assert client.get(COLLECTION).json()["items"] == [
        {"url": url, "name": "扫描.pdf", "size": len(PDF), "received": HALF}
    ]
    late = patch(client, url, 0, PDF)
    assert (late.status_code, late["Upload-Offset"]) == (409, str(HALF))
    assert patch(client, url, HALF, PDF[HALF:], good).status_code == 460
    assert patch(client, url, HALF, PDF[HALF:]).status_code == 204
    assert client.delete(url).status_code == 204
    assert client.head(url).status_code == 404


def test_slips_in_the_protocol_are_refused_with_a_sentence(site: Site) -> None:
    client = signed_in(site.world.zigong_officer)
    for answer in (create(client, "x"), create(client, -1), create(client, 9, said(mark="1")),
                   create(client, 9, "filename *")):  # fmt: skip
        assert (answer.status_code, bool(answer.json()["detail"])) == (422, True)
    url = create(client)["Location"]
    for offset, digest in (("x", ""), ("0", "md5 AA=="), ("0", "sha256 *")):
        assert patch(client, url, offset, PDF, digest).status_code == 422
    assert patch(client, url, 0, b"x" * (6 << 20)).status_code == 400  # nginx says 413
    assert client.get(url).status_code == 405


def test_others_find_nothing_at_its_address(site: Site) -> None:
    url = create(signed_in(site.world.zigong_officer))["Location"]
    other = signed_in(site.others[0])
    for answer in (other.head(url), patch(other, url, 0, PDF), other.delete(url)):
        assert answer.status_code == 404
    assert other.get(COLLECTION).json()["items"] == []
    admin = signed_in(site.world.system_admin)
    assert create(admin).status_code == 403
    assert Browser().patch(url).status_code == 302


def test_a_form_names_what_was_sent_and_keeps_it_when_it_is_refused(site: Site) -> None:
    client = signed_in(site.world.zigong_officer)
    address = reverse("files:attach", args=[1, site.pk])
    ahead = str(sent(site))
    filled = {"uploads-sent": [ahead, ahead], "purpose": "document", "note": "第一卷"}
    words = client.post(address, {**filled, "purpose": "nothing"}).content.decode()
    assert f'value="{ahead}"' in words
    assert "第一卷" in words
    both = {**filled, "uploads": [upload("坏.png", b"x")]}
    answer = client.post(address, both)
    assert answer.status_code == 422
    assert f'value="{ahead}"' in answer.content.decode()
    both = {**filled, "uploads": [upload("图.jpg", picture())]}
    assert client.post(address, both).status_code == 302
    assert sorted(Attachment.objects.values_list("name", "note")) == [
        ("图.jpg", "第一卷"), ("扫描.pdf", "第一卷"),
    ]  # fmt: skip
    gone = client.post(address, filled)
    assert gone.status_code == 422
    assert "重新选择" in gone.content.decode()

"""Bundles of evidence and the batches that prove it: what is in them, and that they check."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse

from liandu.audit import keys
from liandu.audit.models import Event
from liandu.files import actions, queries
from liandu.files.models import Attachment, SealedBatch
from liandu.kernel.errors import WrongState
from tests.files.crafted import ACTING, picture, upload
from tests.files.test_attaching import attach
from tests.files.test_pages import body
from tests.inspections.build import Site, paper
from tests.people import acting, signed_in


def unpacked(file: Any, folder: Path) -> dict[str, Any]:
    """Unpack a bundle and return its manifest."""
    with file, zipfile.ZipFile(file) as archive:
        archive.extractall(folder)
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
    return manifest


def checked(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script in a bundle as a stranger would: with nothing but Python and the key."""
    words = [sys.executable, "-I", str(folder / "verify.py"), "--key", keys.public_key_text()]
    return subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603


def test_a_bundle_holds_all_as_it_came_and_checks_with_python_alone(
    site: Site, tmp_path: Path
) -> None:
    attach(site, note="入口", place="K12")
    attach(site, upload=upload("发票.pdf", ACTING))
    attach(site, upload=upload("二.jpg", picture(9)), actor=site.member())
    manifest = unpacked(actions.bundle(actor=site.office, record=site.again()), tmp_path / "out")
    first, second, third = manifest["files"]
    assert (tmp_path / "out" / first["path"]).read_bytes() == picture()
    assert (first["note"], first["place"], first["name"]) == ("入口", "K12", "现场.jpg")
    assert first["by"] == str(site.world.zigong_officer)
    assert "脚本" in second["withheld"]
    assert not (tmp_path / "out" / second["path"]).exists()
    done = checked(tmp_path / "out")
    assert done.returncode == 0, done.stdout
    (tmp_path / "out" / third["path"]).write_bytes(picture(10))
    done = checked(tmp_path / "out")
    assert done.returncode == 1
    assert f"FAULT  {third['path']}: it was changed" in done.stdout


def test_taking_a_bundle_is_on_record_with_every_file(site: Site) -> None:
    made = attach(site)
    actions.bundle(actor=site.office, record=site.again()).close()
    event = Event.objects.get(kind="files.bundled")
    assert event.facts["files"] == [{"name": made.name, "sha256": made.stored.sha256}]
    assert event.subject_id == str(site.pk)


def test_a_bundle_holds_only_what_one_may_open(site: Site, tmp_path: Path) -> None:
    paper(site, photos=[upload("证据.jpg", picture(3))])
    gone = attach(site, upload=upload("撤.jpg", picture(4)))
    actions.withdraw_attachment(actor=site.office, attachment_id=gone.pk, reason="传错")
    attach(site, upload=upload("方案.txt", b"text"))
    whole = unpacked(actions.bundle(actor=site.lead, record=site.again()), tmp_path / "lead")
    assert {one["name"] for one in whole["files"]} == {"证据.jpg", "方案.txt"}
    office = acting(site.world.luzhou_officer)
    part = unpacked(actions.bundle(actor=office, record=site.again()), tmp_path / "part")
    may_open = {one.name for one in queries.open_attachments(office, site.again())}
    assert {one["name"] for one in part["files"]} == may_open


def test_where_there_is_nothing_to_open_there_is_no_bundle(site: Site) -> None:
    with pytest.raises(WrongState):
        actions.bundle(actor=site.office, record=site.again())
    assert not Event.objects.filter(kind="files.bundled").exists()


def test_evidence_is_sealed_once_and_the_root_stands_in_the_record(site: Site) -> None:
    first = attach(site)
    call_command("seal_evidence")
    assert actions.seal_evidence() == 0
    second = attach(site, upload=upload("二.jpg", picture(9)))
    third = attach(site, upload=upload("三.jpg", picture(8)))
    assert actions.seal_evidence() == 2
    batches = list(SealedBatch.objects.order_by("pk"))
    assert [batch.size for batch in batches] == [1, 2]
    for row in (first, second, third):
        row.refresh_from_db()
    assert [row.batch for row in (first, second, third)] == [batches[0], batches[1], batches[1]]
    assert [row.position for row in (first, second, third)] == [0, 0, 1]
    event = Event.objects.filter(kind="files.sealed").latest("id")
    assert event.facts["after"]["size"] == 2
    assert batches[1].text.startswith(f"liandu/{keys.node_name()}/evidence/{batches[1].pk}\n2\n")


def test_many_files_are_sealed_in_several_batches(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions.sealing, "MOST", 2)
    for shade in range(3):
        attach(site, upload=upload(f"{shade}.jpg", picture(shade)))
    assert actions.seal_evidence() == 3
    assert SealedBatch.objects.count() == 2


def test_the_bundle_is_downloaded_from_the_record(site: Site, tmp_path: Path) -> None:
    client = signed_in(site.world.zigong_officer)
    address = reverse("files:bundle", args=[1, site.pk])
    assert client.get(address).status_code == 409
    made = attach(site)
    answer = client.get(address)
    assert answer["Content-Disposition"].startswith("attachment;")
    unpacked(io.BytesIO(body(answer)), tmp_path / "out")
    assert checked(tmp_path / "out").returncode == 0
    assert address in client.get(f"/inspections/{site.pk}/").content.decode()
    assert signed_in(site.world.zigong_auditor).get(address).status_code == 404
    (actions.contents.root() / made.stored.path).unlink()
    assert client.get(address).status_code == 404
    assert Attachment.objects.count() == 1

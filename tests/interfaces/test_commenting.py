"""A report is countersigned, commented on and objected to by programs, as on the pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from liandu.kernel.models import new_id
from tests.files.crafted import upload
from tests.inspections import build
from tests.inspections.build import Site
from tests.inspections.test_two_inspected import of_two
from tests.interfaces.programs import ROOT, Program, program
from tests.interfaces.test_files import content
from tests.interfaces.test_writing import done
from tests.people import Browser, World, person

ANSWER = {"standing": "rejected", "opinion": "经核对无误。"}


@pytest.fixture(autouse=True)
def uncounted(tmp_path: Any, settings: Any) -> Iterator[None]:
    """Begin each test with no request counted and no file stored."""
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = storages
    cache.clear()
    yield
    cache.clear()


def objected(who: Program, site: Site, *files: Any, reason: str = "工程量不对。") -> Any:
    """Object to the report, with these files."""
    return who.upload(f"/inspections/{site.pk}/object", list(files), reason=reason)


def said(who: Program, site: Site) -> list[Any]:
    """Return what a program is told the inspected say."""
    return who.every(f"/inspections/{site.pk}/statements", limit=1)


def test_the_whole_exchange_goes_by_programs(world: World) -> None:
    site = build.reported(world)
    head, builder = program(world.zigong_head), program(world.builder_head)
    partner = program(person("lz-head", "负责人", world.luzhou, roles=["head"]))
    here = f"/inspections/{site.pk}"
    assert builder.get(f"{here}/statements").status_code == 404
    assert done(partner, f"{here}/countersign", {"opinion": "同意"})["state"] == "report_review"
    assert partner.post(f"{here}/countersign").status_code == 409
    assert done(head, f"{here}/ask-comments")["comments_until"] is not None
    made = objected(builder, site, upload())
    assert made.status_code == 201, made.content.decode()
    first = made.json()
    assert (first["standing"], first["reason"]) == ("pending", "工程量不对。")
    assert first["body"]["id"] == world.builder.pk
    assert first["due_at"]
    [file] = first["files"]
    assert content(head.get(f"/files/{file['id']}/content"))
    assert said(head, site) == said(builder, site) == [first]
    assert head.get(f"{here}/statements/{first['id']}").json() == first
    there = f"{here}/statements/{first['id']}/answer"
    after = done(head, there, ANSWER)
    assert (after["standing"], after["opinion"]) == ("rejected", "经核对无误。")
    assert after["decided_at"]
    assert said(builder, site) == [after]
    assert head.post(there, ANSWER).status_code == 409


def test_no_objection_is_said_once(world: World) -> None:
    site = build.reported(world)
    here = f"/inspections/{site.pk}"
    liaison = program(world.builder_liaison)
    assert liaison.post(f"{here}/agree").status_code == 409
    done(program(world.zigong_head), f"{here}/ask-comments")
    agreed = done(liaison, f"{here}/agree")
    assert (agreed["standing"], agreed["due_at"]) == ("agreed", None)
    assert objected(liaison, site).status_code == 409


def test_what_cannot_be_used_is_said_by_field(world: World) -> None:
    site = build.reported(world)
    head, builder = program(world.zigong_head), program(world.builder_head)
    done(head, f"/inspections/{site.pk}/ask-comments")

    def wrong(answer: Any) -> set[str]:
        assert answer.status_code == 422, answer.content.decode()
        return {one["field"] for one in answer.json()["errors"]}

    assert wrong(objected(builder, site, reason=" ")) == {"reason"}
    assert wrong(objected(builder, site, reason="")) == {"reason"}
    assert wrong(objected(builder, site, *[upload() for _n in range(21)])) == {"files"}
    assert wrong(builder.upload(f"/inspections/{site.pk}/object", [])) == {"reason"}
    # A file that was sent as words would prove nothing, and nobody would notice.
    words = {"reason": "x", "files": "photo"}
    headers = builder.headers() | {"Idempotency-Key": "words"}
    sent = Browser().post(f"{ROOT}/inspections/{site.pk}/object", words, headers=headers)
    assert wrong(sent) == {"files"}
    pk = objected(builder, site).json()["id"]
    there = f"/inspections/{site.pk}/statements/{pk}/answer"
    assert wrong(head.post(there, ANSWER | {"opinion": " "})) == {"opinion"}
    assert wrong(head.post(there, ANSWER | {"standing": "agreed"})) == {"standing"}


def test_one_of_the_inspected_is_not_told_what_another_says(world: World) -> None:
    site, clerk, made = of_two(world)
    here = f"/inspections/{site.pk}/statements"
    mine, other = program(world.builder_head), program(clerk)
    assert [one["id"] for one in said(mine, site)] == [str(made.pk)]
    assert said(other, site) == []
    gone = other.get(f"{here}/{new_id()}")
    hidden = other.get(f"{here}/{made.pk}")
    assert (hidden.status_code, hidden.content) == (404, gone.content)
    tried = other.post(f"{here}/{made.pk}/answer", ANSWER)
    assert (tried.status_code, tried.content) == (404, gone.content)
    assert mine.post(f"{here}/{made.pk}/answer", ANSWER).status_code == 403


def test_it_is_for_those_whom_the_pages_let(world: World) -> None:
    site = build.reported(world)
    here = f"/inspections/{site.pk}"
    writer, head = program(site.leader), program(world.zigong_head)
    builder, stranger = program(world.builder_head), program(world.zigong_auditor)
    assert writer.post(f"{here}/ask-comments").status_code == 403
    done(head, f"{here}/ask-comments")
    for who, status in ((head, 403), (stranger, 404)):
        assert who.post(f"{here}/agree").status_code == status
        assert objected(who, site).status_code == status
        assert who.get(f"{here}/statements").status_code == (200 if who is head else 404)
    assert builder.post(f"{here}/countersign").status_code == 403
    # Where the draft is open to the inspected, it is open to their programs, with its time.
    shown = builder.get(here).json()
    assert shown["report"]
    assert shown["comments_until"]

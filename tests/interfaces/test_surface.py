"""The interface shows each kind of person what the pages show them, and nothing besides."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from liandu.access.queries import guarded_models
from liandu.access.rules import RecordKind
from liandu.dispatch.rules import key_of, week_of
from liandu.inspections.models import Inspection
from liandu.kernel.models import new_id
from liandu.kernel.permits import allowed
from liandu.orgs.models import Membership
from liandu.risks.models import RiskPoint
from tests.access_table.scene import Scene, made
from tests.inspections import build
from tests.interfaces.programs import Program, program
from tests.people import World

LISTS = {
    "projects": (RecordKind.SUPERVISED_OBJECT, "works:object"),
    "inspections": (RecordKind.INSPECTION, "inspections:inspection"),
    "findings": (RecordKind.FINDING, "findings:finding_detail"),
    "papers": (RecordKind.PAPER, "papers:paper"),
    "meetings": (RecordKind.MEETING, "meetings:meeting"),
    "shared": (RecordKind.SHARED_ITEM, "sharing:item"),
    "snapshots": (RecordKind.SNAPSHOT, "figures:snapshot"),
    "reconciliations": (RecordKind.RECONCILIATION, "figures:reconciliation"),
}


@pytest.fixture
def scene(world: World) -> Iterator[Scene]:
    """Return one record of each kind, with every kind of person around it."""
    cache.clear()
    yield made(world)
    cache.clear()


def programs(scene: Scene) -> dict[str, Program]:
    """Return a program of every kind of person that holds a post."""
    held = {kind: who for kind, who in scene.people.items() if who}
    return {
        kind: program(who)
        for kind, who in held.items()
        if Membership.objects.filter(person=who).exists()
    }


def seen(model: Any, scene: Scene, kind: str) -> set[str]:
    """Return the ids of the rows that the read rule shows to a kind of person."""
    rows = model.objects.visible_to(scene.actor(kind))
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def test_lists_and_records_are_those_of_the_pages(scene: Scene) -> None:
    asking, told = programs(scene), []
    assert {"secretariat", "elsewhere", "walled", "resp head", "leader"} <= set(asking)
    for path, (number, page) in LISTS.items():
        model = guarded_models()[number]
        every = set(model.objects.unscoped("test").values_list("pk", flat=True))
        for kind, one in asking.items():
            shown = {row["id"] for row in one.every(f"/{path}", limit=1)}
            if shown != seen(model, scene, kind):
                told.append((path, kind, "list"))
            browser = scene.browser(kind)
            for pk in every:
                there = one.get(f"/{path}/{pk}").status_code
                if there != browser.get(reverse(page, args=[pk])).status_code:
                    told.append((path, kind, there))
                if there == 404 and one.get(f"/{path}/{pk}/events").status_code != 404:
                    told.append((path, kind, "events"))
    assert told == []


def test_what_is_unseen_is_answered_as_what_there_is_not(scene: Scene) -> None:
    asking = programs(scene)
    records = {
        "projects": scene.object.pk, "inspections": scene.inspection.pk,
        "findings": scene.finding.pk, "papers": scene.letter.pk,
    }  # fmt: skip
    week = key_of(week_of(build.today()))
    for kind in ("elsewhere", "walled"):
        for path, pk in records.items():
            for end in ("", "/events", *(("/links",) if path == "projects" else ())):
                here = asking[kind].get(f"/{path}/{pk}{end}")
                gone = asking[kind].get(f"/{path}/{new_id()}{end}")
                assert (here.status_code, here.content) == (404, gone.content), (kind, path)
        for step in ("confirm", "accept", "start-review"):
            here = asking[kind].post(f"/findings/{scene.finding.pk}/{step}")
            gone = asking[kind].post(f"/findings/{new_id()}/{step}")
            assert (here.status_code, here.content) == (404, gone.content)
        here = asking[kind].get(f"/dispatch/{week}/{scene.object.pk}")
        assert (here.status_code, here.content) == (
            404, asking[kind].get(f"/dispatch/{week}/{new_id()}").content
        )  # fmt: skip


def test_risks_sheets_notices_and_words_keep_within_sight(scene: Scene) -> None:
    week = key_of(week_of(build.today()))
    for kind, one in programs(scene).items():
        objects = seen(guarded_models()[RecordKind.SUPERVISED_OBJECT], scene, kind)
        points = {str(row["id"]) for row in one.every("/risks")}
        assert points == seen(RiskPoint, scene, kind)
        sheets = {row["project"]["id"] for row in one.every(f"/dispatch/{week}")}
        assert sheets == objects & {str(scene.object.pk)}
        known = {number: seen(model, scene, kind) for number, model in guarded_models().items()}
        for row in one.every("/notices"):
            assert row["record_id"] in known[row["record_kind"]]
        for row in one.get("/search", q=scene.finding.title[:4]).json()["items"]:
            assert row["id"] in known[row["kind"]]


def test_what_a_record_names_is_named_only_in_sight(scene: Scene) -> None:
    for kind, one in programs(scene).items():
        objects = seen(guarded_models()[RecordKind.SUPERVISED_OBJECT], scene, kind)
        for row in one.every("/findings"):
            assert row["project"] is None or row["project"]["id"] in objects, kind
        answer = one.get(f"/inspections/{scene.inspection.pk}")
        if answer.status_code == 200:
            row = Inspection.objects.visible_to(scene.actor(kind)).get(pk=scene.inspection.pk)
            may = allowed(scene.actor(kind), "inspections.read_report", row)
            assert (answer.json()["report"] is not None) == may
            events = one.get(f"/inspections/{scene.inspection.pk}/events").status_code
            inside = allowed(scene.actor(kind), "inspections.read_inside", row)
            assert events == (200 if inside else 404)


def test_the_directory_is_for_those_who_browse_it(scene: Scene) -> None:
    for kind, one in programs(scene).items():
        may = allowed(scene.actor(kind), "orgs.browse")
        for path in ("/bodies", f"/bodies/{scene.world.zigong.pk}"):
            assert one.get(path).status_code == (200 if may else 403)

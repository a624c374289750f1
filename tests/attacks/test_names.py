"""What a record points at is named only to those who may know of that too."""

from typing import Any

import pytest
from django.urls import reverse

from liandu.access import actions as access
from liandu.access.rules import Label
from liandu.findings import actions, queries
from liandu.findings.models import Finding
from liandu.inspections.actions import choose_objects
from liandu.inspections.queries import seen_inspection, workpapers
from liandu.orgs.models import Person
from liandu.works.models import SupervisedObject
from tests.access_table.scene import Scene, made
from tests.findings import road
from tests.inspections import build
from tests.people import World, acting, signed_in

HIDDEN = "绝不外传水库"


@pytest.fixture
def scene(world: World) -> Scene:
    """Return one record of each kind, the object by a name found nowhere else."""
    found = made(world)
    SupervisedObject.objects.unscoped("test").filter(pk=found.object.pk).update(name=HIDDEN)
    return found


def walled_off(scene: Scene, record: Any) -> Person:
    """Return the head of the owner once they stepped back from ``record`` alone."""
    access.declare_recusal(actor=scene.actor("head"), record=record, reason="亲属在建设单位任职")
    return scene.world.zigong_head


def pages(scene: Scene) -> list[str]:
    """Return every page on which a finding or an inspection may name its object."""
    finding, inspection = scene.finding, scene.inspection
    ledger, desk = reverse("findings:finding_list"), reverse("portal:desk")
    visits = reverse("inspections:inspection_list")
    here = [
        *(ledger + query for query in ("", "?cols=link&cols=object", "?export=csv")),
        finding.get_absolute_url(), reverse("findings:finding_print", args=[finding.pk]),
        reverse("findings:rule_list"), desk, f"{desk}?which=given", visits, f"{visits}?export=csv",
        reverse("inspections:workpaper", args=[scene.paper.pk]),
        reverse("files:preview", args=[scene.args("files:preview")["pk"]]),
        reverse("notices:inbox"),
    ]  # fmt: skip
    tabs = ("", "team", "notice", "workpapers", "findings", "report", "record", "sharing")
    return here + [f"{inspection.get_absolute_url()}?tab={tab}" for tab in tabs]


def told(who: Person, url: str, words: str) -> bool:
    """Test whether an address tells ``who`` the words."""
    response: Any = signed_in(who).get(url)
    content = b"".join(response) if response.streaming else response.content
    return words in content.decode("utf-8-sig")


def test_who_sees_the_object_is_told_its_name(scene: Scene) -> None:
    """Else the tests below would prove nothing."""
    officer = scene.world.zigong_officer
    finding, inspection = scene.finding.get_absolute_url(), scene.inspection.get_absolute_url()
    assert told(officer, finding, HIDDEN)
    assert told(officer, inspection, HIDDEN)
    assert told(officer, reverse("findings:finding_list") + "?export=csv", HIDDEN)


def test_who_is_walled_off_from_an_object_is_told_its_name_nowhere(scene: Scene) -> None:
    """Findings at it and visits to it, which they may see, keep silent about it."""
    who = walled_off(scene, scene.object)
    assert [url for url in pages(scene) if told(who, url, HIDDEN)] == []


def test_who_is_walled_off_from_a_visit_is_told_its_name_nowhere(scene: Scene) -> None:
    who, finding = walled_off(scene, scene.inspection), scene.finding
    urls = (finding.get_absolute_url(), reverse("findings:finding_print", args=[finding.pk]))
    assert [url for url in urls if told(who, url, scene.inspection.number)] == []


def test_a_workpaper_about_what_one_is_walled_off_from_is_not_there(scene: Scene) -> None:
    who = walled_off(scene, scene.object)
    client = signed_in(who)
    assert client.get(reverse("inspections:workpaper", args=[scene.paper.pk])).status_code == 404
    assert list(workpapers(scene.inspection, acting(who))) == []
    assert list(seen_inspection(acting(who), scene.inspection.pk).supervised_objects.all()) == []


def test_a_visit_is_handled_no_less_carefully_than_what_it_names(world: World) -> None:
    thing = build.works(world, label=Label.SENSITIVE)
    site = build.draft(world)
    assert site.again().label == Label.INTERNAL
    choose_objects(actor=site.office, inspection_id=site.pk, add=[thing.pk])
    assert site.again().label == Label.SENSITIVE


def test_the_ledger_is_not_narrowed_by_an_object_one_may_not_know_of(scene: Scene) -> None:
    url = f"{reverse('findings:finding_list')}?object={scene.object.pk}"
    assert told(scene.world.zigong_head, url, scene.finding.title)
    assert not told(walled_off(scene, scene.object), url, scene.finding.title)


def at_hidden_object(world: World) -> tuple[Scene, Finding]:
    """Return the scene with a finding not assigned yet, at an object hidden from the head."""
    scene = made(world)
    finding = road.registered(world, supervised_object_id=scene.object.pk)
    walled_off(scene, scene.object)
    return scene, finding


def test_changing_a_finding_shows_nothing_of_a_hidden_object_and_keeps_it(world: World) -> None:
    scene, finding = at_hidden_object(world)
    url = reverse("findings:finding_edit", args=[finding.pk])
    response = signed_in(world.zigong_head).get(url)
    assert response.status_code == 200
    assert scene.object.number not in response.content.decode()
    draft = road.draft(title="改过的题目")
    actions.edit_finding(actor=acting(world.zigong_head), finding_id=finding.pk, draft=draft)
    finding.refresh_from_db()
    assert (finding.title, finding.supervised_object_id) == ("改过的题目", scene.object.pk)


def test_who_sees_the_object_may_take_the_finding_off_it(world: World) -> None:
    _scene, finding = at_hidden_object(world)
    officer = acting(world.zigong_officer)
    actions.edit_finding(actor=officer, finding_id=finding.pk, draft=road.draft())
    finding.refresh_from_db()
    assert finding.supervised_object_id is None


def test_a_workpaper_fills_in_no_object_that_its_writer_may_not_know_of(scene: Scene) -> None:
    paper = str(scene.paper.pk)
    assert "object_number" in queries.prefilled(scene.actor("secretariat"), "workpaper", paper)
    inspector = queries.prefilled(scene.actor("inspector"), "workpaper", paper)
    assert inspector["workpaper"] == scene.paper.pk
    assert "object_number" not in inspector

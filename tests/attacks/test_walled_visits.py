"""A wall or a label around an object holds in the visits that stay in sight."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from liandu.access import actions as access
from liandu.access.models import Emergency
from liandu.access.rules import FOR_GOOD, Label, Terms
from liandu.figures.rules import Period
from liandu.files.models import Attachment
from liandu.findings import actions as findings
from liandu.findings.models import Finding
from liandu.inspections import actions, queries
from liandu.inspections.models import Workpaper
from liandu.kernel.errors import NotVisible
from liandu.orgs.models import Person
from liandu.portal.queries import table
from liandu.works.models import SupervisedObject
from tests.access_table.scene import Scene, made
from tests.findings import road
from tests.inspections import build
from tests.people import World, acting, person, signed_in
from tests.works import lists

HIDDEN = "绝不外传水库"


@pytest.fixture
def scene(world: World) -> Scene:
    """Return one record of each kind, the object by a name found nowhere else."""
    found = made(world)
    SupervisedObject.objects.unscoped("test").filter(pk=found.object.pk).update(name=HIDDEN)
    return found


def back(who: Person, record: Any) -> Person:
    """Return ``who`` once they stepped back from ``record``, which they were shown for that."""
    if not type(record).objects.visible_to(acting(who)).filter(pk=record.pk).exists():
        terms = Terms("cooperation", "函〔2026〕3 号", timezone.now() + timedelta(days=9))
        owner = Person.objects.get(username="zigong_officer")
        access.share(actor=acting(owner), record=record, to=who, terms=terms)
    access.declare_recusal(actor=acting(who), record=record, reason="亲属在建设单位任职")
    return who


def read(who: Person, url: str, **query: Any) -> tuple[int, str]:
    """Return how an address answers ``who``, and what it says."""
    response: Any = signed_in(who).get(url, query)
    content = b"".join(response) if response.streaming else response.content
    return response.status_code, content.decode("utf-8-sig", "replace")


def register(who: Person, inspection: Any, paper: Any) -> int:
    """Return how the form answers that registers a finding on a workpaper."""
    sent = {
        "title": "题", "fact": "实", "rule_broken": "规", "demand": "求", "source": "self",
        "severity": "minor", "rectification_type": "phased", "found_on": road.in_days(0),
        "inspection": inspection.pk, "workpaper": paper.pk,
    }  # fmt: skip
    return signed_in(who).post(reverse("findings:finding_new"), sent).status_code


def test_the_history_of_a_visit_counts_objects_and_names_none(scene: Scene) -> None:
    who = back(scene.world.zigong_head, scene.object)
    status, page = read(who, scene.inspection.get_absolute_url(), tab="record")
    assert (status, scene.object.number in page) == (200, False)


def test_a_member_walled_off_from_an_object_neither_reads_nor_writes_there(scene: Scene) -> None:
    who, args = scene.world.zigong_inspector, scene.args("inspections:field_item")
    url = reverse("inspections:field_item", kwargs=args)
    assert read(who, url)[0] == 200
    back(who, scene.object)
    assert read(who, url)[0] == 404
    assert signed_in(who).post(url, {"conclusion": "conform"}).status_code == 404
    with pytest.raises(NotVisible):
        actions.record_workpaper(
            actor=acting(who), inspection_id=args["pk"], item_id=args["item_id"],
            object_id=args["object_id"], seen=build.seen(conclusion="conform"),
        )  # fmt: skip
    kept = Workpaper.objects.unscoped("test").get(pk=scene.paper.pk)
    assert (kept.conclusion, kept.author_id) == (scene.paper.conclusion, scene.paper.author_id)


def test_a_file_of_a_workpaper_is_closed_with_it(scene: Scene) -> None:
    who = scene.world.zigong_head
    file = Attachment.objects.get(subject=scene.paper.subject)
    urls = [reverse(f"files:{name}", args=[file.pk]) for name in ("preview", "download")]
    assert [read(who, url)[0] for url in urls] == [200, 200]
    back(who, scene.object)
    assert [read(who, url)[0] for url in urls] == [404, 404]


def test_a_report_is_drafted_from_what_its_writer_may_read(world: World) -> None:
    site = build.signed(world)
    url, fact = reverse("inspections:report", args=[site.pk]), "断面数据缺 3 天"
    assert fact in read(site.leader, url)[1]
    back(site.leader, site.objects[0])
    status, page = read(site.leader, url)
    assert status == 200
    assert [words for words in (site.objects[0].name, fact) if words in page] == []


def test_a_hidden_object_counts_for_no_place(scene: Scene) -> None:
    world, url = scene.world, reverse("inspections:inspection_list")
    number, place = scene.inspection.number, world.zigong.jurisdiction_id

    def counted(who: Person) -> tuple[bool, int]:
        found = table(acting(who), Period.read("", timezone.localdate()), place)
        listed = number in read(who, url, jurisdiction=place, export="csv")[1]
        rows = table(acting(who), Period.read("", timezone.localdate())).rows
        at = sum(row.figures["inspections"] for row in rows if row.place.pk == place)
        assert found.total["inspections"] == at
        return listed, at

    assert counted(world.zigong_officer) == (True, 1)
    assert counted(back(world.zigong_head, scene.object)) == (False, 0)


def test_the_bodies_of_a_hidden_object_are_not_named_as_inspected(scene: Scene) -> None:
    url, name = scene.inspection.get_absolute_url(), scene.world.builder.short_name
    printed = reverse("inspections:print_notice", args=[scene.inspection.pk])
    head = scene.world.zigong_head
    assert [name in read(head, one)[1] for one in (url, printed)] == [True, True]
    back(head, scene.object)
    assert [name in read(head, one)[1] for one in (url, printed)] == [False, False]


def test_a_visit_nearby_is_told_only_by_objects_that_are_named(scene: Scene) -> None:
    officer, head = acting(scene.world.zigong_officer), scene.world.zigong_head
    other = actions.plan_inspection(
        actor=officer, plan=build.plan(title="另一次检查"), object_ids=[scene.object.pk]
    )
    actions.submit_plan(actor=officer, inspection_id=other.pk, conflict_reason="专项")
    actions.approve_plan(actor=acting(head), inspection_id=other.pk)
    assert queries.conflicts(officer, scene.inspection).get() == other
    back(head, scene.object)
    assert not queries.conflicts(acting(head), scene.inspection).exists()


def test_a_label_raised_later_hides_the_object_in_its_visits(scene: Scene) -> None:
    officer, leader = scene.world.zigong_officer, scene.world.leader
    urls = [
        scene.inspection.get_absolute_url(), scene.paper.get_absolute_url(),
        f"{scene.inspection.get_absolute_url()}?tab=workpapers",
        scene.finding.get_absolute_url(), reverse("inspections:inspection_list"),
        reverse("portal:desk"),
    ]  # fmt: skip
    access.set_label(actor=acting(leader), record=scene.object, label=Label.RESTRICTED, reason="密")
    assert [url for url in urls if HIDDEN in read(officer, url)[1]] == []
    assert HIDDEN in read(leader, urls[0])[1]


def test_what_is_opened_in_an_emergency_is_named_above_the_clearance(scene: Scene) -> None:
    officer, leader = scene.world.zigong_officer, scene.world.leader
    access.set_label(actor=acting(leader), record=scene.object, label=Label.RESTRICTED, reason="密")
    Emergency.objects.create(
        record_kind=scene.object.KIND, record_id=scene.object.pk, body=scene.world.zigong,
        person=officer, asked=scene.object.number, reason="险情", expires_at=FOR_GOOD,
    )  # fmt: skip
    assert HIDDEN in read(officer, scene.inspection.get_absolute_url())[1]
    back(officer, scene.object)
    assert HIDDEN not in read(officer, scene.inspection.get_absolute_url())[1]


def test_a_workpaper_does_not_tell_of_a_finding_one_is_walled_off_from(scene: Scene) -> None:
    def registered(who: Person) -> set[Any]:
        page = signed_in(who).get(f"{scene.inspection.get_absolute_url()}?tab=workpapers")
        found: set[Any] = page.context["registered"]
        return found

    head = scene.world.zigong_head
    assert registered(head) == {scene.paper.pk}
    assert registered(back(head, scene.finding)) == set()


def test_a_finding_names_no_others_at_an_object_that_is_hidden(scene: Scene) -> None:
    other = road.registered(scene.world, title="另一个", supervised_object_id=scene.object.pk)
    head, url = scene.world.zigong_head, scene.finding.get_absolute_url()
    assert other.number in read(head, url)[1]
    assert other.number not in read(back(head, scene.object), url)[1]


def test_a_hidden_object_keeps_its_link_whatever_is_entered_instead(scene: Scene) -> None:
    """The same entry is taken with and without it: a refusal would tell that it is there."""
    world, draft = scene.world, road.draft
    at = [
        road.registered(world, supervised_object_id=scene.object.pk),
        road.registered(world, supervised_object_id=scene.object.pk,
                        link_id=lists.link_of(scene.object).pk),
        road.registered(world),
    ]  # fmt: skip
    mine = lists.entered(world, name="别的", number="XM-2026-050")
    kept = [(one.supervised_object_id, one.link_id) for one in at[:2]]
    entered = {"supervised_object_id": mine.pk, "link_id": lists.link_of(mine).pk}
    who = acting(back(world.zigong_head, scene.object))
    found = [
        findings.edit_finding(actor=who, finding_id=one.pk, draft=draft(**entered)) for one in at
    ]
    pairs = [(one.supervised_object_id, one.link_id) for one in found]
    assert pairs == [*kept, (mine.pk, lists.link_of(mine).pk)]


def test_who_changes_a_finding_leaves_it_with_a_workpaper_hidden_from_them(scene: Scene) -> None:
    officer = acting(scene.world.zigong_officer)
    pointed = {"inspection_id": scene.inspection.pk, "workpaper_id": scene.paper.pk}
    one = findings.register_finding(actor=officer, draft=road.draft(**pointed))
    head = acting(back(scene.world.zigong_head, scene.object))
    findings.edit_finding(actor=head, finding_id=one.pk, draft=road.draft())
    one.refresh_from_db()
    assert (one.inspection_id, one.workpaper_id) == (scene.inspection.pk, scene.paper.pk)


def test_a_planner_does_not_take_off_what_is_hidden_from_them(world: World) -> None:
    site = build.draft(world)
    url, sent = reverse("inspections:objects", args=[site.pk]), {"drop": str(site.objects[0].pk)}
    planned = site.again().supervised_objects.unscoped("test")
    second = person("second", "综合三岗", world.zigong, roles=["secretariat"])
    signed_in(back(second, site.objects[0])).post(url, sent)
    assert planned.get() == site.objects[0]
    signed_in(world.zigong_officer).post(url, sent)
    assert not planned.exists()


def test_no_finding_begins_at_a_workpaper_that_is_closed(scene: Scene) -> None:
    officer, before = scene.world.zigong_officer, Finding.objects.unscoped("test").count()
    back(officer, scene.object)
    assert register(officer, scene.inspection, scene.paper) == 422
    assert Finding.objects.unscoped("test").count() == before

"""The inspected stay outside a visit until its report is issued; who is tied to them, always."""

from collections.abc import Callable
from typing import Any

from liandu.access import actions as access
from liandu.inspections import actions, queries
from liandu.inspections.rules import Notice
from liandu.orgs.models import Person
from liandu.works.actions.objects import follow_parties
from liandu.works.models import SupervisedObject
from tests.attacks.test_walled_visits import back, read, register
from tests.inspections import build
from tests.people import World, acting, body, person


def inspected_department(world: World) -> tuple[build.Site, Person]:
    """Return an issued visit to a department that supervises others, and its head."""
    department = body("ZG-JT", "自贡市交通局", jurisdiction=world.zigong.jurisdiction)
    head = person("jt", "联络员", department, roles=["liaison", "head"])
    site = build.reported(world)
    site.objects[0].responsible_bodies.set([department.pk])
    follow_parties(site.office, site.objects[0])
    build.agreed(site)
    actions.issue_report(actor=site.head, inspection_id=site.pk)
    return site, head


def test_the_inspected_register_nothing_on_the_workpapers_about_them(world: World) -> None:
    """Else the visit could be closed over what nobody else ever sees."""
    site, head = inspected_department(world)
    paper = site.again().workpapers.get(conclusion="not_conform")
    assert read(head, site.again().get_absolute_url(), tab="record")[0] == 404
    assert register(head, site, paper) == 422
    assert queries.unregistered(site.again()).get() == paper
    assert register(world.zigong_officer, site, paper) == 302


def inside(who: Person, site: build.Site, paper: Any) -> list[int]:
    """Return how the pages answer that are closed to the inspected until the report is issued."""
    url = site.again().get_absolute_url()
    urls = [paper.get_absolute_url(), *(f"{url}?tab={tab}" for tab in ("workpapers", "record"))]
    return [read(who, one)[0] for one in urls]


def named(change: Callable[[SupervisedObject, World], Any], world: World) -> list[int]:
    """Return how a visit's inside answers the inspected once its object was changed like this."""
    site = build.on_site(world)
    paper = build.paper(site)
    # The object was written past the action that lets in who answers for it.
    follow_parties(site.office, site.objects[0])
    assert inside(world.builder_head, site, paper) == [404] * 3
    assert inside(world.zigong_officer, site, paper) == [200] * 3
    change(site.objects[0], world)
    return inside(world.builder_head, site, paper)


def test_the_inspected_stay_outside_once_the_object_names_others(world: World) -> None:
    assert named(lambda one, w: one.responsible_bodies.set([w.zigong_audit.pk]), world) == [404] * 3


def test_the_inspected_stay_outside_once_they_stepped_back_from_the_object(world: World) -> None:
    assert named(lambda one, w: back(w.builder_head, one), world) == [404] * 3


def test_who_is_tied_to_a_body_that_is_inspected_only_later_is_walled_off(world: World) -> None:
    """From the approval on, else from the notice; who is tied to none that is left comes back."""
    site, audit = build.submitted(world), world.zigong_audit
    late, early = world.luzhou_officer, person("tied", "综合岗", world.luzhou, roles=["head"])
    for who, other in ((late, audit), (early, world.builder)):
        access.declare_tie(
            actor=acting(who), person=who, other=other, kind="kin", source="本人申报"
        )

    def seen() -> list[bool]:
        rows = type(site.inspection).objects
        return [rows.visible_to(acting(who)).filter(pk=site.pk).exists() for who in (late, early)]

    assert seen() == [True, False]
    site.objects[0].responsible_bodies.set([audit.pk])
    actions.approve_plan(actor=site.head, inspection_id=site.pk)
    assert seen() == [False, True]
    site.objects[0].responsible_bodies.set([world.builder.pk])
    for who in (site.leader, *site.others):
        build.join(site, who, is_leader=who is site.leader)
        actions.declare_avoidance(actor=acting(who), inspection_id=site.pk)
    actions.complete_team(actor=site.office, inspection_id=site.pk)
    site.objects[0].responsible_bodies.set([audit.pk, world.builder.pk])
    notice = Notice("请准备资料。", "合同", "综合岗")
    actions.issue_notice(actor=site.lead, inspection_id=site.pk, notice=notice)
    assert seen() == [False, False]

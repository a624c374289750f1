"""A visit to two bodies: what one of them says, and what it is answered, is not the other's."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from liandu.files.models import Attachment
from liandu.inspections import actions
from liandu.inspections.models import Statement
from liandu.notices.actions import follow
from liandu.notices.models import Notice
from liandu.orgs.models import Person
from liandu.webhooks.models import Delivery
from tests.files.crafted import upload
from tests.inspections import build
from tests.inspections.build import Site
from tests.inspections.test_comments import objected, page
from tests.people import World, acting, body, person, signed_in
from tests.webhooks import build as hooks


@pytest.fixture(autouse=True)
def _folder(tmp_path: Any, settings: Any) -> None:
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = storages


def of_two(world: World) -> tuple[Site, Person, Statement]:
    """Return a visit to two bodies of which the first objects, and who speaks for the other."""
    other = body("ZG-JL", "监理公司", kind="enterprise")
    clerk = person("jl", "联络员", other, roles=["liaison", "head"])
    made = build.works(world, "XM-2")
    made.responsible_bodies.set([other.pk])
    site = build.draft(world)
    actions.choose_objects(actor=site.office, inspection_id=site.pk, add=[made.pk])
    actions.submit_plan(actor=site.office, inspection_id=site.pk)
    actions.approve_plan(actor=site.head, inspection_id=site.pk)
    for who in (site.leader, *site.others):
        build.join(site, who, is_leader=who is site.leader)
        actions.declare_avoidance(actor=acting(who), inspection_id=site.pk)
    actions.complete_team(actor=site.office, inspection_id=site.pk)
    actions.issue_notice(
        actor=site.lead, inspection_id=site.pk, notice=build.Notice("请准备", "", "岗")
    )
    actions.enter_site(actor=site.lead, inspection_id=site.pk, on=build.today())
    build.review(site, build.paper(site))
    build.sign(site)
    actions.finish_visit(actor=site.lead, inspection_id=site.pk, on=build.today())
    actions.submit_report(actor=site.lead, inspection_id=site.pk, text="报告")
    actions.ask_comments(actor=site.head, inspection_id=site.pk)
    said = objected(site, "建设方的话", evidence=[upload()])
    return site, clerk, said


def test_what_one_of_the_inspected_says_is_closed_to_the_others(world: World) -> None:
    site, clerk, said = of_two(world)
    assert site.again().comments_until > timezone.now()
    scan = Attachment.objects.get(subject=said.subject)
    url = reverse("files:preview", args=[scan.pk])
    for who, may in ((world.builder_liaison, True), (world.zigong_head, True), (clerk, False)):
        assert ("建设方的话" in page(who, site)) is may
        assert (signed_in(who).get(url).status_code == 200) is may
    assert signed_in(clerk).get(said.get_absolute_url()).status_code == 404
    actions.agree_report(actor=acting(clerk), inspection_id=site.pk)
    assert site.again().comments_until <= timezone.now()


def test_an_answer_is_told_to_whoever_objected_not_to_the_others(world: World) -> None:
    site, clerk, said = of_two(world)
    follow(actor=acting(clerk), followed=site.again())
    hooked, _key = hooks.made(world.builder_liaison, kinds=["inspections.*"])
    hooks.made(clerk, kinds=["inspections.*"])
    actions.answer_objection(
        actor=site.head, statement_id=said.pk, standing="rejected", opinion="经核对无误"
    )
    answered = Notice.objects.filter(kind="inspections.objection_answered")
    told = set(answered.values_list("person", flat=True))
    assert {world.builder_liaison.pk, world.zigong_officer.pk} <= told
    assert clerk.pk not in told
    assert [one.webhook_id for one in Delivery.objects.all()] == [hooked.pk]

"""What waits for whom, and the figures."""

from datetime import timedelta
from typing import Any

import pytest

from liandu.audit.models import Event
from liandu.inspections import actions, queries
from liandu.inspections.rules import Notice
from liandu.kernel.errors import NotAllowed
from tests.inspections import build
from tests.people import World, acting

NOTICE = Notice("请准备。", "", "综合岗")


def test_the_figures_count_visits_by_place_and_days(world: World) -> None:
    site = build.on_site(world)
    build.works(world, "XM-9")
    today = build.today()
    zigong, luzhou = world.zigong.jurisdiction_id, world.luzhou.jurisdiction_id
    assert queries.visited(site.office).count() == 1
    assert queries.visited(site.office, today, today, zigong).count() == 1
    assert queries.visited(site.office, today, today, luzhou).count() == 0
    assert queries.visited(site.office, today + timedelta(days=1)).count() == 0
    assert queries.visited(site.office, until=today - timedelta(days=1)).count() == 0
    assert queries.visited(acting(world.zigong_auditor)).count() == 0


def test_taking_the_list_away_is_on_record(world: World) -> None:
    actions.export_inspections(actor=acting(world.zigong_officer), count=3)
    assert Event.objects.get(kind="inspections.exported").facts["note"] == "3"
    with pytest.raises(NotAllowed):
        actions.export_inspections(actor=acting(world.system_admin), count=3)


def asked(who: Any) -> list[str]:
    """Return the steps that wait for somebody."""
    return [one.asked for one in queries.waiting_for(acting(who))]


def test_each_step_waits_on_the_desk_of_who_takes_it(world: World) -> None:
    site = build.draft(world)
    office, head, lead = world.zigong_officer, world.zigong_head, site.leader
    assert asked(office) == ["submit"]
    actions.submit_plan(actor=site.office, inspection_id=site.pk)
    assert asked(head) == ["approve"]
    assert asked(office) == []
    assert [one.pk for one in queries.given_out(site.office)] == [site.pk]
    actions.approve_plan(actor=site.head, inspection_id=site.pk)
    build.join(site, lead, is_leader=True)
    assert asked(lead) == ["declare"]
    assert asked(office) == ["complete_team"]
    for who in site.others:
        build.join(site, who)
    for who in (lead, *site.others):
        actions.declare_avoidance(actor=acting(who), inspection_id=site.pk)
    assert asked(lead) == []


def test_from_the_complete_team_on_it_waits_for_leader_head_and_office(world: World) -> None:
    site = build.gathered(world)
    office, head, lead = world.zigong_officer, world.zigong_head, site.leader
    for who in (lead, *site.others):
        actions.declare_avoidance(actor=acting(who), inspection_id=site.pk)
    actions.complete_team(actor=site.office, inspection_id=site.pk)
    assert asked(lead) == ["notify"]
    actions.issue_notice(actor=site.lead, inspection_id=site.pk, notice=NOTICE)
    assert asked(lead) == ["enter"]
    actions.enter_site(actor=site.lead, inspection_id=site.pk, on=build.today())
    assert asked(site.others[0]) == ["record_workpaper"]
    made = build.paper(site)
    build.review(site, made)
    build.sign(site)
    actions.finish_visit(actor=site.lead, inspection_id=site.pk, on=build.today())
    assert asked(lead) == ["report"]
    actions.submit_report(actor=site.lead, inspection_id=site.pk, text="报告")
    build.agreed(site)
    assert asked(head) == ["issue"]
    actions.issue_report(actor=site.head, inspection_id=site.pk)
    assert asked(office) == ["close"]
    assert not queries.given_out(site.lead).exists()
    for who in (world.system_admin, world.luzhou_officer, world.builder_head):
        assert asked(who) == []
        assert not queries.given_out(acting(who)).exists()

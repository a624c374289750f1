"""Findings about supervised objects and from inspections: on their pages, in their lights."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from liandu.access.actions import grant_team
from liandu.access.models import Team, TeamMember
from liandu.access.rules import FOR_GOOD
from liandu.findings import actions, queries
from liandu.findings.models import Finding
from liandu.inspections.models import Inspection
from liandu.kernel.errors import Invalid
from liandu.works.models import SupervisedObject, SupervisionLink
from liandu.works.rules import Metric
from tests.findings.road import at, draft, in_days, registered, result, take
from tests.people import World, acting, signed_in


@pytest.fixture
def canal(world: World) -> SupervisedObject:
    """Return an object on Zigong's list, with two links."""
    made = SupervisedObject.objects.create(
        owner_body=world.zigong, number="XM-2023-017", name="北总干渠", normal_name="北总干渠"
    )
    for position, code in enumerate(("tender", "change"), 1):
        SupervisionLink.objects.create(
            supervised_object=made, position=position, code=code, name=code,
            responsible_body=world.builder, supervising_body=world.zigong_water,
        )  # fmt: skip
    return made


def link(canal: SupervisedObject, code: str = "change") -> SupervisionLink:
    """Return a link of the object."""
    return canal.links.get(code=code)


def inspection(world: World) -> Inspection:
    """Return an inspection of Zigong, whose team is its inspector alone."""
    team = Team.objects.create(name="检查组")
    TeamMember.objects.create(
        team=team, person=world.zigong_inspector, starts_at=timezone.now() - timedelta(days=1)
    )
    made = Inspection.objects.create(
        owner_body=world.zigong, number="JC-2026-001", title="交叉检查", basis="年度计划",
        mode="cross", starts_on=in_days(-3), ends_on=in_days(0), team=team,
    )  # fmt: skip
    grant_team(actor=acting(world.zigong_officer), record=made, team=team, until=FOR_GOOD)
    return made


def test_a_finding_from_an_inspection_is_open_to_its_team(world: World) -> None:
    visit = inspection(world)
    inspector = acting(world.zigong_inspector)
    finding = actions.register_finding(actor=inspector, draft=draft(inspection_id=visit.pk))
    assert queries.seen_finding(acting(world.zigong_inspector), finding.pk) == finding
    page = signed_in(world.zigong_officer).get(finding.get_absolute_url()).content.decode()
    assert "JC-2026-001" in page


def test_what_a_finding_points_at_must_be_seen_and_belong_together(
    world: World, canal: SupervisedObject
) -> None:
    officer = acting(world.zigong_officer)
    with pytest.raises(Invalid) as refusal:
        actions.register_finding(actor=officer, draft=draft(link_id=link(canal).pk))
    assert set(refusal.value.fields) == {"link"}
    with pytest.raises(Invalid) as refusal:
        actions.register_finding(
            actor=acting(world.luzhou_officer), draft=draft(supervised_object_id=canal.pk)
        )
    assert set(refusal.value.fields) == {"supervised_object"}


def test_a_finding_is_handled_no_less_carefully_than_its_object(
    world: World, canal: SupervisedObject
) -> None:
    assert registered(world, supervised_object_id=canal.pk).label == 1
    canal.label = 2
    canal.save()
    finding = registered(world)
    actions.edit_finding(
        actor=acting(world.zigong_officer), finding_id=finding.pk,
        draft=draft(supervised_object_id=canal.pk),
    )  # fmt: skip
    finding.refresh_from_db()
    assert finding.label == 2


def test_the_form_begins_at_an_object_or_a_link(world: World, canal: SupervisedObject) -> None:
    client = signed_in(world.zigong_officer)
    for query in ({"object": canal.pk}, {"link": link(canal).pk}):
        page = client.get("/findings/new/", query).content.decode()
        assert 'value="XM-2023-017"' in page
        assert str(canal.pk) in page
    assert 'value="change" selected' in page
    assert client.get("/findings/new/", {"object": "x"}).status_code == 404
    assert client.get("/findings/new/", {"link": "x"}).status_code == 200
    assert signed_in(world.luzhou_officer).get(
        "/findings/new/", {"object": canal.pk}
    ).status_code == 404  # fmt: skip


def sent(world: World, **changes: Any) -> Any:
    """Send the form of a new finding about the object."""
    data = {
        "title": "变更未报批", "fact": "2 份", "rule_broken": "条例", "demand": "补办",
        "source": "joint", "severity": "severe", "found_on": "2026-01-05",
        "rectification_type": "immediate", "object_number": "XM-2023-017", **changes,
    }  # fmt: skip
    return signed_in(world.zigong_officer).post("/findings/new/", data)


def test_number_and_link_are_found_on_the_list(world: World, canal: SupervisedObject) -> None:
    assert sent(world, link_code="change").status_code == 302
    finding = Finding.objects.unscoped("test").get()
    assert (finding.supervised_object, finding.link) == (canal, link(canal))
    assert sent(world, link_code="design").status_code == 422


def test_a_number_on_two_lists_is_told_apart_by_where_it_began(
    world: World, canal: SupervisedObject
) -> None:
    SupervisedObject.objects.create(
        owner_body=world.zigong_audit, number="XM-2023-017", name="另一条", normal_name="另一条"
    )
    assert sent(world).status_code == 422
    assert sent(world, begun_at=canal.pk).status_code == 302


def test_an_order_is_filled_with_the_bodies_of_the_link(
    world: World, canal: SupervisedObject
) -> None:
    finding = registered(world, supervised_object_id=canal.pk, link_id=link(canal).pk)
    take(world, finding, "confirm")
    address = f"{finding.get_absolute_url()}assign_finding/"
    page = signed_in(world.zigong_officer).get(address).content.decode()
    assert "selected>灌区公司" in page
    assert "selected>自贡市水利局" in page


def test_open_findings_count_in_the_lights_of_their_link(
    world: World, canal: SupervisedObject
) -> None:
    here = {"supervised_object_id": canal.pk, "link_id": link(canal).pk}
    finding = registered(world, found_on=in_days(-10), **here)
    registered(world, supervised_object_id=canal.pk)
    past = timezone.now() - timedelta(days=1)
    Finding.objects.unscoped("test").filter(pk=finding.pk).update(step_due_at=past)
    officer = acting(world.zigong_officer)
    found = queries.open_findings(officer, [canal.pk])
    at_link = found[canal.pk, link(canal).pk]
    assert (at_link.count, at_link.overdue, at_link.oldest_open_on) == (1, 1, in_days(-10))
    assert at_link.next_due_on == in_days(-1)
    assert found[canal.pk, None].count == 1
    assert queries.open_findings(acting(world.luzhou_officer), [canal.pk]) == {}


@pytest.mark.parametrize(
    ("metric", "least", "is_found"),
    [
        (Metric.OPEN_FINDINGS, 2, True), (Metric.OPEN_FINDINGS, 3, False),
        (Metric.OVERDUE_FINDINGS, 1, False), (Metric.OLDEST_OPEN_DAYS, 10, True),
        (Metric.OLDEST_OPEN_DAYS, 11, False),
    ],
)  # fmt: skip
def test_objects_are_found_by_their_open_findings(
    world: World, canal: SupervisedObject, metric: Metric, least: int, is_found: bool
) -> None:
    for _ in range(2):
        registered(world, found_on=in_days(-10), supervised_object_id=canal.pk)
    officer = acting(world.zigong_officer)
    where = queries.objects_where(officer, metric, least, timezone.localdate())
    assert SupervisedObject.objects.visible_to(officer).filter(where).exists() is is_found


def test_the_findings_of_an_object_stand_on_its_page(world: World, canal: SupervisedObject) -> None:
    first = registered(world, supervised_object_id=canal.pk)
    other = registered(world, title="另一个问题", supervised_object_id=canal.pk)
    client = signed_in(world.zigong_officer)
    page = client.get(canal.get_absolute_url(), {"tab": "findings"}).content.decode()
    assert first.title in page
    assert f"/findings/new/?object={canal.pk}" in page
    assert other.title in client.get(first.get_absolute_url()).content.decode()
    assert (
        first.get_absolute_url() in client.get("/findings/", {"object": canal.pk}).content.decode()
    )


def test_the_leader_reads_findings_on_the_objects_page_and_registers_none(
    world: World, canal: SupervisedObject
) -> None:
    page = signed_in(world.leader).get(canal.get_absolute_url(), {"tab": "findings"})
    assert "/findings/new/" not in page.content.decode()


def test_the_sheet_to_print_says_how_it_ended(world: World) -> None:
    finding = at(world, "close", result("变更先审后建规程"))
    page = signed_in(world.zigong_head).get(f"{finding.get_absolute_url()}print/").content.decode()
    assert "变更先审后建规程" in page
    assert "同意销号" in page

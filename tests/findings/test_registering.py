"""Registering a finding, and what happens to it until it is assigned."""

from typing import Any

import pytest
from django.utils import timezone

from liandu.access.models import Grant, RecordSubject
from liandu.audit.models import Event
from liandu.files.models import Attachment
from liandu.findings import actions
from liandu.findings.models import Finding
from liandu.findings.rules import FindingState
from liandu.kernel.errors import Invalid, NotAllowed, WrongState
from tests.findings.road import (
    at,
    draft,
    in_days,
    order,
    photo,
    registered,
    unchanged,
)
from tests.people import World, acting

S = FindingState


def test_numbers_run_on_by_body_and_year(world: World) -> None:
    year = timezone.localdate().year
    assert [registered(world).number for _ in range(2)] == [f"WT-{year}-0001", f"WT-{year}-0002"]


def test_a_finding_lies_where_its_finder_does_unless_said_otherwise(world: World) -> None:
    assert registered(world).jurisdiction == world.zigong.jurisdiction
    elsewhere = world.luzhou.jurisdiction
    assert elsewhere is not None
    assert registered(world, jurisdiction_id=elsewhere.pk).jurisdiction == elsewhere


def test_files_that_show_the_fact_come_with_the_registration(world: World) -> None:
    finding = actions.register_finding(
        actor=acting(world.zigong_officer), draft=draft(), evidence=[photo()]
    )
    assert [f.subject for f in Attachment.objects.filter(record_id=finding.pk)] == ["findings.fact"]


def test_a_refused_file_registers_nothing(world: World) -> None:
    broken = photo("a.png")
    assert broken.file is not None
    broken.file.truncate(3)
    with pytest.raises(Invalid):
        actions.register_finding(
            actor=acting(world.zigong_officer), draft=draft(), evidence=[broken]
        )
    assert not Finding.objects.unscoped("test").exists()
    assert not Event.objects.exists()


@pytest.mark.parametrize("who", ["builder_head", "builder_liaison", "leader", "system_admin"])
def test_the_supervised_and_those_without_the_duty_register_nothing(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        actions.register_finding(actor=acting(getattr(world, who)), draft=draft())


def test_an_inspector_registers_only_from_an_inspection(world: World) -> None:
    with pytest.raises(NotAllowed, match="检查"):
        actions.register_finding(actor=acting(world.zigong_inspector), draft=draft())
    assert not Finding.objects.unscoped("test").exists()


def test_changing_a_confirmed_finding_asks_for_confirmation_again(world: World) -> None:
    finding = at(world, "confirm")
    actions.edit_finding(
        actor=acting(world.zigong_officer), finding_id=finding.pk,
        draft=draft(title="另一标题"), evidence=[photo()],
    )  # fmt: skip
    finding.refresh_from_db()
    assert (finding.state, finding.title) == (S.REGISTERED, "另一标题")
    facts = Event.objects.filter(kind="findings.finding_edited").get().facts
    assert facts["before"] == {"title": "3 标设计变更未报批先实施"}
    assert facts["after"] == {"title": "另一标题"}


def test_what_was_assigned_is_changed_no_more(world: World) -> None:
    finding = at(world, "assign")
    unchanged(
        finding, actions.edit_finding, WrongState, actor=acting(world.zigong_officer), draft=draft()
    )


def test_a_finding_is_withdrawn_with_a_reason_before_it_is_assigned(world: World) -> None:
    finding = registered(world)
    actor = acting(world.zigong_head)
    actions.withdraw_finding(actor=actor, finding_id=finding.pk, reason="重复登记")
    finding.refresh_from_db()
    assert finding.state == S.WITHDRAWN
    assert Event.objects.latest("id").facts["reason"] == "重复登记"
    later = at(world, "assign")
    unchanged(
        later, actions.withdraw_finding, WrongState, actor=acting(world.zigong_head), reason="x"
    )


def test_assigning_lets_both_bodies_in_and_names_the_subject(world: World) -> None:
    finding = at(world, "assign")
    bases = dict(Grant.objects.filter(record_id=finding.pk).values_list("body_id", "basis"))
    assert bases == {
        world.builder.pk: "responsible_body", world.zigong_water.pk: "supervising_body",
    }  # fmt: skip
    assert RecordSubject.objects.get(record_id=finding.pk).body == world.builder
    assert finding.first_due_at == finding.due_at
    assert timezone.localdate(finding.due_at) == in_days(60)
    assert finding.step_due_at is not None
    assert finding.due_at is not None
    assert finding.step_due_at < finding.due_at


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"due_on": in_days(-1)}, "due_on"), ({"responsible_body_id": 0}, "responsible_body")],
)
def test_an_order_that_cannot_stand_is_told_by_field(
    world: World, changes: dict[str, Any], field: str
) -> None:
    refusal = unchanged(
        at(world, "confirm"), actions.assign_finding, Invalid,
        actor=acting(world.zigong_officer), order=order(world, **changes),
    )  # fmt: skip
    assert set(refusal.fields) == {field}


def test_an_export_is_on_record(world: World) -> None:
    actions.export_findings(actor=acting(world.zigong_officer), count=3, query="due=overdue")
    event = Event.objects.get(kind="findings.findings_exported")
    assert event.facts["after"] == {"count": 3, "query": "due=overdue"}
    with pytest.raises(NotAllowed):
        actions.export_findings(actor=acting(world.audit_admin), count=0, query="")

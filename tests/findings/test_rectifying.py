"""Signing, plans, measures and more time: what each leaves, and that a refusal leaves nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from liandu.findings import actions
from liandu.findings.models import Finding
from liandu.findings.rules import FindingState
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from tests.findings.road import (
    at,
    in_days,
    plan,
    registered,
    take,
    unchanged,
)
from tests.people import World, acting

S = FindingState


def test_signing_leaves_time_for_a_plan(world: World) -> None:
    finding = at(world, "assign")
    actions.accept_finding(actor=acting(world.builder_liaison), finding_id=finding.pk)
    finding.refresh_from_db()
    assert finding.state == S.ACCEPTED
    assert finding.step_due_at is not None
    assert timezone.localdate(finding.step_due_at) == in_days(15)


def test_what_is_put_right_at_once_begins_without_a_plan(world: World) -> None:
    finding = at(world, "accept", rectification_type="immediate")
    assert (finding.state, finding.step_due_at) == (S.RECTIFYING, finding.due_at)
    take(world, finding, "submit")
    assert finding.state == S.SUBMITTED


def test_a_plan_is_returned_and_filed_again_as_the_next_version(world: World) -> None:
    finding = at(world, "file_plan")
    actions.return_plan(actor=acting(world.zigong_officer), finding_id=finding.pk, reason="无时限")
    finding.refresh_from_db()
    assert finding.state == S.ACCEPTED
    take(world, finding, "file_plan")
    take(world, finding, "approve_plan")
    plans = finding.plans.order_by("version")
    assert [(p.version, p.decision, p.opinion) for p in plans] == [
        (1, "returned", "无时限"), (2, "approved", ""),
    ]  # fmt: skip


def test_a_plan_needs_measures_and_ends_in_time(world: World) -> None:
    finding, actor = at(world, "accept", due_on=in_days(10)), acting(world.builder_head)
    refusal = unchanged(finding, actions.file_plan, Invalid, actor=actor, plan=plan())
    assert set(refusal.fields) == {"planned_end"}
    empty = plan().__class__("总工程师", in_days(5), ())
    refusal = unchanged(finding, actions.file_plan, Invalid, actor=actor, plan=empty)
    assert set(refusal.fields) == {"measures"}


def test_whoever_filed_a_plan_does_not_approve_it(world: World) -> None:
    finding = registered(world)
    take(world, finding, "confirm")
    take(world, finding, "assign", responsible_body_id=world.zigong.pk)
    finding.refresh_from_db()
    Finding.objects.unscoped("test").filter(pk=finding.pk).update(state=S.ACCEPTED)
    head = acting(world.zigong_head)
    actions.file_plan(actor=head, finding_id=finding.pk, plan=plan())
    world.zigong_head.memberships.get().post.roles.add(
        *world.zigong_officer.memberships.get().post.roles.all()
    )
    both = acting(world.zigong_head)
    unchanged(finding, actions.approve_plan, NotAllowed, actor=both)


def test_measures_are_marked_while_the_work_lasts_and_by_those_who_work(world: World) -> None:
    finding = at(world, "approve_plan")
    measure = finding.plans.get().measures.get()
    liaison = acting(world.builder_liaison)
    for is_done in (True, False):
        actions.mark_measure(
            actor=liaison, finding_id=finding.pk, measure_id=measure.pk, is_done=is_done
        )
        measure.refresh_from_db()
        assert (measure.done_at is not None) is is_done
    words = {"measure_id": measure.pk, "is_done": True}
    unchanged(finding, actions.mark_measure, NotAllowed, actor=acting(world.zigong_head), **words)
    elsewhere = {"measure_id": finding.pk, "is_done": True}
    unchanged(finding, actions.mark_measure, NotVisible, actor=liaison, **elsewhere)
    take(world, finding, "submit")
    unchanged(finding, actions.mark_measure, WrongState, actor=liaison, **words)


def test_more_time_is_granted_before_the_due_date_and_the_first_one_stays(world: World) -> None:
    finding = at(world, "approve_plan")
    first = finding.due_at
    liaison = acting(world.builder_liaison)
    actions.ask_extension(
        actor=liaison, finding_id=finding.pk, until=in_days(90), reason="汛期停工"
    )
    finding.refresh_from_db()
    assert finding.state == S.EXTENSION_PENDING
    actions.grant_extension(actor=acting(world.zigong_head), finding_id=finding.pk)
    finding.refresh_from_db()
    assert finding.state == S.RECTIFYING
    assert timezone.localdate(finding.due_at) == in_days(90)
    assert (finding.first_due_at, finding.extension_count) == (first, 1)
    assert finding.step_due_at == finding.due_at


def test_more_time_is_refused_and_the_date_stays(world: World) -> None:
    finding = at(world, "approve_plan")
    actions.ask_extension(
        actor=acting(world.builder_head), finding_id=finding.pk, until=in_days(61), reason="x"
    )
    actions.refuse_extension(
        actor=acting(world.zigong_officer), finding_id=finding.pk, reason="理由不足"
    )
    due_at = finding.due_at
    finding.refresh_from_db()
    assert (finding.due_at, finding.extension_count) == (due_at, 0)
    assert finding.extensions.get().decision == "returned"


@pytest.mark.parametrize(("days", "refusal"), [(60, Invalid), (59, Invalid), (60 + 366, Invalid)])
def test_more_time_is_more_and_not_without_end(
    world: World, days: int, refusal: type[Exception]
) -> None:
    unchanged(
        at(world, "approve_plan"), actions.ask_extension, refusal,
        actor=acting(world.builder_liaison), until=in_days(days), reason="x",
    )  # fmt: skip


def test_after_the_due_date_no_time_is_asked_for(world: World) -> None:
    finding = at(world, "approve_plan")
    past = timezone.now() - timedelta(minutes=1)
    Finding.objects.unscoped("test").filter(pk=finding.pk).update(due_at=past)
    refusal = unchanged(
        finding, actions.ask_extension, WrongState,
        actor=acting(world.builder_liaison), until=in_days(90), reason="x",
    )  # fmt: skip
    assert "到期前" in str(refusal)

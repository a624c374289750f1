"""Objection, transfer and long term: who asks, who answers, and what becomes of the term."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from liandu.access.models import Grant, RecordSubject
from liandu.findings import actions, queries
from liandu.findings.models import Finding
from liandu.findings.rules import FindingState, restarted, suspended
from liandu.kernel.errors import Invalid, NotAllowed, WrongState
from liandu.kernel.permits import allowed
from tests.findings.road import at, in_days, kinds, order, take, unchanged
from tests.findings.test_lasting import asked_long, lasting
from tests.people import World, acting, signed_in

S = FindingState
DAY = timedelta(days=1)


def aged(finding: Finding, days: int) -> Finding:
    """Return a finding whose dates lie so many days earlier."""
    rows = Finding.objects.unscoped("test").filter(pk=finding.pk)
    names = ("assigned_at", "due_at", "first_due_at", "step_due_at")
    rows.update(**{name: getattr(finding, name) - days * DAY for name in names})
    return rows.get()


def disputed(world: World, last: str = "assign") -> Finding:
    """Return a finding that the builder objects to."""
    finding = at(world, last)
    actions.raise_objection(
        actor=acting(world.builder_liaison), finding_id=finding.pk, reason="不属我标段"
    )
    finding.refresh_from_db()
    return finding


def passed_on(world: World, last: str = "approve_plan") -> Finding:
    """Return a finding that the water bureau is to take over from the builder."""
    finding = at(world, last)
    actions.transfer_finding(
        actor=acting(world.zigong_head), finding_id=finding.pk, to_body_id=world.zigong_water.pk,
        due_on=in_days(30), reason="渠道已移交管护",
    )  # fmt: skip
    finding.refresh_from_db()
    return finding


def test_terms_begin_anew_or_rest() -> None:
    start = datetime(2026, 6, 1, tzinfo=timezone.get_current_timezone())
    assert restarted(start, start + 60 * DAY, start + 5 * DAY) == start + 65 * DAY
    assert suspended(start + 60 * DAY, start + 10 * DAY, start + 13 * DAY) == start + 63 * DAY


@pytest.mark.parametrize("last", ["assign", "accept"])
def test_the_responsible_body_objects_before_it_begins(world: World, last: str) -> None:
    finding = disputed(world, last)
    assert finding.state == S.DISPUTED
    assert finding.objections.get().reason == "不属我标段"
    waiting = queries.waiting_for(acting(world.zigong_head))
    assert [row.asked for row in waiting] == ["reject_objection"]  # type: ignore[attr-defined]


def test_an_objection_comes_in_time_or_not_at_all(world: World) -> None:
    finding = at(world, "assign")
    finding = aged(finding, 30)
    liaison = acting(world.builder_liaison)
    refusal = unchanged(finding, actions.raise_objection, WrongState, actor=liaison, reason="x")
    assert "异议期限" in str(refusal)
    page = signed_in(world.builder_liaison).get(finding.get_absolute_url()).content.decode()
    assert "raise_objection" not in page


def test_a_rejected_objection_begins_the_term_anew_and_is_not_raised_again(world: World) -> None:
    finding = aged(disputed(world), 3)
    due_at = finding.due_at
    assert due_at is not None
    actions.reject_objection(
        actor=acting(world.zigong_head), finding_id=finding.pk, reason="图纸标明属 3 标"
    )
    finding.refresh_from_db()
    assert finding.state == S.ASSIGNED
    assert (timezone.localdate(finding.due_at) - timezone.localdate(due_at)).days == 3
    assert finding.first_due_at == finding.due_at
    assert finding.objections.get().decision == "returned"
    again = {"actor": acting(world.builder_head), "reason": "x"}
    unchanged(finding, actions.raise_objection, WrongState, **again)
    for step in ("accept", "file_plan"):
        take(world, finding, step)


def test_an_upheld_objection_has_the_finding_changed_and_assigned_again(world: World) -> None:
    finding = disputed(world)
    actions.uphold_objection(
        actor=acting(world.zigong_officer), finding_id=finding.pk, opinion="改由 2 标整改"
    )
    finding.refresh_from_db()
    assert (finding.state, finding.assigned_at, finding.due_at) == (S.REGISTERED, None, None)
    assert not queries.may_still("object", finding, timezone.now())
    for step in ("confirm", "assign"):
        take(world, finding, step)
    # Another assignment may be objected to again.
    actions.raise_objection(
        actor=acting(world.builder_head), finding_id=finding.pk, reason="仍不属实"
    )
    assert [o.decision for o in finding.objections.all()] == ["approved", "pending"]


def test_an_objection_is_upheld_by_withdrawing(world: World) -> None:
    finding = disputed(world)
    actions.withdraw_finding(
        actor=acting(world.zigong_head), finding_id=finding.pk, reason="查无此事"
    )
    finding.refresh_from_db()
    answered = finding.objections.get()
    assert (finding.state, answered.decision, answered.opinion) == (
        S.WITHDRAWN, "approved", "查无此事",
    )  # fmt: skip


def test_passing_on_lets_the_other_body_in_and_the_earlier_one_out(world: World) -> None:
    finding = passed_on(world)
    assert (finding.state, finding.responsible_body) == (S.TRANSFERRED, world.zigong_water)
    assert timezone.localdate(finding.due_at) == in_days(30)
    assert not queries.findings(acting(world.builder_head)).exists()
    assert queries.findings(acting(world.water_officer)).exists()
    subjects = RecordSubject.objects.filter(record_id=finding.pk)
    assert {row.body for row in subjects} == {world.zigong_water}
    parties = Grant.objects.filter(record_id=finding.pk, revoked_at=None)
    assert {row.body for row in parties} == {world.zigong_water}
    assert [plan.decision for plan in finding.plans.all()] == ["replaced"]


def test_what_is_taken_over_is_planned_anew(world: World) -> None:
    finding = passed_on(world)
    actions.take_over_finding(actor=acting(world.water_officer), finding_id=finding.pk)
    finding.refresh_from_db()
    assert (finding.state, finding.transfers.get().decision) == (S.ACCEPTED, "approved")
    assert not queries.approved_measures(finding).exists()


def test_what_is_to_be_put_right_at_once_goes_on_when_taken_over(world: World) -> None:
    finding = at(world, "accept", rectification_type="immediate", due_on=in_days(9))
    actions.transfer_finding(
        actor=acting(world.zigong_head), finding_id=finding.pk, to_body_id=world.zigong_water.pk,
        due_on=in_days(9), reason="x",
    )  # fmt: skip
    actions.take_over_finding(actor=acting(world.water_officer), finding_id=finding.pk)
    finding.refresh_from_db()
    assert (finding.state, finding.step_due_at) == (S.RECTIFYING, finding.due_at)


def test_what_is_declined_goes_back_and_the_time_between_does_not_count(world: World) -> None:
    finding = at(world, "approve_plan")
    due_at = finding.due_at
    assert due_at is not None
    actions.transfer_finding(
        actor=acting(world.zigong_head), finding_id=finding.pk, to_body_id=world.zigong_water.pk,
        due_on=in_days(30), reason="x",
    )  # fmt: skip
    transfer = finding.transfers.get()
    transfer.asked_at -= 4 * DAY
    transfer.save()
    actions.decline_transfer(
        actor=acting(world.water_officer), finding_id=finding.pk, reason="管护协议未签"
    )
    finding.refresh_from_db()
    assert (finding.state, finding.responsible_body) == (S.ASSIGNED, world.builder)
    assert (timezone.localdate(finding.due_at) - timezone.localdate(due_at)).days == 4
    assert queries.findings(acting(world.builder_head)).exists()
    assert kinds(finding)[-2:] == ["finding_transferred", "transfer_declined"]


def test_passing_on_answers_an_objection_that_waits(world: World) -> None:
    finding = disputed(world)
    actions.transfer_finding(
        actor=acting(world.zigong_head), finding_id=finding.pk, to_body_id=world.luzhou.pk,
        due_on=in_days(9), reason="确属他方",
    )  # fmt: skip
    assert finding.objections.get().decision == "approved"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"to_body_id": 0}, "to_body"), ({"due_on": in_days(-1)}, "due_on"), ({}, "to_body")],
)
def test_a_transfer_that_cannot_stand_is_told_by_field(
    world: World, changes: dict[str, Any], field: str
) -> None:
    words = {"to_body_id": world.zigong_water.pk} if changes else {"to_body_id": world.builder.pk}
    refusal = unchanged(
        at(world, "approve_plan"), actions.transfer_finding, Invalid,
        **({"actor": acting(world.zigong_head), "due_on": in_days(9), "reason": "x"}
           | words | changes),
    )  # fmt: skip
    assert set(refusal.fields) == {field}


def test_nobody_answers_what_they_asked_themselves(world: World) -> None:
    finding = at(world, "confirm")
    actions.assign_finding(
        actor=acting(world.zigong_officer), finding_id=finding.pk,
        order=order(world, responsible_body_id=world.zigong.pk),
    )  # fmt: skip
    head = acting(world.zigong_head)
    actions.raise_objection(actor=head, finding_id=finding.pk, reason="x")
    unchanged(finding, actions.reject_objection, NotAllowed, actor=head, reason="x")


CAST = ("secretary", "zigong_officer", "zigong_head", "zigong_inspector", "water_officer",
        "builder_liaison", "builder_head", "leader")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "last", "may"),
    [
        ("raise_objection", "assign", {"builder_liaison", "builder_head"}),
        ("uphold_objection", "disputed", {"zigong_officer", "zigong_head"}),
        ("reject_objection", "disputed", {"zigong_officer", "zigong_head"}),
        ("transfer_finding", "accept", {"zigong_officer", "zigong_head"}),
        ("take_over_finding", "passed on", {"water_officer"}),
        ("decline_transfer", "passed on", {"water_officer"}),
        ("ask_long_term", "approve_plan", {"builder_liaison", "builder_head"}),
        ("grant_long_term", "asked", {"zigong_officer"}),
        ("refuse_long_term", "asked", {"zigong_officer"}),
        ("review_long_term", "lasting", {"zigong_officer"}),
        ("resume_finding", "lasting", {"zigong_officer"}),
    ],
)
def test_each_side_step_is_for_those_it_is_for(
    world: World, name: str, last: str, may: set[str]
) -> None:
    makers = {"disputed": disputed, "passed on": passed_on, "asked": asked_long,
              "lasting": lasting}  # fmt: skip
    finding = makers[last](world) if last in makers else at(world, last)
    found = {who for who in CAST if allowed(acting(getattr(world, who)), f"findings.{name}",
                                            finding)}  # fmt: skip
    assert found == may


def test_every_side_step_is_taken_by_its_page(world: World) -> None:
    def go(who: str, finding: Finding, page: str, **data: Any) -> str:
        client, url = signed_in(getattr(world, who)), f"{finding.get_absolute_url()}{page}/"
        assert client.get(url).status_code == 200, page
        if data.pop("empty", True):
            assert client.post(url, {}).status_code == 422, page
        assert client.post(url, data).status_code == 302, page
        rows = Finding.objects.unscoped("test")
        return str(rows.get(pk=finding.pk).state)

    one = at(world, "assign")
    assert go("builder_head", one, "raise_objection", reason="不实") == S.DISPUTED
    assert go("zigong_head", one, "uphold_objection", opinion="改") == S.REGISTERED
    two = disputed(world)
    assert go("zigong_head", two, "reject_objection", reason="属实") == S.ASSIGNED
    passing = {"to_body": world.zigong_water.pk, "due_on": str(in_days(9)), "reason": "x"}
    assert go("zigong_head", two, "transfer_finding", **passing) == S.TRANSFERRED
    assert go("water_officer", two, "decline_transfer", reason="x") == S.ASSIGNED
    assert go("zigong_head", two, "transfer_finding", **passing) == S.TRANSFERRED
    assert go("water_officer", two, "take_over_finding", empty=False) == S.ACCEPTED
    three = at(world, "approve_plan")
    asking = {"cause": "history", "reason": "原建设单位已注销"}
    assert go("builder_head", three, "ask_long_term", **asking) == S.LONG_TERM_PENDING
    assert go("zigong_officer", three, "refuse_long_term", reason="x") == S.RECTIFYING
    assert go("builder_head", three, "ask_long_term", **asking) == S.LONG_TERM_PENDING
    look = {"review_on": str(in_days(30))}
    assert go("zigong_officer", three, "grant_long_term", **look) == S.LONG_TERM
    assert go("zigong_officer", three, "review_long_term", note="x", **look) == S.LONG_TERM
    again = {"due_on": str(in_days(30)), "reason": "x"}
    assert go("zigong_officer", three, "resume_finding", **again) == S.RECTIFYING
    for finding in (one, two, three):
        for path in (finding.get_absolute_url(), f"{finding.get_absolute_url()}print/"):
            assert "申请与答复" in signed_in(world.zigong_officer).get(path).content.decode()

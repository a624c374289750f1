"""The road step by step: what each leaves behind, and that a refusal leaves nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from liandu.access.models import Grant, RecordSubject
from liandu.audit.models import Event
from liandu.files.models import Attachment
from liandu.findings import actions
from liandu.findings.models import EstablishedRule, Finding
from liandu.findings.rules import FindingState, MadeRule, Result
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from tests.findings.road import (
    STEPS,
    at,
    draft,
    in_days,
    mark_all,
    order,
    photo,
    plan,
    registered,
    result,
    take,
)
from tests.people import World, acting

S = FindingState


def kinds(finding: Finding) -> list[str]:
    """Return the kinds of event on record about a finding, oldest first."""
    rows = Event.objects.filter(subject_id=str(finding.pk), kind__startswith="findings.")
    return [kind.partition(".")[2] for kind in rows.order_by("id").values_list("kind", flat=True)]


def unchanged(finding: Finding, call: Any, refusal: type[Exception], **words: Any) -> Any:
    """Run a call that is refused, and see that it changed nothing."""
    table = Finding.objects.unscoped("test")
    before, events = table.filter(pk=finding.pk).values().get(), Event.objects.count()
    files = Attachment.objects.count()
    with pytest.raises(refusal) as caught:
        call(finding_id=finding.pk, **words)
    assert table.filter(pk=finding.pk).values().get() == before
    assert (Event.objects.count(), Attachment.objects.count()) == (events, files)
    return caught.value


def test_the_straight_road_leaves_a_record_of_every_step(world: World) -> None:
    finding = at(world, "close")
    assert finding.state == S.CLOSED
    assert kinds(finding) == [
        "finding_registered", "finding_confirmed", "finding_assigned", "finding_accepted",
        "plan_filed", "plan_approved", "measure_marked", "finding_submitted",
        "first_review_started", "first_review_passed", "finding_closed",
    ]  # fmt: skip
    persons = {finding.submitter, finding.first_reviewer, finding.closer}
    assert persons == {world.builder_head, world.water_officer, world.zigong_head}
    assert (finding.step_due_at, finding.closed_at is None) == (None, False)


def test_numbers_run_on_by_body_and_year(world: World) -> None:
    year = timezone.localdate().year
    assert [registered(world).number for _ in range(2)] == [f"WT-{year}-0001", f"WT-{year}-0002"]


def test_a_finding_lies_where_its_finder_does_unless_said_otherwise(world: World) -> None:
    assert registered(world).jurisdiction == world.zigong.jurisdiction
    elsewhere = world.luzhou.jurisdiction
    assert registered(world, jurisdiction_id=elsewhere.pk).jurisdiction == elsewhere


def test_files_that_show_the_fact_come_with_the_registration(world: World) -> None:
    finding = actions.register_finding(
        actor=acting(world.zigong_officer), draft=draft(), evidence=[photo()]
    )
    assert [f.subject for f in Attachment.objects.filter(record_id=finding.pk)] == ["findings.fact"]


def test_a_refused_file_registers_nothing(world: World) -> None:
    broken = photo("a.png")
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


def test_nothing_is_submitted_without_evidence_or_with_work_left(world: World) -> None:
    finding, head = at(world, "approve_plan"), acting(world.builder_head)
    words = {"actor": head, "result": result()}
    refusal = unchanged(finding, actions.submit_finding, Invalid, **words)
    assert set(refusal.fields) == {"evidence", "measures"}
    unchanged(finding, actions.submit_finding, Invalid, evidence=[photo()], **words)
    mark_all(world, finding)
    unchanged(finding, actions.submit_finding, Invalid, **words)


def test_evidence_gathered_before_counts_for_the_submission(world: World) -> None:
    finding = at(world, "approve_plan")
    liaison = acting(world.builder_liaison)
    actions.add_evidence(actor=liaison, finding_id=finding.pk, evidence=[photo(), photo(shade=9)])
    mark_all(world, finding)
    actions.submit_finding(
        actor=acting(world.builder_head), finding_id=finding.pk, result=result("变更管理办法")
    )
    finding.refresh_from_db()
    assert finding.state == S.SUBMITTED
    assert (finding.is_without_rules, finding.money_recovered_fen) == (False, 0)
    unchanged(finding, actions.add_evidence, WrongState, actor=liaison, evidence=[photo()])


def test_a_return_begins_another_round_that_wants_evidence_of_its_own(world: World) -> None:
    finding = at(world, "start_first_review", result("办法一"))
    water = acting(world.water_officer)
    actions.return_finding(actor=water, finding_id=finding.pk, reason="缺监理签字页")
    finding.refresh_from_db()
    assert (finding.state, finding.return_count) == (S.RETURNED, 1)
    assert finding.step_due_at == finding.due_at
    head = acting(world.builder_head)
    unchanged(finding, actions.submit_finding, Invalid, actor=head, result=result())
    take(world, finding, "submit")
    rounds = list(finding.submissions.values_list("round", "decision", "returned_reason"))
    assert rounds == [(1, "returned", "缺监理签字页"), (2, "pending", "")]
    assert not finding.established_rules.exists()
    for step in ("start_first_review", "pass_first_review", "close"):
        take(world, finding, step)
    assert finding.state == S.CLOSED


def test_the_finder_returns_at_the_second_review(world: World) -> None:
    finding = at(world, "pass_first_review")
    actions.return_finding(
        actor=acting(world.zigong_officer), finding_id=finding.pk, reason="台账不一致"
    )
    finding.refresh_from_db()
    assert finding.state == S.RETURNED


def test_rules_count_once_the_finding_is_closed(world: World) -> None:
    made = Result("已修订", 500, (MadeRule("变更管理办法", in_days(-1), "灌司〔2026〕3 号"),))
    finding = at(world, "submit", made)
    rule = EstablishedRule.objects.unscoped("test").get()
    assert (rule.body, rule.recorded_at) == (world.builder, None)
    for step in STEPS[6:]:
        take(world, finding, step)
    rule = EstablishedRule.objects.unscoped("test").get()
    assert rule.recorded_at == finding.closed_at
    assert finding.money_recovered_fen == 500


def test_closing_is_stopped_by_whatever_is_missing(world: World) -> None:
    finding = at(world, "pass_first_review")
    attached = Attachment.objects.filter(record_id=finding.pk)
    attached.update(withdrawn_at=timezone.now())
    refusal = unchanged(
        finding, actions.close_finding, WrongState, actor=acting(world.zigong_head), conclusion="x"
    )
    assert "材料" in str(refusal)


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


def test_replies_go_on_record_and_internal_ones_stay_off_the_findings(world: World) -> None:
    finding = at(world, "assign")
    head = acting(world.builder_head)
    actions.post_reply(actor=head, finding_id=finding.pk, text="已核实")
    before = len(kinds(finding))
    actions.post_reply(actor=head, finding_id=finding.pk, text="内部意见", is_internal=True)
    assert len(kinds(finding)) == before
    assert finding.replies.count() == 2
    outsider = acting(world.secretary)
    unchanged(finding, actions.post_reply, NotAllowed, actor=outsider, text="x")


def test_an_export_is_on_record(world: World) -> None:
    actions.export_findings(actor=acting(world.zigong_officer), count=3, query="due=overdue")
    event = Event.objects.get(kind="findings.findings_exported")
    assert event.facts["after"] == {"count": 3, "query": "due=overdue"}
    with pytest.raises(NotAllowed):
        actions.export_findings(actor=acting(world.audit_admin), count=0, query="")


REFUSED = {
    "confirm": (actions.confirm_finding, {}),
    "accept": (actions.accept_finding, {}),
    "approve_plan": (actions.approve_plan, {}),
    "return_plan": (actions.return_plan, {"reason": "x"}),
    "grant": (actions.grant_extension, {}),
    "refuse": (actions.refuse_extension, {"reason": "x"}),
    "start_first_review": (actions.start_first_review, {}),
    "pass_first_review": (actions.pass_first_review, {"opinion": "x"}),
    "return": (actions.return_finding, {"reason": "x"}),
    "close": (actions.close_finding, {"conclusion": "x"}),
    "withdraw": (actions.withdraw_finding, {"reason": "x"}),
    "submit": (actions.submit_finding, {"result": result()}),
    "file_plan": (actions.file_plan, {"plan": plan()}),
    "extension": (actions.ask_extension, {"until": in_days(70), "reason": "x"}),
    "edit": (actions.edit_finding, {"draft": draft()}),
    "reply": (actions.post_reply, {"text": "x"}),
    "evidence": (actions.add_evidence, {"evidence": ()}),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_strangers_are_told_there_is_nothing(world: World, name: str) -> None:
    action, words = REFUSED[name]
    unchanged(registered(world), action, NotVisible, actor=acting(world.luzhou_officer), **words)


@pytest.mark.parametrize("name", sorted(set(REFUSED) - {"reply"}))
def test_those_above_see_but_take_no_step(world: World, name: str) -> None:
    action, words = REFUSED[name]
    unchanged(registered(world), action, NotAllowed, actor=acting(world.secretary), **words)


@pytest.mark.parametrize("name", ["withdraw", "confirm", "close", "approve_plan", "grant"])
def test_what_is_closed_takes_no_further_step(world: World, name: str) -> None:
    action, words = REFUSED[name]
    finding = at(world, "close")
    unchanged(finding, action, WrongState, actor=acting(world.zigong_officer), **words)

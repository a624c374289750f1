"""Submission, two reviews, return, closing; and what the sides say to each other."""

from django.utils import timezone

from liandu.files.models import Attachment
from liandu.findings import actions
from liandu.findings.models import EstablishedRule
from liandu.findings.rules import FindingState, MadeRule, Result
from liandu.kernel.errors import Invalid, NotAllowed, WrongState
from tests.findings.road import (
    STEPS,
    at,
    in_days,
    kinds,
    mark_all,
    photo,
    result,
    take,
    unchanged,
)
from tests.people import World, acting

S = FindingState


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
    rules = (MadeRule("变更管理办法", in_days(-1), "灌司〔2026〕3 号"),)
    made = Result("已修订", 500, rules, root_cause="rules", similar_cases="无")
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


def test_the_first_review_is_taken_up_and_passed_with_an_opinion(world: World) -> None:
    finding, water = at(world, "submit"), acting(world.water_officer)
    limit = finding.step_due_at
    actions.start_first_review(actor=water, finding_id=finding.pk)
    finding.refresh_from_db()
    assert (finding.state, finding.step_due_at) == (S.FIRST_REVIEW, limit)
    actions.pass_first_review(actor=water, finding_id=finding.pk, opinion="资料齐全")
    finding.refresh_from_db()
    submission = finding.submissions.get()
    assert (finding.state, finding.first_reviewer) == (S.SECOND_REVIEW, world.water_officer)
    assert submission.first_opinion == "资料齐全"
    assert submission.first_reviewed_at == finding.step_started_at

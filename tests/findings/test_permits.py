"""Who may do what to a finding: for every permit the whole cast, yes or no."""

import pytest

from liandu.findings.models import Finding
from liandu.findings.permits import may_attach, may_check
from liandu.findings.rules import FindingState
from liandu.kernel.permits import allowed
from tests.findings.road import at, registered, take
from tests.people import World, acting

S = FindingState
CAST = (
    "secretary", "zigong_officer", "zigong_inspector", "zigong_head", "zigong_auditor",
    "water_officer", "luzhou_officer", "builder_liaison", "builder_head", "leader",
    "system_admin", "security_admin", "audit_admin",
)  # fmt: skip
OFFICE, HEAD, WATER = "zigong_officer", "zigong_head", "water_officer"
LIAISON, BUILDER_HEAD = "builder_liaison", "builder_head"
TABLE = [
    ("edit_finding", S.REGISTERED, {OFFICE, HEAD, "zigong_inspector"}),
    ("withdraw_finding", S.REGISTERED, {OFFICE, HEAD}),
    ("confirm_finding", S.REGISTERED, {OFFICE, HEAD}),
    ("assign_finding", S.CONFIRMED, {OFFICE, HEAD}),
    ("accept_finding", S.ASSIGNED, {LIAISON}),
    ("file_plan", S.ACCEPTED, {BUILDER_HEAD}),
    ("approve_plan", S.PLAN_REVIEW, {OFFICE}),
    ("return_plan", S.PLAN_REVIEW, {OFFICE}),
    ("mark_measure", S.RECTIFYING, {LIAISON, BUILDER_HEAD}),
    ("add_evidence", S.RECTIFYING, {LIAISON, BUILDER_HEAD}),
    ("ask_extension", S.RECTIFYING, {LIAISON, BUILDER_HEAD}),
    ("grant_extension", S.EXTENSION_PENDING, {OFFICE, HEAD}),
    ("refuse_extension", S.EXTENSION_PENDING, {OFFICE, HEAD}),
    ("submit_finding", S.RECTIFYING, {BUILDER_HEAD}),
    ("start_first_review", S.SUBMITTED, {WATER}),
    ("pass_first_review", S.FIRST_REVIEW, {WATER}),
    ("return_finding", S.FIRST_REVIEW, {WATER}),
    ("return_finding", S.SECOND_REVIEW, {OFFICE, HEAD}),
    ("close_finding", S.SECOND_REVIEW, {OFFICE, HEAD}),
    ("post_reply", S.RECTIFYING, {OFFICE, HEAD, "zigong_inspector", WATER, LIAISON, BUILDER_HEAD}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "state", "may"), TABLE, ids=[f"{n}-{s}" for n, s, _ in TABLE])
def test_each_step_is_for_those_it_is_for_and_nobody_else(
    world: World, name: str, state: FindingState, may: set[str]
) -> None:
    finding = at(world, "assign")
    finding.state = state
    found = {
        who for who in CAST if allowed(acting(getattr(world, who)), f"findings.{name}", finding)
    }
    assert found == may


def test_bodies_that_supervise_register_findings_once_asked_or_twice(world: World) -> None:
    may = {
        who
        for who in CAST
        if allowed(actor := acting(getattr(world, who)), "findings.register_finding")
        and allowed(actor, "findings.register_finding")
    }
    assert may == {
        "secretary", OFFICE, "zigong_inspector", "zigong_auditor", WATER, "luzhou_officer",
    }  # fmt: skip


def test_whoever_holds_a_post_exports(world: World) -> None:
    may = {who for who in CAST if allowed(acting(getattr(world, who)), "findings.export_findings")}
    assert may == set(CAST) - {"system_admin", "security_admin", "audit_admin"}


def attaching(world: World, finding: Finding) -> set[str]:
    """Return who may attach files to the finding now."""
    return {who for who in CAST if may_attach(acting(getattr(world, who)), finding)}


def test_the_finder_shows_and_the_responsible_body_proves(world: World) -> None:
    finding = registered(world)
    assert attaching(world, finding) == {OFFICE, HEAD, "zigong_inspector"}
    for step in ("confirm", "assign", "accept", "file_plan"):
        take(world, finding, step)
    assert attaching(world, finding) == set()
    take(world, finding, "approve_plan")
    assert attaching(world, finding) == {LIAISON, BUILDER_HEAD}


def test_files_are_checked_by_those_whose_turn_it_is_to_review(world: World) -> None:
    finding = at(world, "submit")

    def checking() -> set[str]:
        return {who for who in CAST if may_check(acting(getattr(world, who)), finding)}

    assert checking() == set()
    take(world, finding, "start_first_review")
    assert checking() == {WATER}
    take(world, finding, "pass_first_review")
    assert checking() == {OFFICE, HEAD}


def test_submitter_reviewer_and_closer_are_three_persons(world: World) -> None:
    finding = at(world, "submit")
    finding.supervising_body_id = world.builder.pk
    assert not allowed(acting(world.builder_head), "findings.start_first_review", finding)
    assert allowed(acting(world.builder_liaison), "findings.start_first_review", finding)
    finding.state, finding.first_reviewer = S.SECOND_REVIEW, world.zigong_officer
    assert not allowed(acting(world.zigong_officer), "findings.close_finding", finding)
    assert allowed(acting(world.zigong_head), "findings.close_finding", finding)

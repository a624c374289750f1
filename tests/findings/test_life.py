"""Whatever people try in whatever order, no finding is closed as it should not be.

The whole life as a state machine: steps are tried by those they are for and by others, with proof
and without; after each, what must hold of a finding is looked at.
"""

from typing import Any, ClassVar

from django.db import transaction
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from liandu.audit.models import Event
from liandu.findings import actions, queries
from liandu.findings.models import Finding
from liandu.findings.rules import FINDING, IN_HAND, FindingState, PlannedItem, may_take
from liandu.kernel.errors import Refusal
from tests.findings.road import (
    draft,
    in_days,
    kinds,
    mark_all,
    order,
    photo,
    plan,
    registered,
    result,
)
from tests.people import World, acting

S = FindingState
CAST = (
    "zigong_officer", "zigong_head", "water_officer", "builder_liaison", "builder_head",
    "secretary", "luzhou_officer",
)  # fmt: skip
# Taken together with others: signing begins the work that needs no plan.
STEPS = sorted(set(FINDING.steps) - {"start"})
PLACES = (PlannedItem("K1+200", "裂缝"), PlannedItem("K3+600", "渗漏"))
COUNTED = {
    "reopen_count": "finding_reopened", "return_count": "finding_returned",
    "extension_count": "extension_granted",
}  # fmt: skip
ROWS = {
    "reopenings": "finding_reopened", "objections": "objection_raised",
    "transfers": "finding_transferred", "long_terms": "long_term_asked",
    "extensions": "extension_asked", "plans": "plan_filed", "submissions": "finding_submitted",
}  # fmt: skip


def calls(world: World, *, has_proof: bool) -> dict[str, tuple[Any, dict[str, Any]]]:
    """Return how each step is taken."""
    files = [photo()] if has_proof else []
    reason = {"reason": "x"}
    return {
        "edit": (actions.edit_finding, {"draft": draft(items=PLACES)}),
        "withdraw": (actions.withdraw_finding, reason),
        "confirm": (actions.confirm_finding, {}),
        "assign": (actions.assign_finding, {"order": order(world)}),
        "accept": (actions.accept_finding, {}),
        "object": (actions.raise_objection, reason),
        "uphold_objection": (actions.uphold_objection, {"opinion": "x"}),
        "reject_objection": (actions.reject_objection, reason),
        "transfer": (actions.transfer_finding, reason | {
            "to_body_id": world.zigong_water.pk, "due_on": in_days(40),
        }),
        "take_over": (actions.take_over_finding, {}),
        "decline_transfer": (actions.decline_transfer, reason),
        "file_plan": (actions.file_plan, {"plan": plan()}),
        "return_plan": (actions.return_plan, reason),
        "approve_plan": (actions.approve_plan, {}),
        "ask_extension": (actions.ask_extension, reason | {"until": in_days(80)}),
        "refuse_extension": (actions.refuse_extension, reason),
        "grant_extension": (actions.grant_extension, {}),
        "ask_long_term": (actions.ask_long_term, reason | {"cause": "history"}),
        "refuse_long_term": (actions.refuse_long_term, reason),
        "grant_long_term": (actions.grant_long_term, {"review_on": in_days(30)}),
        "review_long_term": (
            actions.review_long_term, {"review_on": in_days(60), "note": "x"},
        ),
        "resume": (actions.resume_finding, reason | {"due_on": in_days(50)}),
        "submit": (actions.submit_finding, {"result": result(), "evidence": files}),
        "start_first_review": (actions.start_first_review, {}),
        "pass_first_review": (actions.pass_first_review, {"opinion": "x"}),
        "return": (actions.return_finding, reason),
        "close": (actions.close_finding, {"conclusion": "x"}),
        "reopen": (actions.reopen_finding, reason | {"cause": "look_back", "evidence": files}),
    }  # fmt: skip


def attempt(world: World, finding: Finding, who: str, step: str, *, has_proof: bool = True) -> None:
    """Try a step as somebody; they may be refused.

    :raises Refusal: if they are
    """
    action, words = calls(world, has_proof=has_proof)[step]
    action(actor=acting(getattr(world, who)), finding_id=finding.pk, **words)
    finding.refresh_from_db()


def work(world: World, finding: Finding) -> None:
    """Do what is left to do, with proof, by whoever is responsible now."""
    is_builder = finding.responsible_body == world.builder
    actor = acting(world.builder_liaison if is_builder else world.water_officer)
    for measure in queries.approved_measures(finding):
        actions.mark_measure(
            actor=actor, finding_id=finding.pk, measure_id=measure.pk, is_done=True
        )
    for item in finding.items.all():
        actions.mark_item(
            actor=actor, finding_id=finding.pk, item_id=item.pk, is_done=True, evidence=[photo()]
        )
    finding.refresh_from_db()


def check_closed(finding: Finding) -> None:
    """See that a closed finding was closed as it must be."""
    assert queries.evidence(finding).exists()
    measures = queries.approved_measures(finding)
    assert measures.exists()
    assert not measures.filter(done_at=None).exists()
    assert all(item.is_settled for item in finding.items.all())
    assert finding.root_cause
    persons = [finding.submitter, finding.first_reviewer, finding.closer]
    assert None not in persons
    assert len(set(persons)) == len(persons)
    bodies = (finding.responsible_body, finding.supervising_body, finding.owner_body)
    for person, body in zip(persons, bodies, strict=True):
        assert person is not None
        assert person.memberships.get().post.body == body


class Life(RuleBasedStateMachine):
    """One finding, and people who try what they like."""

    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self.start = transaction.savepoint()
        self.finding = registered(self.world, items=PLACES)
        self.actors = {who: acting(getattr(self.world, who)) for who in CAST}

    def fitting(self, step: str) -> list[str]:
        """Return who may take a step as things stand; anybody who supervises reopens."""
        found = self.finding
        if step == "reopen":
            return ["zigong_head", "secretary"]
        return [
            who
            for who, actor in self.actors.items()
            if may_take(
                found, step, found.state, person_id=actor.person_id, body_id=actor.body_id,
                roles=actor.roles,
            )
        ]  # fmt: skip

    @rule(data=st.data())
    def somebody_tries_a_step(self, data: Any) -> None:
        """Try mostly what can be done from here by who may, so that some attempts get far."""
        near = sorted(step.name for step in FINDING.open_from(self.finding.state))
        near = [step for step in near if step in STEPS] or STEPS
        step = data.draw(st.sampled_from(near * 8 + STEPS))
        who = data.draw(st.sampled_from(self.fitting(step) * 4 + list(CAST)))
        before, events = self.finding.state, Event.objects.count()
        has_proof = data.draw(st.integers(0, 4)) > 0
        try:
            attempt(self.world, self.finding, who, step, has_proof=has_proof)
        except Refusal:
            self.finding.refresh_from_db()
            assert (self.finding.state, Event.objects.count()) == (before, events)
        else:
            targets = {FINDING.after(step, before)}
            assert self.finding.state in targets

    @rule()
    def they_work_on_it(self) -> None:
        """Have everything marked as done, if it is in hand."""
        if self.finding.state in IN_HAND:
            work(self.world, self.finding)

    @invariant()
    def what_is_closed_was_closed_as_it_must_be(self) -> None:
        """No sequence closes without evidence, two distinct reviewers and the finder."""
        event(f"reached {self.finding.state}")
        is_closed = self.finding.state == S.CLOSED
        assert (self.finding.closed_at is not None) == is_closed
        if is_closed:
            check_closed(self.finding)

    @invariant()
    def what_is_counted_is_on_record(self) -> None:
        """Counters and rows agree with the events."""
        told = kinds(self.finding)
        for column, kind in COUNTED.items():
            assert getattr(self.finding, column) == told.count(kind), column
        for rows, kind in ROWS.items():
            assert getattr(self.finding, rows).count() == told.count(kind), rows
        done = self.finding.items.exclude(done_at=None).count()
        assert (self.finding.item_done_count, self.finding.item_count) == (done, len(PLACES))

    def teardown(self) -> None:
        """Undo what was tried."""
        transaction.savepoint_rollback(self.start)


def test_no_order_of_attempts_closes_what_should_stay_open(world: World) -> None:
    Life.world = world
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Life,
        settings=settings(
            max_examples=12, stateful_step_count=40, deadline=None, derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip


def test_every_state_is_reached_and_left_again_but_a_withdrawal() -> None:
    reached, waiting = {FINDING.start}, [FINDING.start]
    while waiting:
        new = {step.target for step in FINDING.open_from(waiting.pop())} - reached
        reached |= new
        waiting += new
    assert reached == set(S)
    left = {state for state in S if any(s.target != state for s in FINDING.open_from(state))}
    assert left == set(S) - {S.WITHDRAWN}


ALL_THE_WAY = (
    "officer confirm, officer assign, liaison object, officer uphold_objection, officer confirm,"
    "officer assign, liaison object, head reject_objection, head transfer,"
    "water decline_transfer, liaison accept, builder file_plan, officer return_plan,"
    "builder file_plan, officer approve_plan, liaison ask_extension, head grant_extension,"
    "liaison ask_long_term, officer refuse_long_term, liaison ask_long_term,"
    "officer grant_long_term, officer review_long_term, officer resume, work, builder submit,"
    "water start_first_review, water return, builder submit, water start_first_review,"
    "water pass_first_review, head close, secretary reopen, liaison accept, builder file_plan,"
    "officer approve_plan, work, builder submit, water start_first_review,"
    "water pass_first_review, head close"
)
NAMES = {
    "officer": "zigong_officer", "head": "zigong_head", "water": "water_officer",
    "liaison": "builder_liaison", "builder": "builder_head", "secretary": "secretary",
}  # fmt: skip


# The ways that ALL_THE_WAY leaves out, each on a finding of its own.
BESIDE = (
    "officer edit, officer withdraw",
    "officer confirm, officer assign, head transfer, water take_over",
    (
        "officer confirm, officer assign, liaison accept, builder file_plan,"
        "officer approve_plan, liaison ask_extension, head refuse_extension"
    ),
)


def walked(world: World, way: str) -> tuple[Finding, set[str], set[str]]:
    """Take the steps of a way; return the finding, the states it was in, and the steps."""
    finding, steps = registered(world, items=PLACES), set()
    been = {finding.state}
    for each in way.split(","):
        who, _, step = each.strip().partition(" ")
        if who == "work":
            work(world, finding)
            mark_all(world, finding)
        else:
            attempt(world, finding, NAMES[who], step)
            steps.add(step)
        been.add(finding.state)
    return finding, been, steps


def test_every_state_and_side_state_is_reached_and_every_step_taken(world: World) -> None:
    """What random attempts reach is told by --hypothesis-show-statistics; these reach the rest."""
    finding, been, steps = walked(world, ALL_THE_WAY)
    check_closed(finding)
    for way in BESIDE:
        _finding, states, taken = walked(world, way)
        been, steps = been | states, steps | taken
    assert been == set(S)
    assert steps == set(STEPS)

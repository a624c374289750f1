"""Whatever people try in whatever order, no finding is closed as it should not be."""

from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandu.audit.models import Event
from liandu.findings import actions, queries
from liandu.findings.models import Finding
from liandu.findings.rules import FINDING, FindingState
from liandu.kernel.errors import Refusal
from tests.findings.road import draft, in_days, mark_all, order, photo, plan, registered, result
from tests.people import World, acting

CAST = (
    "zigong_officer", "zigong_head", "water_officer", "builder_liaison", "builder_head",
    "secretary", "luzhou_officer",
)  # fmt: skip
STEPS = sorted(set(FINDING.steps) - {"start", "edit", "withdraw"})


def attempt(world: World, finding: Finding, who: str, step: str, *, has_proof: bool) -> None:
    """Try a step as somebody; they may be refused.

    :raises Refusal: if they are
    """
    calls: dict[str, tuple[Any, dict[str, Any]]] = {
        "confirm": (actions.confirm_finding, {}),
        "assign": (actions.assign_finding, {"order": order(world)}),
        "accept": (actions.accept_finding, {}),
        "file_plan": (actions.file_plan, {"plan": plan()}),
        "return_plan": (actions.return_plan, {"reason": "x"}),
        "approve_plan": (actions.approve_plan, {}),
        "ask_extension": (actions.ask_extension, {"until": in_days(80), "reason": "x"}),
        "refuse_extension": (actions.refuse_extension, {"reason": "x"}),
        "grant_extension": (actions.grant_extension, {}),
        "submit": (
            actions.submit_finding,
            {"result": result(), "evidence": [photo()] if has_proof else []},
        ),
        "start_first_review": (actions.start_first_review, {}),
        "pass_first_review": (actions.pass_first_review, {"opinion": "x"}),
        "return": (actions.return_finding, {"reason": "x"}),
        "close": (actions.close_finding, {"conclusion": "x"}),
    }
    action, words = calls[step]
    action(actor=acting(getattr(world, who)), finding_id=finding.pk, **words)


def check_closed(world: World, finding: Finding) -> None:
    """See that a closed finding was closed as it must be."""
    assert queries.evidence(finding).exists()
    measures = queries.approved_measures(finding)
    assert measures.exists()
    assert not measures.filter(done_at=None).exists()
    persons = {finding.submitter_id, finding.first_reviewer_id, finding.closer_id}
    assert len(persons) == 3
    assert None not in persons
    seats = {finding.closer: finding.owner_body, finding.submitter: finding.responsible_body}
    assert all(person.memberships.get().post.body == body for person, body in seats.items())


@settings(
    max_examples=20, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(data=st.data())
def test_no_order_of_attempts_closes_what_should_stay_open(world: World, data: Any) -> None:
    start = transaction.savepoint()
    finding = registered(world)
    for _ in range(30):
        # Mostly a step that can be taken from here, so that some attempts get far.
        near = [step.name for step in FINDING.open_from(finding.state) if step.name in STEPS]
        step = data.draw(st.sampled_from(near * 6 + STEPS))
        who, has_proof = data.draw(st.sampled_from(CAST)), data.draw(st.booleans())
        if finding.state == FindingState.RECTIFYING and data.draw(st.booleans()):
            mark_all(world, finding)
        before, events = finding.state, Event.objects.count()
        try:
            attempt(world, finding, who, step, has_proof=has_proof)
        except Refusal:
            assert Event.objects.count() == events
            finding.refresh_from_db()
            assert finding.state == before
        finding.refresh_from_db()
        if finding.state == FindingState.CLOSED:
            check_closed(world, finding)
            break
    transaction.savepoint_rollback(start)


def test_the_attempts_reach_the_end_when_they_are_the_right_ones(world: World) -> None:
    finding = actions.register_finding(actor=acting(world.zigong_officer), draft=draft())
    for who, step in (
        ("zigong_officer", "confirm"), ("zigong_officer", "assign"), ("builder_liaison", "accept"),
        ("builder_head", "file_plan"), ("zigong_officer", "approve_plan"),
        ("builder_liaison", "ask_extension"), ("zigong_head", "grant_extension"),
    ):  # fmt: skip
        attempt(world, finding, who, step, has_proof=True)
    mark_all(world, finding)
    for who, step in (
        ("builder_head", "submit"), ("water_officer", "start_first_review"),
        ("water_officer", "pass_first_review"), ("zigong_head", "close"),
    ):  # fmt: skip
        attempt(world, finding, who, step, has_proof=True)
    finding.refresh_from_db()
    check_closed(world, finding)

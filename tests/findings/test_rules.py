"""What a finding's rules say, without a database."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from liandu.findings.rules import (
    CHARGES,
    ENDED,
    FINDING,
    LIMITS,
    Condition,
    FindingState,
    Light,
    RectificationType,
    Side,
    Standing,
    awaited,
    charges,
    closing_conditions,
    light,
    may_extend,
    may_take,
    needs_plan,
    unmet,
)

S = FindingState
NOW = datetime(2026, 6, 9, 12, tzinfo=UTC)
MET = Standing(1, 2, 2, 0, 0, (1, 2, 3))


def changed(**values: Any) -> list[Condition]:
    """Return what is unmet when the standing that meets all is changed."""
    names = MET.__dataclass_fields__
    return list(unmet(closing_conditions(Standing(**{n: getattr(MET, n) for n in names} | values))))


def test_every_step_is_somebodys_charge_but_the_start_of_work_and_reopening() -> None:
    taken = set(FINDING.steps) - {"start", "reopen"}
    assert {charge.step for charge in CHARGES} - {"rectify"} == taken


def test_nothing_leads_out_of_an_end_but_a_reopening_out_of_a_closing() -> None:
    out = {state: [step.name for step in FINDING.open_from(state)] for state in ENDED}
    assert out == {S.CLOSED: ["reopen"], S.WITHDRAWN: []}


def test_every_other_state_has_a_way_on_that_somebody_is_charged_with() -> None:
    for state in set(FindingState) - ENDED:
        assert any(c.awaited and state in c.sources() for c in CHARGES), state


def ways_into(state: FindingState) -> list[tuple[str, FindingState]]:
    """Return every step that leads to ``state``, with each state it starts from."""
    return [
        (step.name, source)
        for step in FINDING.steps.values()
        for source in step.sources
        if step.target is state
    ]


def test_no_road_to_closing_leaves_out_submission_and_both_reviews() -> None:
    assert ways_into(S.CLOSED) == [("close", S.SECOND_REVIEW)]
    assert ways_into(S.SECOND_REVIEW) == [("pass_first_review", S.FIRST_REVIEW)]
    assert ways_into(S.FIRST_REVIEW) == [("start_first_review", S.SUBMITTED)]
    assert {name for name, _source in ways_into(S.SUBMITTED)} == {"submit"}
    assert {source for _name, source in ways_into(S.SUBMITTED)} == {S.RECTIFYING, S.RETURNED}


def test_all_conditions_met_leave_nothing_to_ask() -> None:
    assert changed() == []


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"evidence_count": 0}, Condition.EVIDENCE),
        ({"measures_done": 1}, Condition.MEASURES),
        ({"persons": (1, 2, 1)}, Condition.THREE_PERSONS),
        ({"persons": (1, None, 3)}, Condition.THREE_PERSONS),
        ({"has_cause": False}, Condition.ROOT_CAUSE),
        ({"items_total": 10, "items_settled": 9}, Condition.ITEMS),
        ({"rule_count": None}, Condition.RULES),
        ({"recovered_fen": None}, Condition.AMOUNT),
    ],
)
def test_each_condition_stops_the_closing_alone(values: dict[str, Any], missing: Condition) -> None:
    assert changed(**values) == [missing]


def test_measures_are_asked_for_only_where_a_plan_has_some() -> None:
    checks = closing_conditions(Standing(1, 0, 0, 1, 5, (1, 2, 3)))
    assert Condition.MEASURES not in {check.condition for check in checks}
    assert [check.done for check in checks] == [1, 0, 0, 1, 5]


@pytest.mark.parametrize(
    ("state", "hours", "colour"),
    [
        (S.RECTIFYING, -1, Light.RED),
        (S.RETURNED, -1, Light.RED),
        (S.RETURNED, 24, Light.AMBER),
        (S.REOPENED, 24, Light.AMBER),
        (S.RECTIFYING, 24 * 7, Light.BLUE),
        (S.RECTIFYING, 24 * 8, Light.GREEN),
        (S.REGISTERED, None, Light.GREEN),
        (S.CLOSED, -1, Light.GREEN),
        (S.CLOSED, 1, Light.GREEN),
    ],
)
def test_the_colour_follows_from_state_and_dates(
    state: str, hours: int | None, colour: Light
) -> None:
    due_at = None if hours is None else NOW + timedelta(hours=hours)
    assert light(state, due_at, NOW) is colour


def test_time_is_asked_for_before_the_due_date_only() -> None:
    assert may_extend(NOW, NOW + timedelta(seconds=1))
    assert not may_extend(NOW, NOW)


def test_only_what_is_put_right_at_once_needs_no_plan() -> None:
    assert [needs_plan(kind) for kind in RectificationType] == [False, True, True]
    assert set(LIMITS) == set(RectificationType)


def finding(**values: Any) -> SimpleNamespace:
    """Return a finding found by body 1, put right by 2, supervised by 3."""
    return SimpleNamespace(**{
        "owner_body_id": 1, "responsible_body_id": 2, "supervising_body_id": 3,
        "submitter_id": None, "first_reviewer_id": None, **values,
    })  # fmt: skip


def may(step: str, state: str, body: int | None, role: str, person: int = 9, **of: Any) -> bool:
    """Test whether somebody may take the step of such a finding."""
    return may_take(
        finding(**of), step, state, person_id=person, body_id=body, roles=frozenset({role})
    )


def test_the_liaison_signs_and_the_head_submits() -> None:
    assert may("accept", S.ASSIGNED, 2, "liaison")
    assert not may("accept", S.ASSIGNED, 2, "head")
    assert may("submit", S.RECTIFYING, 2, "head")
    assert not may("submit", S.RECTIFYING, 2, "liaison")


def test_the_body_that_found_it_closes_and_no_other() -> None:
    assert may("close", S.SECOND_REVIEW, 1, "head")
    assert not any(may("close", S.SECOND_REVIEW, body, "head") for body in (2, 3, 4, None))


def test_whoever_took_an_earlier_step_is_barred_from_the_next_ones() -> None:
    before = {"submitter_id": 7, "first_reviewer_id": 8}
    assert not may("pass_first_review", S.FIRST_REVIEW, 3, "head", person=7, **before)
    assert not may("close", S.SECOND_REVIEW, 1, "head", person=7, **before)
    assert not may("close", S.SECOND_REVIEW, 1, "head", person=8, **before)
    assert may("close", S.SECOND_REVIEW, 1, "head", person=9, **before)


def test_each_review_is_returned_by_the_side_whose_turn_it_is() -> None:
    assert may("return", S.FIRST_REVIEW, 3, "liaison")
    assert not may("return", S.FIRST_REVIEW, 1, "head")
    assert may("return", S.SECOND_REVIEW, 1, "head")
    assert not may("return", S.SECOND_REVIEW, 3, "liaison")


def test_after_it_has_moved_on_either_reviewer_is_told_so() -> None:
    assert may("return", S.RETURNED, 3, "liaison")
    assert may("return", S.RETURNED, 1, "head")
    assert not may("return", S.RETURNED, 2, "head")


def test_a_desk_shows_what_its_roles_are_charged_with() -> None:
    assert {c.step for c in awaited({"liaison"})} == {
        "accept", "take_over", "rectify", "start_first_review", "pass_first_review",
    }  # fmt: skip
    assert list(awaited(set())) == []
    assert [c.side for c in charges("return")] == [Side.SUPERVISING, Side.FINDER]

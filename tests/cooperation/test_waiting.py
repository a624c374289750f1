"""What waits for whom: on the desk, in reminders, and what may be urged."""

from datetime import timedelta

import pytest

from liandu.cooperation import actions, queries
from liandu.cooperation.models import CooperationRequest
from liandu.notices.queries import duties_of, owed_on
from liandu.orgs.models import Person
from liandu.urging import actions as urging
from tests.committees.build import joint_meeting
from tests.cooperation import build
from tests.people import World, acting, person, signed_in


def steps(who: Person) -> list[str]:
    """Return what waits for somebody."""
    return [one.step for one in queries.waiting(acting(who))]


def reminded(who: Person) -> list[str]:
    """Return what somebody is reminded of within a month."""
    until = build.NOW + timedelta(days=30)
    return [one.asked for one in duties_of(who.pk, build.NOW, until, "cooperation")]


@pytest.mark.parametrize(
    ("state", "asking", "asked"),
    [
        ("drafted", [], []),
        ("sent", [], ["acknowledge"]),
        ("received", [], ["accept"]),
        ("working", [], ["reply"]),
        ("replied", ["confirm"], []),
    ],
)
def test_each_state_waits_for_one_side(
    world: World, state: str, asking: list[str], asked: list[str]
) -> None:
    getattr(build, state)(world)
    assert steps(world.zigong_officer) == asking
    assert steps(world.water_officer) == asked
    assert reminded(world.zigong_officer) == [f"cooperation.{one}" for one in asking]
    assert reminded(world.water_officer) == [f"cooperation.{one}" for one in asked]
    assert steps(world.zigong_head) == (["approve"] if state == "drafted" else asking)
    assert steps(world.zigong_inspector) == steps(world.luzhou_officer) == []


def test_what_the_head_decides_does_not_wait_for_the_liaison(world: World) -> None:
    liaison = person("sl-2", "联络岗", world.zigong_water, roles=["liaison"])
    build.received(world)
    assert steps(liaison) == []
    build.sent(world)
    assert steps(liaison) == ["acknowledge"]


def test_a_question_waits_for_the_other_side_instead_of_the_step(world: World) -> None:
    made = build.working(world)
    build.asked(made, world.water_officer)
    assert steps(world.water_officer) == []
    assert steps(world.zigong_officer) == reminded_steps(world.zigong_officer) == ["answer"]
    build.asked(made, world.zigong_officer)
    assert steps(world.water_officer) == ["answer"]
    assert steps(world.zigong_inspector) == []
    actions.withdraw_request(actor=acting(world.zigong_head), request_id=made.pk, reason="不办")
    assert steps(world.water_officer) == steps(world.zigong_officer) == []


def reminded_steps(who: Person) -> list[str]:
    """Return the same without the app."""
    return [one.partition(".")[2] for one in reminded(who)]


def test_a_dispute_waits_for_who_settles_it(world: World) -> None:
    of = joint_meeting(world, world.zigong, world.zigong_water)
    made = build.working(world)
    build.disputed(made, world.water_officer, of.pk)
    assert steps(world.secretary) == ["settle"]
    assert steps(world.zigong_head) == steps(world.water_officer) == []
    assert reminded(world.secretary) == []


def test_a_dispute_of_two_heads_waits_for_the_one_who_has_not_spoken(world: World) -> None:
    made = build.working(world)
    build.disputed(made, world.water_officer)
    assert steps(world.zigong_head) == steps(world.water_officer) == ["settle"]
    actions.propose_settlement(
        actor=acting(world.water_officer), request_id=made.pk, outcome="end", words="另办"
    )
    assert steps(world.water_officer) == []
    assert steps(world.zigong_head) == ["settle"]


def owed(made: CooperationRequest) -> list[tuple[str, int, frozenset[int]]]:
    """Return what may be urged on a request."""
    return [(one.asked, one.body_id, one.watchers) for _, one in owed_on(build.again(made))]


def test_each_side_may_urge_the_other_and_nobody_itself(world: World) -> None:
    zigong, water = world.zigong.pk, world.zigong_water.pk
    assert owed(build.drafted(world)) == []
    assert owed(build.sent(world)) == [("cooperation.acknowledge", water, frozenset({zigong}))]
    assert owed(build.replied(world)) == [("cooperation.confirm", zigong, frozenset({water}))]
    made = build.working(world)
    key = owed_on(build.again(made))[0][1].key
    ticket = urging.raise_ticket(
        actor=acting(world.zigong_head), record_kind=int(made.KIND), record_id=made.pk,
        duty="cooperation", key=key, level="blue", reason="紧急",
    )  # fmt: skip
    assert ticket.owed_by_id == water


def test_the_desk_says_what_waits_and_until_when(world: World) -> None:
    for number in range(10):
        build.sent(world, title=f"协查{number}")
    page = signed_in(world.water_officer).get("/desk/").content.decode()
    assert "待办协作事项" in page
    assert page.count("签收协作请求：") == 8
    assert "另有 2 项" in page
    empty = signed_in(world.luzhou_officer).get("/desk/").content.decode()
    assert "待办协作事项" not in empty

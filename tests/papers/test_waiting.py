"""What waits for whom: each step of a paper stands on the desk of those who can take it."""

from typing import Any

import pytest

from liandu.papers import actions, queries
from liandu.papers.models import Paper
from liandu.portal.queries import waiting, waiting_count
from tests.papers import build
from tests.people import World, acting

pytestmark = pytest.mark.django_db


def asked(who: Any) -> list[str]:
    """Return what papers ask of somebody."""
    return [found.asked for found in queries.waiting_for(acting(who))]  # type: ignore[attr-defined]


def on_desk(who: Any) -> int:
    rows = waiting(acting(who))
    assert waiting_count(acting(who))[0] == len(rows)
    return sum(row.app == "papers" for row in rows)


def test_each_step_waits_for_those_who_can_take_it(world: World) -> None:
    paper = build.drafted(world)
    people = (world.zigong_officer, world.zigong_head, world.builder_liaison)
    road = [(), ("submit",), ("approve",), ("issue",), ("sign_for",)]
    wanted = [
        (["submit"], [], []), ([], ["approve"], []), (["issue"], ["issue"], []),
        ([], [], ["sign_for"]), ([], [], []),
    ]  # fmt: skip
    for steps, expected in zip(road, wanted, strict=True):
        build.take(world, paper, *steps)
        assert tuple(asked(one) for one in people) == expected, steps
        assert tuple(on_desk(one) for one in people) == tuple(map(len, expected))


def test_the_head_waits_until_the_others_have_countersigned(world: World) -> None:
    paper = build.drafted(world, joint=(world.zigong_water.pk,), copies=())
    build.take(world, paper, "submit")
    assert asked(world.zigong_head) == []
    assert asked(world.water_officer) == ["countersign"]
    build.take(world, paper, "countersign")
    assert asked(world.water_officer) == []
    assert asked(world.zigong_head) == ["approve"]


def test_a_paper_withdrawn_or_of_another_waits_for_nobody(world: World) -> None:
    paper: Paper = build.issued(world)
    assert on_desk(world.luzhou_officer) == 0
    actions.withdraw_paper(actor=acting(world.zigong_head), paper_id=paper.pk, reason="有误")
    assert asked(world.builder_liaison) == []

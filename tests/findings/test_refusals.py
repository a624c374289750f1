"""Strangers, those above, and whoever comes too late: refused, and nothing is changed."""

from typing import Any

import pytest

from liandu.findings import actions
from liandu.findings.rules import FindingState
from liandu.kernel.errors import NotAllowed, NotVisible, WrongState
from tests.findings.road import (
    at,
    draft,
    in_days,
    plan,
    registered,
    result,
    unchanged,
)
from tests.people import World, acting

S = FindingState


REFUSED: dict[str, tuple[Any, dict[str, Any]]] = {
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

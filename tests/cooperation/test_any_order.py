"""All actions on a request in any order, by anybody: what must hold, holds after every step."""

import random
from typing import Any

import pytest

from liandu.audit.models import Event
from liandu.cooperation import actions
from liandu.cooperation.models import CooperationQuestion, CooperationRequest
from liandu.cooperation.rules import LIMITS, Outcome, RequestState
from liandu.kernel.errors import Refusal
from tests.committees.build import joint_meeting
from tests.cooperation import build
from tests.people import World, acting

STEPS: dict[str, dict[str, Any]] = {
    "approve_request": {}, "acknowledge_request": {}, "accept_request": {},
    "decline_request": {"reason": "不归我局"}, "confirm_reply": {},
    "say_missing": {"reason": "缺项"}, "ask_question": {"text": "何意？"},
    "dispute_request": {"reason": "不同意"}, "agree_settlement": {},
    "withdraw_request": {"reason": "不办"},
}  # fmt: skip
RARE = {"withdraw_request", "decline_request", "dispute_request"}
ENDS = {"reply_confirmed", "dispute_settled"}


def moves(chance: random.Random, made: CooperationRequest, of: Any) -> tuple[str, dict[str, Any]]:
    """Return an action and what it is given, by chance."""
    asked = CooperationQuestion.objects.unscoped("test").filter(request=made).last()
    said: dict[str, dict[str, Any]] = {
        **STEPS,
        "dispute_request": {"reason": "不同意", "committee_id": of and of.pk},
        "give_reply": {"text": "复", "is_complete": chance.random() < 0.5},
        **{
            name: {"outcome": chance.choice(list(Outcome)), "words": "商定"}
            for name in ("settle_dispute", "propose_settlement")
        },
        "answer_question": {"text": "答", "question_id": asked.pk if asked else made.pk},
    }
    names = [name for name in sorted(said) if name not in RARE or chance.random() < 0.15]
    name = chance.choice(names)
    given = said[name]
    return name, given if name == "answer_question" else {"request_id": made.pk, **given}


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_in_whatever_order(world: World, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a play, not a secret
    of = joint_meeting(world, world.zigong, world.zigong_water) if seed % 2 else None
    made = build.drafted(world)
    people = [
        world.zigong_officer, world.zigong_head, world.water_officer, world.secretary,
        world.luzhou_officer, world.zigong_inspector,
    ]  # fmt: skip
    for _turn in range(50):
        name, given = moves(chance, made, of)
        before = stand(made)
        try:
            getattr(actions, name)(actor=acting(chance.choice(people)), **given)
        except Refusal:
            assert stand(made) == before, f"{name} was refused and left something"
        holds(world, made)


def stand(made: CooperationRequest) -> tuple[Any, ...]:
    """Return all that an action could have left."""
    row = CooperationRequest.objects.unscoped("test").filter(pk=made.pk).values().get()
    counts = [getattr(made, name).count() for name in ("replies", "clarifications", "disputes")]
    return row, counts, Event.objects.count()


def holds(world: World, made: CooperationRequest) -> None:
    """Pass if the request is as it must be."""
    now = build.again(made)
    kinds = {
        kind.removeprefix("cooperation.")
        for kind in Event.objects.filter(subject_id=str(made.pk)).values_list("kind", flat=True)
    }
    is_out = "request_approved" in kinds
    assert build.sees(world.water_officer, made) == bool(now.number) == is_out
    assert not build.sees(world.luzhou_officer, made)
    assert (now.due_at is not None) == (now.state in LIMITS)
    assert (now.state == RequestState.DISPUTED) == now.disputes.filter(settled_at=None).exists()
    if now.state == RequestState.CLOSED:
        assert kinds & ENDS
    if now.state == RequestState.REPLIED:
        assert now.replies.order_by("-ordinal")[0].is_complete
    if now.state in {RequestState.WORKING, RequestState.REPLIED}:
        assert now.accepted_at is not None
    assert (now.closed_at is not None) == (now.state in {"closed", "declined", "withdrawn"})

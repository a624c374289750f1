"""Questions that make a term stand still, and disputes that somebody else settles."""

from datetime import timedelta
from typing import Any

import pytest
from time_machine import TimeMachineFixture

from liandu.committees.models import Committee
from liandu.cooperation import actions, queries
from liandu.cooperation.models import CooperationRequest
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.orgs.models import Person
from tests.committees.build import joint_meeting
from tests.cooperation import build
from tests.people import World, acting, person


def take(step: str, who: Person, made: CooperationRequest, **said: Any) -> Any:
    """Take a step of a request."""
    return getattr(actions, step)(actor=acting(who), request_id=made.pk, **said)


def common(world: World, **said: Any) -> Committee:
    """Return a committee of which both sides are members, kept by the office above Zigong."""
    return joint_meeting(world, world.zigong, world.zigong_water, world.luzhou, **said)


def steps(made: CooperationRequest) -> dict[str, int]:
    """Return what is owed on a request, by whom."""
    return {one.asked: one.body_id for one in queries.owed(build.again(made))}


def test_a_term_stands_still_while_its_holder_waits(
    world: World, time_machine: TimeMachineFixture
) -> None:
    made = build.working(world)
    before = build.again(made).due_at
    question = build.asked(made, world.water_officer)
    assert steps(made) == {"cooperation.answer": world.zigong.pk}
    with pytest.raises(NotAllowed):
        build.answered(question, world.water_officer)
    time_machine.move_to(build.NOW + timedelta(days=5))  # Wednesday to Monday
    build.answered(question, world.zigong_officer)
    now = build.again(made).due_at
    assert before is not None
    assert now is not None
    # Three working days were lost: from Friday the ninth day to Wednesday.
    assert (before.date() - build.TODAY).days == 9
    assert (now.date() - build.TODAY).days == 14
    assert steps(made) == {"cooperation.reply": world.zigong_water.pk}
    with pytest.raises(WrongState):
        build.answered(question, world.zigong_officer)


def test_a_question_of_the_other_side_moves_no_term(
    world: World, time_machine: TimeMachineFixture
) -> None:
    made = build.working(world)
    before = build.again(made).due_at
    question = build.asked(made, world.zigong_officer, "何时能复？")
    assert steps(made) == {
        "cooperation.answer": world.zigong_water.pk, "cooperation.reply": world.zigong_water.pk,
    }  # fmt: skip
    time_machine.move_to(build.NOW + timedelta(days=5))
    build.answered(question, world.water_officer)
    assert build.again(made).due_at == before


def test_what_was_asked_before_counts_for_the_present_term_alone(
    world: World, time_machine: TimeMachineFixture
) -> None:
    made = build.received(world)
    question = build.asked(made, world.water_officer)
    time_machine.move_to(build.NOW + timedelta(days=5))
    take("accept_request", world.water_officer, made)
    began = build.again(made).due_at
    build.answered(question, world.zigong_officer)
    assert build.again(made).due_at == began


def test_one_question_of_a_side_is_open_at_a_time_and_each_side_may_ask(world: World) -> None:
    made = build.received(world)
    build.asked(made, world.water_officer)
    with pytest.raises(WrongState):
        build.asked(made, world.water_officer)
    build.asked(made, world.zigong_officer)
    assert made.clarifications.count() == 2
    for who, why in ((world.secretary, NotAllowed), (world.luzhou_officer, NotVisible)):
        with pytest.raises(why):
            build.asked(made, who)


def test_questions_and_answers_have_words_and_their_time(world: World) -> None:
    with pytest.raises(WrongState):
        build.asked(build.sent(world), world.zigong_officer)
    made = build.received(world)
    with pytest.raises(Invalid):
        build.asked(made, world.water_officer, " ")
    question = build.asked(made, world.water_officer)
    with pytest.raises(Invalid):
        actions.answer_question(
            actor=acting(world.zigong_officer), question_id=question.pk, text="\n"
        )
    take("decline_request", world.water_officer, made, reason="不归我局")
    with pytest.raises(WrongState):
        build.answered(question, world.zigong_officer)
    assert steps(made) == {}


def test_a_dispute_goes_to_the_secretariat_of_a_committee_of_both(world: World) -> None:
    of = common(world)
    made = build.received(world)
    take("decline_request", world.water_officer, made, reason="不归我局")
    assert queries.coordinators(acting(world.zigong_head), made) == [of]
    with pytest.raises(NotAllowed):
        build.disputed(made, world.zigong_officer, of.pk)
    with pytest.raises(Invalid) as refusal:
        build.disputed(made, world.zigong_head)
    assert set(refusal.value.fields) == {"committee_id"}
    with pytest.raises(Invalid):
        take("dispute_request", world.zigong_head, made, reason=" ", committee_id=of.pk)
    build.disputed(made, world.zigong_head, of.pk)
    assert build.again(made).coordinator_id == world.federation.pk
    said = {"outcome": "carry_on", "words": "属其职责，应予办理"}
    for who in (world.zigong_head, world.water_officer):
        with pytest.raises(NotAllowed):
            take("settle_dispute", who, made, **said)
        with pytest.raises(WrongState):
            take("propose_settlement", who, made, **said)
    for wrong, field in (({"outcome": "fine"}, "outcome"), ({"words": ""}, "words")):
        with pytest.raises(Invalid) as refusal:
            take("settle_dispute", world.secretary, made, **{**said, **wrong})
        assert set(refusal.value.fields) == {field}
    take("settle_dispute", world.secretary, made, **said)
    now = build.again(made)
    assert (now.state, now.accepted_at, now.closed_at) == ("working", build.NOW, None)
    assert now.due_at is not None
    with pytest.raises(NotAllowed):
        take("settle_dispute", world.secretary, made, **said)


def test_the_coordinator_learns_of_it_by_the_dispute_alone(world: World) -> None:
    # Luzhou's office keeps a committee of two that it stands beside, not above.
    of = common(world)
    Committee.objects.unscoped("test").update(owner_body=world.luzhou)
    head = person("lz-4", "负责人", world.luzhou, roles=["head"])
    made = build.working(world)
    assert not build.sees(head, made)
    build.disputed(made, world.water_officer, of.pk)
    assert build.sees(head, made)
    take("settle_dispute", head, made, outcome="end", words="另行处理")
    now = build.again(made)
    assert (now.state, now.due_at, now.closed_at) == ("closed", None, build.NOW)


def test_no_secretariat_settles_what_it_is_a_side_of(world: World) -> None:
    common(world)
    Committee.objects.unscoped("test").update(owner_body=world.zigong)
    made = build.working(world)
    assert queries.coordinators(acting(world.zigong_head), made) == []
    with pytest.raises(NotAllowed):
        take("settle_dispute", world.zigong_head, made, outcome="end", words="不办")


def test_a_dissolved_committee_and_one_of_other_bodies_settle_nothing(world: World) -> None:
    joint_meeting(world, world.zigong, world.luzhou)
    common(world, name="已撤销")
    Committee.objects.unscoped("test").filter(name="已撤销").update(dissolved_on=build.TODAY)
    made = build.working(world)
    assert queries.coordinators(acting(world.zigong_head), made) == []


def test_without_a_committee_the_two_heads_settle_it_together(world: World) -> None:
    made = build.working(world)
    build.disputed(made, world.water_officer)
    with pytest.raises(WrongState):
        take("agree_settlement", world.zigong_head, made)
    with pytest.raises(NotAllowed):
        take("settle_dispute", world.zigong_head, made, outcome="end", words="不办")
    said = {"outcome": "carry_on", "words": "先办前两项"}
    with pytest.raises(NotAllowed):
        take("propose_settlement", world.zigong_officer, made, **said)
    take("propose_settlement", world.water_officer, made, **said)
    with pytest.raises(NotAllowed):
        take("agree_settlement", world.water_officer, made)
    # The other head may propose something else instead; then the first is asked.
    take("propose_settlement", world.zigong_head, made, outcome="end", words="撤回")
    with pytest.raises(NotAllowed):
        take("agree_settlement", world.zigong_head, made)
    take("agree_settlement", world.water_officer, made)
    now = build.again(made)
    assert (now.state, now.closed_at) == ("closed", build.NOW)
    assert [one.words for one in now.disputes.all()] == ["撤回"]


def test_there_is_nothing_to_settle_without_a_dispute(world: World) -> None:
    made = build.working(world)
    with pytest.raises(WrongState):
        take("propose_settlement", world.zigong_head, made, outcome="end", words="不办")
    with pytest.raises(WrongState):
        build.disputed(build.received(world), world.zigong_head)


def test_a_dispute_after_a_settlement_is_another_one(world: World) -> None:
    of = common(world)
    made = build.working(world)
    build.disputed(made, world.water_officer, of.pk)
    take("settle_dispute", world.secretary, made, outcome="carry_on", words="继续")
    type(of).objects.unscoped("test").update(dissolved_on=build.TODAY)
    build.disputed(made, world.zigong_head)
    assert made.disputes.count() == 2
    # Whoever settled the first keeps knowing of it.
    assert build.again(made).coordinator_id == world.federation.pk

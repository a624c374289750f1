"""Opinions: one of each body, its last word, late or in time, read by whom and when."""

from datetime import timedelta
from typing import Any

import pytest
from time_machine import TimeMachineFixture

from liandu.audit.models import Event
from liandu.consultations import queries
from liandu.consultations.rules import Stance
from liandu.kernel.errors import Invalid, NotAllowed, WrongState
from tests.consultations import build
from tests.meetings import build as sessions
from tests.people import World, acting

pytestmark = pytest.mark.django_db


def after(time_machine: TimeMachineFixture, days: int = build.DAYS + 1) -> None:
    """Let days pass."""
    time_machine.move_to(sessions.NOW + timedelta(days=days), tick=False)


def test_each_body_answers_for_itself_and_its_last_word_counts(world: World) -> None:
    made = build.put(world)
    build.said(made, world.luzhou_officer)
    build.said(made, world.luzhou_officer, Stance.DISAGREE, "口径不一致")
    assert [(one.version, one.stance, one.is_late) for one in build.opinions(made)] == [
        (1, Stance.AGREE, False), (2, Stance.DISAGREE, False),
    ]  # fmt: skip
    last = queries.own_opinion(acting(world.luzhou_officer), made)
    assert last is not None
    assert last.stance == Stance.DISAGREE
    for other in (world.zigong_officer, world.secretary):
        with pytest.raises(NotAllowed):
            build.said(made, other)
    assert len(build.opinions(made)) == 2


@pytest.mark.parametrize("stance", [Stance.CONDITIONS, Stance.DISAGREE])
def test_conditions_and_a_refusal_say_why(world: World, stance: str) -> None:
    made = build.put(world)
    with pytest.raises(Invalid):
        build.said(made, world.luzhou_officer, stance, "  ")
    assert not build.opinions(made)
    assert {one.body_id for one in queries.owed(made)} == build.asked(made)


def test_neither_stance_nor_words_are_on_the_record_that_others_read(world: World) -> None:
    made = build.put(world)
    build.said(made, world.luzhou_officer, Stance.DISAGREE, "口径不一致")
    event = Event.objects.get(kind="consultations.opinion_given")
    for word in ("口径", "disagree", "Disagree", "不同意"):
        assert word not in event.facts_text
    assert str(world.luzhou.pk) in event.facts_text


def test_after_the_day_who_was_missing_answers_late_and_nobody_changes_theirs(
    world: World, time_machine: TimeMachineFixture
) -> None:
    made = build.put(world)
    build.said(made, world.luzhou_officer)
    after(time_machine)
    with pytest.raises(WrongState):
        build.said(made, world.luzhou_officer, Stance.NO_OPINION)
    late = build.said(made, world.water_officer, Stance.NO_OPINION)
    assert late.is_late
    with pytest.raises(WrongState):
        build.said(made, world.water_officer)
    assert len(build.opinions(made)) == 2


def test_others_are_read_once_ones_own_is_in_or_the_day_is_past(
    world: World, time_machine: TimeMachineFixture
) -> None:
    made = build.put(world)
    build.said(made, world.luzhou_officer)

    def read(who: Any) -> dict[str, str]:
        found = queries.answers(acting(who), queries.seen_consultation(acting(who), made.pk))
        return {
            str(one.asked): one.last.stance if one.last else ("?" if one.is_hidden else "-")
            for one in found
        }

    luzhou, water = str(world.luzhou), str(world.zigong_water)
    assert read(world.luzhou_officer) == {luzhou: "agree", water: "-"}
    assert read(world.zigong_officer) == {luzhou: "agree", water: "-"}
    for who in (world.water_officer, world.secretary):
        assert read(who) == {luzhou: "?", water: "-"}
    after(time_machine)
    for who in (world.water_officer, world.secretary):
        assert read(who) == {luzhou: "agree", water: "-"}
    time_machine.move_to(sessions.NOW, tick=False)
    build.said(made, world.water_officer)
    assert read(world.secretary) == {luzhou: "agree", water: "agree"}

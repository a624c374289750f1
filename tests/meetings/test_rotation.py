"""The rotating chair: laid out ahead, changed by consent alone, handed over with a list signed."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from time_machine import TimeMachineFixture

from liandu.committees.actions import dissolve_committee
from liandu.committees.models import Committee
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.meetings import actions, queries
from liandu.meetings.models import ChairChange, ChairHandover, ChairTerm
from tests.meetings import build
from tests.people import World, acting

pytestmark = pytest.mark.django_db
FIRST = date(2026, 7, 1)
LAST_DAY = date(2026, 12, 31)


def chaired(world: World, count: int = 6, starts_on: date = FIRST) -> Committee:
    """Return a joint meeting whose chair is laid out: Zigong now, then Luzhou, then the water."""
    of = build.committee(world)
    actions.lay_out_terms(
        actor=acting(world.secretary), committee_id=of.pk, months=6, count=count,
        starts_on=starts_on,
    )  # fmt: skip
    return of


def term(of: Committee, number: int) -> ChairTerm:
    """Return one term as it stands now."""
    return next(one for one in queries.terms(of) if one.number == number)


def bodies(of: Committee) -> list[Any]:
    """Return who has the chair, term by term."""
    return [one.body for one in queries.terms(of)]


def swap(world: World, of: Committee, one: int = 2, other: int = 3) -> ChairChange:
    """Return a swap that Luzhou asks the water bureau for."""
    return actions.propose_swap(
        actor=acting(world.luzhou_officer), term_id=term(of, one).pk,
        other_id=term(of, other).pk, reason="换届",
    )  # fmt: skip


def substitute(world: World, of: Committee, number: int = 1, who: Any = None) -> ChairChange:
    """Return a substitution that Zigong asks Luzhou for."""
    return actions.propose_substitution(
        actor=acting(who or world.zigong_officer), term_id=term(of, number).pk,
        body_id=world.luzhou.pk, reason="防汛",
    )  # fmt: skip


def drawn(world: World, of: Committee, number: int = 1) -> ChairHandover:
    """Return the hand-over after a term as the secretary draws it up."""
    return actions.draw_handover(actor=acting(world.secretary), term_id=term(of, number).pk)


def test_terms_go_in_the_order_of_the_members_and_on_behind_the_last(world: World) -> None:
    of = chaired(world, 2)
    actions.lay_out_terms(actor=acting(world.secretary), committee_id=of.pk, months=12, count=2)
    every = queries.terms(of)
    assert [one.body for one in every] == [*build.members(world), world.zigong]
    assert [one.starts_on for one in every] == [
        FIRST, date(2027, 1, 1), date(2027, 7, 1), date(2028, 7, 1)
    ]  # fmt: skip
    assert [one.number for one in every] == [1, 2, 3, 4]
    assert every[-1].ends_on == date(2029, 6, 30)


def test_terms_are_laid_out_by_the_secretariat_with_a_day_and_within_reason(world: World) -> None:
    of = build.committee(world)
    said = {"committee_id": of.pk, "months": 6, "count": 2, "starts_on": FIRST}
    with pytest.raises(NotAllowed):
        actions.lay_out_terms(actor=acting(world.luzhou_officer), **said)
    with pytest.raises(NotVisible):
        actions.lay_out_terms(actor=acting(world.builder_head), **said)
    with pytest.raises(Invalid, match="起始日期"):
        actions.lay_out_terms(actor=acting(world.secretary), **(said | {"starts_on": None}))
    with pytest.raises(Invalid):
        actions.lay_out_terms(actor=acting(world.secretary), **(said | {"months": 0}))
    dissolve_committee(actor=acting(world.secretary), committee_id=of.pk, reason="撤销")
    with pytest.raises(WrongState):
        actions.lay_out_terms(actor=acting(world.secretary), **said)


def test_whoever_has_the_chair_is_proposed_for_the_meeting(
    world: World, time_machine: TimeMachineFixture
) -> None:
    of = build.committee(world)
    assert queries.next_host(of) == world.zigong
    build.planned(world, of)
    assert queries.next_host(of) == world.luzhou
    actions.lay_out_terms(
        actor=acting(world.secretary), committee_id=of.pk, months=6, count=2, starts_on=FIRST
    )
    assert queries.next_host(of) == world.zigong
    time_machine.move_to(build.NOW + timedelta(days=60), tick=False)
    assert queries.next_host(of) == world.luzhou
    assert queries.chair_on(of, date(2030, 1, 1)) is None


def test_the_strip_of_a_meeting_goes_by_the_calendar(world: World) -> None:
    of = chaired(world, 4)
    change = swap(world, of)
    actions.agree_change(actor=acting(world.water_officer), change_id=change.pk)
    strip = queries.rotation(acting(world.secretary), build.planned(world, of))
    assert [turn.body for turn in strip] == [
        world.zigong, world.zigong_water, world.luzhou, world.zigong
    ]  # fmt: skip
    assert [turn.term.number if turn.term else 0 for turn in strip] == [0, 2, 3, 4]


def test_a_swap_counts_once_the_other_agrees_and_turns_stay_to_be_seen(world: World) -> None:
    of = chaired(world)
    change = swap(world, of)
    assert bodies(of)[1:3] == [world.luzhou, world.zigong_water]
    for other in (world.luzhou_officer, world.zigong_officer, world.secretary):
        with pytest.raises(NotAllowed):
            actions.agree_change(actor=acting(other), change_id=change.pk)
    actions.agree_change(actor=acting(world.water_officer), change_id=change.pk)
    assert bodies(of)[1:3] == [world.zigong_water, world.luzhou]
    assert [one.turn for one in queries.terms(of)][1:3] == [world.luzhou, world.zigong_water]
    with pytest.raises(WrongState):
        actions.agree_change(actor=acting(world.water_officer), change_id=change.pk)


def test_a_swap_that_is_declined_or_withdrawn_leaves_the_chair_and_may_be_asked_again(
    world: World,
) -> None:
    of = chaired(world)
    with pytest.raises(NotAllowed):
        actions.decline_change(
            actor=acting(world.luzhou_officer), change_id=swap(world, of).pk, reason="x"
        )
    [change] = queries.changes(of)
    actions.decline_change(actor=acting(world.water_officer), change_id=change.pk, reason="不便")
    again = swap(world, of)
    with pytest.raises(NotAllowed):
        actions.withdraw_change(actor=acting(world.water_officer), change_id=again.pk)
    actions.withdraw_change(actor=acting(world.luzhou_officer), change_id=again.pk)
    assert [one.state for one in queries.changes(of)] == ["withdrawn", "declined"]
    assert bodies(of)[1:3] == [world.luzhou, world.zigong_water]


def test_only_terms_to_come_of_two_bodies_of_one_committee_are_swapped(world: World) -> None:
    of, other = chaired(world), build.committee(world, name="另一联席会议")
    [elsewhere] = actions.lay_out_terms(
        actor=acting(world.secretary), committee_id=other.pk, months=6, count=1,
        starts_on=date(2027, 7, 1),
    )  # fmt: skip
    luzhou = acting(world.luzhou_officer)
    with pytest.raises(NotAllowed):
        actions.propose_swap(
            actor=acting(world.water_officer), term_id=term(of, 2).pk, other_id=term(of, 3).pk,
            reason="x",
        )  # fmt: skip
    for wrong in (elsewhere, term(of, 5)):
        with pytest.raises(Invalid):
            actions.propose_swap(
                actor=luzhou, term_id=term(of, 2).pk, other_id=wrong.pk, reason="x"
            )
    with pytest.raises(WrongState):
        swap(world, of, 2, 1)
    swap(world, of)
    for one, of_other in ((2, 4), (5, 3)):
        with pytest.raises(WrongState):
            swap(world, of, one, of_other)


def test_a_swap_is_not_agreed_to_once_a_term_has_begun(
    world: World, time_machine: TimeMachineFixture
) -> None:
    of = chaired(world)
    change = swap(world, of)
    time_machine.move_to(build.NOW + timedelta(days=60), tick=False)
    with pytest.raises(WrongState):
        actions.agree_change(actor=acting(world.water_officer), change_id=change.pk)
    assert term(of, 2).body == world.luzhou


def test_whoever_cannot_be_there_asks_another_to_take_the_chair(world: World) -> None:
    of = chaired(world)
    with pytest.raises(NotAllowed):
        substitute(world, of, who=world.luzhou_officer)
    change = substitute(world, of)
    with pytest.raises(WrongState):
        substitute(world, of)
    actions.agree_change(actor=acting(world.luzhou_officer), change_id=change.pk)
    assert queries.next_host(of) == world.luzhou
    assert term(of, 1).turn == world.zigong
    for wrong in (world.luzhou, world.zigong_audit):
        with pytest.raises(Invalid):
            actions.propose_substitution(
                actor=acting(world.luzhou_officer), term_id=term(of, 1).pk, body_id=wrong.pk,
                reason="x",
            )  # fmt: skip


def test_the_chair_of_a_term_that_is_over_or_handed_over_stays(
    world: World, last_day: TimeMachineFixture
) -> None:
    of = chaired(world)
    change = substitute(world, of)
    drawn(world, of)
    with pytest.raises(WrongState):
        actions.agree_change(actor=acting(world.luzhou_officer), change_id=change.pk)
    actions.withdraw_change(actor=acting(world.zigong_officer), change_id=change.pk)
    with pytest.raises(WrongState):
        substitute(world, of)
    ChairHandover.objects.unscoped("test").all().delete()
    last_day.move_to(build.NOW + timedelta(days=60), tick=False)
    with pytest.raises(WrongState):
        substitute(world, of)


def test_terms_to_come_are_taken_back_and_laid_out_anew(world: World) -> None:
    of = chaired(world)
    change = swap(world, of)
    office = acting(world.secretary)
    with pytest.raises(NotAllowed):
        actions.withdraw_terms(
            actor=acting(world.luzhou_officer), term_id=term(of, 4).pk, reason="x"
        )
    with pytest.raises(WrongState):
        actions.withdraw_terms(actor=office, term_id=term(of, 1).pk, reason="x")
    with pytest.raises(WrongState):
        actions.withdraw_terms(actor=office, term_id=term(of, 2).pk, reason="x")
    actions.agree_change(actor=acting(world.water_officer), change_id=change.pk)
    with pytest.raises(WrongState, match="对调"):
        actions.withdraw_terms(actor=office, term_id=term(of, 3).pk, reason="x")
    actions.withdraw_terms(actor=office, term_id=term(of, 2).pk, reason="成员调整")
    assert bodies(of) == [world.zigong]
    actions.lay_out_terms(actor=office, committee_id=of.pk, months=12, count=1)
    assert term(of, 2).body == world.luzhou


def test_the_database_holds_a_change_to_two_bodies_and_a_line_to_one_thing(world: World) -> None:
    of = chaired(world)
    change = swap(world, of)
    for wrong in ({"asked_id": change.asker_id}, {"other": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ChairChange.objects.unscoped("test").filter(pk=change.pk).update(**wrong)

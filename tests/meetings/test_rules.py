"""Counting who is there and who agrees, and whose turn the chair is: without a database."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.committees.rules import Share, VoteOf
from liandu.meetings.rules import (
    BEFORE,
    CONVENED,
    MEETING,
    RESOLUTION,
    TOPIC,
    Choice,
    MeetingState,
    Presence,
    Seat,
    Tally,
    quorum,
    tally,
)
from liandu.meetings.rules.rotation import Turn, after, turns

DAY = date(2026, 1, 15)


def seats(*presences: str, voting: int | None = None) -> list[Seat]:
    """Return seats that take part in these ways, of which the first so many vote."""
    most = len(presences) if voting is None else voting
    return [Seat(at, one, at <= most) for at, one in enumerate(presences, 1)]


def test_who_is_there_in_person_remotely_or_by_proxy_counts_and_who_is_on_leave_does_not() -> None:
    found = quorum(Share.TWO_THIRDS, seats("in_person", "remote", "proxy", "leave", ""))
    assert (found.every, found.there, found.missing) == (5, 3, (4, 5))
    assert not found.is_reached


def test_two_thirds_of_three_are_two_exactly() -> None:
    assert quorum(Share.TWO_THIRDS, seats("remote", "proxy", "leave")).is_reached
    assert not quorum(Share.TWO_THIRDS, seats("remote", "leave", "leave")).is_reached


def test_who_does_not_vote_is_not_counted_for_the_quorum() -> None:
    found = quorum(Share.MORE_THAN_HALF, seats("in_person", "leave", "in_person", voting=2))
    assert (found.every, found.there, found.is_reached) == (2, 1, False)


def test_nobody_is_no_quorum() -> None:
    assert not quorum(Share.MORE_THAN_HALF, []).is_reached


@pytest.mark.parametrize(
    ("of", "carried"), [(VoteOf.PRESENT, True), (VoteOf.EVERY, False)]
)  # fmt: skip
def test_the_share_is_of_those_present_or_of_all_who_vote(of: str, carried: bool) -> None:
    there = seats("in_person", "remote", "proxy", "leave", "leave")
    votes = tally([Choice.FOR, Choice.FOR, Choice.ABSTAIN])
    assert votes.carries(Share.MORE_THAN_HALF, of, there) is carried


def test_who_does_not_vote_adds_nothing_to_those_present() -> None:
    there = seats("in_person", "in_person", "in_person", voting=1)
    assert Tally(agree=1).carries(Share.ALL, VoteOf.PRESENT, there)


@given(st.lists(st.sampled_from(list(Choice))))
def test_every_ballot_is_counted_once(choices: list[Choice]) -> None:
    found = tally(choices)
    assert found.cast == len(choices)
    assert found.agree == choices.count(Choice.FOR)
    assert found.against == choices.count(Choice.AGAINST)


def test_the_chair_goes_round_in_order_for_a_term_each() -> None:
    plan = turns([7, 8, 9], 1, DAY, 6, 4)
    assert [turn.body_id for turn in plan] == [7, 8, 9, 7]
    assert plan[0] == Turn(1, 7, DAY, date(2026, 7, 14))
    assert plan[1].starts_on == date(2026, 7, 15)


@given(st.integers(1, 12), st.integers(1, 6), st.integers(1, 24))
def test_turns_follow_each_other_in_order_without_a_gap(
    count: int, bodies: int, months: int
) -> None:
    order = list(range(bodies))
    whole = turns(order, 1, DAY, months, count + 1)
    assert [turn.body_id for turn in whole] == [at % bodies for at in range(count + 1)]
    for before, following in pairwise(whole):
        assert (following.starts_on - before.ends_on).days == 1
        assert following.number == before.number + 1
        assert after(before.body_id, order)[0] == following.body_id


def test_a_term_that_begins_at_the_end_of_a_month_does_not_creep() -> None:
    whole = turns([7], 1, date(2026, 8, 31), 6, 3)
    assert [turn.starts_on for turn in whole] == [
        date(2026, 8, 31), date(2027, 2, 28), date(2027, 8, 31)
    ]  # fmt: skip


def test_the_order_goes_on_behind_the_last_and_from_the_first_behind_nobody() -> None:
    assert after(8, [7, 8, 9]) == [9, 7, 8]
    assert after(None, [7, 8, 9]) == after(1, [7, 8, 9]) == [7, 8, 9]


@pytest.mark.parametrize(
    ("order", "months", "count"), [([], 6, 1), ([1], 0, 1), ([1], 61, 1), ([1], 6, 0), ([1], 6, 41)]
)
def test_an_absurd_rotation_is_refused(order: list[int], months: int, count: int) -> None:
    with pytest.raises(ValueError, match="no rotation"):
        turns(order, 1, DAY, months, count)


def test_only_a_meeting_that_was_held_comes_to_a_state_after_it() -> None:
    doors = {step.name for step in MEETING.steps.values()
             if step.target in CONVENED and not step.sources <= CONVENED}  # fmt: skip
    assert doors == {"hold"}
    assert frozenset(MeetingState) == CONVENED | BEFORE | {MeetingState.POSTPONED}


def test_each_life_begins_where_it_should() -> None:
    assert MEETING.start == "planned"
    assert TOPIC.start == "proposed"
    assert RESOLUTION.start == "adopted"


def test_a_seat_without_a_word_is_not_there() -> None:
    assert not Seat(1).is_there
    assert Seat(1, Presence.REMOTE).is_there

"""When enough members are there or agree, and what cannot be said of a committee."""

from dataclasses import replace

import pytest

from liandu.committees.rules import Constitution, Place, Shape, Share, doubled, next_number, reaches


@pytest.mark.parametrize(
    ("share", "least"),
    [(Share.MORE_THAN_HALF, 5), (Share.TWO_THIRDS, 6), (Share.THREE_QUARTERS, 6), (Share.ALL, 8)],
)
def test_of_eight_members_so_many_are_enough_and_one_less_is_not(share: Share, least: int) -> None:
    assert reaches(share, least, 8)
    assert not reaches(share, least - 1, 8)


def test_two_thirds_of_nine_are_six_to_the_very_number() -> None:
    assert reaches(Share.TWO_THIRDS, 6, 9)
    assert not reaches(Share.TWO_THIRDS, 5, 9)


def test_of_nobody_nothing_is_enough() -> None:
    assert not reaches(Share.ALL, 0, 0)


def test_a_committee_has_a_superior_and_a_joint_meeting_has_none() -> None:
    under, equal = Constitution("委员会", superior_id=1), Constitution("联席会议")
    assert not under.faults(Shape.COMMITTEE)
    assert not equal.faults(Shape.JOINT_MEETING)
    assert under.faults(Shape.JOINT_MEETING) == equal.faults(Shape.COMMITTEE) == {"superior"}


def test_words_that_are_no_rule_cannot_stand() -> None:
    odd = replace(Constitution(" "), quorum="few", vote="most", vote_of="some", superior_id=1)
    assert odd.faults("club") == {"name", "quorum", "vote", "vote_of", "shape", "superior"}


def test_terms_are_numbered_on_and_no_body_is_a_member_twice() -> None:
    assert [next_number([]), next_number([1, 3])] == [1, 4]
    assert doubled([Place(1), Place(1, is_voting=False)])
    assert not doubled([Place(1), Place(2)])

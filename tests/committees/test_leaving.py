"""What becomes of posts in a committee when people or bodies leave."""

import pytest
from django.utils import timezone

from liandu.audit.models import Event
from liandu.committees import actions, queries
from liandu.committees.models import Committee
from liandu.committees.permits import is_secretariat
from liandu.committees.rules import Place, PostKind
from tests.committees.build import appointed, joint_meeting
from tests.people import World, acting

TODAY = timezone.localdate


@pytest.fixture
def meeting(world: World) -> Committee:
    """Return the joint meeting of two cities."""
    return joint_meeting(world, world.zigong, world.luzhou)


def test_who_hands_over_a_body_passes_over_posts_held_from_others_and_in_what_is_dissolved(
    world: World, meeting: Committee
) -> None:
    officer = acting(world.secretary)
    other = joint_meeting(world, world.zigong, world.luzhou, name="已撤销的联席会议")
    appointed(world, meeting, world.luzhou_officer, PostKind.MEMBER)
    appointed(world, other, world.zigong_officer, PostKind.MEMBER)
    actions.dissolve_committee(actor=officer, committee_id=other.pk, reason="合并")
    head = acting(world.zigong_head)
    for leaving in (world.luzhou_officer, world.zigong_officer):
        successor = world.zigong_inspector.pk
        assert actions.give_posts(actor=head, leaving=leaving.pk, successor=successor) == 0


def test_a_post_ends_when_its_body_leaves_the_committee(world: World, meeting: Committee) -> None:
    appointed(world, meeting, world.luzhou_officer, PostKind.SECRETARIAT)
    assert is_secretariat(acting(world.luzhou_officer), meeting)
    places = [Place(world.zigong.pk), Place(world.zigong_water.pk)]
    actions.set_members(actor=acting(world.secretary), committee_id=meeting.pk, members=places)
    assert not is_secretariat(acting(world.luzhou_officer), meeting)
    assert {one.seat.person for one in queries.posts(meeting) if one.is_left} == {
        world.luzhou_officer
    }
    facts = Event.objects.filter(kind="committees.members_set").latest("id").facts
    assert [one[0] for one in facts["before"]] == [world.zigong.pk, world.luzhou.pk]
    assert facts["before"][0][2] == str(TODAY())

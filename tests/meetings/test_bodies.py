"""Which bodies know of a meeting, and which of them may answer its notice."""

import pytest

from liandu.committees.actions import create_committee
from liandu.committees.rules import Constitution, Place, Shape
from liandu.kernel.errors import WrongState
from liandu.meetings import actions
from liandu.meetings.models import Meeting
from liandu.meetings.rules import Presence
from tests.meetings import build
from tests.people import World, acting


def test_the_superior_of_a_committee_knows_of_its_meetings(world: World) -> None:
    of = create_committee(
        actor=acting(world.secretary), shape=Shape.COMMITTEE, label=1,
        constitution=Constitution("监督工作协同联动委员会", superior_id=world.luzhou.pk),
        members=[Place(world.zigong.pk), Place(world.zigong_water.pk)],
    )  # fmt: skip
    meeting = build.planned(world, of)
    assert Meeting.objects.visible_to(acting(world.luzhou_officer)).filter(pk=meeting.pk).exists()


def test_a_body_that_was_no_member_at_the_notice_does_not_reply(world: World) -> None:
    meeting = build.notified(world)
    meeting.attendance.filter(body=world.luzhou).delete()
    with pytest.raises(WrongState):
        actions.reply_to_notice(
            actor=acting(world.luzhou_officer), meeting_id=meeting.pk, reply=Presence.IN_PERSON
        )

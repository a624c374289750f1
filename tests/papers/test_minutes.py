"""The minutes of a meeting leave as a numbered paper, once all who were there have signed."""

import pytest

from liandu.engines.papers import KINDS
from tests.meetings import build
from tests.papers.test_kinds import offered, said
from tests.people import World

pytestmark = pytest.mark.django_db
CODE = "meeting_minutes"


def test_minutes_are_drawn_up_by_the_secretariat_once_they_are_issued(world: World) -> None:
    meeting = build.closed(world)
    assert offered(world.secretary, meeting) == set()
    meeting = build.issued(world, meeting)
    assert offered(world.secretary, meeting) == {CODE}
    assert offered(world.luzhou_officer, meeting) == set()
    assert set(KINDS[CODE].recipients(meeting)) == {body.pk for body in build.members(world)}
    text = said(world.secretary, CODE, meeting)
    for words in ("第一次联席会议纪要", "开展三地联合监督", world.luzhou.name):
        assert words in text

"""The papers of a meeting: its notice, its minutes once all have signed, what it resolved."""

import pytest

from liandu.engines.papers import KINDS
from liandu.meetings import actions as meetings
from liandu.meetings.rules import Outcome
from tests.meetings import build
from tests.papers.test_kinds import offered, said
from tests.people import World, acting

pytestmark = pytest.mark.django_db
CODE, NOTICE, RESOLVED = "meeting_minutes", "meeting_notice", "resolution_list"


def test_minutes_are_drawn_up_by_the_secretariat_once_they_are_issued(world: World) -> None:
    meeting = build.closed(world)
    assert offered(world.secretary, meeting) == set()
    meeting = build.issued(world, meeting)
    assert offered(world.secretary, meeting) == {CODE, RESOLVED}
    assert offered(world.luzhou_officer, meeting) == set()
    assert set(KINDS[CODE].recipients(meeting)) == {body.pk for body in build.members(world)}
    text = said(world.secretary, CODE, meeting)
    for words in ("第一次联席会议纪要", "开展三地联合监督", world.luzhou.name):
        assert words in text


def test_the_minutes_end_with_who_was_there(world: World) -> None:
    meeting = build.issued(world, build.closed(world))
    text = said(world.secretary, CODE, meeting)
    assert text.index("开展三地联合监督") < text.index("出席：") < text.index("会签：")


def test_the_notice_says_when_where_and_what_on(world: World) -> None:
    early = build.collecting(world)
    assert offered(world.secretary, early) == set()
    build.screened(world, build.proposed(world, early))
    meeting = meetings.fix_agenda(actor=acting(world.secretary), meeting_id=early.pk)
    assert offered(world.secretary, meeting) == {NOTICE}
    assert set(KINDS[NOTICE].recipients(meeting)) == {body.pk for body in build.members(world)}
    text = said(world.secretary, NOTICE, meeting)
    for words in (
        "关于召开第一次联席会议的通知", "2026年11月18日09:00在自贡", "协作发展",
        f"1. 北总干渠联合监督方案（{world.luzhou.name}，20分钟）", world.zigong_water.name,
    ):  # fmt: skip
        assert words in text
    told = meetings.notify_members(actor=acting(world.secretary), meeting_id=meeting.pk)
    assert set(KINDS[NOTICE].recipients(told)) == {body.pk for body in build.members(world)}
    assert offered(world.secretary, build.opened(world, told)) == set()


def test_a_notice_without_items_says_that_there_are_none(world: World) -> None:
    meeting = build.collecting(world)
    assert KINDS[NOTICE].values(acting(world.secretary), meeting)["会议议程"] == "无。"


def test_what_was_resolved_is_listed_with_whose_it_is(world: World) -> None:
    meeting = build.issued(world, build.closed(world, Outcome.TASK, Outcome.DECISION))
    text = said(world.secretary, RESOLVED, meeting)
    assert "第一次联席会议议定事项清单" in text
    for words in ("议定事项", "1-1", "1-2", "开展三地联合监督", world.luzhou.name):
        assert words in text
    bare = build.issued(world, build.closed(world, Outcome.INFORMATION, of=meeting.committee))
    assert KINDS[RESOLVED].values(acting(world.secretary), bare)["议定事项"] == "无。"

"""A meeting as its people use it: every page of its way, from planning to what was resolved."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from liandu.meetings.models import Meeting, Resolution, Topic
from liandu.meetings.rules import ResolutionState
from liandu.search.queries import find, hits
from tests.committees.build import joint_meeting
from tests.meetings import build
from tests.people import World, acting, signed_in

pytestmark = pytest.mark.django_db
OK, FOUND, WRONG, WANTED = 200, 302, 409, 422
WHEN = {"starts_at": "2026-11-18T09:00", "ends_at": "2026-11-18T12:00", "place": "自贡"}


def text(answer: Any, code: int = OK) -> str:
    """Return what a page says."""
    assert answer.status_code == code, answer.content.decode()
    words: str = answer.content.decode()
    return words


def send(client: Client, page: str, row: Any, code: int = FOUND, **values: Any) -> str:
    """Send a form about something and return what is said then."""
    answer = client.post(reverse(f"meetings:{page}", args=[row.pk]), values)
    assert answer.status_code == code, answer.content.decode()
    said: str = answer.content.decode()
    return said


def rows(world: World, **columns: list[str]) -> dict[str, Any]:
    """Return a form with a row for each member."""
    found = {f"row-{at}-body": body.pk for at, body in enumerate(build.members(world))}
    return found | {
        f"row-{at}-{name}": value
        for name, values in columns.items() for at, value in enumerate(values)
    }  # fmt: skip


@pytest.fixture
def office(world: World) -> Client:
    """Return the browser of the secretariat."""
    return signed_in(world.secretary)


def only(model: Any, **named: Any) -> Any:
    """Return the one row there is."""
    return model.objects.unscoped("test").get(**named)


def test_a_meeting_goes_its_whole_way_by_its_pages(  # noqa: PLR0915 - the way is long
    world: World, office: Client
) -> None:
    of = build.committee(world)
    answer = office.post(
        reverse("meetings:plan", args=[of.pk]),
        {"title": "第一次联席会议", "host": world.zigong.pk, "about": "协作发展", **WHEN},
    )
    meeting = only(Meeting)
    assert answer.url == meeting.get_absolute_url()
    send(office, "collect", meeting)
    luzhou, zigong, water = (signed_in(who) for who in (
        world.luzhou_officer, world.zigong_officer, world.water_officer
    ))  # fmt: skip
    send(luzhou, "propose", meeting, title="北总干渠", duration=20, text="联合监督")
    send(water, "propose", meeting, title="禁渔", duration=10)
    canal, fishing = only(Topic, title="北总干渠"), only(Topic, title="禁渔")
    send(luzhou, "edit_topic", canal, title="北总干渠方案", duration=30)
    send(office, "screen_topic", canal, position=1, duration=30, vote_mode="open")
    send(office, "defer_topic", fishing, reason="材料未齐")
    assert "材料未齐" in text(water.get(fishing.get_absolute_url()))
    send(office, "fix_agenda", meeting)
    send(office, "notify", meeting)
    assert "第一次联席会议" in text(luzhou.get(reverse("portal:desk")))
    send(luzhou, "reply", meeting, reply="proxy", name="李副主任")
    assert "李副主任" in text(office.get(reverse("meetings:hold", args=[meeting.pk])))
    away = rows(world, presence=["in_person", "leave", "leave"], name=["", "", ""])
    said = send(office, "hold", meeting, WRONG, **away)
    assert "缺席：泸州" in said
    assert 'value="leave" selected' in said
    there = rows(world, presence=["in_person", "proxy", "remote"], name=["", "李副主任", ""])
    send(office, "hold", meeting, **there)
    send(office, "record_votes", canal, **rows(world, choice=["for", "for", "abstain"]))
    assert "弃权" in text(luzhou.get(canal.get_absolute_url()))
    task = {"outcome": "task", "text": "开展三地联合监督", "owner": world.luzhou.pk,
            "assisting": [world.zigong.pk], "due_on": "2026-12-01"}  # fmt: skip
    assert "请填写议定内容" in send(office, "conclude", canal, WANTED, **(task | {"text": ""}))
    send(office, "conclude", canal, **task)
    send(office, "close", meeting)
    page = text(luzhou.get(meeting.get_absolute_url()))
    for words in ("1-1", "开展三地联合监督", "委托", "第 1 次", "决议 1-1"):
        assert words in page
    send(office, "send_minutes", meeting)
    for client in (luzhou, zigong, water):
        assert "纪要" in text(client.get(reverse("portal:desk")))
        signed = build.again(meeting).minutes_hash
        send(client, "countersign", meeting, text_hash=signed)
    send(office, "issue", meeting)
    found = only(Resolution)
    assert found.state == ResolutionState.ASSIGNED
    assert "开展三地联合监督" in text(luzhou.get(reverse("portal:desk")))
    send(luzhou, "report_progress", found, text="已印发方案", progress=40)
    assert "40%" in text(office.get(found.get_absolute_url()))
    send(luzhou, "report_resolution", found, text="已完成")
    send(office, "send_back_resolution", found, reason="缺佐证")
    send(luzhou, "report_resolution", found, text="已补佐证")
    send(office, "verify_resolution", found)
    send(office, "close_resolution", found)
    send(office, "archive", meeting)
    assert only(Resolution).closed_at is not None


def test_a_conflict_over_the_minutes_shows_both_texts_and_loses_neither(
    world: World, office: Client
) -> None:
    meeting = build.closed(world)
    mine = text(office.get(reverse("meetings:write_minutes", args=[meeting.pk])))
    assert 'name="version" value="1"' in mine
    send(signed_in(world.zigong_officer), "write_minutes", meeting, text="他人的稿", version=1)
    page = send(office, "write_minutes", meeting, WRONG, text="我写的稿", version=1)
    for words in ("他人的稿", "我写的稿", 'name="version" value="2"'):
        assert words in page
    send(office, "write_minutes", meeting, text="他人的稿，我写的稿", version=2)
    assert build.again(meeting).minutes == "他人的稿，我写的稿"
    send(office, "write_minutes", meeting, WANTED, text="", version=3)


def test_the_tabs_show_minutes_materials_and_what_happened(world: World, office: Client) -> None:
    meeting = build.closed(world)
    url = meeting.get_absolute_url()
    assert "开展三地联合监督" in text(office.get(f"{url}?tab=minutes"))
    assert "还没有材料" in text(office.get(f"{url}?tab=materials"))
    assert "会议结束" in text(office.get(f"{url}?tab=record"))
    assert "与我有关 0" in text(office.get(f"{url}?mine=1"))


def test_before_topics_come_the_page_says_what_is_missing(world: World, office: Client) -> None:
    meeting = build.planned(world)
    page = text(office.get(meeting.get_absolute_url()))
    assert "议程为空" in page
    assert reverse("meetings:collect", args=[meeting.pk]) in page
    builder = signed_in(world.luzhou_officer)
    assert reverse("meetings:collect", args=[meeting.pk]) not in text(
        builder.get(meeting.get_absolute_url())
    )


def test_what_earlier_meetings_left_open_is_shown_and_comes_first(
    world: World, office: Client
) -> None:
    of = build.committee(world)
    first = build.closed(world, of=of)
    build.issued(world, first)
    second = build.collecting(world, of, title="第二次联席会议")
    assert "1-1 开展三地联合监督" in text(office.get(second.get_absolute_url()))
    build.screened(world, build.proposed(world, second))
    send(office, "fix_agenda", second)
    page = text(office.get(second.get_absolute_url()))
    assert page.index("历次会议议定事项落实情况") < page.index("北总干渠联合监督方案")
    assert "第一次联席会议" in text(office.get(of.get_absolute_url()))


def test_meetings_are_listed_found_and_taken_away(world: World, office: Client) -> None:
    meeting = build.planned(world)
    assert meeting.title in text(office.get(reverse("meetings:meeting_list")))
    assert meeting.title in text(office.get(reverse("meetings:meeting_list") + "?q=协作发展"))
    assert meeting.title not in text(
        signed_in(world.builder_head).get(reverse("meetings:meeting_list"))
    )
    found = find(acting(world.luzhou_officer), "协作发展")
    assert [hit.line.title for hit in hits(acting(world.luzhou_officer), found)] == [meeting.title]
    answer = office.get(reverse("meetings:meeting_list") + "?export=xlsx")
    assert answer.status_code == OK
    assert b"".join(answer)


def test_a_meeting_is_changed_postponed_and_set_anew(world: World, office: Client) -> None:
    meeting = build.planned(world)
    plan = {"title": "第一次联席会议", "host": world.luzhou.pk, **WHEN}
    send(office, "edit", meeting, **plan)
    assert build.again(meeting).host == world.luzhou
    send(office, "postpone", meeting, reason="防汛")
    send(office, "resume", meeting, **(plan | {"place": "泸州"}))
    assert build.again(meeting).place == "泸州"
    topic = build.proposed(world, meeting)
    send(office, "decline_topic", topic, reason="不属本会")


def test_a_secret_ballot_is_cast_on_its_page(world: World, office: Client) -> None:
    meeting = build.in_session(world, "secret")
    [topic] = build.items(meeting)
    for who, choice in zip(build.speakers(world), ("for", "against", "for"), strict=True):
        mine = signed_in(who)
        assert reverse("meetings:cast_ballot", args=[topic.pk]) in text(
            mine.get(topic.get_absolute_url())
        )
        send(mine, "cast_ballot", topic, choice=choice)
        assert "尚未计票" in text(mine.get(topic.get_absolute_url()))
    send(office, "close_ballot", topic)
    page = text(office.get(topic.get_absolute_url()))
    assert "<dd>2</dd>" in page
    assert page.count("已投票") == len(build.members(world))


def test_who_may_not_know_the_committee_reads_the_meeting_without_it(world: World) -> None:
    from liandu.access.actions import declare_recusal  # noqa: PLC0415

    of = joint_meeting(world, *build.members(world))
    meeting = build.closed(world, of=of)
    declare_recusal(actor=acting(world.luzhou_officer), record=of, reason="亲属")
    page = text(signed_in(world.luzhou_officer).get(meeting.get_absolute_url()))
    assert of.name not in page

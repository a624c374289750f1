"""A consultation as its people use it: every page of the way."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from liandu.consultations.models import Consultation
from liandu.consultations.rules import Stance
from liandu.meetings.models import Topic
from tests.consultations import build
from tests.meetings import build as sessions
from tests.people import World, signed_in

pytestmark = pytest.mark.django_db
OK, FOUND, FORBIDDEN, GONE, WRONG, WANTED = 200, 302, 403, 404, 409, 422


def text(answer: Any, code: int = OK) -> str:
    """Return what a page says."""
    words: str = answer.content.decode()
    assert answer.status_code == code, words
    return words


def step(name: str, made: Consultation) -> str:
    """Return the address of a step."""
    return reverse(f"consultations:{name}", args=[made.pk])


def page(client: Client, made: Consultation, tab: str = "") -> str:
    """Return what the page of a consultation says."""
    return text(client.get(made.get_absolute_url() + (f"?tab={tab}" if tab else "")))


def filled(world: World, **changes: Any) -> dict[str, Any]:
    """Return what is filled in of a question."""
    return {
        "title": "数据互认", "question": "是否同意？", "reason": "汛期前启用",
        "due_on": str(sessions.TODAY + timedelta(days=5)),
        "asked": [world.luzhou.pk, world.zigong_water.pk],
    } | changes  # fmt: skip


def test_a_question_is_written_and_put_by_its_pages(world: World) -> None:
    of = sessions.committee(world)
    zigong, luzhou = signed_in(world.zigong_officer), signed_in(world.luzhou_officer)
    begin = reverse("consultations:begin", args=[of.pk])
    assert begin in text(zigong.get(of.get_absolute_url()))
    assert str(world.zigong) not in text(zigong.get(begin)).split('name="asked"', 1)[1]
    text(zigong.post(begin, filled(world, title="")), WANTED)
    text(zigong.post(begin, filled(world)), FOUND)
    made = Consultation.objects.unscoped("test").get()
    assert text(luzhou.get(made.get_absolute_url()), GONE)
    text(zigong.get(step("edit", made)))
    text(zigong.post(step("edit", made), filled(world, title="改后数据互认")), FOUND)
    text(zigong.post(step("put", made)), FOUND)
    assert step("edit", made) not in page(zigong, made)


def test_opinions_are_given_and_replaced_by_their_page_and_nobody_copies(world: World) -> None:
    made = build.put(world)
    zigong, luzhou, water = (
        signed_in(who) for who in (world.zigong_officer, world.luzhou_officer, world.water_officer)
    )
    shown = page(luzhou, made)
    assert step("answer", made) in shown
    assert step("sum_up", made) not in page(zigong, made)
    text(luzhou.post(step("answer", made), {"stance": "disagree", "text": ""}), WANTED)
    text(luzhou.post(step("answer", made), {"stance": "disagree", "text": "口径不一致"}), FOUND)
    assert "口径不一致" not in page(water, made)
    assert "口径不一致" in text(luzhou.get(step("answer", made)))
    assert "口径不一致" in page(zigong, made)
    text(luzhou.post(step("answer", made), {"stance": "conditions", "text": "先试行"}), FOUND)
    text(water.post(step("answer", made), {"stance": "agree"}), FOUND)
    shown = page(water, made)
    assert "先试行" in shown
    assert "口径不一致" in shown  # what was replaced stays


def test_it_is_summed_up_and_taken_to_a_meeting_by_its_pages(world: World) -> None:
    of = sessions.committee(world)
    made = build.answered(world, build.put(world, of))
    zigong, luzhou = signed_in(world.zigong_officer), signed_in(world.luzhou_officer)
    assert step("sum_up", made) in page(zigong, made)
    text(zigong.post(step("sum_up", made), {"summary": build.SUMMARY}), FOUND)
    assert build.SUMMARY in page(luzhou, made)
    text(zigong.post(step("table", made), {"meeting_id": ""}), WANTED)
    meeting = sessions.collecting(world, of)
    text(zigong.post(step("table", made), {"meeting_id": str(meeting.pk)}), FOUND)
    topic = Topic.objects.unscoped("test").get()
    assert topic.get_absolute_url() in page(luzhou, made)
    assert step("table", made) not in page(zigong, made)
    assert made.get_absolute_url() in text(luzhou.get(topic.get_absolute_url()))


def test_what_is_refused_is_said_at_the_form(
    world: World, time_machine: TimeMachineFixture
) -> None:
    made = build.put(world)
    zigong, luzhou = signed_in(world.zigong_officer), signed_in(world.luzhou_officer)
    text(zigong.post(step("sum_up", made), {"summary": "x"}), WRONG)
    day = str(sessions.TODAY + timedelta(days=9))
    text(zigong.post(step("extend", made), {"due_on": day, "reason": "节假日"}), FOUND)
    text(luzhou.get(step("extend", made)), FORBIDDEN)
    time_machine.move_to(sessions.NOW + timedelta(days=30), tick=False)
    zigong, luzhou = signed_in(world.zigong_officer), signed_in(world.luzhou_officer)
    assert step("extend", made) not in page(zigong, made)
    late = page(zigong, made)
    assert step("sum_up", made) in late
    text(luzhou.post(step("answer", made), {"stance": Stance.AGREE}), FOUND)
    assert step("answer", made) not in page(luzhou, made)
    text(zigong.post(step("withdraw", made), {"reason": "不再需要"}), FOUND)


def test_its_tabs_the_list_and_the_search_show_it(world: World) -> None:
    made = build.put(world)
    zigong, luzhou, builder = (
        signed_in(who)
        for who in (world.zigong_officer, world.luzhou_officer, world.builder_liaison)
    )
    for tab in ("materials", "record", "sharing"):
        assert page(zigong, made, tab)
    assert "files/attach" not in page(luzhou, made, "materials")
    listed = reverse("consultations:consultation_list")
    for query in ("", "?state=put", "?q=互认", f"?asker={world.zigong.pk}"):
        assert made.get_absolute_url() in text(luzhou.get(listed + query))
    assert made.get_absolute_url() not in text(luzhou.get(f"{listed}?state=draft"))
    assert made.get_absolute_url() not in text(builder.get(listed))
    answer = luzhou.get(f"{listed}?export=csv")
    assert made.title in b"".join(answer).decode("utf-8-sig") if answer.streaming else True
    found = text(luzhou.get(reverse("search:results") + "?q=排口监测"))
    assert made.get_absolute_url() in found
    assert made.get_absolute_url() not in text(
        builder.get(reverse("search:results") + "?q=排口监测")
    )


def test_files_are_added_by_who_asks_until_it_is_summed_up(world: World) -> None:
    made = build.put(world)
    attach = reverse("files:attach", args=[int(made.KIND), made.pk])
    zigong, luzhou = signed_in(world.zigong_officer), signed_in(world.luzhou_officer)
    assert attach in page(zigong, made, "materials")
    text(luzhou.get(attach), FORBIDDEN)
    build.summed_up(world, made)
    text(zigong.get(attach), FORBIDDEN)

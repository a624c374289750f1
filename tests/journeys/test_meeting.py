"""A meeting as its people hold it: from a topic to a resolution that is verified, signed by all."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from liandu.meetings.models import Meeting, Resolution, Topic
from tests.journeys.browser import Browser
from tests.journeys.conftest import Enter
from tests.meetings import build
from tests.people import World

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = 390
TITLE, TEXT = "北总干渠联合监督方案", "开展三地联合监督"


def test_a_topic_becomes_a_resolution_that_is_carried_out_and_verified(
    world: World, enter: Enter
) -> None:
    of = build.committee(world)
    office, luzhou = enter(world.secretary), enter(world.luzhou_officer, width=PHONE)
    others = [enter(world.zigong_officer), enter(world.water_officer)]

    office.open(reverse("meetings:chair", args=[of.pk]))
    office.step(
        "meetings:lay_out_terms", of.pk, starts_on=str(timezone.localdate()), months=6, count=4
    )
    assert "自贡市监督办" in office.texts("tbody tr")[0]
    planned(office, of.pk)
    meeting = only(Meeting)
    office.step("meetings:collect", meeting.pk)

    luzhou.open(meeting.get_absolute_url())
    luzhou.step("meetings:propose", meeting.pk, title=TITLE, duration=20, text="三地联合监督")
    topic = only(Topic)
    office.open(topic.get_absolute_url())
    office.step("meetings:screen_topic", topic.pk, position=1, duration=20, vote_mode="open")
    office.open(meeting.get_absolute_url())
    office.step("meetings:fix_agenda", meeting.pk)
    office.step("meetings:notify", meeting.pk)

    luzhou.open(reverse("portal:desk"))
    luzhou.follow(meeting.get_absolute_url())
    luzhou.step("meetings:reply", meeting.pk, reply="remote")
    held(office, meeting, topic, world)
    signed(office, [luzhou, *others], meeting)
    carried_out(office, luzhou, only(Resolution))


def planned(office: Browser, pk: object) -> None:
    """Plan the meeting; the body whose term it is stands in the form already."""
    day = timezone.localdate()
    office.open(reverse("meetings:plan", args=[pk]))
    assert office.look(
        lambda page: page.locator("select[name=host] option:checked").inner_text()
    ) == "自贡市监督办"  # fmt: skip
    office.fill(
        title="第一次联席会议", starts_at=f"{day}T09:00", ends_at=f"{day}T12:00", place="自贡"
    )


def held(office: Browser, meeting: Meeting, topic: Topic, world: World) -> None:
    """Open the meeting with those who replied, record the vote, and end its one item as a task."""
    office.open(meeting.get_absolute_url())
    office.step("meetings:hold", meeting.pk)
    office.open(topic.get_absolute_url())
    office.step(
        "meetings:record_votes", topic.pk,
        **{f"row-{at}-choice": "for" for at in range(len(build.members(world)))},
    )  # fmt: skip
    office.step("meetings:conclude", topic.pk, outcome="task", text=TEXT, owner=world.luzhou.pk)
    office.open(meeting.get_absolute_url())
    office.step("meetings:close", meeting.pk)


def signed(office: Browser, members: list[Browser], meeting: Meeting) -> None:
    """Send the minutes; every member signs them from their desk, and they are issued."""
    office.step("meetings:send_minutes", meeting.pk)
    assert not office.hrefs(f'main a[href="{reverse("meetings:issue", args=[meeting.pk])}"]')
    for member in members:
        member.open(reverse("portal:desk"))
        member.follow(meeting.get_absolute_url())
        member.step("meetings:countersign", meeting.pk)
    office.open(meeting.get_absolute_url())
    office.step("meetings:issue", meeting.pk)


def carried_out(office: Browser, luzhou: Browser, found: Resolution) -> None:
    """Report the task from a phone, first half of it and then all; the office verifies it."""
    luzhou.open(reverse("portal:desk"))
    luzhou.follow(found.get_absolute_url())
    luzhou.step("meetings:report_progress", found.pk, text="已印发方案", progress=50)
    assert luzhou.look(lambda page: page.evaluate("document.documentElement.scrollWidth")) <= PHONE
    luzhou.step("meetings:report_resolution", found.pk, text="已完成")
    office.open(found.get_absolute_url())
    office.step("meetings:verify_resolution", found.pk)
    office.step("meetings:close_resolution", found.pk)
    assert "办结" in office.words
    luzhou.open(reverse("portal:desk"))
    assert TEXT not in luzhou.words


def only(model: Any) -> Any:
    """Return the one row there is."""
    return model.objects.unscoped("test").get()

"""What meetings and their rotating chair ask of a body waits on desks and is reminded of."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from liandu.access.rules import Label
from liandu.kernel.actor import SYSTEM
from liandu.meetings import actions
from liandu.meetings.models import Meeting, Resolution
from liandu.notices.actions import remind
from liandu.notices.queries import calendar_entries, duties_of
from liandu.orgs.models import Person
from liandu.portal.queries import meetings_due, waiting_count
from tests.meetings import build
from tests.meetings.test_handover import sign
from tests.meetings.test_rotation import chaired, drawn, term
from tests.people import World, acting, signed_in

pytestmark = pytest.mark.django_db


def asked(who: Any, days: int) -> list[str]:
    """Return what somebody is asked for within some days."""
    return [duty.asked for duty in meetings_due(acting(who), build.NOW + timedelta(days=days))]


def due_task(world: World) -> Resolution:
    """Return a task of Luzhou's that is due in twenty days."""
    meeting = build.issued(world, build.closed(world))
    found: Resolution = Resolution.objects.unscoped("test").get(meeting=meeting)
    return found


def test_a_resolution_is_a_duty_of_whoever_reports_on_it_until_it_is_reported(
    world: World,
) -> None:
    task = due_task(world)
    assert asked(world.luzhou_officer, 19) == []
    assert asked(world.luzhou_officer, 21) == ["meetings.report"]
    for other in (world.zigong_officer, world.secretary, world.leader):
        assert asked(other, 21) == []
    until = build.NOW + timedelta(days=21)
    [duty] = duties_of(world.luzhou_officer.pk, timezone.now(), until)
    assert (duty.url, duty.due_at) == (task.get_absolute_url(), task.due_at)
    actions.report_resolution(
        actor=acting(world.luzhou_officer), resolution_id=task.pk, text="完成"
    )
    assert asked(world.luzhou_officer, 21) == []


def test_the_desk_shows_and_counts_it_and_says_when_it_is_late(
    world: World, time_machine: TimeMachineFixture
) -> None:
    task, luzhou = due_task(world), world.luzhou_officer
    page = signed_in(luzhou).get(reverse("portal:desk"))
    assert task.get_absolute_url() in page.content.decode()
    assert waiting_count(acting(luzhou)) == (1, False)
    assert waiting_count(acting(world.zigong_inspector)) == (0, False)
    time_machine.move_to(build.NOW + timedelta(days=21), tick=False)
    assert waiting_count(acting(luzhou)) == (1, True)


def test_calendars_and_reminders_name_it_and_beyond_internal_only_say_what_it_is(
    world: World, time_machine: TimeMachineFixture
) -> None:
    task, luzhou = due_task(world), world.luzhou_officer
    named(luzhou.pk, task.meeting.title)
    Meeting.objects.unscoped("test").update(label=Label.SENSITIVE)
    named(luzhou.pk, "会议", "第一次联席会议")
    time_machine.move_to(task.due_at - timedelta(days=1), tick=False)
    assert remind(actor=SYSTEM, person_id=luzhou.pk) == 1


def named(person_id: int, words: str, hidden: str = "\0") -> None:
    """Check what the calendar of somebody says of the one thing that is due."""
    [entry] = calendar_entries(Person.objects.get(pk=person_id), timezone.now())
    assert words in entry.words
    assert hidden not in entry.words


def test_a_chair_that_ends_asks_both_sides_in_turn(
    world: World, time_machine: TimeMachineFixture
) -> None:
    of = chaired(world)
    assert asked(world.zigong_officer, 60) == []
    time_machine.move_to(term(of, 1).ends_on, tick=False)
    assert asked(world.zigong_officer, 60) == ["meetings.draw"]
    assert asked(world.zigong_officer, 10) == []
    assert asked(world.zigong_inspector, 60) == []
    found = drawn(world, of)
    for who in (world.zigong_officer, world.luzhou_officer):
        assert asked(who, 60) == ["meetings.countersign"]
        sign(who, found)
        assert asked(who, 60) == []

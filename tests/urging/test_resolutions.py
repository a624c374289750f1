"""What a meeting resolved and nobody did in time is urged like everything else."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from liandu.committees.actions import create_committee
from liandu.committees.rules import Constitution, Place, Shape
from liandu.kernel.errors import NotAllowed, NotVisible, WrongState
from liandu.meetings import actions as meetings
from liandu.meetings.models import Meeting, Resolution
from liandu.notices.queries import owed_on
from liandu.urging import actions
from liandu.urging.models import SupervisionTicket
from liandu.urging.rules import Level, TicketState
from tests.meetings import build as sessions
from tests.people import World, acting, signed_in
from tests.urging import build

pytestmark = pytest.mark.django_db


def task(world: World, **said: Any) -> Resolution:
    """Return a task of Luzhou's; its minutes are issued."""
    meeting = sessions.issued(world, sessions.closed(world, **said))
    found: Resolution = Resolution.objects.unscoped("test").get(meeting=meeting)
    return found


def raised(who: Any, found: Resolution) -> SupervisionTicket:
    """Return a ticket on a resolution that somebody raised."""
    return actions.raise_ticket(
        actor=acting(who), record_kind=int(Meeting.KIND), record_id=found.meeting_id,
        duty="meetings", key=str(found.pk),
    )  # fmt: skip


def reported(world: World, found: Resolution) -> None:
    """Let the lead body report that it is done."""
    luzhou = acting(world.luzhou_officer)
    meetings.report_resolution(actor=luzhou, resolution_id=found.pk, text="已完成")


def test_a_resolution_that_is_late_climbs_the_ladder_and_is_yellow_for_good(
    world: World, time_machine: TimeMachineFixture
) -> None:
    found = task(world)
    with pytest.raises(WrongState):
        raised(world.secretary, found)
    assert found.due_at
    time_machine.move_to(found.due_at + timedelta(days=2), tick=False)
    ticket = raised(world.secretary, found)
    assert (ticket.level, ticket.owed_by) == (Level.YELLOW, world.luzhou)
    assert ticket.title == str(found)
    with pytest.raises(WrongState):
        actions.cure_ticket(actor=acting(world.secretary), ticket_id=ticket.pk)
    reported(world, found)
    cured = actions.cure_ticket(actor=acting(world.secretary), ticket_id=ticket.pk)
    assert (cured.state, cured.is_cured, cured.level_pill[1]) == (TicketState.CURED, True, "a")
    closed = actions.close_ticket(actor=acting(world.secretary), ticket_id=ticket.pk)
    assert closed.pill[1] == "a"


def test_a_report_that_is_sent_back_is_owed_again(
    world: World, time_machine: TimeMachineFixture
) -> None:
    found = task(world)
    reported(world, found)
    assert owed_on(found.meeting, "meetings") == []
    assert found.due_at
    time_machine.move_to(found.due_at + timedelta(days=30), tick=False)
    meetings.send_back_resolution(
        actor=acting(world.secretary), resolution_id=found.pk, reason="缺附件"
    )
    assert raised(world.secretary, found).level != Level.YELLOW


def test_who_has_the_chair_and_who_stands_above_urge_but_never_the_body_that_owes(
    world: World, time_machine: TimeMachineFixture
) -> None:
    found = task(world)
    [(_kind, owed)] = owed_on(found.meeting, "meetings")
    assert owed.watchers == {world.federation.pk, world.zigong.pk}
    assert found.due_at
    time_machine.move_to(found.due_at + timedelta(days=2), tick=False)
    for other in (world.luzhou_officer, world.water_officer):
        with pytest.raises(NotAllowed):
            raised(other, found)
    with pytest.raises(NotVisible):
        raised(world.builder_liaison, found)
    assert raised(world.zigong_officer, found).body == world.zigong


def test_the_superior_of_a_committee_watches_too(world: World) -> None:
    of = create_committee(
        actor=acting(world.secretary), shape=Shape.COMMITTEE, label=1,
        constitution=Constitution("监督工作协同联动委员会", superior_id=world.builder.pk),
        members=[Place(body.pk) for body in sessions.members(world)],
    )  # fmt: skip
    found = task(world, of=of)
    [(_kind, owed)] = owed_on(found.meeting, "meetings")
    assert world.builder.pk in owed.watchers


def test_its_own_page_shows_how_urgent_it_is_and_then_its_ticket(
    world: World, time_machine: TimeMachineFixture
) -> None:
    found = task(world)
    assert found.due_at
    time_machine.move_to(found.due_at + timedelta(days=2), tick=False)
    url = reverse("urging:raise", args=[int(Meeting.KIND), found.meeting_id, "meetings", found.pk])
    office = signed_in(world.secretary)
    for page in (found, found.meeting):
        assert url in office.get(page.get_absolute_url()).content.decode()
    assert url not in signed_in(world.luzhou_officer).get(found.get_absolute_url()).content.decode()
    assert office.post(url).status_code == 302
    ticket = SupervisionTicket.objects.get()
    shown = office.get(found.get_absolute_url()).content.decode()
    assert ticket.get_absolute_url() in shown
    assert url not in shown
    assert timezone.now() > ticket.due_at
    assert build.told(found.meeting, "ticket_raised") >= {world.luzhou_officer.username}

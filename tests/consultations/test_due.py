"""What consultations ask waits on desks, is reminded of, and is urged when it is late."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from liandu.consultations import queries
from liandu.consultations.models import Consultation
from liandu.deadlines.queries import due_from
from liandu.notices.queries import duties_of
from liandu.urging import actions as urging
from liandu.urging.rules import Level
from tests.consultations import build
from tests.meetings import build as sessions
from tests.people import World, acting, signed_in

pytestmark = pytest.mark.django_db


def asked(who: Any, days: int = 60) -> list[str]:
    """Return what consultations ask somebody for within some days."""
    until = timezone.now() + timedelta(days=days)
    return [duty.asked for duty in duties_of(who.pk, timezone.now(), until, "consultations")]


def test_each_that_is_asked_is_asked_until_it_answered_and_then_who_asked(world: World) -> None:
    made = build.put(world)
    assert asked(world.luzhou_officer, 1) == []
    assert asked(world.luzhou_officer) == asked(world.water_officer) == ["consultations.answer"]
    for other in (world.zigong_officer, world.secretary, world.zigong_inspector):
        assert asked(other) == []
    build.answered(world, made)
    assert asked(world.luzhou_officer) == asked(world.water_officer) == []
    assert asked(world.zigong_officer) == ["consultations.sum_up"]


def test_the_time_for_the_summary_runs_from_the_last_opinion_or_from_the_end(
    world: World, time_machine: TimeMachineFixture
) -> None:
    made = build.put(world)
    time_machine.move_to(sessions.NOW + timedelta(days=1), tick=False)
    build.answered(world, made)
    assert due_of_summary(world) == due_from("consultation_summary", timezone.now()).at
    other = build.put(world, made.committee)
    Consultation.objects.unscoped("test").filter(pk=made.pk).delete()
    time_machine.move_to(sessions.NOW + timedelta(days=9), tick=False)
    assert due_of_summary(world) == due_from("consultation_summary", other.due_at).at


def due_of_summary(world: World) -> Any:
    """Return until when the only consultation is to be summed up."""
    [row] = queries.to_sum_up(acting(world.zigong_officer))
    return queries.summary_due(row)


def test_the_desk_shows_it(world: World) -> None:
    made = build.put(world)
    for who, is_shown in ((world.luzhou_officer, True), (world.zigong_officer, False)):
        page = signed_in(who).get(reverse("portal:desk")).content.decode()
        assert (made.get_absolute_url() in page) == is_shown


def test_an_opinion_that_is_late_is_urged_by_who_asked(
    world: World, time_machine: TimeMachineFixture
) -> None:
    made = build.put(world)
    build.said(made, world.luzhou_officer)
    [owed] = queries.owed(made)
    assert (owed.body_id, set(owed.watchers)) == (world.zigong_water.pk, {world.zigong.pk})
    time_machine.move_to(made.due_at + timedelta(days=2), tick=False)
    office = acting(world.zigong_officer)
    ticket = urging.raise_ticket(
        actor=office, record_kind=int(made.KIND), record_id=made.pk, duty="consultations",
        key=owed.key,
    )  # fmt: skip
    assert (ticket.level, ticket.owed_by) == (Level.YELLOW, world.zigong_water)
    page = signed_in(world.zigong_officer).get(made.get_absolute_url()).content.decode()
    assert ticket.get_absolute_url() in page
    build.said(made, world.water_officer)
    assert urging.cure_ticket(actor=office, ticket_id=ticket.pk).is_cured

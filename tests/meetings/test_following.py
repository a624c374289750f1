"""Minutes and what was resolved: nothing is lost, nothing issued unsigned, nobody checks alone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from time_machine import TimeMachineFixture

from liandu.kernel.errors import Invalid, NotAllowed, WrongState
from liandu.meetings import actions, queries
from liandu.meetings.models import Meeting, Resolution
from liandu.meetings.rules import Outcome, ResolutionState
from tests.meetings import build
from tests.people import World, acting

pytestmark = pytest.mark.django_db


def task(meeting: Meeting) -> Resolution:
    """Return the one resolution of a meeting as it stands now."""
    found: Resolution = Resolution.objects.unscoped("test").get(meeting=meeting)
    return found


def test_minutes_are_written_from_the_version_that_was_read(world: World) -> None:
    meeting = build.closed(world)
    secretary, chair = acting(world.secretary), acting(world.zigong_officer)
    actions.write_minutes(actor=chair, meeting_id=meeting.pk, text="甲", version=1)
    with pytest.raises(WrongState):
        actions.write_minutes(actor=secretary, meeting_id=meeting.pk, text="乙", version=1)
    assert build.again(meeting).minutes == "甲"
    with pytest.raises(Invalid):
        actions.write_minutes(actor=secretary, meeting_id=meeting.pk, text=" ", version=2)
    with pytest.raises(NotAllowed):
        actions.write_minutes(
            actor=acting(world.luzhou_officer), meeting_id=meeting.pk, text="丙", version=2
        )


def test_who_was_there_signs_the_text_once_as_it_is(world: World) -> None:
    meeting = build.sent(world, build.closed(world))
    mine = acting(world.luzhou_officer)
    with pytest.raises(WrongState):
        actions.countersign_minutes(actor=mine, meeting_id=meeting.pk, text_hash="0" * 64)
    signature = actions.countersign_minutes(
        actor=mine, meeting_id=meeting.pk, text_hash=meeting.minutes_hash
    )
    assert signature.text_hash == meeting.minutes_hash
    with pytest.raises(WrongState):
        actions.countersign_minutes(
            actor=mine, meeting_id=meeting.pk, text_hash=meeting.minutes_hash
        )


def test_minutes_are_issued_once_all_who_were_there_have_signed(world: World) -> None:
    meeting = build.sent(world, build.closed(world))
    build.signed(world, meeting, *build.speakers(world)[:2])
    with pytest.raises(WrongState, match="水利局"):
        actions.issue_minutes(actor=acting(world.secretary), meeting_id=meeting.pk)
    assert task(meeting).state == ResolutionState.ADOPTED
    build.signed(world, meeting, world.water_officer)
    actions.issue_minutes(actor=acting(world.secretary), meeting_id=meeting.pk)
    assert task(meeting).state == ResolutionState.ASSIGNED


def test_a_text_that_is_changed_is_signed_anew(world: World) -> None:
    meeting = build.sent(world, build.closed(world))
    build.signed(world, meeting, world.zigong_officer)
    actions.return_minutes(
        actor=acting(world.luzhou_officer), meeting_id=meeting.pk, reason="第二项有误"
    )
    actions.write_minutes(
        actor=acting(world.secretary), meeting_id=meeting.pk, text="改后", version=1
    )
    again = build.sent(world, meeting)
    assert set(queries.unsigned(again)) == {body.pk for body in build.members(world)}


def test_the_limit_runs_from_the_day_of_issue_unless_the_meeting_named_a_day(
    world: World,
) -> None:
    of = build.committee(world)
    by_limit = build.issued(world, build.closed(world, of=of))
    named = build.issued(world, build.closed(world, of=of, due_on=date(2026, 12, 24)))
    assert timezone.localdate(task(by_limit).due_at) == build.TODAY + timedelta(days=20)
    assert timezone.localdate(task(named).due_at) == date(2026, 12, 24)


def test_a_decision_is_no_duty(world: World) -> None:
    meeting = build.issued(world, build.closed(world, Outcome.DECISION))
    assert task(meeting).state == ResolutionState.ADOPTED
    assert task(meeting).due_at is None
    assert not queries.still_open(build.planned(world, meeting.committee)).exists()


def test_the_lead_body_reports_and_nobody_verifies_what_they_reported(world: World) -> None:
    of = build.committee(world)
    meeting = build.closed(world, of=of)
    build.issued(world, meeting)
    found, luzhou = task(meeting), acting(world.luzhou_officer)
    with pytest.raises(NotAllowed):
        actions.report_resolution(
            actor=acting(world.zigong_officer), resolution_id=found.pk, text="x"
        )
    with pytest.raises(Invalid):
        actions.report_progress(actor=luzhou, resolution_id=found.pk, text="x", progress=100)
    actions.report_progress(actor=luzhou, resolution_id=found.pk, text="过半", progress=60)
    assert (task(meeting).state, task(meeting).progress) == ("in_progress", 60)
    actions.report_resolution(actor=luzhou, resolution_id=found.pk, text="完成")
    with pytest.raises(NotAllowed):
        actions.verify_resolution(actor=luzhou, resolution_id=found.pk)
    with pytest.raises(WrongState):
        actions.close_resolution(actor=acting(world.secretary), resolution_id=found.pk)
    actions.verify_resolution(actor=acting(world.zigong_officer), resolution_id=found.pk)
    actions.close_resolution(actor=acting(world.secretary), resolution_id=found.pk)
    assert task(meeting).closed_at == build.NOW


def test_who_runs_the_meeting_does_not_verify_their_own_report(world: World) -> None:
    of = build.committee(world)
    meeting = build.in_session(world, of=of, host_id=world.luzhou.pk)
    build.concluded(world, build.items(meeting)[0])
    actions.close_meeting(actor=acting(world.secretary), meeting_id=meeting.pk)
    build.issued(world, meeting)
    luzhou = acting(world.luzhou_officer)
    actions.report_resolution(actor=luzhou, resolution_id=task(meeting).pk, text="完成")
    with pytest.raises(NotAllowed):
        actions.verify_resolution(actor=luzhou, resolution_id=task(meeting).pk)


def test_overdue_follows_from_the_day_and_ends_with_the_report(
    world: World, time_machine: TimeMachineFixture
) -> None:
    meeting = build.issued(world, build.closed(world))
    luzhou = acting(world.luzhou_officer)
    assert not task(meeting).is_overdue
    assert list(queries.to_report(luzhou)) == [task(meeting)]
    time_machine.move_to(build.NOW + timedelta(days=21), tick=False)
    assert task(meeting).pill[1] == "r"
    actions.report_resolution(actor=luzhou, resolution_id=task(meeting).pk, text="完成")
    assert not task(meeting).is_overdue
    assert not queries.to_report(luzhou).exists()


def test_what_is_sent_back_waits_for_the_lead_body_again(world: World) -> None:
    meeting = build.issued(world, build.closed(world))
    luzhou = acting(world.luzhou_officer)
    actions.report_resolution(actor=luzhou, resolution_id=task(meeting).pk, text="完成")
    actions.send_back_resolution(
        actor=acting(world.secretary), resolution_id=task(meeting).pk, reason="缺佐证"
    )
    assert [one.state for one in queries.to_report(luzhou)] == [ResolutionState.IN_PROGRESS]


def test_an_issued_meeting_is_put_away(world: World) -> None:
    meeting = build.closed(world)
    with pytest.raises(WrongState):
        actions.archive_meeting(actor=acting(world.secretary), meeting_id=meeting.pk)
    build.issued(world, meeting)
    actions.archive_meeting(actor=acting(world.secretary), meeting_id=meeting.pk)
    assert build.again(meeting).state == "archived"


def test_a_meeting_waits_for_a_reply_then_for_a_signature(world: World) -> None:
    meeting, luzhou = build.notified(world), acting(world.luzhou_officer)
    assert queries.waiting(luzhou) == [meeting]
    actions.reply_to_notice(actor=luzhou, meeting_id=meeting.pk, reply="remote")
    assert queries.waiting(luzhou) == []
    build.opened(world, meeting)
    build.concluded(world, build.items(meeting)[0])
    actions.close_meeting(actor=acting(world.secretary), meeting_id=meeting.pk)
    build.sent(world, meeting)
    assert queries.waiting(luzhou) == [meeting]
    build.signed(world, meeting, world.luzhou_officer)
    assert queries.waiting(luzhou) == []

"""A consultation from its question to the meeting it is taken to; who may, and who may not."""

from datetime import timedelta
from typing import Any

import pytest
from time_machine import TimeMachineFixture

from liandu.audit.models import Event
from liandu.committees.actions import dissolve_committee
from liandu.consultations import actions, queries
from liandu.consultations.models import Consultation
from liandu.consultations.rules import ConsultationState
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.meetings import actions as meetings
from liandu.meetings.models import Resolution, Topic
from liandu.meetings.queries import resolved
from liandu.meetings.rules import Outcome
from liandu.notices.models import Notice
from tests.consultations import build
from tests.meetings import build as sessions
from tests.people import World, acting

pytestmark = pytest.mark.django_db


def sees(who: Any, made: Consultation) -> bool:
    """Test whether somebody may know of a consultation."""
    return queries.consultations(acting(who)).filter(pk=made.pk).exists()


def after(time_machine: TimeMachineFixture, days: int = build.DAYS + 1) -> None:
    """Let days pass."""
    time_machine.move_to(sessions.NOW + timedelta(days=days), tick=False)


def test_a_draft_is_seen_by_who_asks_alone_and_then_by_those_asked_and_the_secretariat(
    world: World,
) -> None:
    made = build.begun(world)
    assert sees(world.zigong_officer, made)
    for other in (world.luzhou_officer, world.water_officer, world.builder_liaison):
        assert not sees(other, made)
    actions.put_consultation(actor=acting(world.zigong_officer), consultation_id=made.pk)
    for who in (world.luzhou_officer, world.water_officer, world.secretary):
        assert sees(who, made)
    assert not sees(world.builder_liaison, made)
    told = Notice.objects.filter(kind="consultations.consultation_put")
    assert {"luzhou_officer", "water_officer"} <= set(
        told.values_list("person__username", flat=True)
    )


def test_a_member_that_is_not_asked_knows_nothing_of_it(world: World) -> None:
    made = build.put(world, asked_ids=(world.luzhou.pk,))
    assert not sees(world.water_officer, made)
    with pytest.raises(NotVisible):
        build.said(made, world.water_officer)


def test_the_secretariat_asks_too_and_strangers_do_not(world: World) -> None:
    of = sessions.committee(world)
    everybody = tuple(body.pk for body in sessions.members(world))
    made = build.put(world, of, world.secretary, asked_ids=everybody)
    assert build.asked(made) == set(everybody)
    for other in (world.zigong_inspector, world.leader):
        with pytest.raises((NotAllowed, NotVisible)):
            build.begun(world, of, other)
    with pytest.raises(NotVisible):
        build.begun(world, of, world.builder_liaison)


@pytest.mark.parametrize("changes", [{"days": 0}, {"asked": ()}, {"asked": "own"}, {"asked": "no"}])
def test_what_cannot_be_asked_is_told_beside_its_field(
    world: World, changes: dict[str, Any]
) -> None:
    bodies = {"own": (world.zigong.pk,), "no": (world.builder.pk,), (): ()}
    given: dict[str, Any] = {}
    if "days" in changes:
        given["due_on"] = sessions.TODAY
    if "asked" in changes:
        given["asked_ids"] = bodies[changes["asked"]]
    with pytest.raises(Invalid) as caught:
        build.begun(world, **given)
    assert set(caught.value.fields) == {"due_on" if "days" in changes else "asked"}
    assert not Consultation.objects.unscoped("test").exists()


def test_a_draft_changes_and_what_was_put_does_not(world: World) -> None:
    made, officer = build.begun(world), acting(world.zigong_officer)
    changed = build.question(world, title="改后", asked_ids=(world.luzhou.pk,))
    actions.edit_consultation(actor=officer, consultation_id=made.pk, question=changed)
    assert build.again(made).title == "改后"
    assert build.asked(made) == {world.luzhou.pk}
    actions.put_consultation(actor=officer, consultation_id=made.pk)
    for act in (
        lambda: actions.edit_consultation(
            actor=officer, consultation_id=made.pk, question=build.question(world)
        ),
        lambda: actions.put_consultation(actor=officer, consultation_id=made.pk),
    ):
        with pytest.raises(WrongState):
            act()
    assert build.again(made).title == "改后"


def test_only_the_body_that_asks_handles_its_question(world: World) -> None:
    made = build.put(world)
    for who in (world.luzhou_officer, world.secretary):
        for act in (
            lambda actor: actions.withdraw_consultation(
                actor=actor, consultation_id=made.pk, reason="x"
            ),
            lambda actor: actions.sum_up_consultation(
                actor=actor, consultation_id=made.pk, summary="x"
            ),
            lambda actor: actions.extend_consultation(
                actor=actor, consultation_id=made.pk, reason="x",
                due_on=sessions.TODAY + timedelta(days=99),
            ),
        ):  # fmt: skip
            with pytest.raises(NotAllowed):
                act(acting(who))
    assert build.again(made).state == ConsultationState.PUT


def test_a_question_whose_day_came_or_whose_body_left_is_not_put(
    world: World, time_machine: TimeMachineFixture
) -> None:
    made, officer = build.begun(world), acting(world.zigong_officer)
    after(time_machine)
    with pytest.raises(WrongState):
        actions.put_consultation(actor=officer, consultation_id=made.pk)


def test_a_dissolved_committee_consults_nobody(world: World) -> None:
    of = sessions.committee(world)
    made = build.begun(world, of)
    dissolve_committee(actor=acting(world.secretary), committee_id=of.pk, reason="任务完成")
    with pytest.raises(WrongState):
        actions.put_consultation(actor=acting(world.zigong_officer), consultation_id=made.pk)
    with pytest.raises(WrongState):
        build.begun(world, of)


def test_more_time_is_given_before_the_day_and_only_more(
    world: World, time_machine: TimeMachineFixture
) -> None:
    made, officer = build.put(world), acting(world.zigong_officer)

    def extend(days: int) -> Consultation:
        return actions.extend_consultation(
            actor=officer, consultation_id=made.pk, reason="节假日",
            due_on=sessions.TODAY + timedelta(days=days),
        )  # fmt: skip

    with pytest.raises(Invalid):
        extend(build.DAYS)
    assert extend(build.DAYS + 3).due_at > made.due_at
    after(time_machine, build.DAYS + 4)
    with pytest.raises(WrongState):
        extend(build.DAYS + 9)


def test_it_is_summed_up_once_all_have_answered_or_the_day_is_past(
    world: World, time_machine: TimeMachineFixture
) -> None:
    made, officer = build.put(world), acting(world.zigong_officer)
    build.said(made, world.luzhou_officer)

    def sum_up() -> Consultation:
        return actions.sum_up_consultation(
            actor=officer, consultation_id=made.pk, summary=build.SUMMARY
        )

    with pytest.raises(WrongState, match=str(world.zigong_water)):
        sum_up()
    assert build.again(made).state == ConsultationState.PUT
    after(time_machine)
    assert sum_up().summary == build.SUMMARY
    with pytest.raises(WrongState):
        sum_up()
    with pytest.raises(WrongState):
        build.said(made, world.water_officer)
    event = Event.objects.get(kind="consultations.consultation_summed_up")
    assert str(world.zigong_water.pk) in event.facts_text


def test_what_was_withdrawn_takes_no_opinion(world: World) -> None:
    made, officer = build.put(world), acting(world.zigong_officer)
    actions.withdraw_consultation(actor=officer, consultation_id=made.pk, reason="已电话沟通")
    with pytest.raises(WrongState):
        build.said(made, world.luzhou_officer)
    with pytest.raises(WrongState):
        actions.withdraw_consultation(actor=officer, consultation_id=made.pk, reason="再次")
    assert not list(queries.owed(build.again(made)))


def test_the_summary_goes_to_a_meeting_which_alone_resolves_on_it(world: World) -> None:
    made = build.summed_up(world)
    other = sessions.collecting(world, sessions.committee(world, name="另一联席会议"))
    officer = acting(world.zigong_officer)
    with pytest.raises(WrongState):
        actions.table_consultation(actor=officer, consultation_id=made.pk, meeting_id=other.pk)
    meeting = build.collecting(world, made)
    officer = acting(world.zigong_officer)
    actions.table_consultation(actor=officer, consultation_id=made.pk, meeting_id=meeting.pk)
    topic = Topic.objects.unscoped("test").get(meeting=meeting)
    assert (topic.title, topic.text, topic.subject_id) == (made.title, build.SUMMARY, made.pk)
    with pytest.raises(WrongState):
        actions.table_consultation(actor=officer, consultation_id=made.pk, meeting_id=meeting.pk)
    assert not Resolution.objects.unscoped("test").exists()
    assert resolved(made) is None
    office = acting(world.secretary)
    sessions.screened(world, topic)
    meetings.fix_agenda(actor=office, meeting_id=meeting.pk)
    meetings.notify_members(actor=office, meeting_id=meeting.pk)
    sessions.opened(world, meeting)
    sessions.concluded(world, topic, Outcome.DECISION)
    found = resolved(made)
    assert found is not None
    assert found.meeting_id == meeting.pk


def test_a_consultation_is_no_way_around_a_meeting(world: World) -> None:
    """Nothing that all members agreed to in writing is a resolution, so it approves nothing."""
    made = build.put(world)
    build.answered(world, made)
    build.said(made, world.water_officer)
    actions.sum_up_consultation(
        actor=acting(world.zigong_officer), consultation_id=made.pk, summary="一致同意"
    )
    assert not Resolution.objects.unscoped("test").exists()
    assert Resolution._meta.get_field("meeting").null is False
    assert Resolution._meta.get_field("topic").null is False


def test_one_that_is_not_summed_up_is_not_tabled_any_other_way(world: World) -> None:
    made = build.put(world)
    meeting = build.collecting(world, made)
    subject = ("consultations.consultation", made.pk)
    with pytest.raises(NotAllowed):
        sessions.proposed(world, meeting, who=world.zigong_officer, subject=subject)
    with pytest.raises(WrongState):
        actions.table_consultation(
            actor=acting(world.zigong_officer), consultation_id=made.pk, meeting_id=meeting.pk
        )
    with pytest.raises(NotAllowed):
        actions.table_consultation(
            actor=acting(world.luzhou_officer), consultation_id=made.pk, meeting_id=meeting.pk
        )


def test_an_export_is_on_record(world: World) -> None:
    actions.export_consultations(actor=acting(world.zigong_officer), count=2, query="")
    assert Event.objects.filter(kind="consultations.consultations_exported").exists()
    with pytest.raises(NotAllowed):
        actions.export_consultations(actor=acting(world.system_admin), count=2, query="")

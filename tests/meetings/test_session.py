"""From planning to closing: who may do what when, and nothing is resolved without a quorum."""

import pytest

from liandu.committees.actions import dissolve_committee
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.meetings import actions, queries
from liandu.meetings.actions import Conclusion, Present
from liandu.meetings.models import Meeting, Resolution, Topic
from liandu.meetings.rules import Outcome, Presence, TopicState
from tests.meetings import build
from tests.people import World, acting

pytestmark = pytest.mark.django_db


def test_members_see_a_meeting_from_its_planning_on_and_others_do_not(world: World) -> None:
    meeting = build.planned(world)
    seen = Meeting.objects
    assert seen.visible_to(acting(world.luzhou_officer)).filter(pk=meeting.pk).exists()
    assert not seen.visible_to(acting(world.builder_head)).filter(pk=meeting.pk).exists()
    with pytest.raises(NotVisible):
        build.proposed(world, meeting, who=world.builder_head)


def test_only_the_secretariat_plans(world: World) -> None:
    of = build.committee(world)
    with pytest.raises(NotAllowed):
        actions.plan_meeting(
            actor=acting(world.luzhou_officer), committee_id=of.pk, plan=build.plan(world)
        )


def test_the_body_in_the_chair_runs_it_too(world: World) -> None:
    meeting = build.planned(world)
    actions.collect_topics(actor=acting(world.zigong_officer), meeting_id=meeting.pk)
    with pytest.raises(NotAllowed):
        actions.fix_agenda(actor=acting(world.luzhou_officer), meeting_id=meeting.pk)


def test_a_meeting_ends_after_it_begins_and_a_member_is_in_the_chair(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        build.planned(world, ends_at=build.NOW, host_id=world.builder.pk)
    assert set(refusal.value.fields) == {"ends_at", "host"}


def test_a_dissolved_committee_meets_no_more(world: World) -> None:
    of = build.committee(world)
    dissolve_committee(actor=acting(world.secretary), committee_id=of.pk, reason="期满")
    with pytest.raises(WrongState):
        build.planned(world, of)


def test_meetings_are_numbered_and_the_chair_goes_round(world: World) -> None:
    of = build.committee(world)
    assert queries.next_host(of) == world.zigong
    first, second = build.planned(world, of), build.planned(world, of, host_id=world.luzhou.pk)
    assert (first.ordinal, second.ordinal) == (1, 2)
    assert queries.next_host(of) == world.zigong_water
    strip = queries.rotation(acting(world.secretary), first)
    assert [(turn.body, turn.ordinal, turn.css) for turn in strip] == [
        (world.zigong, 1, "now"), (world.luzhou, 2, "next"), (world.zigong_water, 3, ""),
        (world.zigong, 4, ""), (world.luzhou, 5, ""),
    ]  # fmt: skip


def test_a_planned_meeting_is_changed_until_topics_are_asked_for(world: World) -> None:
    meeting = build.planned(world)
    changed = actions.edit_meeting(
        actor=acting(world.secretary), meeting_id=meeting.pk, plan=build.plan(world, place="泸州")
    )
    assert changed.place == "泸州"
    actions.collect_topics(actor=acting(world.secretary), meeting_id=meeting.pk)
    with pytest.raises(WrongState):
        actions.edit_meeting(
            actor=acting(world.secretary), meeting_id=meeting.pk, plan=build.plan(world)
        )


def test_topics_come_only_while_they_are_collected(world: World) -> None:
    meeting = build.planned(world)
    with pytest.raises(WrongState):
        build.proposed(world, meeting)


def test_the_body_that_proposed_a_topic_changes_it_until_it_is_screened(world: World) -> None:
    meeting = build.collecting(world)
    topic = build.proposed(world, meeting)
    said = actions.Proposal("改后的议题", "说明", "张主任", 30)
    with pytest.raises(NotAllowed):
        actions.edit_topic(actor=acting(world.zigong_officer), topic_id=topic.pk, proposal=said)
    mine = acting(world.luzhou_officer)
    changed = actions.edit_topic(actor=mine, topic_id=topic.pk, proposal=said)
    assert (changed.title, changed.duration) == ("改后的议题", 30)
    build.screened(world, topic)
    with pytest.raises(WrongState):
        actions.edit_topic(actor=mine, topic_id=topic.pk, proposal=said)


def test_members_do_not_screen(world: World) -> None:
    topic = build.proposed(world, build.collecting(world))
    with pytest.raises(NotAllowed):
        actions.screen_topic(
            actor=acting(world.luzhou_officer), topic_id=topic.pk, position=1, duration=5
        )


def test_a_topic_taken_up_at_a_place_moves_those_behind_it_on(world: World) -> None:
    meeting = build.collecting(world)
    for title in ("甲", "乙", "丙"):
        build.screened(world, build.proposed(world, meeting, title), 1)
    assert [topic.title for topic in build.items(meeting)] == ["丙", "乙", "甲"]
    build.screened(world, build.proposed(world, meeting, "丁"), 9)
    assert build.items(meeting)[-1].title == "丁"


def test_the_agenda_is_fixed_once_every_topic_is_screened(world: World) -> None:
    meeting, secretary = build.collecting(world), acting(world.secretary)
    with pytest.raises(Invalid):
        actions.fix_agenda(actor=secretary, meeting_id=meeting.pk)
    later, never, on = (build.proposed(world, meeting, title) for title in ("迟", "否", "议"))
    build.screened(world, on, 4)
    with pytest.raises(WrongState, match="2 "):
        actions.fix_agenda(actor=secretary, meeting_id=meeting.pk)
    actions.defer_topic(actor=secretary, topic_id=later.pk, reason="材料未齐")
    actions.decline_topic(actor=secretary, topic_id=never.pk, reason="不属本会")
    actions.fix_agenda(actor=secretary, meeting_id=meeting.pk)
    stands = {topic.title: (topic.state, topic.position) for topic in build.items(meeting)}
    assert stands == {
        "迟": (TopicState.DEFERRED, None), "否": (TopicState.DECLINED, None),
        "议": (TopicState.ON_AGENDA, 1),
    }  # fmt: skip
    with pytest.raises(WrongState):
        actions.screen_topic(actor=secretary, topic_id=later.pk, position=1, duration=5)


def test_what_was_deferred_is_proposed_again_at_the_next_meeting(world: World) -> None:
    of = build.committee(world)
    meeting = build.collecting(world, of)
    topic = build.proposed(world, meeting, "迟")
    actions.defer_topic(actor=acting(world.secretary), topic_id=topic.pk, reason="材料未齐")
    [again] = build.items(build.planned(world, of))
    assert (again.title, again.state, again.came_from_id) == ("迟", TopicState.PROPOSED, topic.pk)


def test_members_reply_for_themselves_until_the_meeting_is_opened(world: World) -> None:
    meeting = build.notified(world)
    mine = acting(world.luzhou_officer)
    with pytest.raises(Invalid):
        actions.reply_to_notice(actor=mine, meeting_id=meeting.pk, reply=Presence.PROXY)
    own = actions.reply_to_notice(
        actor=mine, meeting_id=meeting.pk, reply=Presence.PROXY, name="李副主任"
    )
    assert (own.body, own.reply, own.reply_name) == (world.luzhou, "proxy", "李副主任")
    with pytest.raises(NotAllowed):
        actions.reply_to_notice(
            actor=acting(world.leader), meeting_id=meeting.pk, reply=Presence.REMOTE
        )
    build.opened(world, meeting)
    with pytest.raises(WrongState):
        actions.reply_to_notice(actor=mine, meeting_id=meeting.pk, reply=Presence.LEAVE)


def test_who_became_a_member_after_the_notice_has_no_seat(world: World) -> None:
    from liandu.committees.actions import set_members  # noqa: PLC0415
    from liandu.committees.rules import Place  # noqa: PLC0415

    meeting = build.notified(world)
    every = [*build.members(world), world.zigong_audit]
    set_members(
        actor=acting(world.secretary), committee_id=meeting.committee_id,
        members=[Place(one.pk) for one in every],
    )  # fmt: skip
    with pytest.raises(NotVisible):
        actions.reply_to_notice(
            actor=acting(world.zigong_auditor), meeting_id=meeting.pk, reply=Presence.REMOTE
        )


def test_without_a_quorum_it_is_not_held_and_the_refusal_says_who_is_missing(
    world: World,
) -> None:
    meeting = build.notified(world)
    with pytest.raises(WrongState) as refusal:
        build.opened(world, meeting, "in_person", "leave", "leave")
    assert str(world.luzhou) in str(refusal.value)
    assert str(world.zigong) + "、" not in str(refusal.value)
    assert build.again(meeting).held_at is None
    assert build.opened(world, meeting, "in_person", "leave", "remote").held_at == build.NOW


def test_a_proxy_has_a_name_and_who_is_not_named_is_away(world: World) -> None:
    meeting = build.notified(world)
    with pytest.raises(Invalid):
        build.opened(world, meeting, "proxy", "remote", "remote", name=" ")
    given = {body.pk: Present(Presence.REMOTE) for body in build.members(world)[:2]}
    actions.hold_meeting(
        actor=acting(world.secretary), meeting_id=meeting.pk, presences=given
    )  # fmt: skip
    ways = [one.presence for one in queries.attendance(meeting)]
    assert ways == ["remote", "remote", "leave"]


def test_nothing_is_resolved_before_the_meeting_is_held(world: World) -> None:
    meeting = build.notified(world)
    with pytest.raises(WrongState):
        build.concluded(world, build.items(meeting)[0])


def test_an_item_ends_once_as_information_decision_or_task(world: World) -> None:
    meeting = build.in_session(world, "", "", "")
    one, two, three = build.items(meeting)
    build.concluded(world, one, Outcome.INFORMATION)
    build.concluded(world, two, Outcome.DECISION)
    build.concluded(world, three, Outcome.TASK, assisting=[world.zigong.pk, world.luzhou.pk])
    found = list(Resolution.objects.unscoped("test").filter(meeting=meeting))
    assert [(row.number, row.kind, row.owner) for row in found] == [
        ("1-1", "decision", None), ("1-2", "task", world.luzhou),
    ]  # fmt: skip
    assert [body.pk for body in found[1].assisting.all()] == [world.zigong.pk]
    with pytest.raises(WrongState):
        build.concluded(world, one, Outcome.TASK)


@pytest.mark.parametrize(
    ("outcome", "said", "field"),
    [
        (Outcome.DECISION, {"text": " "}, "text"),
        (Outcome.TASK, {"owner_id": None}, "owner"),
        (Outcome.TASK, {"owner_id": -1}, "owner"),
        (Outcome.DECISION, {"assisting": [-1]}, "owner"),
    ],
)
def test_a_resolution_says_what_and_a_task_whose_it_is(
    world: World, outcome: str, said: dict[str, object], field: str
) -> None:
    [topic] = build.items(build.in_session(world))
    with pytest.raises(Invalid) as refusal:
        build.concluded(world, topic, outcome, **said)
    assert set(refusal.value.fields) == {field}


def test_a_meeting_closes_once_every_item_has_ended_and_its_minutes_are_begun(
    world: World,
) -> None:
    meeting = build.in_session(world, "", "open")
    one, two = build.items(meeting)
    build.concluded(world, one, assisting=[world.zigong.pk], summary="各地汇报了进展")
    with pytest.raises(WrongState, match="议题2"):
        actions.close_meeting(actor=acting(world.secretary), meeting_id=meeting.pk)
    actions.record_votes(
        actor=acting(world.secretary),
        topic_id=two.pk,
        choices=build.votes(world, "for", "for", "for"),
    )
    build.concluded(world, two, Outcome.DECISION)
    over = actions.close_meeting(actor=acting(world.secretary), meeting_id=meeting.pk)
    for words in ("1-1", "泸州", "副职代表（委托）", "一、议题1", "同意3票", "各地汇报了进展"):
        assert words in over.minutes
    assert over.lasted is not None


def test_a_postponed_meeting_keeps_its_topics_and_opens_its_agenda_again(world: World) -> None:
    meeting, secretary = build.notified(world), acting(world.secretary)
    actions.postpone_meeting(actor=secretary, meeting_id=meeting.pk, reason="防汛")
    assert not queries.attendance(meeting)
    with pytest.raises(WrongState):
        build.opened(world, meeting)
    actions.resume_meeting(
        actor=secretary, meeting_id=meeting.pk, plan=build.plan(world, place="泸州")
    )
    [topic] = build.items(meeting)
    assert topic.state == TopicState.SCREENED
    actions.fix_agenda(actor=secretary, meeting_id=meeting.pk)
    actions.notify_members(actor=secretary, meeting_id=meeting.pk)
    assert build.opened(world, meeting).place == "泸州"


def test_what_a_list_takes_away_is_on_record(world: World) -> None:
    actions.export_meetings(actor=acting(world.luzhou_officer), count=3, query="")
    with pytest.raises(NotAllowed):
        actions.export_meetings(actor=acting(world.system_admin), count=3, query="")


def test_conclusions_say_nothing_of_what_was_only_heard(world: World) -> None:
    [topic] = build.items(build.in_session(world))
    actions.conclude_item(
        actor=acting(world.secretary), topic_id=topic.pk, conclusion=Conclusion("information")
    )
    assert not hasattr(Topic.objects.unscoped("test").get(pk=topic.pk), "resolution")

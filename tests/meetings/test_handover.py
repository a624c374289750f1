"""What goes over: with the chair as a list signed by both sides, with a post to its next holder."""

from datetime import timedelta
from typing import Any

import pytest
from time_machine import TimeMachineFixture

from liandu.access.actions import declare_recusal
from liandu.committees.actions import change_post
from liandu.committees.models import Committee
from liandu.committees.rules import PostKind
from liandu.kernel.errors import NotAllowed, WrongState
from liandu.meetings import actions, queries
from liandu.meetings.actions.handing import text_of
from liandu.meetings.actions.minutes import hash_of
from liandu.meetings.models import ChairHandover, HandoverLine, Resolution
from tests.committees.build import appointed, seat_of
from tests.meetings import build
from tests.meetings.test_rotation import LAST_DAY, chaired, drawn, substitute, swap, term
from tests.people import World, acting

pytestmark = pytest.mark.django_db


def sign(who: Any, handover: ChairHandover, text_hash: str = "") -> None:
    """Sign a hand-over as it was read."""
    actions.sign_handover(
        actor=acting(who), handover_id=handover.pk, text_hash=text_hash or handover.text_hash
    )


def lines(handover: ChairHandover) -> list[HandoverLine]:
    """Return every line of a hand-over."""
    return list(HandoverLine.objects.unscoped("test").filter(handover=handover))


def test_the_hand_over_lists_what_is_open_and_nothing_else(
    world: World, last_day: TimeMachineFixture
) -> None:
    of = chaired(world)
    build.issued(world, build.closed(world, of=of))
    second = build.collecting(world, of, title="第二次联席会议")
    put_off = build.proposed(world, second, "禁渔")
    actions.defer_topic(actor=acting(world.secretary), topic_id=put_off.pk, reason="x")
    turned_down = build.proposed(world, second, "其他")
    actions.decline_topic(actor=acting(world.secretary), topic_id=turned_down.pk, reason="x")
    build.proposed(world, second, "待定")
    found = drawn(world, of)
    assert [(one.number, one.text) for one in lines(found)] == [
        ("1-1", "开展三地联合监督"), ("2", "禁渔"), ("2", "待定")
    ]  # fmt: skip
    assert [one.due_on for one in lines(found)] == [LAST_DAY + timedelta(days=20), None, None]
    assert (found.giver, found.taker) == (world.zigong, world.luzhou)
    assert found.text_hash == hash_of(text_of(found, lines(found)))
    third = build.planned(world, of, title="第三次联席会议")
    assert [one.meeting for one in queries.undecided(of) if one.title == "禁渔"] == [third]


def test_a_list_is_frozen_until_it_is_drawn_up_anew_and_then_signed_anew(
    world: World, last_day: TimeMachineFixture
) -> None:
    of = chaired(world)
    meeting = build.issued(world, build.closed(world, of=of))
    found = drawn(world, of)
    [task] = Resolution.objects.unscoped("test").filter(meeting=meeting)
    sign(world.zigong_officer, found)
    actions.report_resolution(
        actor=acting(world.luzhou_officer), resolution_id=task.pk, text="完成"
    )
    assert [one.state for one in lines(found)] == ["assigned"]
    anew = drawn(world, of)
    assert anew.pk == found.pk
    assert [one.state for one in lines(anew)] == ["reported"]
    assert queries.signatures(anew) == {}
    with pytest.raises(WrongState):
        sign(world.luzhou_officer, anew, found.text_hash)
    for who in (world.zigong_officer, world.luzhou_officer):
        sign(who, anew)
    assert queries.seen_handover(acting(world.secretary), anew.pk).done_at is not None
    with pytest.raises(WrongState):
        drawn(world, of)


def test_each_side_signs_once_for_itself(world: World, last_day: TimeMachineFixture) -> None:
    of = chaired(world)
    with pytest.raises(NotAllowed):
        actions.draw_handover(actor=acting(world.water_officer), term_id=term(of, 1).pk)
    found = actions.draw_handover(actor=acting(world.luzhou_officer), term_id=term(of, 1).pk)
    for stranger in (world.water_officer, world.secretary):
        with pytest.raises(NotAllowed):
            sign(stranger, found)
    sign(world.luzhou_officer, found)
    with pytest.raises(WrongState):
        sign(world.luzhou_officer, found)
    assert queries.handovers_waiting(acting(world.luzhou_officer)) == []
    assert queries.handovers_waiting(acting(world.zigong_officer)) == [found]


def test_nobody_signs_what_is_kept_from_them(world: World, last_day: TimeMachineFixture) -> None:
    of = chaired(world)
    meeting = build.issued(world, build.closed(world, of=of))
    found = drawn(world, of)
    declare_recusal(actor=acting(world.luzhou_officer), record=meeting, reason="亲属")
    assert queries.lines_of(acting(world.luzhou_officer), found) == []
    assert len(queries.lines_of(acting(world.zigong_officer), found)) == 1
    with pytest.raises(NotAllowed):
        sign(world.luzhou_officer, found)


def test_nothing_is_handed_over_before_the_last_day_or_to_nobody_or_to_oneself(
    world: World, time_machine: TimeMachineFixture
) -> None:
    of = chaired(world, 1)
    with pytest.raises(WrongState, match="最后一日"):
        drawn(world, of)
    time_machine.move_to(build.NOW.replace(month=12, day=31), tick=False)
    with pytest.raises(WrongState, match="安排"):
        drawn(world, of)
    actions.lay_out_terms(actor=acting(world.secretary), committee_id=of.pk, months=6, count=1)
    zigong = acting(world.zigong_officer)
    assert queries.terms_ending(zigong) == [term(of, 1)]
    change = substitute(world, of)
    actions.agree_change(actor=acting(world.luzhou_officer), change_id=change.pk)
    assert queries.terms_ending(zigong) == []
    assert queries.terms_ending(acting(world.luzhou_officer)) == []
    with pytest.raises(WrongState):
        drawn(world, of)


def test_what_waits_for_a_body_is_known_to_it(world: World, last_day: TimeMachineFixture) -> None:
    of = chaired(world)
    change = swap(world, of)
    assert queries.changes_waiting(acting(world.water_officer)) == [change]
    assert queries.changes_waiting(acting(world.luzhou_officer)) == []
    assert queries.terms_ending(acting(world.zigong_officer)) == [term(of, 1)]
    found = drawn(world, of)
    assert queries.terms_ending(acting(world.zigong_officer)) == []
    assert queries.handovers_waiting(acting(world.luzhou_officer)) == [found]


def handled(world: World, of: Committee) -> Resolution:
    """Return a task of Zigong's that its officer handles."""
    meeting = build.in_session(world, of=of)
    [item] = build.items(meeting)
    build.concluded(world, item, owner_id=world.zigong.pk)
    actions.close_meeting(actor=acting(world.secretary), meeting_id=meeting.pk)
    build.issued(world, meeting)
    [task] = Resolution.objects.unscoped("test").filter(meeting=meeting)
    return actions.report_progress(
        actor=acting(world.zigong_officer), resolution_id=task.pk, text="x", progress=10
    )


def gives(world: World, of: Committee, successor: Any) -> None:
    """Give the post that the officer of Zigong holds in a committee to another."""
    post = appointed(world, of, world.zigong_officer, PostKind.DEPUTY)
    change_post(
        actor=acting(world.secretary), post_id=post.pk, seat_id=seat_of(successor), reason="x"
    )


def test_resolutions_go_along_with_a_post_to_the_next_of_the_same_body(world: World) -> None:
    of = build.committee(world)
    task = handled(world, of)
    assert task.handler == world.zigong_officer
    gives(world, of, world.luzhou_officer)
    task.refresh_from_db()
    assert task.handler == world.zigong_officer
    gives(world, of, world.zigong_head)
    task.refresh_from_db()
    assert task.handler == world.zigong_head


def test_what_is_done_and_what_is_not_theirs_to_give_stays(world: World) -> None:
    of = build.committee(world)
    task = handled(world, of)
    given = {
        "committee_id": of.pk, "leaving": world.zigong_officer.pk,
        "successor": world.zigong_head.pk,
    }  # fmt: skip
    assert actions.give_resolutions(actor=acting(world.luzhou_officer), **given) == 0
    actions.report_resolution(actor=acting(world.zigong_officer), resolution_id=task.pk, text="x")
    for step in (actions.verify_resolution, actions.close_resolution):
        step(actor=acting(world.secretary), resolution_id=task.pk)
    assert actions.give_resolutions(actor=acting(world.secretary), **given) == 0

"""A leader's instruction: a duty of whoever it is given to, and no way to learn of a record."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from liandu.access import actions as access
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.notices.models import Notice
from liandu.notices.queries import duties_of
from liandu.urging import actions, queries
from liandu.urging.models import Instruction
from liandu.urging.rules import InstructionState
from tests.findings import road
from tests.meetings import build as meetings
from tests.people import World, acting, person
from tests.urging import build

pytestmark = pytest.mark.django_db
AHEAD = timedelta(days=9)


def asked(who: Any) -> set[str]:
    """Return what instructions ask somebody for."""
    now = timezone.now()
    return {duty.asked for duty in duties_of(who.pk, now, now + AHEAD, "instructions")}


def test_it_becomes_a_duty_of_the_post_until_the_giver_closes_it(world: World) -> None:
    finding = road.at(world, "accept")
    made = build.instructed(world, finding, world.zigong_head, world.zigong_officer)
    assert (made.owner, made.title) == (world.zigong, finding.title)
    assert build.told(finding, "instruction_given") == {"zigong_officer"}
    assert asked(world.zigong_officer) == {"instructions.report"}
    officer, head = acting(world.zigong_officer), acting(world.zigong_head)
    actions.report_instruction(actor=officer, instruction_id=made.pk, text="已查明")
    assert asked(world.zigong_officer) == set()
    assert asked(world.zigong_head) == {"instructions.close"}
    actions.return_instruction(actor=head, instruction_id=made.pk, reason="补充材料")
    assert build.told(finding, "instruction_returned") == {"zigong_officer"}
    with pytest.raises(WrongState):
        actions.close_instruction(actor=head, instruction_id=made.pk)
    actions.report_instruction(actor=officer, instruction_id=made.pk, text="已补充")
    with pytest.raises(WrongState):
        actions.report_instruction(actor=officer, instruction_id=made.pk, text="再报")
    closed = actions.close_instruction(actor=head, instruction_id=made.pk, text="同意")
    assert (closed.state, closed.pill[1]) == (InstructionState.CLOSED, "g")
    assert [entry.step for entry in closed.entries.all()] == [
        "give", "report", "return", "report", "close",
    ]  # fmt: skip
    assert asked(world.zigong_head) == set()


def test_leaders_of_bodies_that_supervise_give_them(world: World) -> None:
    finding = road.at(world, "accept")
    for who in (world.builder_head, world.zigong_officer):
        with pytest.raises(NotAllowed):
            build.instructed(world, finding, who, world.builder_liaison)
    with pytest.raises(NotVisible):
        build.instructed(world, finding, world.luzhou_officer, world.builder_liaison)
    assert build.instructed(world, finding, world.leader, world.zigong_head).body.code == "FED"


def test_nobody_learns_of_a_record_by_being_instructed(world: World) -> None:
    """Who may not know of it is refused as one who does not exist, in the same words."""
    finding = road.at(world, "accept")
    walled = person("walled", "审核岗", world.zigong, roles=["secretariat"])
    access.declare_recusal(actor=acting(walled), record=finding, reason="亲属")
    gone = actions.Instructed("请查明", 10**9, road.in_days(3))
    with pytest.raises(Invalid) as nobody:
        actions.give_instruction(
            actor=acting(world.zigong_head), record_kind=build.FINDING, record_id=finding.pk,
            what=gone,
        )  # fmt: skip
    for to in (walled, world.luzhou_officer):
        with pytest.raises(Invalid) as refused:
            build.instructed(world, finding, world.zigong_head, to)
        assert refused.value.fields == nobody.value.fields
    assert not Instruction.objects.exists()
    assert not Notice.objects.filter(kind="urging.instruction_given").exists()
    # Nor does the choice tell who may not know: both are offered, or not, by their bodies alone.
    offered = dict(queries.choices_of_seat(acting(world.zigong_head), finding))
    assert build.seat(walled) in offered
    assert build.seat(world.luzhou_officer) not in offered


def test_who_is_walled_off_later_is_neither_told_nor_reminded(world: World) -> None:
    finding = road.at(world, "accept")
    second = person("second", "综合二岗", world.zigong, roles=["secretariat"])
    made = build.instructed(world, finding, world.zigong_head, second)
    assert asked(second) == {"instructions.report"}
    access.declare_recusal(actor=acting(second), record=finding, reason="亲属")
    assert asked(second) == set()
    with pytest.raises(NotVisible):
        actions.report_instruction(actor=acting(second), instruction_id=made.pk, text="已查明")
    actions.withdraw_instruction(
        actor=acting(world.zigong_head), instruction_id=made.pk, reason="换人"
    )
    assert not build.told(finding, "instruction_withdrawn")


def test_it_is_for_a_day_to_come(world: World) -> None:
    finding = road.at(world, "accept")
    with pytest.raises(Invalid):
        build.instructed(world, finding, world.zigong_head, world.zigong_officer, days=-1)


def test_who_was_instructed_does_not_judge_their_own_report(world: World) -> None:
    finding = road.at(world, "accept")
    made = build.instructed(world, finding, world.leader, world.zigong_head)
    head = acting(world.zigong_head)
    actions.report_instruction(actor=head, instruction_id=made.pk, text="已查明")
    with pytest.raises(NotAllowed):
        actions.close_instruction(actor=head, instruction_id=made.pk)
    # Another leader of the body that gave it stands in for who has left.
    other = person("second", "副职", world.federation, roles=["leader"])
    actions.close_instruction(actor=acting(other), instruction_id=made.pk)


def test_what_is_not_carried_out_is_urged_like_any_duty(world: World) -> None:
    finding = road.at(world, "accept")
    made = build.instructed(world, finding, world.leader, world.zigong_officer)
    Instruction.objects.update(due_at=timezone.now() - timedelta(days=2))
    ticket = actions.raise_ticket(
        actor=acting(world.leader), record_kind=build.FINDING, record_id=finding.pk,
        duty="instructions", key=str(made.pk),
    )  # fmt: skip
    assert (ticket.owed_by, ticket.title) == (world.zigong, made.text)


def test_a_resolution_of_a_meeting_is_instructed_on_as_part_of_it(world: World) -> None:
    meeting = meetings.closed(world)
    resolution = meeting.resolutions.get()
    officer = acting(world.zigong_officer)
    assert queries.part_of(officer, meeting, str(resolution.pk)) == resolution
    assert queries.part_of(officer, meeting, "") == meeting
    made = build.instructed(
        world, meeting, world.leader, world.zigong_officer, part=str(resolution.pk)
    )
    assert made.title == str(resolution)[:300]
    assert queries.instructions_of(meeting, str(resolution.pk)) == [made]
    finding = road.at(world, "accept")
    with pytest.raises(NotVisible):
        queries.part_of(officer, finding, str(resolution.pk))
    with pytest.raises(NotVisible):
        queries.part_of(officer, meeting, str(finding.pk))
    with pytest.raises(ValueError, match="two parts"):
        queries.instructed("meetings.resolution", next(iter(queries.PARTS.values())))

"""A ticket from its raising to its end: its level rises, and what was late stays yellow."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from liandu.access import actions as access
from liandu.audit.models import Event
from liandu.findings.models import Finding
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.notices.queries import duties_of
from liandu.notices.queries import notices as inbox
from liandu.urging import actions, queries
from liandu.urging.models import SupervisionTicket
from liandu.urging.rules import Level, TicketState
from tests.access_table.beside import dispatched
from tests.findings import road
from tests.people import World, acting
from tests.urging import build
from tests.works import lists

pytestmark = pytest.mark.django_db


def asked(who: Any) -> set[str]:
    """Return what tickets ask somebody for."""
    now = timezone.now()
    found = duties_of(who.pk, now, now + timedelta(days=1), "tickets")
    return {duty.asked for duty in found}


def test_a_ticket_begins_at_the_level_of_the_ladder(world: World) -> None:
    finding = build.late(world, 2)
    ticket = build.raised(world, finding)
    assert (ticket.level, ticket.state) == (Level.YELLOW, TicketState.RAISED)
    assert (ticket.owed_by, ticket.body) == (world.builder, world.zigong)
    assert ticket.title == finding.title
    assert build.told(finding, "ticket_raised") == {"builder_liaison", "builder_head"}


def test_it_is_on_the_record_of_the_finding(world: World) -> None:
    finding = build.late(world)
    ticket = build.raised(world, finding)
    event = Event.objects.get(kind="urging.ticket_raised", subject_id=str(finding.pk))
    assert str(ticket.pk) in event.facts_text


def test_it_is_not_raised_before_its_time_or_twice_or_on_what_is_not_owed(world: World) -> None:
    finding = build.late(world, -10)
    with pytest.raises(WrongState, match=r"ladder|阶梯"):
        build.raised(world, finding)
    build.overdue(finding, 2)
    build.raised(world, finding)
    with pytest.raises(WrongState):
        build.raised(world, finding)
    with pytest.raises(NotVisible):
        build.raised(world, finding, key="submit")
    assert SupervisionTicket.objects.count() == 1


def test_nothing_is_owed_without_an_end(world: World) -> None:
    finding = build.late(world)
    Finding.objects.unscoped("test").filter(pk=finding.pk).update(step_due_at=None)
    with pytest.raises(NotVisible):
        build.raised(world, finding)


def test_who_watches_urges_and_nobody_else(world: World) -> None:
    finding = build.late(world)
    for who in (world.builder_head, world.builder_liaison):
        with pytest.raises(NotAllowed):
            build.raised(world, finding, who)
    with pytest.raises(NotVisible):
        build.raised(world, finding, world.luzhou_officer)
    assert build.raised(world, finding, world.water_officer).body == world.zigong_water


def test_the_office_above_urges_too(world: World) -> None:
    assert build.raised(world, build.late(world), world.secretary).body == world.federation


def test_only_a_leader_starts_higher_and_says_why(world: World) -> None:
    finding = build.late(world, 2)
    with pytest.raises(NotAllowed):
        build.raised(world, finding, level="red", reason="紧急")
    with pytest.raises(Invalid):
        build.raised(world, finding, world.zigong_head, level="red", reason=" ")
    with pytest.raises(Invalid):
        build.raised(world, finding, world.zigong_head, level="blue", reason="紧急")
    with pytest.raises(Invalid):
        build.raised(world, finding, world.zigong_head, level="reminder", reason="紧急")
    ticket = build.raised(world, finding, world.leader, level="red", reason="汛期将至")
    assert ticket.level == Level.RED
    assert ticket.entries.get().text == "汛期将至"


def test_it_goes_up_when_the_ladder_says_so_and_tells_the_receivers(world: World) -> None:
    finding = build.late(world, 2)
    ticket = build.raised(world, finding)
    office = acting(world.zigong_officer)
    with pytest.raises(WrongState):
        actions.step_up_ticket(actor=office, ticket_id=ticket.pk)
    build.overdue(finding, 40)
    assert asked(world.zigong_officer) == {"tickets.step_up"}
    up = actions.step_up_ticket(actor=office, ticket_id=ticket.pk)
    assert up.level == Level.INTERVIEW
    assert build.told(finding, "ticket_stepped_up") == {"builder_head", "zigong_head"}
    assert [entry.level for entry in up.entries.all()] == ["yellow", "interview"]


def test_a_leader_goes_beyond_the_ladder(world: World) -> None:
    finding = build.late(world, 2)
    ticket = build.raised(world, finding)
    with pytest.raises(NotAllowed):
        actions.step_up_ticket(
            actor=acting(world.zigong_officer), ticket_id=ticket.pk, level="red", reason="紧急"
        )
    head = acting(world.zigong_head)
    for level in ("yellow", "none"):
        with pytest.raises(Invalid):
            actions.step_up_ticket(actor=head, ticket_id=ticket.pk, level=level, reason="紧急")
    with pytest.raises(Invalid):
        actions.step_up_ticket(actor=head, ticket_id=ticket.pk, level="red")
    up = actions.step_up_ticket(actor=head, ticket_id=ticket.pk, level="red", reason="紧急")
    assert up.level == Level.RED


def test_it_is_signed_for_and_answered_with_a_new_day(world: World) -> None:
    finding = build.late(world, 2)
    ticket = build.raised(world, finding)
    builder = acting(world.builder_liaison)
    assert asked(world.builder_liaison) == {"tickets.acknowledge"}
    with pytest.raises(NotAllowed):
        actions.acknowledge_ticket(actor=acting(world.zigong_officer), ticket_id=ticket.pk)
    actions.acknowledge_ticket(actor=builder, ticket_id=ticket.pk)
    assert asked(world.builder_liaison) == {"tickets.answer"}
    assert build.told(finding, "ticket_acknowledged") == {"zigong_officer", "zigong_head"}
    with pytest.raises(Invalid):
        actions.answer_ticket(
            actor=builder, ticket_id=ticket.pk, text="等待批复", new_due_on=road.in_days(-1)
        )
    actions.answer_ticket(
        actor=builder, ticket_id=ticket.pk, text="等待批复", new_due_on=road.in_days(3)
    )
    assert asked(world.builder_liaison) == set()
    # The promised day is to come, so the ladder waits.
    build.overdue(finding, 60)
    assert asked(world.zigong_officer) == set()
    SupervisionTicket.objects.update(new_due_on=road.in_days(-1))
    assert asked(world.zigong_officer) == {"tickets.step_up"}
    again = actions.step_up_ticket(actor=acting(world.zigong_officer), ticket_id=ticket.pk)
    assert (again.state, again.new_due_on) == (TicketState.RAISED, None)


def test_what_is_done_is_cured_and_keeps_its_level(world: World) -> None:
    finding = build.late(world, 20)
    ticket = build.raised(world, finding)
    office = acting(world.zigong_officer)
    with pytest.raises(WrongState):
        actions.cure_ticket(actor=office, ticket_id=ticket.pk)
    road.take(world, finding, "file_plan")
    assert asked(world.zigong_officer) == {"tickets.cure"}
    cured = actions.cure_ticket(actor=office, ticket_id=ticket.pk)
    assert cured.level == Level.RED
    assert cured.is_cured
    assert cured.level_pill[1] == "a"
    assert asked(world.zigong_officer) == {"tickets.close"}
    with pytest.raises(WrongState):
        actions.withdraw_ticket(actor=office, ticket_id=ticket.pk, reason="错发")
    closed = actions.close_ticket(actor=office, ticket_id=ticket.pk, text="已补报")
    assert (closed.state, closed.pill[1]) == (TicketState.CLOSED, "a")
    assert closed.ended_at is not None
    assert asked(world.zigong_officer) == set()


def test_an_extension_cures_too(world: World) -> None:
    finding = build.late(world, 2)
    ticket = build.raised(world, finding)
    build.overdue(finding, -5)
    cured = actions.cure_ticket(actor=acting(world.zigong_officer), ticket_id=ticket.pk)
    assert cured.state == TicketState.CURED


def test_one_raised_in_error_leaves_no_mark(world: World) -> None:
    ticket = build.raised(world, build.late(world))
    office = acting(world.zigong_officer)
    gone = actions.withdraw_ticket(actor=office, ticket_id=ticket.pk, reason="错发")
    assert not gone.is_cured
    assert not gone.is_live
    assert gone.level_pill[1] == "a"
    with pytest.raises(WrongState):
        actions.close_ticket(actor=office, ticket_id=ticket.pk)


def test_whoever_may_not_know_of_the_finding_knows_of_no_ticket(world: World) -> None:
    finding = build.late(world)
    ticket = build.raised(world, finding)
    stranger = acting(world.luzhou_officer)
    assert list(queries.tickets(acting(world.secretary))) == [ticket]
    assert not queries.tickets(stranger).exists()
    with pytest.raises(NotVisible):
        queries.seen_ticket(stranger, ticket.pk)
    access.declare_recusal(actor=acting(world.zigong_head), record=finding, reason="亲属")
    head = acting(world.zigong_head)
    assert not queries.tickets(head).exists()
    for act in (actions.cure_ticket, actions.close_ticket, actions.step_up_ticket):
        with pytest.raises(NotVisible):
            act(actor=head, ticket_id=ticket.pk)
    build.overdue(finding, 40)
    actions.step_up_ticket(actor=acting(world.zigong_officer), ticket_id=ticket.pk)
    # Though the ladder names them, who is walled off is told nothing.
    assert build.told(finding, "ticket_stepped_up") == {"builder_head"}
    assert not inbox(head).exists()


def test_a_promise_of_weekly_dispatch_is_urged_as_well(world: World) -> None:
    thing = lists.entered(world, number="XM-2026-001", lead_body_id=world.zigong_water.pk,
                          responsible_body_ids=(world.builder.pk,))  # fmt: skip
    item = dispatched(world, thing)
    type(item).objects.unscoped("test").update(due_on=road.in_days(-2))
    ticket = actions.raise_ticket(
        actor=acting(world.zigong_officer), record_kind=int(thing.KIND), record_id=thing.pk,
        duty="dispatch", key=str(item.pk),
    )  # fmt: skip
    assert (ticket.owed_by, ticket.title) == (world.builder, item.text)


def test_exporting_is_on_record(world: World) -> None:
    actions.export_tickets(actor=acting(world.zigong_officer), count=2, query="")
    assert Event.objects.filter(kind="urging.tickets_exported").exists()
    with pytest.raises(NotAllowed):
        actions.export_tickets(actor=acting(world.system_admin), count=2, query="")

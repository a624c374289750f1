"""Emergency: one asks, a second opens for a day at most, a third reviews."""

import pytest
from django.utils import timezone

from liandu.access import actions
from liandu.access.models import Emergency
from liandu.audit.models import Event
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from tests.access.records import is_seen, record
from tests.people import World, acting, person


def asked(world: World, number: str = "XM-2023-0001") -> Emergency:
    return actions.ask_emergency(
        actor=acting(world.luzhou_officer), body=world.zigong, asked=number, reason="汛期险情"
    )


def test_a_second_person_opens_a_record_for_some_hours(world: World) -> None:
    thing = record(world.zigong, label=3)
    emergency = asked(world)
    leader = person("zigong_leader", "领导", world.zigong, roles=["leader"], clearance=3)
    actions.open_emergency(actor=acting(leader), emergency_id=emergency.pk, hours=24)
    assert is_seen(thing, acting(world.luzhou_officer))
    emergency.refresh_from_db()
    emergency.expires_at = timezone.now()
    emergency.save()
    assert not is_seen(thing, acting(world.luzhou_officer))


@pytest.mark.parametrize("by", ["number", "id"])
def test_a_record_is_asked_for_by_number_or_id(world: World, by: str) -> None:
    thing = record(world.zigong)
    emergency = asked(world, thing.number if by == "number" else str(thing.pk))
    assert emergency.record_id == thing.pk


def test_asking_looks_the_same_whether_or_not_the_record_exists(world: World) -> None:
    record(world.zigong)
    there, elsewhere = asked(world), asked(world, "XM-1999-9999")
    events = Event.objects.filter(kind="access.emergency_asked")
    shown = [
        (e.body_id, e.approved_by_id, e.refused_at, e.expires_at, str(e.answer))
        for e in (there, elsewhere)
    ]
    assert shown[0] == shown[1]
    assert {frozenset(event.facts) for event in events} == {frozenset({"after", "reason"})}


def test_a_number_that_leads_nowhere_cannot_be_opened_only_refused(world: World) -> None:
    emergency = asked(world, "XM-1999-9999")
    head = acting(world.zigong_head)
    with pytest.raises(Invalid):
        actions.open_emergency(actor=head, emergency_id=emergency.pk, hours=4)
    with pytest.raises(Invalid):
        actions.refuse_emergency(actor=head, emergency_id=emergency.pk, reason=" ")
    actions.refuse_emergency(actor=head, emergency_id=emergency.pk, reason="编号有误")
    with pytest.raises(WrongState):
        actions.open_emergency(actor=head, emergency_id=emergency.pk, hours=4)


def test_what_the_opener_may_not_know_of_cannot_be_opened_by_them(world: World) -> None:
    record(world.zigong, label=3)
    emergency = asked(world)
    with pytest.raises(NotVisible):
        actions.open_emergency(actor=acting(world.zigong_head), emergency_id=emergency.pk, hours=4)


def test_nobody_opens_for_themselves(world: World) -> None:
    record(world.zigong)
    head = acting(world.zigong_head)
    emergency = actions.ask_emergency(
        actor=head, body=world.zigong, asked="XM-2023-0001", reason="x"
    )
    with pytest.raises(NotVisible):
        actions.open_emergency(actor=head, emergency_id=emergency.pk, hours=1)


def test_who_is_recused_is_not_let_in_by_an_emergency(world: World) -> None:
    thing = record(world.zigong)
    actions.name_subject(
        actor=acting(world.zigong_officer), record=thing, subject=world.luzhou_officer
    )
    emergency = asked(world)
    with pytest.raises(Invalid):
        actions.open_emergency(actor=acting(world.zigong_head), emergency_id=emergency.pk, hours=4)


@pytest.mark.parametrize("hours", [0, 25])
def test_it_is_opened_for_a_day_at_most(world: World, hours: int) -> None:
    record(world.zigong)
    emergency = asked(world)
    with pytest.raises(Invalid) as refusal:
        actions.open_emergency(
            actor=acting(world.zigong_head), emergency_id=emergency.pk, hours=hours
        )
    assert set(refusal.value.fields) == {"hours"}


def test_only_heads_and_leaders_of_the_keeping_body_answer(world: World) -> None:
    record(world.zigong)
    emergency = asked(world)
    with pytest.raises(NotAllowed):
        actions.open_emergency(
            actor=acting(world.zigong_officer), emergency_id=emergency.pk, hours=4
        )
    for outsider in (world.builder_head, world.security_admin):
        with pytest.raises(NotVisible):
            actions.open_emergency(actor=acting(outsider), emergency_id=emergency.pk, hours=4)


def test_a_third_person_reviews_what_was_opened_once(world: World) -> None:
    record(world.zigong)
    emergency = asked(world)
    head, officer = acting(world.zigong_head), acting(world.zigong_officer)
    with pytest.raises(WrongState):
        actions.review_emergency(actor=officer, emergency_id=emergency.pk, note="x")
    actions.open_emergency(actor=head, emergency_id=emergency.pk, hours=4)
    with pytest.raises(NotAllowed):
        actions.review_emergency(actor=head, emergency_id=emergency.pk, note="x")
    with pytest.raises(Invalid):
        actions.review_emergency(actor=officer, emergency_id=emergency.pk, note="")
    reviewed = actions.review_emergency(
        actor=officer, emergency_id=emergency.pk, note="查看内容与险情处置一致"
    )
    assert reviewed.reviewed_at is not None
    with pytest.raises(WrongState):
        actions.review_emergency(actor=officer, emergency_id=emergency.pk, note="x")


def test_asking_needs_a_number_a_reason_and_a_post(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.ask_emergency(
            actor=acting(world.luzhou_officer), body=world.zigong, asked=" ", reason=""
        )
    assert set(refusal.value.fields) == {"asked", "reason"}
    with pytest.raises(NotAllowed):
        actions.ask_emergency(
            actor=acting(world.audit_admin), body=world.zigong, asked="1", reason="x"
        )

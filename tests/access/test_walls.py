"""Recusal: subjects, ties and the walls that follow beat everything else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from liandu.access import actions
from liandu.access.models import RecordSubject, Tie, Wall
from liandu.audit.models import Event
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from tests.access.records import is_seen, record
from tests.people import World, acting


def test_a_person_whom_a_record_is_about_does_not_know_of_it(world: World) -> None:
    thing = record(world.zigong)
    officer = acting(world.zigong_officer)
    actions.name_subject(actor=officer, record=thing, subject=world.zigong_head, role="项目负责人")
    assert not is_seen(thing, acting(world.zigong_head))
    assert is_seen(thing, acting(world.zigong_officer))
    actions.name_subject(actor=officer, record=thing, subject=world.zigong_head)
    assert Wall.objects.count() == RecordSubject.objects.count() == 1
    actions.drop_subject(actor=officer, record=thing, subject=world.zigong_head)
    assert is_seen(thing, acting(world.zigong_head))
    actions.drop_subject(actor=officer, record=thing, subject=world.zigong_head)
    assert Event.objects.filter(kind="access.subject_dropped").count() == 1


def test_a_body_that_a_record_is_about_is_not_walled_off_itself(world: World) -> None:
    thing = record(world.builder)
    actions.name_subject(actor=acting(world.builder_liaison), record=thing, subject=world.builder)
    assert is_seen(thing, acting(world.builder_liaison))


@pytest.mark.parametrize("order", ["tie first", "subject first"])
@pytest.mark.parametrize("other", ["builder", "builder_head"])
def test_whoever_is_tied_to_the_subject_does_not_know_of_it(
    world: World, order: str, other: str
) -> None:
    thing = record(world.zigong)
    head, subject = world.zigong_head, getattr(world, other)
    steps = [
        lambda: actions.declare_tie(
            actor=acting(head), person=head, other=subject, kind="kin", source="本人申报"
        ),
        lambda: actions.name_subject(
            actor=acting(world.zigong_officer), record=thing, subject=subject
        ),
    ]
    for step in steps if order == "tie first" else steps[::-1]:
        step()
    assert not is_seen(thing, acting(head))
    tie = Tie.objects.get()
    ended = actions.end_tie(actor=acting(world.security_admin), tie_id=tie.pk, reason="已核实")
    assert ended.ends_at is not None
    assert is_seen(thing, acting(head))


def test_dropping_a_subject_takes_down_the_walls_of_its_ties_alone(world: World) -> None:
    thing = record(world.zigong)
    officer, head = acting(world.zigong_officer), world.zigong_head
    for subject in (world.builder, world.luzhou):
        actions.declare_tie(
            actor=acting(head), person=head, other=subject, kind="interest", source="本人申报"
        )
        actions.name_subject(actor=officer, record=thing, subject=subject)
    actions.drop_subject(actor=officer, record=thing, subject=world.builder)
    assert not is_seen(thing, acting(head))
    actions.drop_subject(actor=officer, record=thing, subject=world.luzhou)
    assert is_seen(thing, acting(head))


def test_a_tie_with_an_end_stands_until_then(world: World) -> None:
    head = world.zigong_head
    until = timezone.now() + timedelta(days=1)
    actions.declare_tie(
        actor=acting(head), person=head, other=world.builder, kind="kin", source="x", ends_at=until
    )
    actions.name_subject(
        actor=acting(world.zigong_officer), record=record(world.zigong), subject=world.builder
    )
    assert Wall.objects.get().ends_at == until


def test_people_declare_their_own_ties_and_the_security_administrator_any(world: World) -> None:
    values = {"other": world.builder, "kind": "kin", "source": "档案"}
    with pytest.raises(NotAllowed):
        actions.declare_tie(actor=acting(world.zigong_officer), person=world.zigong_head, **values)
    actions.declare_tie(actor=acting(world.security_admin), person=world.zigong_head, **values)
    assert Tie.objects.get().person == world.zigong_head


def test_a_tie_that_makes_no_sense_is_refused(world: World) -> None:
    head = world.zigong_head
    with pytest.raises(Invalid) as refusal:
        actions.declare_tie(
            actor=acting(head), person=head, other=head, kind="enemy", source="x",
            ends_at=timezone.now(),
        )  # fmt: skip
    assert set(refusal.value.fields) == {"other", "kind", "ends_at"}


def test_nobody_takes_down_a_wall_around_themselves(world: World) -> None:
    head, admin = world.zigong_head, acting(world.security_admin)
    tie = actions.declare_tie(
        actor=acting(head), person=head, other=world.builder, kind="kin", source="x"
    )
    with pytest.raises(NotAllowed):
        actions.end_tie(actor=acting(head), tie_id=tie.pk, reason="x")
    actions.end_tie(actor=admin, tie_id=tie.pk, reason="已核实")
    with pytest.raises(WrongState):
        actions.end_tie(actor=admin, tie_id=tie.pk, reason="x")
    with pytest.raises(NotVisible):
        actions.end_tie(actor=admin, tie_id=0, reason="x")


def test_whoever_steps_back_no_longer_knows_of_the_record(world: World) -> None:
    thing = record(world.zigong)
    head = acting(world.zigong_head)
    with pytest.raises(Invalid):
        actions.declare_recusal(actor=head, record=thing, reason=" ")
    actions.declare_recusal(actor=head, record=thing, reason="曾任该单位负责人")
    assert not is_seen(thing, acting(world.zigong_head))
    with pytest.raises(NotVisible):
        actions.declare_recusal(actor=acting(world.zigong_head), record=thing, reason="x")


def test_who_stepped_back_is_not_told_in_the_history_of_the_record(world: World) -> None:
    thing = record(world.zigong)
    actions.declare_recusal(actor=acting(world.zigong_head), record=thing, reason="亲属")
    kinds = Event.objects.filter(subject_id=str(thing.pk)).values_list("kind", flat=True)
    assert "access.recusal_declared" not in kinds

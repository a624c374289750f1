"""Signing, asking, answering, and what came of it."""

import pytest

from liandu.audit.models import Event
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.sharing import actions, queries
from tests.findings import road
from tests.meetings.build import NOW
from tests.people import World, acting, person
from tests.sharing import build


def test_each_body_signs_once_by_name_and_time(world: World) -> None:
    made = build.published(world)
    row = build.signed(world, made)
    assert (row.signed_by_id, row.signed_at) == (world.luzhou_officer.pk, NOW)
    with pytest.raises(WrongState):
        build.signed(world, made)
    colleague = person("luzhou_handler", "经办", world.luzhou, roles=["handler"])
    other = build.receipt(made, world.zigong_water)
    for who, pk in ((colleague, row.pk), (world.zigong_officer, row.pk)):
        with pytest.raises(NotAllowed):
            actions.sign_receipt(actor=acting(who), receipt_id=pk)
    with pytest.raises(NotVisible):
        actions.sign_receipt(actor=acting(world.luzhou_officer), receipt_id=other.pk)


def test_a_question_is_between_the_recipient_and_the_publisher(world: World) -> None:
    made = build.published(world)
    asked = build.question(world, made)
    assert {"zigong_officer", "zigong_head"} <= build.told("question_asked")
    assert "water_officer" not in build.told("question_asked")
    assert [one.pk for one in queries.to_answer(acting(world.zigong_officer))] == [asked.pk]
    with pytest.raises(NotVisible):
        queries.seen_question(acting(world.water_officer), asked.pk)
    with pytest.raises(NotAllowed):
        actions.answer_question(
            actor=acting(world.luzhou_officer), question_id=asked.pk, answer="自问自答"
        )
    officer = acting(world.zigong_officer)
    with pytest.raises(Invalid):
        actions.answer_question(actor=officer, question_id=asked.pk, answer=" ")
    found = actions.answer_question(actor=officer, question_id=asked.pk, answer="含。")
    assert (found.answer, found.answered_by_id) == ("含。", world.zigong_officer.pk)
    assert "luzhou_officer" in build.told("question_answered")
    assert not queries.to_answer(officer).exists()
    with pytest.raises(WrongState):
        actions.answer_question(actor=officer, question_id=asked.pk, answer="再答")
    with pytest.raises(Invalid):
        build.question(world, made, "  ")


def test_an_effect_wants_the_signature_and_what_it_led_to(world: World) -> None:
    made = build.published(world)
    with pytest.raises(WrongState):
        build.effect(world, made, "nothing")
    build.signed(world, made)
    for what, note, number, field in (
        ("finding", "", "", "number"), ("finding", "", "没有", "number"),
        ("rule", "", "", "note"), ("miracle", "", "", "effect"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            build.effect(world, made, what, note, number)
        assert set(refused.value.fields) == {field}
    assert build.effect(world, made, "rule", "度汛方案审查办法").effect_note
    assert build.receipt(made, world.luzhou).led_id is None
    with pytest.raises(NotAllowed):
        actions.record_effect(
            actor=acting(world.zigong_officer), receipt_id=build.receipt(made, world.luzhou).pk,
            outcome=actions.Outcome("nothing"),
        )  # fmt: skip


def test_what_it_led_to_is_named_to_those_alone_who_may_know_of_it(world: World) -> None:
    found = road.registered(world)
    made = build.published(world, world.luzhou_officer, body_ids=(world.zigong.pk,))
    row = build.receipt(made, world.zigong)
    officer = acting(world.zigong_officer)
    actions.sign_receipt(actor=officer, receipt_id=row.pk)
    actions.record_effect(
        actor=officer, receipt_id=row.pk, outcome=actions.Outcome("finding", "", found.number)
    )
    kept = build.receipt(made, world.zigong)
    assert queries.led_to(officer, kept).pk == found.pk
    assert queries.led_to(acting(world.luzhou_officer), kept) is None
    events = Event.objects.filter(subject_id=str(row.pk))
    assert not any(found.number in str(e.facts) or str(found.pk) in str(e.facts) for e in events)

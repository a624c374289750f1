"""A request from its draft to its end, and who does what."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from time_machine import TimeMachineFixture

from liandu.audit.models import Event
from liandu.cooperation import actions, queries
from liandu.cooperation.models import CooperationRequest
from liandu.cooperation.rules import Loan, RequestState
from liandu.deadlines.actions import set_limit
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.notices.models import Notice
from tests.cooperation import build
from tests.people import World, acting, person


def take(step: str, who: Any, made: CooperationRequest, **said: Any) -> Any:
    """Take a step of a request."""
    return getattr(actions, step)(actor=acting(who), request_id=made.pk, **said)


def due(made: CooperationRequest) -> int:
    """Return how many days ahead the present term ends."""
    at = build.again(made).due_at
    assert at is not None
    return (at.date() - build.TODAY).days


def test_a_draft_is_its_own_bodys_business_until_its_head_approves_it_out(world: World) -> None:
    made = build.drafted(world)
    assert build.sees(world.zigong_officer, made)
    for who in (world.water_officer, world.luzhou_officer, world.builder_head):
        assert not build.sees(who, made)
        with pytest.raises(NotVisible):
            take("acknowledge_request", who, made)
    assert not Notice.objects.filter(person=world.water_officer).exists()
    with pytest.raises(NotAllowed):
        take("approve_request", world.zigong_officer, made)
    take("approve_request", world.zigong_head, made)
    assert build.sees(world.water_officer, made)
    assert not build.sees(world.luzhou_officer, made)
    now = build.again(made)
    assert (now.state, now.number, now.sent_to_id) == ("sent", "XZ-2026-0001", now.to_body_id)
    assert due(made) == 1
    assert Notice.objects.filter(person=world.water_officer, record_id=made.pk).exists()
    with pytest.raises(WrongState):
        actions.edit_request(
            actor=acting(world.zigong_officer), request_id=made.pk, draft=build.draft(world)
        )


def test_a_body_above_that_is_asked_learns_of_no_draft(world: World) -> None:
    made = build.drafted(world, to_body_id=world.federation.pk)
    assert build.sees(world.zigong_officer, made)
    assert not build.sees(world.secretary, made)
    # Meant for somebody else after all, it is like any draft of a body below.
    actions.edit_request(
        actor=acting(world.zigong_officer), request_id=made.pk, draft=build.draft(world)
    )
    assert build.sees(world.secretary, made)
    actions.edit_request(
        actor=acting(world.zigong_officer), request_id=made.pk,
        draft=build.draft(world, to_body_id=world.federation.pk),
    )  # fmt: skip
    assert not build.sees(world.secretary, made)
    take("approve_request", world.zigong_head, made)
    assert build.sees(world.secretary, made)


@pytest.mark.parametrize("to", ["zigong", "builder", "closed"])
def test_one_asks_another_body_that_is_open_and_no_enterprise(world: World, to: str) -> None:
    if to == "closed":
        type(world.luzhou).objects.filter(pk=world.luzhou.pk).update(closed_on=build.TODAY)
        to = "luzhou"
    with pytest.raises(Invalid) as refusal:
        build.drafted(world, to_body_id=getattr(world, to).pk)
    assert set(refusal.value.fields) == {"to_body"}


def test_recipients_are_people_of_the_asking_body(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        build.drafted(world, recipient_ids=(world.water_officer.pk,))
    assert set(refusal.value.fields) == {"recipients"}


def test_who_has_no_post_that_answers_for_a_body_drafts_nothing(world: World) -> None:
    for who in (world.zigong_inspector, world.leader, world.system_admin):
        with pytest.raises(NotAllowed):
            build.drafted(world, who)
    assert not CooperationRequest.objects.unscoped("test").exists()


def test_what_was_changed_for_the_worse_does_not_leave(world: World) -> None:
    made = build.drafted(world)
    type(world.zigong_water).objects.filter(pk=world.zigong_water.pk).update(closed_on=build.TODAY)
    with pytest.raises(Invalid):
        take("approve_request", world.zigong_head, made)
    assert build.again(made).number == ""


def test_each_step_is_for_one_side_and_sets_the_next_term(world: World) -> None:
    made = build.sent(world)
    for who in (world.zigong_officer, world.zigong_head):
        with pytest.raises(NotAllowed):
            take("acknowledge_request", who, made)
    take("acknowledge_request", world.water_officer, made)
    assert due(made) == 5  # three working days, over a weekend
    take("accept_request", world.water_officer, made, word="同意")
    assert due(made) == 9  # seven
    with pytest.raises(WrongState):
        take("confirm_reply", world.zigong_officer, made)
    first = build.reply(world, made, is_complete=False)
    assert (first.ordinal, build.again(made).state) == (1, "working")
    last = build.reply(world, made, is_complete=True)
    assert (last.ordinal, build.again(made).state) == (2, "replied")
    with pytest.raises(WrongState):
        build.reply(world, made, is_complete=False)
    with pytest.raises(NotAllowed):
        take("confirm_reply", world.water_officer, made)
    take("confirm_reply", world.zigong_officer, made)
    now = build.again(made)
    assert (now.state, now.due_at) == ("closed", None)
    kinds = Event.objects.filter(subject_id=str(made.pk)).values_list("kind", flat=True)
    assert {"cooperation.request_approved", "cooperation.reply_confirmed"} <= set(kinds)


def test_the_head_decides_and_not_the_liaison(world: World) -> None:
    liaison = person("sl-2", "联络岗", world.zigong_water, roles=["liaison"])
    made = build.received(world)
    for step, said in (("accept_request", {}), ("decline_request", {"reason": "不归我局"})):
        with pytest.raises(NotAllowed):
            take(step, liaison, made, **said)
    with pytest.raises(Invalid):
        take("decline_request", world.water_officer, made, reason=" ")
    take("decline_request", world.water_officer, made, reason=" 不归我局 ")
    now = build.again(made)
    assert (now.state, now.reason, now.due_at) == ("declined", "不归我局", None)


def test_an_urgent_request_is_answered_within_a_working_day(world: World) -> None:
    assert due(build.working(world, urgency="urgent")) == 1


def test_the_limits_are_those_of_the_table(world: World) -> None:
    set_limit(
        actor=acting(world.system_admin), code="cooperation_reply_urgent", amount=6, unit="hour",
        basis="试行",
    )  # fmt: skip
    made = build.working(world, urgency="urgent")
    assert build.again(made).due_at == build.NOW + timedelta(hours=6)


def test_what_is_missing_begins_a_new_term(world: World, time_machine: TimeMachineFixture) -> None:
    made = build.replied(world)
    time_machine.move_to(build.NOW + timedelta(days=5))
    with pytest.raises(Invalid):
        take("say_missing", world.zigong_officer, made, reason="")
    take("say_missing", world.zigong_officer, made, reason="缺审批记录")
    assert build.again(made).state == RequestState.WORKING
    assert due(made) == 14
    assert [one.missing for one in made.replies.all()] == ["缺审批记录"]
    build.reply(world, made, is_complete=True)
    assert [one.missing for one in made.replies.all()] == ["缺审批记录", ""]


def test_people_are_lent_by_name_and_day(world: World) -> None:
    made = build.received(world, kind="lend", questions="")
    first = build.TODAY + timedelta(days=3)
    good = Loan((world.water_officer.pk,), first, first + timedelta(days=4))
    for loan, field in (
        (Loan(), "people"),
        (Loan((world.zigong_officer.pk,), first, first), "people"),
        (Loan((world.water_officer.pk,), first, build.TODAY), "last_on"),
    ):
        with pytest.raises(Invalid) as refusal:
            take("accept_request", world.water_officer, made, loan=loan)
        assert field in refusal.value.fields
    assert build.again(made).state == "received"
    take("accept_request", world.water_officer, made, loan=good)
    assert [one.person_id for one in made.lent.all()] == [world.water_officer.pk]
    other = person("sl-3", "工程岗", world.zigong_water)
    take("lend_people", world.water_officer, made, loan=Loan((other.pk,), first, first))
    assert [one.person_id for one in made.lent.all()] == [other.pk]
    with pytest.raises(WrongState):
        take("lend_people", world.water_officer, build.working(world), loan=good)


@pytest.mark.parametrize("state", ["drafted", "sent", "received", "working"])
def test_it_is_taken_back_until_it_was_replied_to(world: World, state: str) -> None:
    made = getattr(build, state)(world)
    if state != "drafted":
        with pytest.raises(NotAllowed):
            take("withdraw_request", world.zigong_officer, made, reason="不需要")
    with pytest.raises((NotAllowed, NotVisible)):
        take("withdraw_request", world.water_officer, made, reason="不需要")
    who = world.zigong_officer if state == "drafted" else world.zigong_head
    take("withdraw_request", who, made, reason="不需要")
    now = build.again(made)
    assert (now.state, now.reason, now.due_at) == ("withdrawn", "不需要", None)
    assert build.sees(world.water_officer, made) == (state != "drafted")


def test_it_is_not_taken_back_once_replied_to(world: World) -> None:
    made = build.replied(world)
    with pytest.raises(WrongState):
        take("withdraw_request", world.zigong_head, made, reason="不需要")


@pytest.mark.parametrize(
    "broken", [{"state": "sent"}, {"sent_to_id": 0}, {"number": "XZ-2026-9"}, {"to": "own"}]
)
def test_the_database_lets_nobody_know_of_a_draft(world: World, broken: dict[str, Any]) -> None:
    made = build.drafted(world)
    if "sent_to_id" in broken:
        broken = {"sent_to_id": world.zigong_water.pk}
    if "to" in broken:
        broken = {"to_body_id": world.zigong.pk}
    rows = CooperationRequest.objects.unscoped("test").filter(pk=made.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**broken)


def test_each_side_says_for_itself_that_it_reported_to_its_superior(world: World) -> None:
    made = build.sent(world)
    said = {"reported_on": build.TODAY, "to": "市委", "word": "涉及重大项目"}
    for wrong, field in (
        ({"to": " "}, "to"),
        ({"word": ""}, "word"),
        ({"reported_on": build.TODAY + timedelta(days=1)}, "reported_on"),
    ):
        with pytest.raises(Invalid) as refusal:
            take("report_up", world.zigong_officer, made, **{**said, **wrong})
        assert set(refusal.value.fields) == {field}
    take("report_up", world.zigong_officer, made, **said)
    now = build.again(made)
    assert (now.is_reported_by_asking, now.is_reported_by_asked) == (True, False)
    own = queries.own_report(acting(world.zigong_head), now)
    assert own is not None
    assert own.to == "市委"
    assert queries.own_report(acting(world.water_officer), now) is None
    with pytest.raises(WrongState):
        take("report_up", world.zigong_head, made, **said)
    take("report_up", world.water_officer, made, **{**said, "to": "市政府"})
    assert build.again(made).is_reported_by_asked
    event = Event.objects.filter(kind="cooperation.reported_up")[0]
    assert "市委" not in str(event.facts)
    with pytest.raises(NotAllowed):
        take("report_up", world.secretary, made, **said)


def test_taking_the_list_away_is_on_record(world: World) -> None:
    actions.export_requests(actor=acting(world.zigong_inspector), count=3, query="")
    with pytest.raises(NotAllowed):
        actions.export_requests(actor=acting(world.audit_admin), count=3, query="")
    assert Event.objects.filter(kind="cooperation.requests_exported").count() == 1

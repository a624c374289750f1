"""Sharing from the draft to its end: who knows, who may, and what is refused."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from time_machine import TimeMachineFixture

from liandu.access.actions import declare_recusal, set_label
from liandu.access.models import Grant
from liandu.audit.models import Event
from liandu.committees.actions import set_members
from liandu.committees.rules import Place
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.notices.queries import duties_of, owed_on
from liandu.orgs.models import Membership
from liandu.sharing import actions, queries
from liandu.sharing.models import SharedItem, SharingReceipt
from liandu.urging.actions import raise_ticket
from liandu.urging.queries import tickets
from tests.meetings import build as meeting
from tests.meetings.build import NOW
from tests.people import World, acting
from tests.sharing import build


def test_a_draft_is_nobody_elses_business(world: World) -> None:
    made = build.drafted(world)
    assert build.sees(world.zigong_head, made)
    for who in (world.luzhou_officer, world.water_officer, world.builder_liaison):
        assert not build.sees(who, made)
    assert build.told("item_drafted") == set()


def test_shared_it_is_known_to_the_recipients_and_each_has_a_receipt(world: World) -> None:
    made = build.published(world)
    assert made.number == "GX-2026-0001"
    for who in (world.luzhou_officer, world.water_officer, world.zigong_head):
        assert build.sees(who, made)
    assert not build.sees(world.builder_liaison, made)
    assert {"luzhou_officer", "water_officer"} <= build.told("item_published")
    assert "builder_liaison" not in build.told("item_published")
    assert made.addressed.count() == 0


def test_recipients_do_not_learn_of_each_other(world: World) -> None:
    made = build.published(world)
    own = build.receipt(made, world.luzhou)
    assert build.bodies_seen(world.luzhou_officer, made) == {world.luzhou.pk}
    assert build.bodies_seen(world.water_officer, made) == {world.zigong_water.pk}
    everybody = {world.luzhou.pk, world.zigong_water.pk}
    assert build.bodies_seen(world.zigong_officer, made) == everybody
    with pytest.raises(NotVisible):
        queries.seen_receipt(acting(world.water_officer), own.pk)
    # Nor by what the record of the item says: all who see the item read its events.
    events = Event.objects.filter(subject_id=str(made.pk))
    assert events.exists()
    for event in events:
        facts = event.facts
        assert str(sorted(everybody)) not in str(facts)
        assert "after" not in facts or world.luzhou.pk != facts["after"]


def test_members_of_a_circle_know_who_else_received_it_but_not_who_signed(world: World) -> None:
    of = meeting.committee(world)
    made = build.published(world, committee_id=of.pk)
    assert build.bodies_seen(world.luzhou_officer, made) == {world.luzhou.pk}
    # The secretariat watches: it sees every receipt.
    everybody = {world.luzhou.pk, world.zigong_water.pk}
    assert build.sees(world.secretary, made)
    assert build.bodies_seen(world.secretary, made) == everybody
    assert made.parties_know_each_other()
    assert not build.published(world).parties_know_each_other()


def test_who_joins_a_circle_later_did_not_receive_it(world: World) -> None:
    of = meeting.committee(world)
    made = build.published(world, committee_id=of.pk)
    every = [Place(body.pk) for body in (*meeting.members(world), world.builder)]
    set_members(actor=acting(world.secretary), committee_id=of.pk, members=every)
    assert not build.sees(world.builder_liaison, made)


def test_a_circle_is_open_to_its_members_and_its_host_alone(world: World) -> None:
    of = meeting.committee(world)
    with pytest.raises(Invalid) as refused:
        build.drafted(world, world.builder_liaison, committee_id=of.pk)
    assert set(refused.value.fields) == {"committee_id"}
    assert build.published(world, world.secretary, committee_id=of.pk).number


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"label": 3}, "label"),
        ({"label": 9}, "label"),
        ({"body_ids": ()}, "body_ids"),
        ({"body_ids": (999_999,)}, "body_ids"),
    ],
)
def test_what_cannot_stand_is_refused_and_leaves_nothing(
    world: World, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        build.drafted(world, **changes)
    assert field in refused.value.fields
    assert not SharedItem.objects.unscoped("test").exists()


def test_nobody_shares_with_their_own_body(world: World) -> None:
    with pytest.raises(Invalid):
        build.drafted(world, body_ids=(world.zigong.pk,))


def test_only_who_keeps_the_records_of_a_body_shares_in_its_name(world: World) -> None:
    for who in (world.zigong_inspector, world.leader, world.system_admin):
        with pytest.raises(NotAllowed):
            build.drafted(world, who)
    made = build.drafted(world)
    with pytest.raises(NotVisible):
        actions.publish_item(actor=acting(world.luzhou_officer), item_id=made.pk)
    # The office above sees the draft, and leaves it.
    with pytest.raises(NotAllowed):
        actions.publish_item(actor=acting(world.secretary), item_id=made.pk)
    assert build.again(made).state == "draft"


def test_a_draft_changes_until_it_is_shared(world: World) -> None:
    made, officer = build.drafted(world), acting(world.zigong_officer)
    changed = build.draft(world, title="改", body_ids=(world.builder.pk,))
    actions.edit_item(actor=officer, item_id=made.pk, draft=changed)
    actions.publish_item(actor=officer, item_id=made.pk)
    assert build.sees(world.builder_liaison, made)
    assert not build.sees(world.luzhou_officer, made)
    for call in (
        lambda: actions.edit_item(actor=officer, item_id=made.pk, draft=changed),
        lambda: actions.publish_item(actor=officer, item_id=made.pk),
        lambda: actions.discard_item(actor=officer, item_id=made.pk),
    ):
        with pytest.raises(WrongState):
            call()


def test_a_discarded_draft_reaches_nobody(world: World) -> None:
    made, officer = build.drafted(world), acting(world.zigong_officer)
    actions.discard_item(actor=officer, item_id=made.pk)
    with pytest.raises(WrongState):
        actions.publish_item(actor=officer, item_id=made.pk)
    assert not build.sees(world.luzhou_officer, made)


def test_it_is_not_shared_where_nobody_could_sign(
    world: World, morning: TimeMachineFixture
) -> None:
    made = build.drafted(world, label=2)
    Membership.objects.filter(person=world.luzhou_officer).update(clearance=1)
    with pytest.raises(Invalid, match="泸州"):
        actions.publish_item(actor=acting(world.zigong_officer), item_id=made.pk)
    late = build.drafted(world)
    morning.move_to(NOW + timedelta(days=9))
    with pytest.raises(Invalid):
        actions.publish_item(actor=acting(world.zigong_officer), item_id=late.pk)
    gone = build.drafted(world, body_ids=(world.builder.pk,))
    type(world.builder).objects.filter(pk=world.builder.pk).update(closed_on=NOW.date())
    with pytest.raises(Invalid):
        actions.publish_item(actor=acting(world.zigong_officer), item_id=gone.pk)
    assert not SharingReceipt.objects.unscoped("test").exists()
    assert not Grant.objects.filter(record_id__in=[made.pk, late.pk, gone.pk]).exists()


def test_after_its_last_day_recipients_find_it_no_more(
    world: World, morning: TimeMachineFixture
) -> None:
    made = build.published(world, expires_on=build.in_days(5))
    row = build.receipt(made, world.luzhou)
    morning.move_to(NOW + timedelta(days=5))
    assert build.sees(world.luzhou_officer, made)
    morning.move_to(NOW + timedelta(days=6))
    assert not build.sees(world.luzhou_officer, made)
    assert build.sees(world.zigong_officer, made)
    for call in (
        lambda: queries.seen_receipt(acting(world.luzhou_officer), row.pk),
        lambda: actions.sign_receipt(actor=acting(world.luzhou_officer), receipt_id=row.pk),
    ):
        with pytest.raises(NotVisible):
            call()


def test_who_stands_above_the_publisher_sees_it_still_but_signs_no_more(
    world: World, morning: TimeMachineFixture
) -> None:
    made = build.published(world, body_ids=(world.federation.pk,), expires_on=build.in_days(5))
    morning.move_to(NOW + timedelta(days=6))
    row = build.receipt(made, world.federation)
    for call in (
        lambda: actions.sign_receipt(actor=acting(world.secretary), receipt_id=row.pk),
        lambda: actions.ask_question(
            actor=acting(world.secretary), receipt_id=row.pk, text="还在吗"
        ),
    ):
        with pytest.raises(WrongState):
            call()
    assert not build.receipt(made, world.federation).signed_at


def test_withdrawn_it_is_closed_and_the_receipt_says_why(world: World) -> None:
    made = build.published(world)
    row = build.signed(world, made)
    with pytest.raises(NotAllowed):
        actions.withdraw_item(actor=acting(world.luzhou_officer), item_id=made.pk, reason="越权")
    actions.withdraw_item(actor=acting(world.zigong_officer), item_id=made.pk, reason="数据有误")
    assert not build.sees(world.luzhou_officer, made)
    kept = queries.seen_receipt(acting(world.luzhou_officer), row.pk)
    assert kept.item.reason == "数据有误"
    assert build.told("receipt_closed") == {"luzhou_officer", "water_officer"}
    with pytest.raises(WrongState):
        build.question(world, made)
    assert build.effect(world, made, "nothing").effect == "nothing"


def test_a_wall_around_the_item_stands_around_its_receipts(world: World) -> None:
    made = build.published(world)
    row = build.receipt(made, world.luzhou)
    declare_recusal(actor=acting(world.luzhou_officer), record=made, reason="亲属任职")
    with pytest.raises(NotVisible):
        queries.seen_receipt(acting(world.luzhou_officer), row.pk)
    assert not queries.to_sign(acting(world.luzhou_officer)).exists()


def test_receipts_take_over_the_label_of_their_item(world: World) -> None:
    made = build.published(world)
    Membership.objects.filter(person=world.luzhou_officer).update(clearance=1)
    set_label(actor=acting(world.zigong_head), record=made, label=2, reason="敏感")
    assert build.receipt(made, world.luzhou).label == 2
    assert not build.sees(world.luzhou_officer, made)
    assert build.bodies_seen(world.luzhou_officer, made) == set()
    assert build.sees(world.water_officer, made)


def test_what_is_to_be_signed_is_reminded_of_and_urged_in_private(
    world: World, morning: TimeMachineFixture
) -> None:
    of = meeting.committee(world)
    made = build.published(world, committee_id=of.pk)
    row = build.receipt(made, world.luzhou)
    due = duties_of(world.luzhou_officer.pk, NOW, NOW + timedelta(days=9), "sharing")
    assert [(one.asked, one.url) for one in due] == [("sharing.sign", made.get_absolute_url())]
    assert not duties_of(world.luzhou_officer.pk, NOW, NOW + timedelta(days=1), "sharing")
    assert not duties_of(world.zigong_officer.pk, NOW, NOW + timedelta(days=9), "sharing")
    morning.move_to(NOW + timedelta(days=12))
    ((kind, owed),) = owed_on(build.receipt(made, world.luzhou))
    assert owed.watchers == {world.zigong.pk, world.federation.pk}
    raise_ticket(
        actor=acting(world.secretary), record_kind=int(row.KIND), record_id=row.pk,
        duty=kind.code, key=owed.key,
    )  # fmt: skip
    assert tickets(acting(world.luzhou_officer)).count() == 1
    assert tickets(acting(world.zigong_officer)).count() == 1
    assert tickets(acting(world.water_officer)).count() == 0
    build.signed(world, made)
    assert not owed_on(build.receipt(made, world.luzhou))


def test_the_record_names_every_step(world: World) -> None:
    made = build.published(world)
    build.signed(world, made)
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"sharing.item_drafted", "sharing.item_published", "sharing.receipt_signed"} <= kinds
    assert reverse("sharing:item", args=[made.pk]) == made.get_absolute_url()

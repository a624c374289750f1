"""Putting an object on weekly dispatch, filing its sheets, discussing them, keeping promises."""

from datetime import timedelta
from typing import Any

import pytest
from time_machine import TimeMachineFixture

from liandu.audit.models import Event
from liandu.deadlines.actions import set_limit
from liandu.dispatch import actions, queries
from liandu.dispatch.models import DispatchSheet, WeeklyDispatch
from liandu.dispatch.rules import WEEK, Line, Standing
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.notices.models import Notice
from liandu.orgs.models import Body
from tests.dispatch.build import (
    LAST,
    NOW,
    THIS,
    TODAY,
    again,
    decision,
    discussed,
    filed,
    obstacle,
    on,
    promise,
    watched,
)
from tests.people import World, acting
from tests.works import lists


def rolled(thing: Any, week: Any) -> list[str]:
    """Return the texts of what a week began with."""
    dispatch = WeeklyDispatch.objects.unscoped("test").get(supervised_object=thing)
    return [item.text for item in queries.carried([dispatch.pk], week)[dispatch.pk]]


def lines(sheet: DispatchSheet) -> list[str]:
    """Return the texts of the lines of a sheet."""
    return [item.text for item in sheet.items.all()]


def test_an_object_is_put_on_dispatch_by_the_office_of_its_list_and_all_sides_are_told(
    world: World,
) -> None:
    thing = watched(world)
    found = queries.dispatch_of(acting(world.builder_liaison), thing.pk)
    assert found is not None
    assert (found.body, found.first_week, found.ended_week) == (world.builder, LAST, None)
    told = Notice.objects.filter(kind="dispatch.dispatch_started").values_list("person", flat=True)
    assert {world.builder_liaison.pk, world.water_officer.pk} <= set(told)


def test_nobody_else_puts_it_on_dispatch_and_who_may_not_know_of_it_learns_nothing(
    world: World,
) -> None:
    thing = lists.entered(world, responsible_body_ids=(world.builder.pk,))
    asked = {"object_id": thing.pk, "body_id": world.builder.pk, "first_week": TODAY}
    with pytest.raises(NotAllowed):
        actions.start_dispatch(actor=acting(world.builder_liaison), **asked)
    with pytest.raises(NotVisible):
        actions.start_dispatch(actor=acting(world.luzhou_officer), **asked)
    with pytest.raises(Invalid) as refusal:
        actions.start_dispatch(
            actor=acting(world.zigong_officer), **asked | {"body_id": world.luzhou.pk}
        )
    assert set(refusal.value.fields) == {"body"}


def test_dispatch_ends_with_last_week_and_can_begin_again(world: World) -> None:
    thing, officer = watched(world), acting(world.zigong_officer)
    actions.stop_dispatch(actor=officer, object_id=thing.pk, reason="已完工")
    with pytest.raises(WrongState):
        filed(world, thing)
    assert filed(world, thing, week=LAST).state == "filed"
    with pytest.raises(WrongState):
        actions.stop_dispatch(actor=officer, object_id=thing.pk, reason="已完工")
    actions.start_dispatch(
        actor=officer, object_id=thing.pk, body_id=world.builder.pk, first_week=LAST
    )
    assert filed(world, thing).state == "filed"
    with pytest.raises(NotAllowed):
        actions.stop_dispatch(actor=acting(world.builder_head), object_id=thing.pk, reason="已完工")


def test_a_sheet_is_filed_with_its_lines_and_stands_on_record(world: World) -> None:
    thing = watched(world)
    sheet = filed(world, thing, promise(world), obstacle(world))
    assert (sheet.state, sheet.filed_by, sheet.filed_at) == ("filed", world.builder_liaison, NOW)
    assert lines(sheet) == ["补报变更手续", "变更未批复"]
    event = Event.objects.filter(kind="dispatch.sheet_filed").latest("pk")
    assert event.facts["after"]["lines"][0][1] == "补报变更手续"


def test_the_secretariat_is_told_of_obstacles_but_not_of_every_sheet(world: World) -> None:
    first, second = watched(world), watched(world, name="南干渠", number="XM-2")
    filed(world, first, promise(world))
    filed(world, second, obstacle(world))
    told = Notice.objects.filter(kind="dispatch.sheet_filed", person=world.zigong_officer)
    assert [one.record_id for one in told] == [second.pk]


def test_a_sheet_can_be_changed_until_it_is_discussed_and_keeps_when_it_was_first_filed(
    world: World, wednesday: TimeMachineFixture
) -> None:
    thing = watched(world)
    filed(world, thing, promise(world), obstacle(world))
    wednesday.move_to(on(3, 18), tick=False)
    sheet = filed(world, thing, promise(world, "月底前补齐"), progress="再报")
    assert (sheet.progress, sheet.filed_at, lines(sheet)) == ("再报", NOW, ["月底前补齐"])
    assert not sheet.is_late
    discussed(world, thing, decision(world))
    with pytest.raises(WrongState):
        filed(world, thing)


def test_what_is_filed_after_the_hour_is_late(world: World, wednesday: TimeMachineFixture) -> None:
    thing = watched(world)
    wednesday.move_to(on(3, 17) + timedelta(seconds=1))
    assert filed(world, thing).is_late


def test_the_hour_is_a_limit_that_the_office_edits(world: World) -> None:
    thing, central = watched(world), acting(world.secretary)
    for code, amount, unit in (("dispatch_sheet", 3, "day"), ("dispatch_sheet_hour", 9, "hour")):
        set_limit(actor=central, code=code, amount=amount, unit=unit, basis="会议议定")
    sheet = filed(world, thing)
    assert sheet.due_at == on(2, 9)
    assert sheet.is_late


@pytest.mark.parametrize(
    ("week", "refusal"),
    [(THIS + WEEK, WrongState), (LAST - WEEK, WrongState), (LAST, None), (THIS, None)],
)
def test_sheets_are_filed_for_weeks_at_hand(world: World, week: Any, refusal: Any) -> None:
    thing = watched(world, first_week=LAST - WEEK)
    if refusal is None:
        assert filed(world, thing, promise(world, until=TODAY), week=week).state == "filed"
    else:
        with pytest.raises(refusal):
            filed(world, thing, week=week)


def test_only_the_responsible_side_files(world: World) -> None:
    thing = watched(world)
    for who in (world.zigong_officer, world.water_officer):
        with pytest.raises(NotAllowed):
            actions.file_sheet(actor=acting(who), object_id=thing.pk, week=THIS, progress="好")
    with pytest.raises(NotVisible):
        actions.file_sheet(
            actor=acting(world.luzhou_officer), object_id=thing.pk, week=THIS, progress="好"
        )
    bare = lists.entered(world, name="未调度", responsible_body_ids=(world.builder.pk,))
    with pytest.raises(NotVisible):
        filed(world, bare)


def test_a_sheet_needs_a_word_and_its_lines_an_owner_who_takes_part(world: World) -> None:
    thing = watched(world)
    refused = (
        {"progress": " "},
        {"lines": [Line("promise", "补报", TODAY)]},
        {"lines": [Line("promise", "补报", TODAY, world.luzhou.pk)]},
        {"lines": [decision(world)]},
    )
    for wrong in refused:
        with pytest.raises(Invalid):
            filed(world, thing, **wrong)
    assert not DispatchSheet.objects.unscoped("test").exists()


def test_a_post_or_an_unknown_body_may_own_a_line(world: World) -> None:
    sheet = filed(world, watched(world), Line("obstacle", "缺料", TODAY, None, "总监理工程师"))
    assert sheet.items.get().owner == "总监理工程师"


def test_promises_roll_on_from_week_to_week_until_they_are_kept(
    world: World, wednesday: TimeMachineFixture
) -> None:
    thing = watched(world)
    sheet = filed(world, thing, promise(world), obstacle(world), week=LAST)
    kept, left = sheet.items.all()
    assert rolled(thing, LAST) == []
    assert rolled(thing, THIS) == rolled(thing, THIS + WEEK) == ["补报变更手续", "变更未批复"]
    filed(world, thing, kept_ids=[kept.pk])
    assert again(kept).standing == Standing.KEPT
    assert rolled(thing, THIS) == ["补报变更手续", "变更未批复"]
    assert rolled(thing, THIS + WEEK) == ["变更未批复"]
    wednesday.move_to(on(2, week=THIS + WEEK), tick=False)
    assert again(left).standing == Standing.OVERDUE


def test_whoever_owns_a_line_says_that_it_is_done_and_so_do_filer_and_office(world: World) -> None:
    for who in (world.water_officer, world.builder_head, world.zigong_officer):
        thing = watched(world, name=who.username)
        item = filed(world, thing, obstacle(world)).items.get()
        actions.keep_item(actor=acting(who), item_id=item.pk, note="已批复")
        assert (again(item).outcome, again(item).settled_by, again(item).note) == (
            "kept", who, "已批复",
        )  # fmt: skip
        with pytest.raises(WrongState):
            actions.keep_item(actor=acting(who), item_id=item.pk)


def test_only_the_office_lets_somebody_off(world: World) -> None:
    item = filed(world, watched(world), promise(world)).items.get()
    with pytest.raises(NotAllowed):
        actions.release_item(actor=acting(world.builder_head), item_id=item.pk, reason="不做了")
    with pytest.raises(NotAllowed):
        actions.keep_item(actor=acting(world.water_officer), item_id=item.pk)
    with pytest.raises(NotVisible):
        actions.keep_item(actor=acting(world.luzhou_officer), item_id=item.pk)
    actions.release_item(actor=acting(world.zigong_officer), item_id=item.pk, reason="设计取消")
    assert again(item).standing == Standing.RELEASED
    assert again(item).note == "设计取消"


def test_the_meeting_records_decisions_also_where_nothing_was_filed(world: World) -> None:
    thing = watched(world)
    sheet = discussed(world, thing, decision(world))
    assert (sheet.state, sheet.filed_at, sheet.discussed_by) == (
        "discussed", None, world.zigong_officer,
    )  # fmt: skip
    assert rolled(thing, THIS + WEEK) == ["五日内批复"]
    told = Notice.objects.filter(kind="dispatch.sheet_discussed", person=world.water_officer)
    assert told.count() == 1


def test_only_the_office_of_the_list_runs_the_meeting_and_not_ahead_of_time(world: World) -> None:
    thing = watched(world)
    for who, refusal in ((world.builder_head, NotAllowed), (world.luzhou_officer, NotVisible)):
        with pytest.raises(refusal):
            actions.discuss_sheet(actor=acting(who), object_id=thing.pk, week=THIS)
    with pytest.raises(WrongState):
        discussed(world, thing, week=THIS + WEEK)
    with pytest.raises(Invalid):
        discussed(world, thing, promise(world))
    discussed(world, thing)
    with pytest.raises(WrongState):
        discussed(world, thing)


def test_taking_a_list_away_is_on_record_and_for_those_with_a_post(world: World) -> None:
    actions.export_sheets(actor=acting(world.zigong_officer), count=3, query="/dispatch/")
    assert Event.objects.filter(kind="dispatch.sheets_exported").count() == 1
    with pytest.raises(NotAllowed):
        actions.export_sheets(actor=acting(world.system_admin), count=3, query="")


def test_several_objects_are_put_on_dispatch_at_once_each_with_who_answers(world: World) -> None:
    running = watched(world)
    led = lists.entered(world, lead_body_id=world.zigong_water.pk, responsible_body_ids=())
    own = lists.entered(world, lead_body_id=None, responsible_body_ids=())
    ids = [running.pk, led.pk, own.pk]
    count = actions.start_several(
        actor=acting(world.zigong_officer), object_ids=ids, first_week=TODAY
    )
    assert count == 2
    rows = WeeklyDispatch.objects.unscoped("test").values_list(
        "supervised_object", "body", "first_week"
    )
    assert set(rows) == {
        (running.pk, world.builder.pk, LAST), (led.pk, world.zigong_water.pk, THIS),
        (own.pk, world.zigong.pk, THIS),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "refusal"),
    [("luzhou_officer", NotVisible), ("water_officer", NotAllowed), ("zigong_officer", Invalid)],
)
def test_nobody_puts_on_dispatch_what_is_not_theirs_nor_nothing(
    world: World, who: str, refusal: type[Exception]
) -> None:
    thing = lists.entered(world, lead_body_id=world.zigong_water.pk)
    ids = [] if refusal is Invalid else [thing.pk]
    with pytest.raises(refusal):
        actions.start_several(actor=acting(getattr(world, who)), object_ids=ids, first_week=TODAY)
    assert not WeeklyDispatch.objects.unscoped("test").exists()


def test_where_every_body_is_closed_nobody_can_be_asked_to_file(world: World) -> None:
    thing = lists.entered(world, lead_body_id=None, responsible_body_ids=())
    Body.objects.filter(pk=world.zigong.pk).update(closed_on=TODAY)
    with pytest.raises(Invalid, match=thing.name):
        actions.start_several(
            actor=acting(world.zigong_officer), object_ids=[thing.pk], first_week=TODAY
        )

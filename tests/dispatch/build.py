"""A project on weekly dispatch in the small world, and its sheets."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from liandu.dispatch import actions
from liandu.dispatch.models import DispatchItem, DispatchSheet
from liandu.dispatch.rules import WEEK, Line, week_of
from liandu.works.models import SupervisedObject
from tests.people import World, acting
from tests.works import lists

# A Wednesday; its week is due on Thursday at 17:00, the meeting is on Friday.
NOW = datetime(2026, 11, 18, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()
THIS = week_of(TODAY)
LAST = THIS - WEEK


def on(day: int, hour: int = 10, week: date = THIS) -> datetime:
    """Return an hour of a day of a week, Monday being 0."""
    return datetime.combine(week + timedelta(days=day), time(hour), NOW.tzinfo)


def watched(world: World, first_week: date = LAST, **changes: Any) -> SupervisedObject:
    """Return an object of Zigong's list that the builder files for, from last week on."""
    fields = {"lead_body_id": world.zigong_water.pk, "responsible_body_ids": (world.builder.pk,)}
    thing = lists.entered(world, **(fields | changes))
    actions.start_dispatch(
        actor=acting(world.zigong_officer), object_id=thing.pk, body_id=world.builder.pk,
        first_week=first_week,
    )  # fmt: skip
    return thing


def promise(world: World, text: str = "补报变更手续", until: date = TODAY) -> Line:
    """Return a promise of the builder."""
    return Line("promise", text, until, world.builder.pk)


def obstacle(world: World, text: str = "变更未批复", until: date = TODAY) -> Line:
    """Return an obstacle that the water bureau is to take away."""
    return Line("obstacle", text, until, world.zigong_water.pk)


def decision(world: World, text: str = "五日内批复", until: date = TODAY) -> Line:
    """Return what the meeting tells the water bureau to do."""
    return Line("decision", text, until, world.zigong_water.pk)


def filed(
    world: World, thing: SupervisedObject, *lines: Line, week: date = THIS, **changes: Any
) -> DispatchSheet:
    """Return the sheet of a week as the builder's liaison files it."""
    values: dict[str, Any] = {"progress": "完成浇筑 620 立方", "lines": lines} | changes
    return actions.file_sheet(
        actor=acting(world.builder_liaison), object_id=thing.pk, week=week, **values
    )


def discussed(
    world: World, thing: SupervisedObject, *lines: Line, week: date = THIS
) -> DispatchSheet:
    """Return the sheet of a week after the meeting."""
    return actions.discuss_sheet(
        actor=acting(world.zigong_officer), object_id=thing.pk, week=week, lines=lines
    )


def again(item: DispatchItem) -> DispatchItem:
    """Return a line as it stands now."""
    found: DispatchItem = DispatchItem.objects.unscoped("test").get(pk=item.pk)
    return found

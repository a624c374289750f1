"""Scenes are played in the order of time, and only up to today."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from liandu.demo.play import Stage, later

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_scenes_are_played_side_by_side_in_the_order_of_time() -> None:
    seen: list[tuple[str, datetime]] = []

    def scene(name: str, *days: int) -> Iterator[datetime]:
        for day in days:
            yield START + timedelta(days=day)
            seen.append((name, timezone.now()))

    stage = Stage()
    stage.enter(scene("a", 1, 5, 90))
    stage.enter(scene("b", 2, 3))
    played = stage.play(START + timedelta(days=10))

    assert played == 4
    assert seen == [
        (name, START + timedelta(days=day))
        for name, day in [("a", 1), ("b", 2), ("b", 3), ("a", 5)]
    ]


def test_a_scene_may_bring_in_another() -> None:
    seen: list[str] = []
    stage = Stage()

    def inner() -> Iterator[datetime]:
        yield START + timedelta(days=2)
        seen.append("inner")

    def outer() -> Iterator[datetime]:
        yield START
        stage.enter(inner())
        yield START + timedelta(days=3)
        seen.append("outer")

    stage.enter(outer())
    stage.play(START + timedelta(days=9))
    assert seen == ["inner", "outer"]


def test_the_clock_is_right_again_afterwards() -> None:
    stage = Stage()
    stage.enter(iter([START]))
    stage.play(START)
    assert abs(timezone.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_nothing_happens_on_a_weekend() -> None:
    friday = datetime(2026, 3, 6, 9, tzinfo=UTC)
    assert later(friday, 1).weekday() == 0
    assert later(friday, 2).weekday() == 0
    assert later(friday, 3).weekday() == 0
    assert later(friday, 0).weekday() == 4


def test_nothing_happens_at_night() -> None:
    monday = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert later(monday, 0.25).hour == 15
    late, early = later(monday, 0.5), later(monday, 0.75)
    assert (late.date(), late.hour) == (early.date(), early.hour) == (date(2026, 3, 3), 9)

"""The day on which a check is asked for is kept with the point: by all that write, as the rule."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from liandu.kernel.errors import WrongState
from liandu.risks import actions, queries
from liandu.risks.actions.asking import keep
from liandu.risks.models import RiskPoint
from liandu.risks.rules import PointState, asked_on
from liandu.works.actions import move_link
from liandu.works.models import SupervisedObject, SupervisionLink
from tests.people import World, acting
from tests.risks import build

pytestmark = pytest.mark.django_db

CODES = ("approval", "tender", "contract")
STEPS = 150
DAY = date(2026, 3, 1)


def every() -> list[RiskPoint]:
    """Return all points with their links as they are stored."""
    return list(RiskPoint.objects.unscoped("test").select_related("link"))


def derived(point: RiskPoint) -> date | None:
    """Return what the rule says of a point."""
    link = point.link
    return asked_on(
        point.state, point.due_on, is_under_way=link.state == "in_progress",
        began_on=link.started_on,
    )  # fmt: skip


class Walk:
    """Somebody who does at random whatever may be done to the risk points of an object."""

    def __init__(self, world: World, chance: random.Random) -> None:
        self.world, self.chance = world, chance
        self.object: SupervisedObject = build.watched(world)
        self.done: Counter[str] = Counter()
        self.who = acting(world.zigong_officer)
        self.steps: dict[str, Callable[[], Any]] = {
            "add": self.add, "edit": self.edit, "check": self.check, "retire": self.retire,
            "restore": self.restore, "take over": self.take_over,
            **{step: lambda step=step: self.move(step)
               for step in ("begin", "finish", "check link", "reopen")},
        }  # fmt: skip

    def go(self) -> None:
        """Take a step, if it can be taken."""
        name = self.chance.choice(list(self.steps))
        try:
            self.steps[name]()
        except (WrongState, IndexError):
            return
        self.done[name] += 1

    def day(self) -> date:
        """Return a day of the last months."""
        return timezone.localdate() - timedelta(days=self.chance.randrange(200))

    def point(self, state: PointState = PointState.IN_FORCE) -> int:
        """Return one of the points of this state."""
        return self.chance.choice([one.pk for one in every() if one.state == state])

    def frequency(self) -> str:
        """Return how often a point is to be checked."""
        return self.chance.choice(["week", "month", "quarter"])

    def add(self) -> None:
        """Enter a point."""
        build.added(
            self.world, self.object, self.chance.choice(CODES), name=f"风险{len(every())}",
            frequency=self.frequency(),
        )  # fmt: skip

    def edit(self) -> None:
        """Have a point checked at another frequency."""
        point = queries.seen_point(self.who, self.point())
        draft = build.draft(name=point.name, frequency=self.frequency())
        actions.edit_point(actor=self.who, point_id=point.pk, draft=draft)

    def check(self) -> None:
        """Check a point, not before it was checked last."""
        point = queries.seen_point(self.who, self.point())
        last = point.last_check.on if point.last_check else date.min
        build.checked(self.world.zigong_officer, point, on=max(self.day(), last))

    def retire(self) -> None:
        """Retire a point."""
        actions.retire_point(actor=self.who, point_id=self.point(), reason="x")

    def restore(self) -> None:
        """Put a point back in force."""
        point = self.point(PointState.SET_ASIDE)
        actions.restore_point(actor=self.who, point_id=point, reason="x")

    def take_over(self) -> None:
        """Take over a point of the library."""
        offered = [one.item.pk for one in queries.offers(self.object)]
        actions.take_over(
            actor=self.who, object_id=self.object.pk, item_ids=[self.chance.choice(offered)]
        )

    def move(self, step: str) -> None:
        """Take a link a step on."""
        link = self.object.links.get(code=self.chance.choice(CODES))
        on = link.started_on if step == "finish" else self.day()
        move_link(actor=self.who, link_id=link.pk, step=step.removesuffix(" link"), on=on)


@pytest.mark.parametrize("seed", range(3))
def test_whoever_writes_keeps_the_day_as_the_rule_says(world: World, seed: int) -> None:
    walk, asked = Walk(world, random.Random(seed)), set()  # noqa: S311 - a walk, not a secret
    for _step in range(STEPS):
        walk.go()
        for point in every():
            assert point.asked_on == derived(point), walk.done
            asked.add(point.asked_on is None)
    assert set(walk.done) == set(walk.steps)
    assert asked == {True, False}


def combinations(world: World) -> list[RiskPoint]:
    """Return points in every state, due before and after every kind of link began."""
    made = []
    for number, state in enumerate(PointState):
        for link_state in ("not_started", "in_progress", "done", "checked"):
            for began in (None, DAY - timedelta(days=9), DAY + timedelta(days=9)):
                point = build.added(world, name=f"{number}{link_state}{began}")
                RiskPoint.objects.unscoped("test").filter(pk=point.pk).update(
                    state=state, due_on=DAY, asked_on=DAY - timedelta(days=99)
                )
                links = SupervisionLink.objects.unscoped("test").filter(pk=point.link_id)
                links.update(state=link_state, started_on=began)
                made.append(point)
    return made


def test_the_migration_fills_in_what_the_rule_says(world: World) -> None:
    combinations(world)
    import_module("liandu.risks.migrations.0003_asked_on").fill(Old(), None)
    assert all(point.asked_on == derived(point) for point in every())


class Old:
    """The models as a migration finds them: with plain managers."""

    def get_model(self, app: str, name: str) -> Any:
        """Return a model of which all rows can be asked."""
        model = apps.get_model(app, name)
        return type(name, (), {"objects": model.objects.unscoped("migration")})


def test_a_link_that_moved_asks_as_the_rule_says(world: World) -> None:
    for point in combinations(world):
        link = SupervisionLink.objects.unscoped("test").get(pk=point.link_id)
        actions.follow_link(link)
    assert all(point.asked_on == derived(point) for point in every())


def test_a_point_that_is_kept_asks_as_the_rule_says(world: World) -> None:
    combinations(world)
    for point in every():
        keep(point, "state")
    assert all(point.asked_on == derived(point) for point in every())

"""Playing scenes through the demo's year in the order of time, by the same actions as the pages.

A scene is a generator: it yields the moment at which it goes on, then acts. What lies beyond
today is not played, so that things stand in every state without anybody setting one.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count

from django.utils import timezone

from liandu.demo import clock
from liandu.demo.bodies import Cast
from liandu.kernel.actor import Actor
from liandu.orgs.queries import actor_for

Scene = Iterator[datetime]

FRIDAY = 4
OPENS, CLOSES = 9, 18


class Stage:
    """The scenes under way, each waiting for its moment."""

    def __init__(self) -> None:
        self.waiting: list[tuple[datetime, int, Scene]] = []
        self.numbers = count()

    def enter(self, scene: Scene) -> None:
        """Begin ``scene``, or let it go on: it waits for the moment it yields next."""
        moment = next(scene, None)
        if moment is not None:
            heappush(self.waiting, (moment, next(self.numbers), scene))

    def play(self, until: datetime) -> int:
        """Play side by side whatever comes up to ``until``; return how many moments that were."""
        played = 0
        while self.waiting and self.waiting[0][0] <= until:
            moment, _, scene = heappop(self.waiting)
            with clock.at(moment):
                self.enter(scene)
            played += 1
        return played


def as_now(cast: Cast, account: str) -> Actor:
    """Return the person of ``account`` as the actor they are at this moment of the demo."""
    return actor_for(cast.people[account].pk, timezone.now())


def later(moment: datetime, days: float) -> datetime:
    """Return the moment ``days`` later, put off to office hours of a weekday."""
    local = timezone.localtime(moment + timedelta(days=days))
    if local.hour < OPENS:
        local += timedelta(hours=OPENS - local.hour)
    elif local.hour >= CLOSES:
        local += timedelta(hours=24 + OPENS - local.hour)
    return local + timedelta(days=7 - local.weekday() if local.weekday() > FRIDAY else 0)

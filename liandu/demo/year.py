"""The scenes of the demo's year: inspections with what they find, and findings made alone."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from liandu.demo.bodies import Cast
from liandu.demo.inspecting import Visit, inspect
from liandu.demo.objects import Watched, work
from liandu.demo.play import OPENS, Scene, Stage, as_now, later
from liandu.demo.rectifying import Case, rectify
from liandu.demo.troubles import TROUBLES
from liandu.inspections.rules import Mode
from liandu.notices.actions import read_notices
from liandu.works.rules import ObjectType

FINDINGS, FINDINGS_OF_DISTRICT = 44, 10
VISITS, VISITS_OF_DISTRICT = 32, 6
LAST_DAYS = 360
# The office whose account most people try first has more at hand than the year alone would leave.
HOME, AT_HAND, AT_HAND_DAYS = "ZG-JD", 16, 56
READ_ON_DAY = 361
AT_HOME = [mode for mode in Mode if mode != Mode.CROSS]


def the_year(cast: Cast, watched: list[Watched], district: list[Watched], start: datetime) -> Stage:
    """Return the stage with every scene of a year that begins at ``start``."""
    stage = Stage()
    home = [place for place in watched if place.office == HOME]
    lately = start + timedelta(days=LAST_DAYS - AT_HAND_DAYS)
    works = [one for one in watched if one.object.object_type == ObjectType.WORKS_PROJECT]
    scenes = (
        *(work(cast, one, number, start) for number, one in enumerate(works)),
        *_visits(stage, cast, watched, start, VISITS, list(Mode)),
        *_visits(stage, cast, district, start, VISITS_OF_DISTRICT, AT_HOME),
        *_findings(cast, watched, start, FINDINGS, 1),
        *_findings(cast, district, start, FINDINGS_OF_DISTRICT, 7001),
        *_findings(cast, home, lately, AT_HAND, 301, AT_HAND_DAYS),
        _read_up(cast, later(start, READ_ON_DAY)),
    )
    for scene in scenes:
        stage.enter(scene)
    return stage


def _visits(
    stage: Stage, cast: Cast, places: list[Watched], start: datetime, count: int,
    modes: Sequence[Mode],
) -> Iterator[Scene]:  # fmt: skip
    """Yield ``count`` inspections spread over the year and over ``places``."""
    chance = random.Random(count)  # noqa: S311 - a demo, not a secret
    for number in range(count):
        moment = _morning(later(start, LAST_DAYS * (number + chance.random()) / count), chance)
        place, mode = places[number % len(places)], chance.choice(modes)
        yield inspect(stage, cast, Visit(place, moment, mode, count * 100 + number))


def _read_up(cast: Cast, moment: datetime) -> Scene:
    """Have everybody read what they were told so far, so that their bell counts a few days."""
    yield moment
    for account in cast.people:
        read_notices(actor=as_now(cast, account))


def _morning(day: datetime, chance: random.Random) -> datetime:
    """Return a moment of office hours on ``day``."""
    return day.replace(hour=OPENS, minute=0) + timedelta(minutes=chance.randint(0, 480))


def _findings(
    cast: Cast, places: list[Watched], start: datetime, count: int, seed: int,
    days: int = LAST_DAYS,
) -> Iterator[Scene]:  # fmt: skip
    """Yield ``count`` findings spread over ``days`` and over ``places``."""
    chance = random.Random(seed)  # noqa: S311 - a demo, not a secret
    for number in range(count):
        day = later(start, days * (number + chance.random()) / count)
        moment = _morning(day, chance)
        place = places[chance.randrange(len(places))]
        trouble = TROUBLES[(number + seed) % len(TROUBLES)]
        yield rectify(cast, Case(trouble, place, moment, seed + number))

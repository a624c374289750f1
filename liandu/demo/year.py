"""The scenes of the demo's year: inspections with what they find, and findings made alone."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from liandu.demo.bodies import Cast
from liandu.demo.bulletins import tell
from liandu.demo.committing import meet, plans
from liandu.demo.comparing import compare
from liandu.demo.consulting import consult
from liandu.demo.contracting import contract
from liandu.demo.convening import convene
from liandu.demo.cooperating import cooperate
from liandu.demo.dispatching import dispatch
from liandu.demo.guarding import guard
from liandu.demo.inspecting import Visit, inspect
from liandu.demo.objects import YEAR, Watched, work
from liandu.demo.play import OPENS, Scene, Stage, as_now, later
from liandu.demo.pressing import press
from liandu.demo.rectifying import Case, rectify
from liandu.demo.running import carry_out
from liandu.demo.sides import look_back
from liandu.demo.telling import inform
from liandu.demo.troubles import TROUBLES
from liandu.demo.undertaking import undertake
from liandu.inspections.rules import Mode
from liandu.notices.actions import read_notices
from liandu.orgs.actions import decline_clearances, set_clearance
from liandu.orgs.queries import actor_for, memberships_of, waiting_for
from liandu.orgs.rules import AdminKind
from liandu.works.rules import ObjectType

FINDINGS, FINDINGS_OF_DISTRICT = 44, 10
VISITS, VISITS_OF_DISTRICT = 32, 6
LAST_DAYS = 360
DISPATCHED = 8
"""How many of the works are dispatched weekly."""
# The office whose account most people try first has more at hand than the year alone would leave.
HOME, AT_HAND, AT_HAND_DAYS = "ZG-JD", 16, 56
READ_ON_DAY, LOOK_BACK_DAY, COMPARED_DAY, CLEARED_DAY = 361, 330, 358, 359
OFFICES = ("zg-jd", "jd-bgs")
AT_HOME = [mode for mode in Mode if mode != Mode.CROSS]


def the_year(cast: Cast, watched: list[Watched], district: list[Watched], start: datetime) -> Stage:
    """Return the stage with every scene of a year that begins at ``start``."""
    stage = Stage()
    home = [place for place in watched if place.office == HOME]
    lately = start + timedelta(days=LAST_DAYS - AT_HAND_DAYS)
    works = [one for one in watched if one.object.object_type == ObjectType.WORKS_PROJECT]
    scenes = (
        *(work(cast, one, number, start) for number, one in enumerate(works)),
        *(
            dispatch(cast, one, number, start + timedelta(days=YEAR))
            for number, one in enumerate(works[:DISPATCHED])
        ),
        *(guard(cast, one, number, start) for number, one in enumerate(works)),
        *(contract(cast, one, number, start) for number, one in enumerate(works)),
        *_visits(stage, cast, watched, start, VISITS, list(Mode)),
        *_visits(stage, cast, district, start, VISITS_OF_DISTRICT, AT_HOME),
        *_findings(cast, watched, start, FINDINGS, 1),
        *_findings(cast, district, start, FINDINGS_OF_DISTRICT, 7001),
        *_findings(cast, home, lately, AT_HAND, 301, AT_HAND_DAYS),
        *(look_back(cast, place, later(start, LOOK_BACK_DAY)) for place in OFFICES),
        *(meet(cast, plan, start) for plan in plans(cast)),
        _read_up(cast, later(start, READ_ON_DAY)),
        tell(cast, start + timedelta(days=YEAR)),
        compare(cast, later(start, COMPARED_DAY)),
        convene(cast, start),
        undertake(cast, start),
        *cooperate(cast, start),
        consult(cast, start),
        carry_out(cast, start),
        press(cast, start),
        inform(cast, start),
        _cleared(cast, later(start, CLEARED_DAY)),
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


def _cleared(cast: Cast, moment: datetime) -> Scene:
    """Have two clearances proposed: one is declined, the other waits for the second person."""
    yield moment
    first, second = (
        actor_for(cast.people[account].pk, timezone.now(), admin=AdminKind.SECURITY)
        for account in ("security-admin", "security-admin-2")
    )
    for account, reason in (("zg-jd-3", "参加跨省联合检查，需查阅核心敏感材料"),
                            ("jd-bgs-1", "牵头线索移送对接")):  # fmt: skip
        seat = memberships_of(cast.people[account].pk)[0]
        set_clearance(actor=first, membership_id=seat.pk, clearance=3, reason=reason)
    yield later(moment, 1)
    latest = waiting_for(second)[:1]
    decline_clearances(
        actor=second, proposal_ids=[row.pk for row in latest], reason="线索由专人对接，不必提高"
    )


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

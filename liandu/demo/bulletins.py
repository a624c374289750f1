"""Scenes: an office freezes the figures of each month and tells of them in a bulletin."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from liandu.demo.bodies import Cast
from liandu.demo.papering import OFFICER, send, sign_all
from liandu.demo.play import OPENS, Scene, as_now, later
from liandu.figures import actions
from liandu.figures.rules import Period, Span, key_of
from liandu.kernel.actor import Actor
from liandu.orgs.models import Body, Jurisdiction

OFFICE, PLACE = "zg-jd", "510300"
MONTHS, READ_AFTER = 3, 2
TOLD = ("ZG-SL", "ZG-JT", "ZG-JS", "ZG-CT")


def tell(cast: Cast, end: datetime) -> Scene:
    """Play the bulletins of the last months before ``end``, each from figures frozen for it."""
    to = tuple(Body.objects.filter(code__in=TOLD).order_by("pk").values_list("pk", flat=True))
    place = Jurisdiction.objects.get(code=PLACE)

    def by(post: int) -> Actor:
        return as_now(cast, f"{OFFICE}-{post}")

    for first in _firsts(timezone.localtime(end).date()):
        yield (moment := later(_morning(end, first), 0))
        period = Period.read(key_of(Span.MONTH, first - timedelta(days=1)), first)
        taken = actions.take_snapshot(
            actor=by(OFFICER), title=f"{period.since.year}年{period.since.month}月{place}",
            period=period.key, place_id=place.pk, label=1,
        )  # fmt: skip
        moment = yield from send("bulletin", taken.pk, by, moment, to=to)
        yield later(moment, READ_AFTER)
        for code in TOLD:
            sign_all(taken, as_now(cast, f"{code.lower()}-1"))


def _firsts(day: date) -> list[date]:
    """Return the first days of the last months up to the one of ``day``, in order."""
    firsts = [day.replace(day=1)]
    while len(firsts) < MONTHS:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    return firsts[::-1]


def _morning(end: datetime, day: date) -> datetime:
    """Return the opening hour of ``day``."""
    local = timezone.localtime(end)
    return local.replace(year=day.year, month=day.month, day=day.day, hour=OPENS, minute=0)

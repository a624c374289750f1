"""Stretches of days drawn side by side on a month, a quarter or a year. Plain Python.

A frame is cut into units of equal width (days, weeks, months); places on it are counted in units
from its left edge, as floats from 0 to ``Frame.width``.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final, Self

DAY: Final = timedelta(days=1)
WEEK: Final = timedelta(days=7)
MONTHS: Final = 12


class Span(StrEnum):
    """How much is shown at once."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


MONTHS_OF: Final = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: MONTHS}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days, both counted, of something that ``key`` names."""

    key: object
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Frame:
    """What is shown: ``first`` to ``last``, cut at ``edges``, the last of which is its end."""

    span: Span
    first: date
    edges: tuple[date, ...]

    @classmethod
    def around(cls, span: Span, day: date) -> Self:
        """Return the month, quarter or year that ``day`` lies in; a quarter in whole weeks."""
        size = MONTHS_OF[span]
        month = (day.month - 1) // size * size + 1
        first, end = date(day.year, month, 1), _month_after(day.year, month + size - 1)
        if span is Span.YEAR:
            edges = [date(day.year, each, 1) for each in range(1, MONTHS + 1)]
            return cls(span, first, (*edges, end))
        step = DAY if span is Span.MONTH else WEEK
        begin = first if span is Span.MONTH else first - first.weekday() * DAY
        count = -(-(end - begin) // step)
        return cls(span, first, tuple(begin + each * step for each in range(count + 1)))

    @property
    def begin(self) -> date:
        """Return the first day that is drawn."""
        return self.edges[0]

    @property
    def last(self) -> date:
        """Return the last day that is drawn."""
        return self.edges[-1] - DAY

    @property
    def units(self) -> tuple[date, ...]:
        """Return the first day of each unit."""
        return self.edges[:-1]

    @property
    def width(self) -> int:
        """Return how many units wide it is."""
        return len(self.edges) - 1

    @property
    def before(self) -> date:
        """Return a day of the frame before."""
        return self.first - DAY

    @property
    def after(self) -> date:
        """Return a day of the frame after."""
        return _month_after(self.first.year, self.first.month + MONTHS_OF[self.span] - 1)

    def at(self, day: date) -> float:
        """Return where ``day`` begins; what lies outside is at the edge."""
        for n, (since, until) in enumerate(pairwise(self.edges)):
            if day < until:
                return n + max((day - since) / (until - since), 0)
        return float(self.width)

    def shows(self, day: date) -> bool:
        """Test whether ``day`` is drawn."""
        return self.begin <= day <= self.last

    def holds(self, stretch: Stretch) -> bool:
        """Test whether any of its days is drawn."""
        return stretch.first <= self.last and stretch.last >= self.begin


def _month_after(year: int, month: int) -> date:
    """Return the first day after a month."""
    return date(year, month, monthrange(year, month)[1]) + DAY


def lanes(stretches: Iterable[Stretch]) -> list[list[Stretch]]:
    """Return them in as few lines as hold them without overlap, each line by its days."""
    found: list[list[Stretch]] = []
    for each in sorted(stretches, key=lambda one: (one.first, one.last, str(one.key))):
        free = (lane for lane in found if lane[-1].last < each.first)
        lane = next(free, None)
        if lane is None:
            found.append([each])
        else:
            lane.append(each)
    return found


def near(stretches: Sequence[Stretch], days: int) -> set[object]:
    """Return the keys of those that come within ``days`` of another one, before or after."""
    found: set[object] = set()
    ordered = sorted(stretches, key=lambda one: one.first)
    furthest: Stretch | None = None
    for each in ordered:
        if furthest is not None and (each.first - furthest.last).days <= days:
            found |= {furthest.key, each.key}
        if furthest is None or each.last > furthest.last:
            furthest = each
    return found

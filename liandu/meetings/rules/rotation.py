"""Whose turn it is to take the chair: in order, for a term each, laid out years ahead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from liandu.kernel.deadlines import months_after

DAY = timedelta(days=1)
LONGEST_TERM = 60
MOST_TURNS = 40


@dataclass(frozen=True, slots=True)
class Turn:
    """The chair is one body's from one day to another; ``number`` counts from the first."""

    number: int
    body_id: int
    starts_on: date
    ends_on: date

    def covers(self, day: date) -> bool:
        """Test whether the body has the chair on ``day``."""
        return self.starts_on <= day <= self.ends_on


def turns(order: Sequence[int], first: int, starts_on: date, months: int, count: int) -> list[Turn]:
    """Lay out ``count`` turns of so many months, the first one number ``first``.

    Whose it is follows from the number alone, so that turns laid out later fit those before.

    :raises ValueError: if there is nobody to rotate among, or a term or count is absurd
    """
    if not order or not 1 <= months <= LONGEST_TERM or not 1 <= count <= MOST_TURNS:
        message = f"no rotation: {count} turns of {months} months among {len(order)}"
        raise ValueError(message)
    days = [months_after(starts_on, months * at) for at in range(count + 1)]
    return [
        Turn(first + at, order[(first + at - 1) % len(order)], days[at], days[at + 1] - DAY)
        for at in range(count)
    ]


def swapped(plan: Sequence[Turn], one: int, other: int) -> list[Turn]:
    """Return the turns with the bodies of two of them exchanged; days and numbers stay."""
    bodies = {turn.number: turn.body_id for turn in plan}
    bodies[one], bodies[other] = bodies[other], bodies[one]
    return [replace(turn, body_id=bodies[turn.number]) for turn in plan]


def agreed(consents: Mapping[int, bool]) -> bool:
    """Test whether both bodies agreed to a swap or a substitution."""
    return len(consents) > 1 and all(consents.values())


def chair_on(plan: Sequence[Turn], day: date) -> int | None:
    """Return the body that has the chair on ``day``, if the plan reaches so far."""
    return next((turn.body_id for turn in plan if turn.covers(day)), None)

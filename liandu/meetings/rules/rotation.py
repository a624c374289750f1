"""Whose turn it is to take the chair: in order, for a term each, laid out years ahead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from liandu.kernel.deadlines import months_after
from liandu.kernel.workflow import Step, Workflow

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


def turns(order: Sequence[int], first: int, starts_on: date, months: int, count: int) -> list[Turn]:
    """Lay out ``count`` turns of so many months in ``order``, the first one number ``first``.

    :raises ValueError: if there is nobody to rotate among, or a term or count is absurd
    """
    if not order or not 1 <= months <= LONGEST_TERM or not 1 <= count <= MOST_TURNS:
        message = f"no rotation: {count} turns of {months} months among {len(order)}"
        raise ValueError(message)
    # Each from the first day, so that a term begun on the 31st does not creep forward.
    days = [months_after(starts_on, months * at) for at in range(count + 1)]
    return [
        Turn(first + at, order[at % len(order)], days[at], days[at + 1] - DAY)
        for at in range(count)
    ]


def after(last: int | None, order: Sequence[int]) -> list[int]:
    """Return the order begun behind ``last``; from the first if that is not in it."""
    start = order.index(last) + 1 if last in order else 0
    return [*order[start:], *order[:start]]


class ChangeKind(StrEnum):
    """How the chair may go another way than by the order."""

    SWAP = "swap"
    SUBSTITUTION = "substitution"


class ChangeState(StrEnum):
    """What became of a change that one body proposed to another."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


C = ChangeState
CHANGE: Final = Workflow(
    "chair_change",
    C.PROPOSED,
    Step("agree", frozenset({C.PROPOSED}), C.AGREED),
    Step("decline", frozenset({C.PROPOSED}), C.DECLINED),
    Step("withdraw", frozenset({C.PROPOSED}), C.WITHDRAWN),
)

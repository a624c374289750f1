"""Who is there, whether that is enough, and how a vote ends: counted in whole numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from liandu.committees.rules import VoteOf, reaches


class Presence(StrEnum):
    """How a member body takes part."""

    IN_PERSON = "in_person"
    REMOTE = "remote"
    PROXY = "proxy"
    LEAVE = "leave"


THERE: Final = frozenset({Presence.IN_PERSON, Presence.REMOTE, Presence.PROXY})
"""Counted as present; who sends somebody with a name is there through them."""


class VoteMode(StrEnum):
    """How an item is voted on, if it is at all."""

    NONE = ""
    OPEN = "open"
    SECRET = "secret"  # noqa: S105 - a ballot


class Choice(StrEnum):
    """What a member body says in a vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True)
class Seat:
    """A member body at a meeting: how it takes part, and whether it votes."""

    body_id: int
    presence: str = ""
    is_voting: bool = True

    @property
    def is_there(self) -> bool:
        """Test whether it counts as present."""
        return self.presence in THERE


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether enough voting members are there, and which are missing."""

    share: str
    every: int
    there: int
    missing: tuple[int, ...]

    @property
    def is_reached(self) -> bool:
        """Test whether the meeting can be held."""
        return reaches(self.share, self.there, self.every)


def quorum(share: str, seats: Iterable[Seat]) -> Quorum:
    """Count the voting members that are there against the ``share`` that is asked for."""
    voting = [seat for seat in seats if seat.is_voting]
    missing = tuple(seat.body_id for seat in voting if not seat.is_there)
    return Quorum(share, len(voting), len(voting) - len(missing), missing)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many said what."""

    agree: int = 0
    against: int = 0
    abstain: int = 0

    @property
    def cast(self) -> int:
        """Return how many ballots there are."""
        return self.agree + self.against + self.abstain

    def plus(self, choice: str) -> "Tally":
        """Return the tally with one more ballot."""
        return Tally(
            self.agree + (choice == Choice.FOR), self.against + (choice == Choice.AGAINST),
            self.abstain + (choice == Choice.ABSTAIN),
        )  # fmt: skip

    def carries(self, share: str, of: str, seats: Sequence[Seat]) -> bool:
        """Test whether as many agree as the rule asks, of those present or of all who vote."""
        voting = [seat for seat in seats if seat.is_voting]
        counted = [s for s in voting if s.is_there] if of == VoteOf.PRESENT else voting
        return reaches(share, self.agree, len(counted))


def tally(choices: Iterable[str]) -> Tally:
    """Count what was said."""
    found = Tally()
    for choice in choices:
        found = found.plus(choice)
    return found

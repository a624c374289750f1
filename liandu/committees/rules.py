"""What a committee is made of, and when enough of its members are there or agree: plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final


class Shape(StrEnum):
    """The two shapes of the same thing: under one superior, or of equals without any."""

    COMMITTEE = "committee"
    JOINT_MEETING = "joint_meeting"


class PostKind(StrEnum):
    """What somebody is in a committee, in the order in which they are shown."""

    DIRECTOR = "director"
    FIRST_DEPUTY = "first_deputy"
    EXECUTIVE_DEPUTY = "executive_deputy"
    DEPUTY = "deputy"
    MEMBER = "member"
    SECRETARIAT = "secretariat"


class Share(StrEnum):
    """How large a part is asked for; a rule is one of these words, kept as data."""

    MORE_THAN_HALF = "more_than_half"
    TWO_THIRDS = "two_thirds"
    THREE_QUARTERS = "three_quarters"
    ALL = "all"


class VoteOf(StrEnum):
    """Of whom the share of a vote is counted."""

    PRESENT = "present"
    EVERY = "every"


ORDER: Final = tuple(PostKind)
CHAIRS: Final = frozenset(
    {PostKind.DIRECTOR, PostKind.FIRST_DEPUTY, PostKind.EXECUTIVE_DEPUTY, PostKind.DEPUTY}
)
"""Whoever holds one of these may chair."""
ONLY_ONE: Final = (PostKind.DIRECTOR, PostKind.FIRST_DEPUTY, PostKind.EXECUTIVE_DEPUTY)
"""Held by one person at a time."""
LEAST: Final = {
    Share.MORE_THAN_HALF: Fraction(1, 2), Share.TWO_THIRDS: Fraction(2, 3),
    Share.THREE_QUARTERS: Fraction(3, 4), Share.ALL: Fraction(1),
}  # fmt: skip
FEWEST_MEMBERS: Final = 2


def reaches(share: str, count: int, every: int) -> bool:
    """Test whether ``count`` of ``every`` is as much as ``share`` asks; of nobody, nothing is."""
    if every <= 0:
        return False
    part, least = Fraction(count, every), LEAST[Share(share)]
    return part > least if share == Share.MORE_THAN_HALF else part >= least


@dataclass(frozen=True, slots=True)
class Constitution:
    """What is said of a committee when it is set up or changed."""

    name: str
    basis: str = ""
    superior_id: int | None = None
    quorum: str = Share.TWO_THIRDS
    vote: str = Share.MORE_THAN_HALF
    vote_of: str = VoteOf.PRESENT

    def faults(self, shape: str) -> frozenset[str]:
        """Return the names of what cannot stand for a committee of ``shape``."""
        stands = {
            "shape": shape in set(Shape),
            "name": bool(self.name.strip()),
            # A committee has one superior; jurisdictions that meet as equals have none in common.
            "superior": (self.superior_id is not None) == (shape == Shape.COMMITTEE),
            "quorum": self.quorum in set(Share),
            "vote": self.vote in set(Share),
            "vote_of": self.vote_of in set(VoteOf),
        }
        return frozenset(name for name, good in stands.items() if not good)


@dataclass(frozen=True, slots=True)
class Place:
    """A member body in its place in the order, and whether it votes."""

    body_id: int
    is_voting: bool = True
    since: date | None = None


def doubled(places: Sequence[Place]) -> bool:
    """Test whether a body is named twice."""
    return len({one.body_id for one in places}) != len(places)


def next_number(numbers: Sequence[int]) -> int:
    """Return the number of the next term."""
    return max(numbers, default=0) + 1


@dataclass(frozen=True, slots=True)
class MechanismText:
    """What a version of a mechanism says; ``owner_id`` is the body that answers for it."""

    text: str
    owner_id: int
    basis: str = ""
    governs: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    review_on: date | None = None


def may_begin(on: date, before: date | None) -> bool:
    """Test whether a version may be in force from ``on``, after one in force since ``before``."""
    return before is None or on > before

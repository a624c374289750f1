"""Which plans would visit the same target, at the same time, about the same subject. Plain Python.

A plan claims targets for a stretch of days, about some subjects. Two plans overlap on a target if
they claim it both and their days meet or lie close; how badly says the grade. Sorting the claims of
each target by their days keeps the work in proportion to what is found.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum


@dataclass(frozen=True, slots=True)
class Claim:
    """What a plan takes up: its targets, from ``first`` to ``last``, both counted.

    No ``subjects`` means all of them.
    """

    key: Hashable
    targets: frozenset[Hashable]
    first: date
    last: date
    subjects: frozenset[Hashable] = frozenset()


class Grade(IntEnum):
    """How much of two plans is the same, the worst first."""

    SAME = 1
    """Target, days and subject."""
    BESIDE = 2
    """Target and days, about something else: one visit could do for both."""
    NEAR = 3
    """Target and subject, soon before or after."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One plan that overlaps another, and in what.

    ``days`` are how many both take; none, and ``apart`` says how many lie between.
    """

    key: Hashable
    grade: Grade
    targets: frozenset[Hashable]
    subjects: frozenset[Hashable]
    days: int
    apart: int


@dataclass(slots=True)
class _Line:
    """The claims on one target by their first day, and the last day taken up to each of them."""

    claims: list[Claim]
    firsts: list[date] = field(default_factory=list)
    reached: list[date] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.claims.sort(key=lambda one: one.first)
        for each in self.claims:
            self.firsts.append(each.first)
            self.reached.append(max(each.last, self.reached[-1]) if self.reached else each.last)


class Plans:
    """Plans to hold others against; two of them that come within ``near`` days are close."""

    def __init__(self, claims: Iterable[Claim], near: int = 0) -> None:
        by_target: dict[Hashable, list[Claim]] = defaultdict(list)
        for claim in claims:
            for target in claim.targets:
                by_target[target].append(claim)
        self.near = near
        self._lines = {target: _Line(found) for target, found in by_target.items()}

    def hits(self, claim: Claim) -> list[Hit]:
        """Return what overlaps ``claim`` apart from itself: worst first, then by what is shared."""
        shared: dict[Claim, list[Hashable]] = defaultdict(list)
        for target in claim.targets & self._lines.keys():
            for other in self._close(self._lines[target], claim):
                shared[other].append(target)
        found = (self._hit(claim, other, targets) for other, targets in shared.items())
        return sorted((hit for hit in found if hit), key=_weight)

    def _close(self, line: _Line, claim: Claim) -> Sequence[Claim]:
        """Return the claims of a line that come near ``claim``, itself left out."""
        end = bisect_right(line.firsts, claim.last.toordinal() + self.near, key=date.toordinal)
        since = claim.first.toordinal() - self.near
        found = []
        for at in range(end - 1, -1, -1):
            if line.reached[at].toordinal() < since:
                break
            other = line.claims[at]
            if other.last.toordinal() >= since and other.key != claim.key:
                found.append(other)
        return found

    def _hit(self, claim: Claim, other: Claim, targets: list[Hashable]) -> Hit | None:
        subjects = common(claim.subjects, other.subjects)
        together = (min(claim.last, other.last) - max(claim.first, other.first)).days + 1
        apart = max(-together, 0)
        if together > 0:
            grade = Grade.BESIDE if subjects is None else Grade.SAME
        elif subjects is None:
            return None
        else:
            grade = Grade.NEAR
        found = frozenset() if subjects is None else subjects
        return Hit(other.key, grade, frozenset(targets), found, max(together, 0), apart)


def common(one: frozenset[Hashable], other: frozenset[Hashable]) -> frozenset[Hashable] | None:
    """Return the subjects of both, where none means all; ``None`` if they share nothing."""
    if not one or not other:
        return one or other
    return one & other or None


def _weight(hit: Hit) -> tuple[int, int, int, int, str]:
    return (hit.grade, -len(hit.targets), -hit.days, hit.apart, str(hit.key))

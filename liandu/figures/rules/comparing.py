"""Two ledgers side by side, line by line: what agrees, what only one has, what differs in what."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

NUMBER, NAME = "number", "name"


class Verdict(StrEnum):
    """What comes of comparing one line."""

    DIFFERS = "differs"
    ONLY_HERE = "only_here"
    ONLY_THERE = "only_there"
    AGREES = "agrees"


@dataclass(frozen=True, slots=True)
class Said:
    """What our ledger says in a column: as it is shown, and what else would say the same."""

    shown: str
    same: frozenset[str]

    @classmethod
    def of(cls, *words: Any) -> "Said":
        """Return a saying that is shown as the first of ``words``; each of them says the same."""
        texts = [str(word) for word in words if word]
        return cls(texts[0] if texts else "", frozenset(map(plain, texts)))


@dataclass(frozen=True, slots=True)
class Ours:
    """A line of our ledger.

    ``is_expected`` if the other body's ledger of the period should have it, ``is_theirs`` if that
    body takes part in it at all. A column that may not be told of is absent from ``values``.
    """

    key: Any
    values: Mapping[str, Said]
    is_expected: bool
    is_theirs: bool
    record: Any = None


@dataclass(frozen=True, slots=True)
class Theirs:
    """A line of the other ledger: its row in the file, and what it says by column."""

    row: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """A column in which the two lines differ, and what each says."""

    column: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of either ledger, or one of each that are about the same."""

    ours: Ours | None
    theirs: Theirs | None
    differences: tuple[Difference, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """Return what came of comparing."""
        if self.theirs is None:
            return Verdict.ONLY_HERE
        if self.ours is None:
            return Verdict.ONLY_THERE
        return Verdict.DIFFERS if self.differences else Verdict.AGREES

    @property
    def key(self) -> str:
        """Return what the line is called in an address: the row of the file, or our record."""
        return f"r{self.theirs.row}" if self.theirs else f"f{self.ours.key}" if self.ours else ""


def plain(text: str) -> str:
    """Return a text without what two people write differently: width, case, white space."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def compared(ours: Iterable[Ours], theirs: Sequence[Theirs]) -> Iterator[Pair]:
    """Yield the lines of the other ledger in their order, then those that only ours has.

    Lines are about the same if their numbers are, and the body, the finder or the title too;
    else if just one line of ours that is expected there has the title.
    """
    left = {one.key: one for one in ours}
    found: dict[int, Ours] = {}
    for find in (_by_number, _by_name):
        for line in theirs:
            one = None if line.row in found else find(left.values(), line)
            if one is not None:
                found[line.row] = left.pop(one.key)
    for line in theirs:
        here = found.get(line.row)
        yield Pair(here, line, tuple(_differences(here, line)) if here else ())
    for one in left.values():
        if one.is_expected:
            yield Pair(one, None)


def _by_number(ours: Iterable[Ours], line: Theirs) -> Ours | None:
    """Return the line of ours that has the number and most else in common; None if two do."""
    if not line.values.get(NUMBER):
        return None
    weighed = [
        (sum((one.is_theirs, _says(one, line, "finder"), _says(one, line, NAME))), one)
        for one in ours
        if _says(one, line, NUMBER)
    ]
    most = max((weight for weight, _one in weighed), default=0)
    best = [one for weight, one in weighed if weight == most]
    return best[0] if most and len(best) == 1 else None


def _by_name(ours: Iterable[Ours], line: Theirs) -> Ours | None:
    """Return the one line of ours that is expected there and has the title."""
    found = [one for one in ours if one.is_expected and _says(one, line, NAME)]
    return found[0] if len(found) == 1 else None


def _says(one: Ours, line: Theirs, column: str) -> bool:
    """Test whether both say the same in a column, and say something."""
    there, here = plain(line.values.get(column, "")), one.values.get(column)
    return bool(there) and here is not None and there in here.same


def _differences(one: Ours, line: Theirs) -> Iterator[Difference]:
    """Yield where the lines differ; what their file leaves empty states nothing."""
    for column, there in line.values.items():
        here = one.values.get(column)
        if there and here is not None and plain(there) not in here.same:
            yield Difference(column, here.shown, there)


@dataclass(frozen=True, slots=True)
class Account:
    """Whose ledger is compared, for which days of finding, and how the file is called and kept."""

    body_id: int
    since: date
    until: date
    label: int
    title: str
    file_name: str

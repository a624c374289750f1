"""What becomes of a line of a list: its verdict, what it matches, what the person chose."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Doing(StrEnum):
    """What is done with a line. ``WRONG`` and ``UNSEEN`` lines stay out and are reported."""

    NEW = "new"
    UPDATE = "update"
    SKIP = "skip"
    WRONG = "wrong"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Match:
    """What a line matches among the objects that the person may know of."""

    by_number: bool
    count: int
    is_editable: bool

    @property
    def options(self) -> tuple[Doing, ...]:
        """Return what may be done with the line; leaving the object as it is always may."""
        found = [Doing.SKIP]
        if self.is_editable and self.count == 1:
            found.append(Doing.UPDATE)
        if not (self.is_editable and self.by_number):
            found.append(Doing.NEW)
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person settled about an import. Lines are named by their number in the file."""

    kind: str = "table"
    layout: Mapping[str, Any] = field(default_factory=dict)
    mended: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    for_all: str = Doing.SKIP
    seen: tuple[int, ...] = ()
    all_seen: bool = False
    columns_seen: bool = False
    list_year: int | None = None
    label: int = 1

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "Choices":
        """Return what ``as_dict`` made plain."""
        return cls(**{**data, "seen": tuple(data.get("seen", ()))})

    def as_dict(self) -> dict[str, Any]:
        """Return plain data."""
        return asdict(self)

    def is_seen(self, number: int) -> bool:
        """Test whether the person has looked at the doubts of a line."""
        return self.all_seen or number in self.seen


def decided(verdict: str, number: int, match: Match | None, choices: Choices) -> Doing:
    """Return what is done with a line; a match stays as it is unless the person says otherwise."""
    if verdict == "wrong":
        return Doing.WRONG
    if verdict == "doubtful" and not choices.is_seen(number):
        return Doing.UNSEEN
    asked = choices.lines.get(str(number), choices.for_all if match else Doing.NEW)
    allowed = match.options if match else (Doing.NEW, Doing.SKIP)
    return Doing(asked) if asked in allowed else Doing.SKIP

"""What a person leaves open with a post: upper apps register what they can list and give.

    holds("findings.findings", _("Findings to handle"), find=open_for, give=give_to)

``find(actor, person_id)`` returns what is open with the person and visible to the actor;
``give(actor=…, leaving=…, successor=…)`` is an action that moves all of it and returns how many.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from liandu.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing that is open with somebody."""

    label: Any
    url: str
    due: date | None = None


class Giving(Protocol):
    """An action that moves what is open with one person to another."""

    def __call__(self, *, actor: Actor, leaving: int, successor: int) -> int:
        """Move all of it and return how many things moved."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A sort of thing that is open with people."""

    key: str
    title: Any
    find: Callable[[Actor, int], Sequence[OpenItem]]
    give: Giving


HOLDINGS: dict[str, Holding] = {}


def holds(
    key: str, title: Any, *, find: Callable[[Actor, int], Sequence[OpenItem]], give: Giving
) -> None:
    """Register a sort of thing that is open with people.

    :raises ValueError: if the key is taken
    """
    if key in HOLDINGS:
        message = f"two holdings {key}"
        raise ValueError(message)
    HOLDINGS[key] = Holding(key, title, find, give)


def open_items(actor: Actor, person_id: int) -> list[tuple[Holding, Sequence[OpenItem]]]:
    """Return what is open with a person, by sort, as far as the actor may know of it."""
    found = [(holding, holding.find(actor, person_id)) for holding in HOLDINGS.values()]
    return [(holding, items) for holding, items in found if items]

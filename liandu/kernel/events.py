"""The kinds of event that can happen, and the one way to write one down.

The tables belong to the audit app, which stands above; it registers its writer here, so that
every action, however low, can record without importing upwards.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from liandu.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: its name, its sentence on screen, an icon, and whether it is a read."""

    name: str
    sentence: Any  # a lazy translation
    icon: str = "point"
    is_read: bool = False


class Subject(Protocol):
    """What an event can be about: any stored row."""

    pk: Any
    _meta: ClassVar[Any]


class Writer(Protocol):
    """What the audit app registers."""

    def __call__(
        self, actor: Actor, kind: str, subject: Subject, facts: Mapping[str, Any]
    ) -> object:
        """Keep one event, inside the caller's transaction."""


KINDS: dict[str, Kind] = {}

_writers: list[Writer] = []

Listener = Callable[[Actor, str, Any, Mapping[str, Any]], None]

_listeners: list[Listener] = []


def kind(name: str, sentence: Any, icon: str = "point", *, is_read: bool = False) -> None:
    """Register a kind of event; apps do so at the top of their actions.

    :raises ValueError: if the name is taken
    """
    if name in KINDS:
        message = f"two event kinds {name}"
        raise ValueError(message)
    KINDS[name] = Kind(name, sentence, icon, is_read)


def write_with(writer: Writer) -> None:
    """Make ``writer`` the one that keeps the record."""
    _writers[:] = [writer]


def tell_with(listener: Listener) -> None:
    """Add ``listener``, called after each event inside the same transaction."""
    _listeners.append(listener)


def record(actor: Actor, kind: str, subject: Subject, **facts: Any) -> None:
    """Write down that ``actor`` did ``kind`` to ``subject``, inside the caller's transaction.

    ``facts`` holds ``before``, ``after``, ``reason`` and ``files`` as plain JSON values.

    :raises KeyError: if the kind is not registered
    """
    KINDS[kind]
    for writer in _writers:
        writer(actor, kind, subject, facts)
    for listener in _listeners:
        listener(actor, kind, subject, facts)

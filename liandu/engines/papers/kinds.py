"""What papers can be drawn up of: each app registers its own, whichever app keeps papers.

    offer(Kind("weekly_dispatch", _("Weekly dispatch sheet"), int(RecordKind.SUPERVISED_OBJECT),
               {"周次": _("week")}, values, issuers))

The default template of a kind is a row that a migration of the papers app adds under its code.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liandu.kernel.actor import Actor

Values = Callable[[Actor, Any], Mapping[str, str]]
Bodies = Callable[[Any], Collection[int]]
Test = Callable[[Actor, Any], bool]


def nobody(_record: Any) -> Collection[int]:
    """Return no body: the drafter chooses."""
    return ()


def always(_actor: Actor, _record: Any) -> bool:
    """Return True: at any time of the record's life."""
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper about records of the kind ``about``; ``code`` is that of its templates.

    ``fields`` are the names a template may use, each with what it is; ``values`` fills them of a
    record that the actor was found to see, with nothing the actor may not know of. ``issuers`` are
    the bodies that may draw it up, ``recipients`` those it goes to unless others are chosen.
    ``is_timely`` tells whether the record has come so far, ``joint`` which bodies issue it too.
    """

    code: str
    title: Any
    about: int
    fields: Mapping[str, Any]
    values: Values
    issuers: Bodies
    recipients: Bodies = nobody
    is_timely: Test = always
    joint: Bodies = nobody


KINDS: dict[str, Kind] = {}


def offer(kind: Kind) -> None:
    """Register a kind of paper.

    :raises ValueError: if the code is taken
    """
    if kind.code in KINDS:
        message = f"two kinds of paper {kind.code}"
        raise ValueError(message)
    KINDS[kind.code] = kind


def kind_of(code: str) -> Kind | None:
    """Return the kind of this code, if there is one."""
    return KINDS.get(code)


def kinds_at(about: int) -> Iterator[Kind]:
    """Yield the kinds of paper about records of the kind ``about``, as they were registered."""
    return (kind for kind in KINDS.values() if kind.about == about)

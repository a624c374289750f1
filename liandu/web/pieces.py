"""What the larger parts of a page are drawn from: plain values, filled by views and queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: each has an address of its own. ``count`` shows behind the label."""

    label: Any
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a flow of three to six; ``state`` is ``done``, ``now`` or empty."""

    label: Any
    state: str = ""
    when: Any = ""
    who: Any = ""


@dataclass(frozen=True, slots=True)
class Link:
    """One link of a project's strip; ``light`` is g, a, r, b (under way) or n (not reached)."""

    number: int
    label: Any
    light: str
    url: str = ""
    note: Any = ""
    current: bool = False
    why: Any = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened, for a timeline; ``kind`` is done, now, warn, bad or empty.

    ``say`` is what was said in so many words; ``is_ours`` tells our side from theirs.
    """

    what: Any
    at: Any
    who: Any = ""
    icon: str = "point"
    kind: str = ""
    note: Any = ""
    say: Any = ""
    is_ours: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """Long work under way. While ``is_running``, the part asks ``url`` for itself again."""

    label: Any
    url: str
    done: int = 0
    total: int = 0
    is_running: bool = True
    note: Any = ""
    cancel_url: str = ""
    result_url: str = ""
    result_label: Any = ""
    is_failed: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One way on from here: a link drawn as a button; ``is_dialog`` opens it over the page."""

    label: Any
    url: str
    icon: str = ""
    css: str = "btn-plain"
    is_dialog: bool = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """What an empty place says: how it stands, when something will be here, what can be done."""

    title: Any
    text: Any = ""
    choices: Sequence[Choice] = ()

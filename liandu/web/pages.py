"""What apps register with the shell: entries of the navigation, commands, counters, the account.

Each app does so at the top of its ``views``; an entry a person may not use is not shown at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liandu.kernel.actor import Actor

Count = Callable[[Actor], tuple[int, bool]]
GROUPS: dict[str, Any] = {
    "": "",
    "business": _("Supervision"),
    "support": _("Support"),
    "admin": _("Administration"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the navigation. ``short`` puts it on the bar at the foot of a phone.

    ``letter`` goes there after G.
    """

    key: str
    label: Any
    icon: str
    url_name: str
    group: str
    order: int
    sees: Callable[[Actor], bool]
    count: Count | None = None
    short: Any = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """Something to begin from anywhere: it opens the page of a form."""

    label: Any
    icon: str
    url_name: str
    sees: Callable[[Actor], bool]


@dataclass(frozen=True, slots=True)
class Search:
    """Where words are looked for: the page, and the palette that opens over any other page."""

    url_name: str
    palette_name: str


@dataclass(frozen=True, slots=True)
class Post:
    """One of the posts a person may speak from."""

    id: Any
    label: Any
    body: Any
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in, as the top bar shows it. ``switch_url`` takes ``post`` by POST."""

    label: Any
    body: Any
    posts: tuple[Post, ...] = ()
    switch_url: str = ""
    sign_out_url: str = ""
    settings_url: str = ""


@dataclass(frozen=True, slots=True)
class Bell:
    """Where notices are read, and how many are unread."""

    url_name: str
    count: Callable[[Actor], int]


NAV: dict[str, Entry] = {}
COMMANDS: list[Command] = []
RECORDS: dict[str, int] = {}
"""The pages of records, each with the kind of record that its ``pk`` names."""
_account: list[Callable[[HttpRequest], Account | None]] = []
_bell: list[Bell] = []
_search: list[Search] = []


def nav(  # noqa: PLR0913 - one row of a registry
    key: str,
    label: Any,
    icon: str,
    url_name: str,
    *,
    group: str = "",
    order: int = 50,
    sees: Callable[[Actor], bool] = lambda _actor: True,
    count: Count | None = None,
    short: Any = "",
    letter: str = "",
) -> None:
    """Add an entry to the navigation. ``count`` tells a number and whether it is overdue (red).

    :raises ValueError: if the key or the letter is taken
    """
    if key in NAV or (letter and letter in {entry.letter for entry in NAV.values()}):
        message = f"two entries {letter if key not in NAV else key}"
        raise ValueError(message)
    NAV[key] = Entry(key, label, icon, url_name, group, order, sees, count, short, letter)


def command(label: Any, icon: str, url_name: str, sees: Callable[[Actor], bool]) -> None:
    """Add something to begin from anywhere; who may not do it is not offered it."""
    COMMANDS.append(Command(label, icon, url_name, sees))


def search_with(url_name: str, palette_name: str) -> None:
    """Put the search into the top bar: its page and its palette."""
    _search[:] = [Search(url_name, palette_name)]


def the_search() -> Search | None:
    """Return where words are looked for, if some app does that."""
    return _search[0] if _search else None


def bell(url_name: str, count: Callable[[Actor], int]) -> None:
    """Put the bell into the top bar: where it leads, and what it counts."""
    _bell[:] = [Bell(url_name, count)]


def account_with(provider: Callable[[HttpRequest], Account | None]) -> None:
    """Make ``provider`` the one that says who is signed in."""
    _account[:] = [provider]


def account_of(request: HttpRequest) -> Account | None:
    """Return who is signed in, for the account menu."""
    return _account[0](request) if _account else None


def the_bell() -> Bell | None:
    """Return the bell, if some app rings it."""
    return _bell[0] if _bell else None


def entries(actor: Actor) -> list[Entry]:
    """Return the entries ``actor`` may use, in order."""
    groups = list(GROUPS)
    seen = [entry for entry in NAV.values() if entry.sees(actor)]
    return sorted(seen, key=lambda entry: (groups.index(entry.group), entry.order, entry.key))


def commands(actor: Actor) -> list[Command]:
    """Return what ``actor`` may begin."""
    return [one for one in COMMANDS if one.sees(actor)]

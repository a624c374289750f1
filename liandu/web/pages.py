"""What apps register with the shell: entries of the navigation, counters, the account.

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
    """An entry of the navigation. ``short`` puts it on the bar at the foot of a phone."""

    key: str
    label: Any
    icon: str
    url_name: str
    group: str
    order: int
    sees: Callable[[Actor], bool]
    count: Count | None = None
    short: Any = ""


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
_account: list[Callable[[HttpRequest], Account | None]] = []
_bell: list[Bell] = []


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
) -> None:
    """Add an entry to the navigation. ``count`` tells a number and whether it is overdue (red).

    :raises ValueError: if the key is taken
    """
    if key in NAV:
        message = f"two entries {key}"
        raise ValueError(message)
    NAV[key] = Entry(key, label, icon, url_name, group, order, sees, count, short)


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

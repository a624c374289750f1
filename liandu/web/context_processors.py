"""What the shell needs on every page. Nothing is counted until a template asks."""

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

import liandu
from liandu.kernel.actor import Actor
from liandu.web import pages

DENSITIES = ("cozy", "compact")
DENSITY_COOKIE = "density"
KEYS_COOKIE = "keys"
TABBAR = 4


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the navigation as it is drawn."""

    entry: pages.Entry
    url: str
    count: int = 0
    is_hot: bool = False
    is_current: bool = False


class Shell:
    """The frame around a page, worked out piece by piece as the template asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.is_demo: bool = getattr(settings, "LIANDU_DEMO", False)
        self.version = liandu.__version__

    @property
    def actor(self) -> Actor:
        """Return who acts; nobody before sign-in and on error pages."""
        return getattr(self.request, "actor", Actor(person_id=None))

    @property
    def is_signed_in(self) -> bool:
        """Test whether there is somebody to draw a navigation for."""
        return self.actor.person_id is not None

    @property
    def density(self) -> str:
        """Return the height of rows chosen on this machine."""
        chosen = self.request.COOKIES.get(DENSITY_COOKIE, "")
        return chosen if chosen in DENSITIES else DENSITIES[0]

    @cached_property
    def account(self) -> pages.Account | None:
        """Return who is signed in, as they are shown."""
        return pages.account_of(self.request)

    @cached_property
    def items(self) -> list[Item]:
        """Return the navigation, with counts."""
        if not self.is_signed_in:
            return []
        items = [item for entry in pages.entries(self.actor) if (item := self._item(entry))]
        current = self._current(items)
        return [replace(item, is_current=item is current) for item in items]

    @property
    def groups(self) -> list[tuple[Any, list[Item]]]:
        """Return the navigation by group, each under its title."""
        grouped = groupby(self.items, key=lambda item: item.entry.group)
        return [(pages.GROUPS[group], list(items)) for group, items in grouped]

    @property
    def tabbar(self) -> list[Item]:
        """Return what fits at the foot of a phone."""
        return [item for item in self.items if item.entry.short][:TABBAR]

    @cached_property
    def unread(self) -> tuple[str, int] | None:
        """Return where notices are and how many are unread."""
        bell = pages.the_bell()
        if bell is None or not self.is_signed_in:
            return None
        return reverse(bell.url_name), bell.count(self.actor)

    @property
    def search(self) -> tuple[str, str] | None:
        """Return where words are looked for: the page and the palette."""
        found = pages.the_search()
        if found is None or not self.is_signed_in:
            return None
        return reverse(found.url_name), reverse(found.palette_name)

    @property
    def has_keys(self) -> bool:
        """Test whether single keys do something; who types with a switch or by voice says no."""
        return self.request.COOKIES.get(KEYS_COOKIE, "") != "off"

    def _item(self, entry: pages.Entry) -> Item | None:
        """Return the entry as drawn; an entry whose page is not served is left out."""
        try:
            url = reverse(entry.url_name)
        except NoReverseMatch:
            return None
        count, is_hot = entry.count(self.actor) if entry.count else (0, False)
        return Item(entry, url, count, is_hot)

    def _current(self, items: list[Item]) -> Item | None:
        """Return the entry under whose address the page lies, else the only one of its app."""
        path, match = self.request.path, self.request.resolver_match
        above = [item for item in items if path.startswith(item.url)]
        if above:
            return max(above, key=lambda item: len(item.url))
        app = match.namespace if match else ""
        own = [item for item in items if item.entry.url_name.split(":")[0] == app]
        return own[0] if len(own) == 1 else None


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the shell for templates."""
    return {"shell": Shell(request)}

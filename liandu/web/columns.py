"""What a list is told by its app: columns, views for everybody, what is done to several rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from liandu.kernel.actor import Actor
from liandu.web.say import shown

M = TypeVar("M", bound=Model)

ZERO = mark_safe('<span class="t-4">0</span>')


def everybody(_actor: Actor) -> bool:
    """Return True: shown to whoever sees the list."""
    return True


@dataclass(frozen=True, slots=True)
class Column(Generic[M]):
    """A column: its heading, what it says of a row, and what it sorts by.

    ``value`` goes into files as it is; ``draw`` makes markup of a row for the page, with
    ``liandu.web.draw`` and ``format_html``: a template per cell is too slow. ``link`` makes the
    cell the way to the row.
    """

    key: str
    label: Any
    value: Callable[[M], object]
    sort: str = ""
    numeric: bool = False
    hidden: bool = False
    draw: Callable[[M], object] | None = None
    link: Callable[[M], str] | None = None
    css: str = ""

    def cell(self, row: M) -> object:
        """Return what the page shows in this column of ``row``."""
        said = self.draw(row) if self.draw else shown(self.value(row))
        if self.link:
            return format_html('<a class="ttl" href="{}">{}</a>', self.link(row), said)
        if self.numeric and said in (0, "0"):
            return ZERO
        return said

    @property
    def classes(self) -> str:
        """Return the class of its cells."""
        return f"{'num ' if self.numeric else ''}{self.css}".strip()


@dataclass(frozen=True, slots=True)
class View:
    """A view every list of this kind offers: a name for a query string (without ``?``)."""

    key: str
    label: Any
    query: str = ""
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Bulk:
    """Something that can be done to several rows: a page that is asked with ``?pk=…&pk=…``."""

    key: str
    label: Any
    url_name: str
    icon: str = ""
    sees: Callable[[Actor], bool] = everybody

"""A list as one request shows it: everything the template asks for."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.urls import reverse

from liandu.web import keyset, queries
from liandu.web.columns import Bulk, Column, View
from liandu.web.filters import FilterBar
from liandu.web.middleware import ActorRequest

if TYPE_CHECKING:
    from liandu.web.listing import Listing

M = TypeVar("M", bound=Model)

SIZES = (20, 50, 100)
PLACE = ("after", "before", "export")
OWN = (*PLACE, "sort", "per", "cols")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column as drawn: which way it is sorted, and the way to sort by it."""

    column: Column[Any]
    sorted: str
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A view as drawn: where it leads, how many rows it has, how to drop it if it is one's own."""

    label: Any
    url: str
    is_current: bool
    count: str = ""
    delete_url: str = ""


class Drawn(Generic[M]):
    """A list as one request shows it: everything the template asks for."""

    def __init__(
        self,
        listing: "Listing[M]",
        request: ActorRequest,
        rows: QuerySet[M],
        found: QuerySet[M],
        bar: FilterBar,
    ) -> None:
        self.listing, self.request, self.rows, self.bar = listing, request, rows, bar
        self.columns = listing.chosen(request)
        self.order = listing.ordering(request.GET.get("sort", ""))
        self.page = keyset.page(
            found,
            self.order,
            self.size,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
            # More is in a wide sight (access/guarded.py) than is counted.
            total=keyset.CAP + 1
            if getattr(rows, "is_wide", False) and not _essence(request.GET)
            else None,
        )

    @property
    def size(self) -> int:
        """Return how many rows a page has."""
        asked = self.request.GET.get("per", "")
        return int(asked) if asked.isdigit() and int(asked) in SIZES else self.listing.per_page

    @property
    def sizes(self) -> list[int]:
        """Return the numbers of rows to choose from."""
        return sorted({*SIZES, self.listing.per_page})

    @property
    def heads(self) -> list[Head]:
        """Return the heads of the columns."""
        return [self._head(column) for column in self.columns]

    @property
    def lines(self) -> list[tuple[M, list[tuple[str, object]]]]:
        """Return the rows with the class and content of each cell."""
        return [
            (row, [(column.classes, column.cell(row)) for column in self.columns])
            for row in self.page.rows
        ]

    @property
    def bulk(self) -> list[tuple[Bulk, str]]:
        """Return what the actor may do to several rows, with its address."""
        seen = [bulk for bulk in self.listing.bulk if bulk.sees(self.request.actor)]
        return [(bulk, reverse(bulk.url_name)) for bulk in seen]

    @property
    def rest(self) -> str | None:
        """Return the filters by which all rows can be picked, where they do not fit one page."""
        if self.page.is_capped or self.page.total <= len(self.page.rows):
            return None
        return urlencode(self.filtered)

    @property
    def views(self) -> list[Choice]:
        """Return the views of this list: everybody's first, then the person's own."""
        now = _essence(self.request.GET)
        common = [self._common(view, now) for view in self.listing.views]
        own = [
            Choice(
                view.name,
                f"?{view.query}",
                _essence(QueryDict(view.query)) == now,
                delete_url=reverse("web:delete_view", args=[view.pk]),
            )
            for view in queries.saved_views(self.request.actor, self.listing.name)
        ]
        return common + own

    @property
    def save_url(self) -> str:
        """Return where the present filters, columns and order are kept as a view."""
        query = self.address().removeprefix("?")
        asked = {"listing": self.listing.name, "query": query, "next": self.request.path}
        return f"{reverse('web:save_view')}?{urlencode(asked)}"

    @property
    def is_empty(self) -> bool:
        """Test whether there is nothing to show."""
        return not self.page.rows

    def address(self, **changes: str) -> str:
        """Return this list's query string with ``changes``, from its first row on."""
        query = self.request.GET.copy()
        for name in PLACE:
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        return f"?{query.urlencode()}"

    @property
    def next_url(self) -> str:
        """Return the way to the next page."""
        return self.address(after=self.page.after) if self.page.after else ""

    @property
    def previous_url(self) -> str:
        """Return the way to the page before."""
        return self.address(before=self.page.before) if self.page.before else ""

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Return what the filter bar sends along unseen: order and rows per page."""
        return [
            (name, self.request.GET[name]) for name in ("sort", "per") if name in self.request.GET
        ]

    @property
    def filtered(self) -> list[tuple[str, str]]:
        """Return all that narrows and orders the list, for forms beside the filter bar."""
        skip = (*PLACE, "per", "cols", "pk", "all")
        return [(k, v) for k, vs in self.request.GET.lists() if k not in skip for v in vs]

    @property
    def export_urls(self) -> tuple[str, str]:
        """Return the ways to this list as xlsx and as csv."""
        return self.address(export="xlsx"), self.address(export="csv")

    def _head(self, column: Column[M]) -> Head:
        """Return one head; a second press turns the order round."""
        first = self.order[0]
        if not column.sort or column.sort != first.removeprefix("-"):
            return Head(column, "", self.address(sort=column.key) if column.sort else "")
        if first.startswith("-"):
            return Head(column, "descending", self.address(sort=column.key))
        return Head(column, "ascending", self.address(sort=f"-{column.key}"))

    def _common(self, view: View, now: Any) -> Choice:
        """Return one of everybody's views, counted if it asks for it."""
        query = QueryDict(view.query)
        count = ""
        if view.counted:
            filters = self.listing.filterset(query, queryset=self.rows, request=self.request)
            # Fields of the form that the view leaves alone would be made and cleaned for nothing.
            for name in set(filters.filters):
                if not any(key.startswith(name) for key in query):
                    del filters.filters[name]
            total = keyset.capped_count(filters.qs)
            count = f"{keyset.CAP}+" if total > keyset.CAP else str(total)
        return Choice(view.label, f"?{view.query}", _essence(query) == now, count)


def _essence(query: QueryDict) -> list[tuple[str, list[str]]]:
    """Return what narrows a list, without order, place and columns, to tell views apart."""
    return sorted((k, sorted(vs)) for k, vs in query.lists() if k not in OWN and any(vs))

"""One way to show a list: filter, sort, page by key, choose columns, save views, export.

An app says what its columns are and hands over rows already narrowed to what the actor may see;
everything else about a list is here. The same address answers with the page, with the list alone
(htmx), or with a file (``?export=xlsx`` or ``csv``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django_filters import FilterSet

from liandu.web import keyset, spreadsheet
from liandu.web.columns import Bulk, Column, View
from liandu.web.drawn import Drawn
from liandu.web.filters import FilterBar
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing

__all__ = ["Bulk", "Column", "Listing", "View"]

M = TypeVar("M", bound=Model)

COOKIE_AGE = 60 * 60 * 24 * 365


@dataclass(frozen=True, slots=True)
class Listing(Generic[M]):
    """A list page. ``name`` is unique on the site: saved views and chosen columns hang on it.

    ``exported(request, count)`` is told before a file leaves, so that it is on record; a refusal
    there stops the file. ``template`` may extend ``web/list.html`` to add to the page's head.
    """

    name: str
    title: Any
    columns: Sequence[Column[M]]
    filterset: type[FilterSet]
    order: tuple[str, ...]
    template: str = "web/list.html"
    views: Sequence[View] = ()
    bulk: Sequence[Bulk] = ()
    nothing: Nothing | None = None
    search_hint: Any = ""
    shown_filters: int = 5
    per_page: int = 20
    exported: Callable[[ActorRequest, int], None] | None = None
    context: Mapping[str, Any] = field(default_factory=dict)

    def respond(self, request: ActorRequest, rows: QuerySet[M], **context: Any) -> HttpResponseBase:
        """Answer a request for this list: the page, the list alone, or a file."""
        filters = self.filterset(request.GET, queryset=rows, request=request)
        found: QuerySet[M] = filters.qs
        if kind := request.GET.get("export"):
            return self.file(request, found, kind)
        drawn = Drawn(
            self, request, rows, found, FilterBar(filters, request.GET, self.shown_filters)
        )
        is_part = bool(request.htmx) and not request.htmx.boosted
        template = "web/parts/list.html" if is_part else self.template
        response = render(
            request,
            template,
            {"list": drawn, "title": self.title, **self.context, **context},
        )
        self.remember(request, response)
        return response

    def ordering(self, asked: str) -> tuple[str, ...]:
        """Return the order asked for if a column offers it, else the list's own."""
        sortable = {column.key: column.sort for column in self.columns if column.sort}
        path = sortable.get(asked.removeprefix("-"))
        if path is None:
            return self.order
        return (f"-{path}" if asked.startswith("-") else path,)

    def chosen(self, request: ActorRequest) -> list[Column[M]]:
        """Return the columns to show: those asked for, those kept on this machine, or the usual."""
        asked = request.GET.getlist("cols") or request.COOKIES.get(self.cookie, "").split(".")
        found = [column for column in self.columns if column.key in asked]
        return found or [column for column in self.columns if not column.hidden]

    @property
    def cookie(self) -> str:
        """Return the name under which chosen columns are kept."""
        return f"cols-{self.name}"

    def remember(self, request: ActorRequest, response: HttpResponse) -> None:
        """Keep the chosen columns on this machine."""
        if "cols" in request.GET:
            keys = ".".join(column.key for column in self.chosen(request))
            response.set_cookie(
                self.cookie, keys, max_age=COOKIE_AGE, samesite="Lax", httponly=True
            )

    def file(self, request: ActorRequest, found: QuerySet[M], kind: str) -> HttpResponseBase:
        """Answer with the rows as a file, in the columns and the order of the page."""
        if request.GET.keys() & {"pk", "all"}:
            found = found.filter(pk__in=self.picked(request, found))
        columns = self.chosen(request)
        line = keyset.keys(found.model, self.ordering(request.GET.get("sort", "")))
        ordered = found.order_by(*(key.ordering(backwards=False) for key in line))
        if self.exported:
            self.exported(request, found.count())
        heads = [column.label for column in columns]
        cells = ([column.value(row) for column in columns] for row in self.read(ordered))
        name = f"{self.title}-{timezone.localtime():%Y%m%d-%H%M}"
        if kind == "csv":
            return spreadsheet.as_csv(name, heads, cells)
        return spreadsheet.as_xlsx(name, heads, cells, author=str(request.user))

    def picked(self, request: ActorRequest, rows: QuerySet[M]) -> list[str]:
        """Return the keys of the rows to do something to: those ticked, or all that match.

        ``?all=`` holds the filters as they stood, up to as many rows as are counted.
        """
        if "all" not in request.GET:
            return request.GET.getlist("pk")
        asked = QueryDict(request.GET["all"])
        found = self.filterset(asked, queryset=rows, request=request).qs
        return [str(pk) for pk in found.order_by().values_list("pk", flat=True)[: keyset.CAP]]

    def read(self, rows: QuerySet[M]) -> Iterator[M]:
        """Yield the rows a few at a time."""
        return rows.iterator(chunk_size=500)

"""How figures are laid out: each with its list, what it was before, and its change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import django_filters as filters
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.figures import actions, queries
from liandu.figures.models import Snapshot
from liandu.figures.queries import COMPARED, Figure, Measure, Numbers, Ratio
from liandu.figures.queries.words import name_of, said
from liandu.figures.rules import By, Period
from liandu.orgs.models import Body, Jurisdiction
from liandu.search.queries import holding
from liandu.web.listing import Column, Listing
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing

BY_NAMES = {
    By.JURISDICTION: pgettext_lazy("statistics", "By jurisdiction"),
    By.BODY: _("By responsible body"),
    By.FIELD: _("By field"), By.LINK: _("By link"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where the lists behind figures are narrowed to."""

    period: Period
    today: date
    place_id: int | None = None
    by: By | None = None
    key: Any = None

    def url(self, measure: Measure) -> str:
        """Return the address of the list that holds just what ``measure`` counts."""
        query = dict(measure.query)
        if measure.days:
            query |= {f"{measure.days}_after": f"{self.period.since}"}
            query |= {f"{measure.days}_before": f"{self.period.until}"}
        if measure.ages:
            least, most = measure.ages
            if least:
                query["found_on_before"] = f"{self.today - timedelta(days=least)}"
            if most is not None:
                query["found_on_after"] = f"{self.today - timedelta(days=most)}"
        if self.place_id:
            query["jurisdiction"] = str(self.place_id)
        if self.by:
            query[self.by] = str(self.key)
        return f"{reverse(measure.url_name)}?{urlencode(query)}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure as a page shows it; ``parts`` are what a share is made of."""

    figure: Figure
    value: Any
    url: str
    before: Any = None
    parts: Sequence["Cell"] = ()

    @property
    def text(self) -> str:
        """Return the number in words."""
        return said(self.figure.unit, self.value)

    @property
    def before_text(self) -> str:
        """Return what it was in the period before, if that is to be said."""
        return "" if self.before is None else said(self.figure.unit, self.before)

    @property
    def change(self) -> str:
        """Return by how much it changed since the period before, with its sign."""
        if self.before is None or self.value is None:
            return ""
        change = self.value - self.before
        return f"{'+' if change > 0 else ''}{said(self.figure.unit, change)}"

    @property
    def is_bad(self) -> bool:
        """Test whether the number is bad news."""
        return isinstance(self.figure, Measure) and self.figure.is_bad and self.value > 0


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: what it is about, and its figures."""

    key: Any
    name: str
    cells: Sequence[Cell]


def cell(key: str, numbers: Numbers, at: Place, before: Numbers | None = None) -> Cell:
    """Return one figure; shares know what they are made of."""
    figure = queries.FIGURES[key]
    value, was = _value(figure, numbers), _value(figure, before) if before is not None else None
    if isinstance(figure, Ratio):
        parts = [cell(one, numbers, at) for one in (figure.over, figure.of)]
        return Cell(figure, value, parts[1].url, was, parts)
    return Cell(figure, value, at.url(figure), was if figure.days else None)


def _value(figure: Figure, numbers: Numbers) -> Any:
    if isinstance(figure, Ratio):
        return queries.ratios(numbers).get(figure.key)
    return numbers.get(figure.key)


def groups(numbers: Numbers, before: Numbers, at: Place) -> list[tuple[Any, list[Cell]]]:
    """Return all figures, group by group."""
    return [
        (label, [cell(key, numbers, at, before) for key in keys]) for label, keys in queries.GROUPS
    ]


def table(rows: Sequence[tuple[Any, str, Numbers]], at: Place, by: By) -> list[Line]:
    """Return the table by jurisdiction, body, field or link, row by row."""
    return [
        Line(key, name, [cell(one, numbers, replace(at, by=by, key=key)) for one in COMPARED])
        for key, name, numbers in rows
    ]


def lines_of_file(
    shown: Sequence[tuple[Any, list[Cell]]], rows: Sequence[Line], by: By
) -> Iterator[list[object]]:
    """Yield the lines of a file: every figure with its definition, then each row of the table."""
    for label, cells in shown:
        for one in cells:
            parts = " / ".join(part.text for part in one.parts)
            yield [label, one.figure.label, one.text, one.before_text, parts, one.figure.meaning]
    for row in rows:
        for one in row.cells:
            parts = " / ".join(part.text for part in one.parts)
            yield [f"{BY_NAMES[by]}: {row.name}", one.figure.label, one.text, "", parts,
                   one.figure.meaning]  # fmt: skip


HEADS = (_("Group"), _("Figure"), pgettext_lazy("figure", "Value"), _("Period before"),
         _("Made of"), _("Definition"))  # fmt: skip


class VisitFilter(filters.FilterSet):
    """What the lists of visited objects and bodies are narrowed by; the days are those counted."""

    days = filters.DateFromToRangeFilter(label=_("On site"), method="kept")
    jurisdiction = filters.ModelChoiceFilter(
        label=_("Jurisdiction"), queryset=Jurisdiction.objects.all(), method="kept"
    )
    repeated = filters.BooleanFilter(label=_("Visited repeatedly"), method="by_repeated")

    class Meta:
        model = Body
        fields = ()

    def kept(self, rows: QuerySet[Any], _name: str, _value: Any) -> QuerySet[Any]:
        """Return ``rows``: they were read for these days and this place."""
        return rows

    def by_repeated(self, rows: QuerySet[Any], _name: str, value: bool) -> QuerySet[Any]:
        """Return those visited more than once, or just once."""
        return rows.filter(visits__gt=1) if value else rows.filter(visits=1)


def exported(request: ActorRequest, count: int) -> None:
    """Put on record that a list leaves as a file."""
    actions.export_figures(actor=request.actor, count=count, query=request.GET.urlencode())


NOBODY = Nothing(_("Nobody was visited"), _("Inspections that went on site are counted here."))
VISITS: Column[Any] = Column("visits", _("Visits"), lambda row: row.visits, numeric=True,
                             sort="visits")  # fmt: skip
OBJECTS: Listing[Any] = Listing(
    name="visited_objects", title=_("Objects visited"),
    columns=(
        Column("number", _("Number"), lambda row: row.number, sort="number"),
        Column("name", _("Object"), str, link=lambda row: row.get_absolute_url()),
        VISITS,
    ),
    filterset=VisitFilter, order=("-visits",), nothing=NOBODY, exported=exported,
)  # fmt: skip
BODIES: Listing[Any] = Listing(
    name="visited_bodies", title=_("Bodies visited"),
    columns=(
        Column("name", _("Body"), lambda row: row.name),
        Column("kind", pgettext_lazy("body", "Kind"), lambda row: row.get_kind_display()),
        VISITS,
    ),
    filterset=VisitFilter, order=("-visits",), nothing=NOBODY, exported=exported,
)  # fmt: skip


def period_of(row: Snapshot) -> str:
    """Return the period of a snapshot in words."""
    return name_of(Period.read(row.period, timezone.localdate()))


class SnapshotFilter(filters.FilterSet):
    """What the list of snapshots is narrowed by."""

    q = filters.CharFilter(label=_("Search"), method="search")
    created_at = filters.DateFromToRangeFilter(label=_("Frozen"))

    class Meta:
        model = Snapshot
        fields = ()

    def search(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """Return those that hold the words, or whose number begins with them."""
        request: Any = self.request
        return holding(request.actor, rows, words)


SNAPSHOTS: Listing[Snapshot] = Listing(
    name="snapshots", title=_("Snapshots"),
    columns=(
        Column("number", _("Number"), lambda row: row.number, sort="number"),
        Column("title", _("Title"), lambda row: row.title, link=Snapshot.get_absolute_url),
        Column("period", _("Period"), period_of),
        Column("place", _("Jurisdiction"), lambda row: row.jurisdiction or ""),
        Column("body", _("Body"), lambda row: row.owner_body),
        Column("by", _("Frozen by"), lambda row: row.taken_post),
        Column("at", _("Frozen"), lambda row: row.created_at, sort="created_at"),
    ),
    filterset=SnapshotFilter, order=("-created_at",), exported=exported,
    search_hint=_("Number or words"),
    nothing=Nothing(
        _("No snapshots yet"), _("Figures that are frozen on their page are kept here unchanged.")
    ),
)  # fmt: skip

"""The head-line figures: a handful of grouped queries, however many places and records."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Coalesce

from liandu.figures.rules import Period
from liandu.findings import queries as findings
from liandu.inspections import queries as inspections
from liandu.kernel.actor import Actor
from liandu.orgs.models import Jurisdiction

Figures = Mapping[str, int]
Column = Counter[int | None]
VISITED = "supervisedobject__jurisdictions"


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one jurisdiction."""

    place: Jurisdiction
    figures: Figures

    @property
    def is_shown(self) -> bool:
        """Test whether it has a place on the map, or anything to count."""
        return self.place.tile_row is not None or any(self.figures.values())


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a place, or of all there is, and of each part of it."""

    place: Jurisdiction | None
    total: Figures
    rows: list[Row]
    every: list[Jurisdiction]


def table(actor: Actor, period: Period, place_id: int | None = None) -> Table:
    """Return the figures of ``period`` for a place and its parts, or for all and each place."""
    every = list(Jurisdiction.objects.all())
    place = next((one for one in every if one.pk == place_id), None)
    columns = _columns(actor, period, place, folding(every, place))
    rows = [
        Row(one, {name: found[one.pk] for name, found in columns.items()})
        for one in shown_of(every, place)
    ]
    return Table(
        place,
        {name: found[None] for name, found in columns.items()},
        [row for row in rows if row.is_shown],
        every,
    )


def shown_of(every: list[Jurisdiction], place: Jurisdiction | None) -> list[Jurisdiction]:
    """Return what a table of ``place`` has a row for: its parts, or itself if it has none."""
    parts = [one for one in every if one.parent_id == (place.pk if place else None)]
    return parts or [one for one in every if one == place]


def folding(every: list[Jurisdiction], place: Jurisdiction | None) -> dict[int, int]:
    """Return what each jurisdiction counts towards: its whole, or within ``place`` itself."""
    if place is None:
        return {one.pk: one.parent_id or one.pk for one in every}
    return {one.pk: one.pk for one in every if place.pk in {one.pk, one.parent_id}}


def _columns(
    actor: Actor, period: Period, place: Jurisdiction | None, folded: dict[int, int]
) -> dict[str, Column]:
    """Return each figure by place, and under None the whole."""
    days = (period.since, period.until)
    standing = findings.ledger(actor).open()

    def named(rows: QuerySet[Any], path: str = "jurisdiction") -> Column:
        """Count rows that name one jurisdiction each, or none."""
        kept = rows.filter(**{f"{path}__in": list(folded)}) if place else rows
        found: Column = Counter()
        for where, count in kept.order_by().values_list(path).annotate(Count("pk")):
            found[None] += count
            if where is not None:
                found[folded[where]] += count
        return found

    return {
        "inspections": _visits(
            actor,
            inspections.visited(actor, *days, place.pk if place else None),
            is_whole=place is None,
        ),
        "found": named(findings.found(actor, *days)),
        "rectified": named(findings.rectified(actor, *days)),
        "rules": named(findings.established_rules(actor, *days), "finding__jurisdiction"),
        "open": named(standing),
        "overdue": named(standing.overdue()),
    }


def _visits(actor: Actor, rows: QuerySet[Any], *, is_whole: bool) -> Column:
    """Count inspections once for each jurisdiction they touch, of which there may be several.

    They touch it by the objects that they name to the actor.
    """
    where = Coalesce(f"{VISITED}__parent", VISITED) if is_whole else F(VISITED)
    named = inspections.taken_up(actor).filter(inspection__in=rows.order_by().values("pk"))
    pairs = named.values_list(where).annotate(Count("inspection", distinct=True))
    found: Column = Counter(dict(pairs))
    found[None] = rows.count()
    return found

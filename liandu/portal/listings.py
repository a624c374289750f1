"""How the head-line figures are laid out: what each is called, and the list it opens."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.figures.rules import Period
from liandu.orgs.models import Jurisdiction
from liandu.portal.queries import Figures, Heat, Row
from liandu.portal.rules import Heating

TILE_WIDTH, TILE_HEIGHT, GAP = 92, 60, 8
LEVELS = (("0", 0), ("1–3", 1), ("4–7", 4), ("8+", 8))
"""The shades of a tile: what the legend says, and the least number of open findings."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One head-line figure: its name, what it counts, its list, what narrows the list to it.

    ``days`` names the filter of the list that takes the days of the period; a figure without it
    tells how things stand now.
    """

    key: str
    label: Any
    meaning: Any
    url_name: str
    query: Mapping[str, str]
    days: str = ""
    is_bad: bool = False

    def url(self, period: Period, place: Jurisdiction | None) -> str:
        """Return the address of the list that holds just what was counted."""
        query = dict(self.query)
        if self.days:
            query |= {f"{self.days}_after": f"{period.since}"}
            query |= {f"{self.days}_before": f"{period.until}"}
        if place is not None:
            query["jurisdiction"] = str(place.pk)
        return f"{reverse(self.url_name)}?{urlencode(query)}"


FIGURES = (
    Figure("inspections", pgettext_lazy("figure", "Inspections"),
           _("Inspections that went on site in the period."),
           "inspections:inspection_list", {}, "on_site"),
    Figure("found", pgettext_lazy("figure", "Findings"),
           _("Findings found in the period, less those withdrawn."),
           "findings:finding_list", {"standing": "valid"}, "found_on"),
    Figure("rectified", pgettext_lazy("figure", "Rectified"),
           _("Findings closed in the period."),
           "findings:finding_list", {"state": "closed"}, "closed_at"),
    Figure("rules", pgettext_lazy("figure", "Rules established"),
           _("Rules made because of a finding that was closed in the period."),
           "findings:rule_list", {}, "recorded_at"),
    Figure("open", pgettext_lazy("figure", "Open now"),
           _("Findings neither closed nor withdrawn, as of now."),
           "findings:finding_list", {"standing": "open"}),
    Figure("overdue", pgettext_lazy("figure", "Overdue now"),
           _("Open findings whose present step is past its limit, as of now."),
           "findings:finding_list", {"standing": "open", "due": "overdue"}, is_bad=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One number, what it counts, and the list behind it."""

    figure: Figure
    value: int
    url: str

    @property
    def is_bad(self) -> bool:
        """Test whether the number is bad news."""
        return self.figure.is_bad and self.value > 0


def cells(figures: Figures, period: Period, place: Jurisdiction | None) -> list[Cell]:
    """Return the figures of one place, or of all, in their order."""
    return [Cell(one, figures[one.key], one.url(period, place)) for one in FIGURES]


def comparison(rows: Iterable[Row], period: Period) -> list[tuple[Jurisdiction, list[Cell]]]:
    """Return the rows of the comparison."""
    return [(row.place, cells(row.figures, period, row.place)) for row in rows]


@dataclass(frozen=True, slots=True)
class Tile:
    """One jurisdiction on the schematic map, in SVG units."""

    name: str
    value: int
    url: str
    x: int
    y: int
    level: int

    @property
    def text_x(self) -> int:
        """Return the middle of the tile."""
        return self.x + TILE_WIDTH // 2

    @property
    def name_y(self) -> int:
        """Return the base line of the name."""
        return self.y + 25

    @property
    def value_y(self) -> int:
        """Return the base line of the number."""
        return self.y + 51


@dataclass(frozen=True, slots=True)
class Schematic:
    """Our own drawing: one tile a jurisdiction, nobody's real boundaries."""

    tiles: Sequence[Tile]
    width: int
    height: int
    size: tuple[int, int] = (TILE_WIDTH, TILE_HEIGHT)
    legend: Sequence[tuple[int, str]] = tuple(enumerate(words for words, _least in LEVELS))


def schematic(rows: Iterable[Row], period: Period) -> Schematic | None:
    """Return the tiles of the places that have one, pushed to the corner; None if none has."""
    tiled = [row for row in rows if row.place.tile_row is not None]
    if not tiled:
        return None
    left = min(row.place.tile_column or 0 for row in tiled)
    top = min(row.place.tile_row or 0 for row in tiled)
    found = [_tile(row, period, left, top) for row in tiled]
    return Schematic(
        found,
        max(tile.x for tile in found) + TILE_WIDTH,
        max(tile.y for tile in found) + TILE_HEIGHT,
    )


def _tile(row: Row, period: Period, left: int, top: int) -> Tile:
    opens = next(one for one in FIGURES if one.key == "open")
    value = row.figures["open"]
    return Tile(
        name=row.place.short_name,
        value=value,
        url=opens.url(period, row.place),
        x=((row.place.tile_column or 0) - left) * (TILE_WIDTH + GAP),
        y=((row.place.tile_row or 0) - top) * (TILE_HEIGHT + GAP),
        level=sum(value >= least for _words, least in LEVELS) - 1,
    )


HEATED: Mapping[Heating, tuple[Any, str, Mapping[str, str]]] = {
    Heating.FINDINGS: (_("Open findings"), "findings:finding_list", {"standing": "open"}),
    Heating.RISKS: (_("Risk points"), "risks:points", {"state": "in_force"}),
}


@dataclass(frozen=True, slots=True)
class Warm:
    """One number of the heat map, how dark it is, and the list behind it."""

    value: int
    level: int
    url: str
    spoken: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A jurisdiction on the heat map."""

    place: Jurisdiction
    cells: Sequence[Warm]
    total: int


def heat_rows(found: Heat, heating: Heating) -> list[HeatRow]:
    """Return the heat map line by line; the darkest third is no less than the tiles call dark."""
    step = max(4, -(-max(found.counts.values(), default=0) // 3))

    def cell(place: Jurisdiction, code: str, name: str) -> Warm:
        _label, url_name, query = HEATED[heating]
        value = found.counts[place.pk, code]
        narrowed = {**query, "link": code, "jurisdiction": f"{place.pk}"}
        url = f"{reverse(url_name)}?{urlencode(narrowed)}"
        level = bool(value) + (value >= step) + (value >= 2 * step)
        return Warm(value, level, url, f"{place.short_name} {name} {value}")

    return [
        HeatRow(place, [cell(place, *link) for link in found.links], found.of_place(place))
        for place in found.places
    ]

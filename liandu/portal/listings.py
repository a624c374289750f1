"""How the head-line figures are laid out: what each is called, and the list it opens."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liandu.orgs.models import Jurisdiction
from liandu.portal.queries import Figures, Row
from liandu.portal.rules import Period

TILE_WIDTH, TILE_HEIGHT, GAP = 92, 60, 8
LEVELS = (0, 1, 4, 8)
"""The least number of open findings for each of the four shades of a tile."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One head-line figure: its name, its list, what narrows that list to the figure."""

    key: str
    label: Any
    url_name: str
    query: Mapping[str, str]
    dates: tuple[str, str] | None
    is_bad: bool = False

    def url(self, period: Period, jurisdiction: Jurisdiction | None) -> str:
        """Return the address of the list that holds just what was counted."""
        query = dict(self.query)
        if self.dates:
            query |= {self.dates[0]: f"{period.since}", self.dates[1]: f"{period.until}"}
        if jurisdiction is not None:
            query["jurisdiction"] = str(jurisdiction.pk)
        return f"{reverse(self.url_name)}?{urlencode(query)}"


FIGURES = (
    Figure("inspections", _("Inspections"), "inspections:inspection_list", {}, ("since", "until")),
    Figure("found", _("Findings"), "findings:finding_list", {"view": "all"},
           ("found_since", "found_until")),
    Figure("rectified", _("Rectified"), "findings:finding_list", {"state": "closed"},
           ("closed_since", "closed_until")),
    Figure("rules", _("Rules established"), "findings:rule_list", {}, ("since", "until")),
    Figure("open", _("Open now"), "findings:finding_list", {"open": "1"}, None),
    Figure("overdue", _("Overdue now"), "findings:finding_list", {"overdue": "1"}, None,
           is_bad=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One number, and the list behind it."""

    label: Any
    value: int
    url: str
    is_bad: bool


def cells(figures: Figures, period: Period, place: Jurisdiction | None = None) -> list[Cell]:
    """Return the figures of one place, or of all, in their order."""
    return [
        Cell(
            one.label, figures[one.key], one.url(period, place), one.is_bad and figures[one.key] > 0
        )
        for one in FIGURES
    ]


def table(rows: Iterable[Row], period: Period) -> list[dict[str, Any]]:
    """Return the rows of the comparison."""
    return [
        {"place": row.jurisdiction, "cells": cells(row.figures, period, row.jurisdiction)}
        for row in rows
    ]


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
        return self.y + 24

    @property
    def value_y(self) -> int:
        """Return the base line of the number."""
        return self.y + 48


def tiles(rows: Iterable[Row], period: Period) -> dict[str, Any]:
    """Return the schematic map: our own drawing, one tile a jurisdiction, no real boundary."""
    found = list(_tiles(rows, period))
    width = max((tile.x + TILE_WIDTH for tile in found), default=TILE_WIDTH)
    height = max((tile.y + TILE_HEIGHT for tile in found), default=TILE_HEIGHT)
    return {"tiles": found, "view_box": f"0 0 {width} {height}"}


def _tiles(rows: Iterable[Row], period: Period) -> Iterator[Tile]:
    opens = next(one for one in FIGURES if one.key == "open")
    for row in rows:
        place = row.jurisdiction
        if place is None or place.tile_row is None or place.tile_column is None:
            continue
        value = row.figures["open"]
        yield Tile(
            name=place.short_name,
            value=value,
            url=opens.url(period, place),
            x=(place.tile_column - 1) * (TILE_WIDTH + GAP),
            y=(place.tile_row - 1) * (TILE_HEIGHT + GAP),
            level=sum(value >= least for least in LEVELS) - 1,
        )

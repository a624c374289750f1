"""Charts drawn by the server: inline SVG, no script; each page puts the same numbers in a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT, LEFT, FOOT, TOP = 640, 230, 34, 24, 10
STEPS = (1, 2, 5, 10)
SPLITS = 3
BAND = 26
LOOKS = ("l0", "l1", "l2")
"""The looks of columns, and of the lines over them."""


@dataclass(frozen=True, slots=True)
class Series:
    """A row of numbers and what it is called."""

    label: Any
    values: Sequence[int]
    look: str = ""


def scale(most: int) -> int:
    """Return the step between the lines of a grid that reaches ``most`` in three steps."""
    power = 1
    while power * STEPS[-1] * SPLITS < most:
        power *= 10
    return next(power * one for one in STEPS if power * one * SPLITS >= most)


def trend(labels: Sequence[Any], bars: Series, lines: Sequence[Series], spoken: Any) -> SafeString:
    """Return columns with lines over them, one place for each of ``labels``."""
    step = scale(max([1, *bars.values, *(one for line in lines for one in line.values)]))
    grid = _Grid(len(labels), step * SPLITS)
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}{}{}</svg>',
        WIDTH, HEIGHT, spoken, grid.drawn(step), grid.columns(bars.values),
        _joined(grid.line(line) for line in lines),
        grid.words(labels),
    )  # fmt: skip


def bands(items: Sequence[tuple[Any, int]], spoken: Any) -> SafeString:
    """Return bars one below another, each with its name before and its number behind it."""
    most = max([1, *(value for _label, value in items)])
    rows = (
        (at * BAND + 17, label, at * BAND + 5, round(value / most * 420, 1),
         118 + round(value / most * 420, 1), at * BAND + 17, value)
        for at, (label, value) in enumerate(items)
    )  # fmt: skip
    drawn = format_html_join(
        "",
        '<text x="0" y="{}">{}</text><rect class="s1" x="110" y="{}" width="{}" height="16" '
        'rx="2"/><text class="n" x="{}" y="{}">{}</text>',
        rows,
    )
    return format_html(
        '<svg class="chart chart--bands" viewBox="0 0 600 {}" role="img" aria-label="{}">{}</svg>',
        len(items) * BAND, spoken, drawn,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where things lie in a chart of ``count`` places that reaches up to ``most``."""

    count: int
    most: int

    def x(self, at: int) -> float:
        """Return the middle of a place."""
        return round(LEFT + (at + 0.5) * (WIDTH - LEFT) / self.count, 1)

    def y(self, value: int) -> float:
        """Return the height of a number."""
        return round(HEIGHT - FOOT - value / self.most * (HEIGHT - FOOT - TOP), 1)

    def drawn(self, step: int) -> SafeString:
        """Return the lines across and their numbers."""
        rows = ((LEFT, WIDTH, y := self.y(n * step), y, LEFT - 8, y + 4, n * step)
                for n in range(SPLITS + 1))  # fmt: skip
        return format_html_join(
            "", '<line x1="{}" x2="{}" y1="{}" y2="{}"/><text class="e" x="{}" y="{}">{}</text>',
            rows,
        )  # fmt: skip

    def columns(self, values: Sequence[int]) -> SafeString:
        """Return the columns."""
        rows = ((self.x(at) - 8, y := self.y(value), HEIGHT - FOOT - y)
                for at, value in enumerate(values))  # fmt: skip
        mark = '<rect class="s0" x="{}" y="{}" width="16" height="{:.1f}" rx="2"/>'
        return _joined(mark_safe(mark.format(*row)) for row in rows)  # noqa: S308 - numbers only

    def line(self, line: Series) -> SafeString:
        """Return a line with a mark at each number: circles on the first, squares on the second."""
        points = [(self.x(at), self.y(value)) for at, value in enumerate(line.values)]
        path = " ".join(f"{x},{y}" for x, y in points)
        marks = "".join(
            f'<circle cx="{x}" cy="{y}" r="3"/>' if line.look == LOOKS[1]
            else f'<rect x="{x - 2.5:.1f}" y="{y - 2.5:.1f}" width="5" height="5"/>'
            for x, y in points
        )  # fmt: skip
        drawn = f'<g class="{line.look}"><polyline points="{path}"/>{marks}</g>'
        return mark_safe(drawn)  # noqa: S308 - numbers only

    def words(self, labels: Sequence[Any]) -> SafeString:
        """Return what stands below each place."""
        rows = ((self.x(at), HEIGHT - 6, label) for at, label in enumerate(labels))
        return format_html_join("", '<text class="m" x="{}" y="{}">{}</text>', rows)


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))

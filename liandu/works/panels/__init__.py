"""The parts of an object's page, and of the pages of an import."""

from liandu.works.panels.imports import (
    DOINGS,
    counted,
    is_shown,
    left_out,
    line_of,
    problems_of,
    views_of,
    why_ended,
)
from liandu.works.panels.objects import (
    chosen_link,
    link_page,
    strip,
    tiers_of,
    time_passed,
)

__all__ = [
    "DOINGS", "chosen_link", "counted", "is_shown", "left_out", "line_of", "link_page",
    "problems_of", "strip", "tiers_of", "time_passed", "views_of", "why_ended",
]  # fmt: skip

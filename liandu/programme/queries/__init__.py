"""Reading the annual programme. Nothing here writes."""

from liandu.programme.queries.overlaps import (
    Overlap,
    found_anew,
    hits,
    is_screened,
    open_hits,
    same,
    seen_hit,
    shown,
)
from liandu.programme.queries.projects import (
    NAME,
    areas,
    committee_model,
    decided,
    every_area,
    meetings_to_come,
    objects_of,
    open_to_propose,
    projects,
    seen_area,
    seen_project,
)
from liandu.programme.queries.year import By, Group, Year, year_of

__all__ = [
    "NAME", "By", "Group", "Overlap", "Year", "areas", "committee_model", "decided", "every_area",
    "found_anew", "hits", "is_screened", "meetings_to_come", "objects_of", "open_hits",
    "open_to_propose", "projects", "same", "seen_area", "seen_hit", "seen_project", "shown",
    "year_of",
]  # fmt: skip

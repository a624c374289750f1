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
from liandu.programme.queries.reports import Month, missing, month_of, months_of, overseen
from liandu.programme.queries.results import (
    carried_out,
    changed,
    counted,
    is_open,
    neighbours,
    project_of,
    result_set,
    seen_of,
    successor,
    to_assign,
)
from liandu.programme.queries.running import (
    due,
    milestones_of,
    owed,
    pauses_of,
    seen_milestone,
    waiting,
    way,
    working_bodies,
    working_ids,
)
from liandu.programme.queries.year import By, Group, Year, last_year, listed, of_year, year_of

__all__ = [
    "NAME", "By", "Group", "Month", "Overlap", "Year", "areas", "carried_out", "changed",
    "committee_model", "counted", "decided", "due", "every_area", "found_anew", "hits", "is_open",
    "is_screened", "last_year", "listed", "meetings_to_come", "milestones_of", "missing",
    "month_of", "months_of", "neighbours", "objects_of", "of_year", "open_hits", "open_to_propose",
    "overseen", "owed", "pauses_of", "project_of", "projects", "result_set", "same", "seen_area",
    "seen_hit", "seen_milestone", "seen_of", "seen_project", "shown", "successor", "to_assign",
    "waiting", "way", "working_bodies", "working_ids", "year_of",
]  # fmt: skip

"""Reading inspections: their pages, what a plan may take up, what waits for whom."""

from liandu.inspections.queries.checklists import (
    checklist,
    checklist_versions,
    checklists,
    links_for,
)
from liandu.inspections.queries.desk import given_out, waiting_for
from liandu.inspections.queries.picking import (
    body_of,
    is_barred,
    pickable,
    pickable_bodies,
    pickable_people,
    place_of,
    seat_for,
)
from liandu.inspections.queries.reading import (
    conflicts,
    has_enterprise,
    in_jurisdiction,
    inspections,
    inspections_of,
    items_of,
    of_objects,
    papers_at,
    seen_inspection,
    seen_workpaper,
    unregistered,
    visited,
    visits_by_link,
    workpapers,
)

__all__ = [
    "body_of",
    "checklist",
    "checklist_versions",
    "checklists",
    "conflicts",
    "given_out",
    "has_enterprise",
    "in_jurisdiction",
    "inspections",
    "inspections_of",
    "is_barred",
    "items_of",
    "links_for",
    "of_objects",
    "papers_at",
    "pickable",
    "pickable_bodies",
    "pickable_people",
    "place_of",
    "seat_for",
    "seen_inspection",
    "seen_workpaper",
    "unregistered",
    "visited",
    "visits_by_link",
    "waiting_for",
    "workpapers",
]

"""Inspections for programs: read as on the pages, and what is said of a report before its issue."""

from liandu.inspections.api import commenting, reading
from liandu.inspections.api.reading import area
from liandu.interfaces.api import hang

hang("/inspections", area)

__all__ = ["area", "commenting", "reading"]

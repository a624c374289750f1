"""Findings for programs: read, registered, proved, reviewed and closed as on the pages."""

from liandu.findings.api import reading, writing
from liandu.findings.api.shapes import area
from liandu.interfaces.api import hang

hang("/findings", area)

__all__ = ["area", "reading", "writing"]

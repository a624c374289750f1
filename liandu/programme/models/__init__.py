"""Tables of the programme app."""

from liandu.programme.models.areas import ProgrammeArea
from liandu.programme.models.hits import OverlapHit
from liandu.programme.models.projects import SupervisionProject
from liandu.programme.models.words import PROJECT_STATES

__all__ = ["PROJECT_STATES", "OverlapHit", "ProgrammeArea", "SupervisionProject"]

"""Tables of the programme app."""

from liandu.programme.models.areas import ProgrammeArea
from liandu.programme.models.hits import OverlapHit
from liandu.programme.models.projects import SupervisionProject
from liandu.programme.models.reports import ProjectInspection, ProjectReport
from liandu.programme.models.running import ProjectMilestone, ProjectPause
from liandu.programme.models.words import PROJECT_GRADES, PROJECT_STATES, RESULTS

__all__ = [
    "PROJECT_GRADES", "PROJECT_STATES", "RESULTS", "OverlapHit", "ProgrammeArea",
    "ProjectInspection", "ProjectMilestone", "ProjectPause", "ProjectReport", "SupervisionProject",
]  # fmt: skip

"""What people fill in about the annual programme."""

from liandu.programme.forms.areas import AreaForm, EditAreaForm
from liandu.programme.forms.projects import MeetingForm, ProjectForm
from liandu.programme.forms.reports import InspectionForm, ReportForm
from liandu.programme.forms.running import (
    AppraisalForm,
    CarryForm,
    MilestoneForm,
    MoveForm,
    SummaryForm,
    WordForm,
)

__all__ = [
    "AppraisalForm", "AreaForm", "CarryForm", "EditAreaForm", "InspectionForm", "MeetingForm",
    "MilestoneForm", "MoveForm", "ProjectForm", "ReportForm", "SummaryForm", "WordForm",
]  # fmt: skip

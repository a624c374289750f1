"""What people fill in about the annual programme."""

from liandu.programme.forms.areas import AreaForm, EditAreaForm
from liandu.programme.forms.projects import MeetingForm, ProjectForm

__all__ = ["AreaForm", "EditAreaForm", "MeetingForm", "ProjectForm"]

"""What people fill in about urging."""

from liandu.urging.forms.instructing import InstructionForm
from liandu.urging.forms.urging import AnswerForm, LadderForm, NoteForm, RaiseForm, ReportForm

__all__ = [
    "AnswerForm", "InstructionForm", "LadderForm", "NoteForm", "RaiseForm", "ReportForm",
]  # fmt: skip

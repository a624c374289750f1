"""What people fill in about meetings."""

from liandu.meetings.forms.following import (
    CountersignForm,
    MinutesForm,
    ProgressForm,
    ReportForm,
)
from liandu.meetings.forms.planning import (
    PlanForm,
    ProposalForm,
    ReplyForm,
    ScreenForm,
    SeriesForm,
)
from liandu.meetings.forms.rotation import SubstituteForm, SwapForm, TermsForm
from liandu.meetings.forms.session import BallotForm, ConcludeForm, HoldForm, VotesForm

__all__ = [
    "BallotForm", "ConcludeForm", "CountersignForm", "HoldForm", "MinutesForm", "PlanForm",
    "ProgressForm", "ProposalForm", "ReplyForm", "ReportForm", "ScreenForm", "SeriesForm",
    "SubstituteForm", "SwapForm", "TermsForm", "VotesForm",
]  # fmt: skip

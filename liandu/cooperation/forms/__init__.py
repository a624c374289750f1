"""What people fill in about requests for cooperation."""

from liandu.cooperation.forms.requests import RequestForm
from liandu.cooperation.forms.steps import (
    AcceptForm,
    DisputeForm,
    LoanForm,
    MaterialForm,
    ReplyForm,
    ReportForm,
    SettleForm,
    TextForm,
)

__all__ = [
    "AcceptForm", "DisputeForm", "LoanForm", "MaterialForm", "ReplyForm", "ReportForm",
    "RequestForm", "SettleForm", "TextForm",
]  # fmt: skip

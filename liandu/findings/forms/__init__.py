"""What people fill in about a finding."""

from liandu.findings.forms.registering import AssignForm, FindingForm
from liandu.findings.forms.working import (
    CloseForm,
    EvidenceForm,
    ExtensionForm,
    NoForm,
    OpinionForm,
    PlanForm,
    ReplyForm,
    ReviewForm,
    SubmitForm,
)

__all__ = [
    "AssignForm", "CloseForm", "EvidenceForm", "ExtensionForm", "FindingForm", "NoForm",
    "OpinionForm", "PlanForm", "ReplyForm", "ReviewForm", "SubmitForm",
]  # fmt: skip

"""What people fill in about a finding."""

from liandu.findings.forms.again import LookBackForm, ReopenForm, SampleForm
from liandu.findings.forms.registering import AssignForm, FindingForm
from liandu.findings.forms.sides import (
    AnswerForm,
    GrantLongTermForm,
    LongTermForm,
    LookForm,
    ObjectionForm,
    ResumeForm,
    TransferForm,
    usual_due,
    usual_look,
)
from liandu.findings.forms.working import (
    CloseForm,
    EvidenceForm,
    ExtensionForm,
    ItemForm,
    NoForm,
    OpinionForm,
    PlanForm,
    ReplyForm,
    ReviewForm,
    SubmitForm,
)

__all__ = [
    "AnswerForm",
    "AssignForm",
    "CloseForm",
    "EvidenceForm",
    "ExtensionForm",
    "FindingForm",
    "GrantLongTermForm",
    "ItemForm",
    "LongTermForm",
    "LookBackForm",
    "LookForm",
    "NoForm",
    "ObjectionForm",
    "OpinionForm",
    "PlanForm",
    "ReopenForm",
    "ReplyForm",
    "ResumeForm",
    "ReviewForm",
    "SampleForm",
    "SubmitForm",
    "TransferForm",
    "usual_due",
    "usual_look",
]

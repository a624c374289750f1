"""The forms of an inspection, from plan to report."""

from liandu.inspections.forms.checklists import (
    ChecklistForm,
)
from liandu.inspections.forms.planning import (
    ConflictForm,
    DeclarationForm,
    ItemForm,
    LeaderForm,
    PlanForm,
    ReasonForm,
)
from liandu.inspections.forms.reporting import (
    CountersignForm,
    ObjectionAnswerForm,
    ObjectionForm,
    ReportForm,
)
from liandu.inspections.forms.visiting import (
    DayForm,
    NoticeForm,
    ReviewForm,
    SignatureForm,
    WorkpaperForm,
)

__all__ = [
    "ChecklistForm",
    "ConflictForm",
    "CountersignForm",
    "DayForm",
    "DeclarationForm",
    "ItemForm",
    "LeaderForm",
    "NoticeForm",
    "ObjectionAnswerForm",
    "ObjectionForm",
    "PlanForm",
    "ReasonForm",
    "ReportForm",
    "ReviewForm",
    "SignatureForm",
    "WorkpaperForm",
]

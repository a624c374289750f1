"""What the codes of the rules are called on the page."""

from django.utils.translation import pgettext_lazy

from liandu.engines.overlap import Grade as Overlapping
from liandu.programme.rules import Grade, HitAnswer, HitKind, ProjectState, Result

PROJECT_STATES = [
    (ProjectState.DRAFT.value, pgettext_lazy("project", "Draft")),
    (ProjectState.SUBMITTED.value, pgettext_lazy("project", "Submitted")),
    (ProjectState.SCREENING.value, pgettext_lazy("project", "Being screened")),
    (ProjectState.TABLED.value, pgettext_lazy("project", "Before a meeting")),
    (ProjectState.APPROVED.value, pgettext_lazy("project", "Approved")),
    (ProjectState.IN_PROGRESS.value, pgettext_lazy("project", "In progress")),
    (ProjectState.SUSPENDED.value, pgettext_lazy("project", "Suspended")),
    (ProjectState.CONCLUDING.value, pgettext_lazy("project", "Being concluded")),
    (ProjectState.CLOSED.value, pgettext_lazy("project", "Closed")),
    (ProjectState.CARRIED_OVER.value, pgettext_lazy("project", "Carried over")),
    (ProjectState.RETURNED.value, pgettext_lazy("project", "Returned")),
    (ProjectState.MERGED.value, pgettext_lazy("project", "Merged")),
    (ProjectState.REJECTED.value, pgettext_lazy("project", "Rejected")),
    (ProjectState.CANCELLED.value, pgettext_lazy("supervision project", "Cancelled")),
]
PROJECT_PILLS = {
    ProjectState.DRAFT.value: "", ProjectState.SUBMITTED.value: "b",
    ProjectState.SCREENING.value: "b", ProjectState.TABLED.value: "b",
    ProjectState.APPROVED.value: "g", ProjectState.IN_PROGRESS.value: "g",
    ProjectState.CONCLUDING.value: "b", ProjectState.CLOSED.value: "",
    ProjectState.CARRIED_OVER.value: "", ProjectState.SUSPENDED.value: "a",
    ProjectState.RETURNED.value: "a",
    ProjectState.MERGED.value: "", ProjectState.REJECTED.value: "r",
    ProjectState.CANCELLED.value: "",
}  # fmt: skip
PROJECT_GRADES = [
    (Grade.EXCELLENT.value, pgettext_lazy("project grade", "Excellent")),
    (Grade.GOOD.value, pgettext_lazy("project grade", "Good")),
    (Grade.PASSED.value, pgettext_lazy("project grade", "Passed")),
    (Grade.FAILED.value, pgettext_lazy("project grade", "Failed")),
]
RESULTS = {
    Result.INSPECTIONS: pgettext_lazy("result", "Inspections"),
    Result.FINDINGS: pgettext_lazy("result", "Findings"),
    Result.CLOSED: pgettext_lazy("result", "Findings closed"),
    Result.RECOVERED: pgettext_lazy("result", "Money recovered"),
    Result.RULES: pgettext_lazy("result", "Rules established"),
}
HIT_KINDS = [
    (HitKind.PROJECT.value, pgettext_lazy("overlap", "Supervision project")),
    (HitKind.INSPECTION.value, pgettext_lazy("overlap", "Inspection")),
]
HIT_ANSWERS = [
    (HitAnswer.KEEP.value, pgettext_lazy("overlap", "Kept")),
    (HitAnswer.MERGE.value, pgettext_lazy("overlap", "Merged")),
    (HitAnswer.RETURN.value, pgettext_lazy("overlap", "Returned")),
]
GRADES = [
    (Overlapping.SAME.value, pgettext_lazy("overlap", "Same target, months and subject")),
    (Overlapping.BESIDE.value, pgettext_lazy("overlap", "Same target and months, another subject")),
    (
        Overlapping.NEAR.value,
        pgettext_lazy("overlap", "Same target and subject, soon before or after"),
    ),
]
GRADE_PILLS = {
    Overlapping.SAME.value: "r",
    Overlapping.BESIDE.value: "a",
    Overlapping.NEAR.value: "a",
}

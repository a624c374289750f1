"""What the codes of the rules are called on the page."""

from django.utils.translation import pgettext_lazy

from liandu.engines.overlap import Grade
from liandu.programme.rules import HitAnswer, HitKind, ProjectState

PROJECT_STATES = [
    (ProjectState.DRAFT.value, pgettext_lazy("project", "Draft")),
    (ProjectState.SUBMITTED.value, pgettext_lazy("project", "Submitted")),
    (ProjectState.SCREENING.value, pgettext_lazy("project", "Being screened")),
    (ProjectState.TABLED.value, pgettext_lazy("project", "Before a meeting")),
    (ProjectState.APPROVED.value, pgettext_lazy("project", "Approved")),
    (ProjectState.RETURNED.value, pgettext_lazy("project", "Returned")),
    (ProjectState.MERGED.value, pgettext_lazy("project", "Merged")),
    (ProjectState.REJECTED.value, pgettext_lazy("project", "Rejected")),
    (ProjectState.CANCELLED.value, pgettext_lazy("project", "Withdrawn")),
]
PROJECT_PILLS = {
    ProjectState.DRAFT.value: "", ProjectState.SUBMITTED.value: "b",
    ProjectState.SCREENING.value: "b", ProjectState.TABLED.value: "b",
    ProjectState.APPROVED.value: "g", ProjectState.RETURNED.value: "a",
    ProjectState.MERGED.value: "", ProjectState.REJECTED.value: "r",
    ProjectState.CANCELLED.value: "",
}  # fmt: skip
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
    (Grade.SAME.value, pgettext_lazy("overlap", "Same target, months and subject")),
    (Grade.BESIDE.value, pgettext_lazy("overlap", "Same target and months, another subject")),
    (Grade.NEAR.value, pgettext_lazy("overlap", "Same target and subject, soon before or after")),
]
GRADE_PILLS = {Grade.SAME.value: "r", Grade.BESIDE.value: "a", Grade.NEAR.value: "a"}

"""What the codes of the rules are called on the page."""

from typing import Any

from django.utils.translation import pgettext_lazy

from liandu.findings.rules import Decision, FindingState, RectificationType, Severity, Source

STATE_WORDS: dict[str, Any] = {
    FindingState.REGISTERED.value: pgettext_lazy("finding", "registered"),
    FindingState.CONFIRMED.value: pgettext_lazy("finding", "to be assigned"),
    FindingState.ASSIGNED.value: pgettext_lazy("finding", "to be signed for"),
    FindingState.ACCEPTED.value: pgettext_lazy("finding", "plan wanted"),
    FindingState.PLAN_REVIEW.value: pgettext_lazy("finding", "plan under review"),
    FindingState.RECTIFYING.value: pgettext_lazy("finding", "being rectified"),
    FindingState.EXTENSION_PENDING.value: pgettext_lazy("finding", "extension asked"),
    FindingState.SUBMITTED.value: pgettext_lazy("finding", "to be reviewed"),
    FindingState.FIRST_REVIEW.value: pgettext_lazy("finding", "in first review"),
    FindingState.SECOND_REVIEW.value: pgettext_lazy("finding", "to be closed"),
    FindingState.RETURNED.value: pgettext_lazy("finding", "returned"),
    FindingState.CLOSED.value: pgettext_lazy("finding", "closed"),
    FindingState.WITHDRAWN.value: pgettext_lazy("finding", "withdrawn"),
}
SOURCE_WORDS: dict[str, Any] = {
    Source.SELF.value: pgettext_lazy("finding", "found alone"),
    Source.JOINT.value: pgettext_lazy("finding", "found jointly"),
}
SEVERITY_WORDS: dict[str, Any] = {
    Severity.MINOR.value: pgettext_lazy("finding", "minor"),
    Severity.GENERAL.value: pgettext_lazy("finding", "general"),
    Severity.SEVERE.value: pgettext_lazy("finding", "severe"),
}
TYPE_WORDS: dict[str, Any] = {
    RectificationType.IMMEDIATE.value: pgettext_lazy("finding", "at once"),
    RectificationType.PHASED.value: pgettext_lazy("finding", "in phases"),
    RectificationType.CONTINUOUS.value: pgettext_lazy("finding", "continuous"),
}
DECISION_WORDS: dict[str, Any] = {
    Decision.PENDING.value: pgettext_lazy("finding", "pending"),
    Decision.APPROVED.value: pgettext_lazy("finding", "approved"),
    Decision.RETURNED.value: pgettext_lazy("finding", "not approved"),
}

# The colour of the pill that a state is shown as: grey, blue under way, amber waits, red, green.
S = FindingState
PILLS: dict[str, str] = {state.value: "a" for state in FindingState} | {
    S.REGISTERED: "",
    S.RECTIFYING: "b",
    S.FIRST_REVIEW: "b",
    S.RETURNED: "r",
    S.CLOSED: "g",
    S.WITHDRAWN: "",
}

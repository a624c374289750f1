"""What the codes of the rules are called on the page."""

from typing import Any

from django.utils.translation import pgettext_lazy

from liandu.findings.rules import (
    Decision,
    FindingState,
    Handling,
    LongTermCause,
    PickResult,
    RectificationType,
    ReopenCause,
    RootCause,
    Severity,
    Source,
)

STATE_WORDS: dict[str, Any] = {
    FindingState.REGISTERED.value: pgettext_lazy("finding", "registered"),
    FindingState.CONFIRMED.value: pgettext_lazy("finding", "to be assigned"),
    FindingState.ASSIGNED.value: pgettext_lazy("finding", "to be signed for"),
    FindingState.ACCEPTED.value: pgettext_lazy("finding", "plan wanted"),
    FindingState.PLAN_REVIEW.value: pgettext_lazy("finding", "plan under review"),
    FindingState.RECTIFYING.value: pgettext_lazy("finding", "being rectified"),
    FindingState.EXTENSION_PENDING.value: pgettext_lazy("finding", "extension asked"),
    FindingState.DISPUTED.value: pgettext_lazy("finding", "objected to"),
    FindingState.TRANSFERRED.value: pgettext_lazy("finding", "to be taken over"),
    FindingState.LONG_TERM_PENDING.value: pgettext_lazy("finding", "long term asked"),
    FindingState.LONG_TERM.value: pgettext_lazy("finding", "long term"),
    FindingState.SUBMITTED.value: pgettext_lazy("finding", "to be reviewed"),
    FindingState.FIRST_REVIEW.value: pgettext_lazy("finding", "in first review"),
    FindingState.SECOND_REVIEW.value: pgettext_lazy("finding", "to be closed"),
    FindingState.RETURNED.value: pgettext_lazy("finding", "returned"),
    FindingState.REOPENED.value: pgettext_lazy("finding", "reopened"),
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
    Decision.REPLACED.value: pgettext_lazy("finding", "replaced"),
}
CAUSE_WORDS: dict[str, Any] = {
    ReopenCause.LOOK_BACK.value: pgettext_lazy("finding", "A look-back showed it"),
    ReopenCause.FOUND_AGAIN.value: pgettext_lazy("finding", "The same was found again"),
}
LONG_TERM_WORDS: dict[str, Any] = {
    LongTermCause.LAW_SUIT.value: pgettext_lazy("finding", "A law suit is pending"),
    LongTermCause.HISTORY.value: pgettext_lazy("finding", "It is left over from history"),
    LongTermCause.SYSTEM.value: pgettext_lazy("finding", "It lies in the system or policy"),
}
ROOT_CAUSE_WORDS: dict[str, Any] = {
    RootCause.RULES.value: pgettext_lazy("root cause", "Rules are lacking or flawed"),
    RootCause.EXECUTION.value: pgettext_lazy("root cause", "Rules were not followed"),
    RootCause.OVERSIGHT.value: pgettext_lazy("root cause", "Oversight was lacking"),
    RootCause.CAPACITY.value: pgettext_lazy("root cause", "People or skill were lacking"),
    RootCause.OUTSIDE.value: pgettext_lazy("root cause", "It came from outside"),
}
HANDLING_WORDS: dict[str, Any] = {
    Handling.TALK.value: pgettext_lazy("handling", "Talk or criticism"),
    Handling.ADMONITION.value: pgettext_lazy("handling", "Admonition"),
    Handling.POSITION.value: pgettext_lazy("handling", "Change of position"),
    Handling.DISCIPLINE.value: pgettext_lazy("handling", "Disciplinary sanction"),
    Handling.JUSTICE.value: pgettext_lazy("handling", "Handed over to justice"),
}
RESULT_WORDS: dict[str, Any] = {
    PickResult.PENDING.value: pgettext_lazy("look-back", "to be looked at"),
    PickResult.HOLDS.value: pgettext_lazy("look-back", "holds"),
    PickResult.FAILS.value: pgettext_lazy("look-back", "does not hold"),
}

# The colour of the pill that a state is shown as: grey, blue under way, amber waits, red, green.
S = FindingState
PILLS: dict[str, str] = {state.value: "a" for state in FindingState} | {
    S.REGISTERED: "",
    S.RECTIFYING: "b",
    S.FIRST_REVIEW: "b",
    S.LONG_TERM: "b",
    S.DISPUTED: "r",
    S.RETURNED: "r",
    S.REOPENED: "r",
    S.CLOSED: "g",
    S.WITHDRAWN: "",
}
RESULT_PILLS: dict[str, str] = {
    PickResult.PENDING: "a",
    PickResult.HOLDS: "g",
    PickResult.FAILS: "r",
}

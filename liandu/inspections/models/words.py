"""What the codes of the rules are called on the page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.findings.rules import Severity
from liandu.inspections.rules import (
    Conclusion,
    Hold,
    InspectionState,
    Mode,
    Signature,
    Standing,
    TeamSource,
)

STATES = [
    (InspectionState.DRAFT.value, pgettext_lazy("inspection", "Draft")),
    (InspectionState.COORDINATING.value, pgettext_lazy("inspection", "Being coordinated")),
    (InspectionState.APPROVED.value, pgettext_lazy("inspection", "Approved")),
    (InspectionState.TEAM_READY.value, pgettext_lazy("inspection", "Team complete")),
    (InspectionState.NOTIFIED.value, pgettext_lazy("inspection", "Notice given")),
    (InspectionState.ON_SITE.value, pgettext_lazy("inspection", "On site")),
    (InspectionState.FINDINGS_SIGNED.value, pgettext_lazy("inspection", "Workpapers signed")),
    (InspectionState.REPORT_REVIEW.value, pgettext_lazy("inspection", "Report in review")),
    (InspectionState.ISSUED.value, pgettext_lazy("inspection", "Report issued")),
    (InspectionState.CLOSED.value, pgettext_lazy("inspection", "Closed")),
    (InspectionState.CANCELLED.value, pgettext_lazy("inspection", "Cancelled")),
]
MODES = [
    (Mode.JOINT.value, pgettext_lazy("mode", "Joint")),
    (Mode.CROSS.value, pgettext_lazy("mode", "Cross")),
    (Mode.ASSIST.value, pgettext_lazy("mode", "Assisting")),
    (Mode.SPECIAL.value, pgettext_lazy("mode", "Special")),
    (Mode.UNANNOUNCED.value, pgettext_lazy("mode", "Unannounced")),
]
SOURCES = [
    (TeamSource.HAND.value, pgettext_lazy("team", "By hand")),
    (TeamSource.DRAW.value, pgettext_lazy("team", "By draw")),
]
CONCLUSIONS = [
    (Conclusion.CONFORM.value, pgettext_lazy("workpaper", "In order")),
    (Conclusion.NOT_CONFORM.value, pgettext_lazy("workpaper", "Not in order")),
    (Conclusion.NOT_APPLICABLE.value, pgettext_lazy("workpaper", "Does not apply")),
]
SIGNATURES = [
    (Signature.PENDING.value, pgettext_lazy("workpaper", "Not signed yet")),
    (Signature.SIGNED.value, pgettext_lazy("workpaper", "Signed")),
    (Signature.REFUSED.value, pgettext_lazy("workpaper", "Signature refused")),
]
STANDINGS = [
    (Standing.AGREED.value, pgettext_lazy("statement", "No objection")),
    (Standing.PENDING.value, pgettext_lazy("statement", "Waits for an answer")),
    (Standing.UPHELD.value, pgettext_lazy("statement", "Upheld")),
    (Standing.PARTLY.value, pgettext_lazy("statement", "Upheld in part")),
    (Standing.REJECTED.value, pgettext_lazy("statement", "Rejected")),
]
HOLDS = {
    Hold.NOT_ASKED: _("The inspected have not been asked for comments yet. Ask them first."),
    Hold.OBJECTION: _("An objection of the inspected waits for its answer. Answer it first."),
    Hold.NOT_SIGNED: _("Not every body that takes part has countersigned the report yet."),
    Hold.STILL_OPEN: _("The inspected may still comment on the report. Wait for them."),
}
SEVERITIES = [
    (Severity.MINOR.value, pgettext_lazy("severity", "Minor")),
    (Severity.GENERAL.value, pgettext_lazy("severity", "General")),
    (Severity.SEVERE.value, pgettext_lazy("severity", "Severe")),
]

"""What the codes of the rules are called on the page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.works.rules import (
    BatchState,
    CheckpointState,
    Comparison,
    Light,
    LinkState,
    Metric,
    ObjectType,
    Precision,
    ProjectStatus,
    TierKind,
)

OBJECT_TYPES = [
    (ObjectType.WORKS_PROJECT.value, _("Works project")),
    (ObjectType.BUSINESS_CONTACT.value, _("Business-environment contact point")),
    (ObjectType.WATERS.value, _("Cross-border waters")),
    (ObjectType.FISHING_BAN.value, _("Ten-year fishing ban")),
    (ObjectType.IDLE_LAND.value, _("Idle land")),
    (ObjectType.CITY_SAFETY.value, _("City safety")),
]
STATUSES = [
    (ProjectStatus.IDENTIFICATION.value, pgettext_lazy("project", "Proposed")),
    (ProjectStatus.PREPARATION.value, pgettext_lazy("project", "In preparation")),
    (ProjectStatus.IMPLEMENTATION.value, pgettext_lazy("project", "Under way")),
    (ProjectStatus.COMPLETION.value, pgettext_lazy("project", "Winding up")),
    (ProjectStatus.COMPLETED.value, pgettext_lazy("project", "Completed")),
    (ProjectStatus.CANCELLED.value, pgettext_lazy("project", "Cancelled")),
]
PRECISIONS = [
    (Precision.DAY.value, pgettext_lazy("precision", "Day")),
    (Precision.MONTH.value, pgettext_lazy("precision", "Month")),
    (Precision.YEAR.value, pgettext_lazy("precision", "Year")),
]
LINK_STATES = [
    (LinkState.NOT_STARTED.value, pgettext_lazy("link", "Not reached")),
    (LinkState.IN_PROGRESS.value, pgettext_lazy("link", "In progress")),
    (LinkState.DONE.value, pgettext_lazy("link", "Done")),
    (LinkState.CHECKED.value, pgettext_lazy("link", "Checked")),
]
CHECKPOINT_STATES = [
    (CheckpointState.OPEN.value, pgettext_lazy("checkpoint", "Not checked")),
    (CheckpointState.PASSED.value, pgettext_lazy("checkpoint", "In order")),
    (CheckpointState.FAILED.value, pgettext_lazy("checkpoint", "Not in order")),
]
TIERS = [
    (TierKind.LEADING_GROUP.value, _("Supervision leading group")),
    (TierKind.TASK_FORCE.value, _("Daily supervision task force")),
    (TierKind.HORIZONTAL.value, _("Horizontal supervision mechanism")),
]
METRICS = [
    (Metric.DAYS_LATE.value, _("Days past the planned end, not done")),
    (Metric.DAYS_START_LATE.value, _("Days past the planned start, not begun")),
    (Metric.DAYS_FINISHED_LATE.value, _("Days done after the planned end")),
    (Metric.OPEN_FINDINGS.value, _("Open findings")),
    (Metric.OLDEST_OPEN_DAYS.value, _("Days since the oldest open finding")),
    (Metric.OVERDUE_FINDINGS.value, _("Overdue findings")),
    (Metric.FAILED_CHECKPOINTS.value, _("Checkpoints not in order")),
]
COMPARISONS = [
    (Comparison.ABOVE.value, pgettext_lazy("comparison", "more than")),
    (Comparison.AT_LEAST.value, pgettext_lazy("comparison", "at least")),
]
WARNINGS = [
    (Light.RED.value, pgettext_lazy("light", "Red")),
    (Light.YELLOW.value, pgettext_lazy("light", "Yellow")),
]
BATCH_STATES = [
    (BatchState.PREVIEW.value, pgettext_lazy("import", "In preview")),
    (BatchState.QUEUED.value, pgettext_lazy("import", "Waiting")),
    (BatchState.DONE.value, pgettext_lazy("import", "Done")),
    (BatchState.CANCELLED.value, pgettext_lazy("import", "Cancelled")),
    (BatchState.FAILED.value, pgettext_lazy("import", "Failed")),
]

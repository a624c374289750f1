"""Tables of findings and of what is said and done about each until it is closed."""

from liandu.findings.models.findings import STEP_FIELDS, Finding, FindingQuerySet
from liandu.findings.models.parts import (
    EstablishedRule,
    Extension,
    Measure,
    RectificationPlan,
    Reply,
    Submission,
)
from liandu.findings.models.words import (
    DECISION_WORDS,
    PILLS,
    SEVERITY_WORDS,
    SOURCE_WORDS,
    STATE_WORDS,
    TYPE_WORDS,
)

__all__ = [
    "DECISION_WORDS",
    "PILLS",
    "SEVERITY_WORDS",
    "SOURCE_WORDS",
    "STATE_WORDS",
    "STEP_FIELDS",
    "TYPE_WORDS",
    "EstablishedRule",
    "Extension",
    "Finding",
    "FindingQuerySet",
    "Measure",
    "RectificationPlan",
    "Reply",
    "Submission",
]

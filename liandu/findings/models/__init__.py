"""Tables of findings and of what is said and done about each until it is closed."""

from liandu.findings.models.again import LookBack, LookBackPick, Reopening
from liandu.findings.models.findings import STEP_FIELDS, Finding, FindingQuerySet
from liandu.findings.models.items import FindingItem, PersonsHandled
from liandu.findings.models.parts import (
    EstablishedRule,
    Measure,
    RectificationPlan,
    Reply,
    Submission,
)
from liandu.findings.models.sides import Extension, LongTerm, Objection, Transfer
from liandu.findings.models.words import (
    CAUSE_WORDS,
    DECISION_WORDS,
    HANDLING_WORDS,
    LONG_TERM_WORDS,
    PILLS,
    RESULT_PILLS,
    RESULT_WORDS,
    ROOT_CAUSE_WORDS,
    SEVERITY_WORDS,
    SOURCE_WORDS,
    STATE_WORDS,
    TYPE_WORDS,
)

__all__ = [
    "CAUSE_WORDS",
    "DECISION_WORDS",
    "HANDLING_WORDS",
    "LONG_TERM_WORDS",
    "PILLS",
    "RESULT_PILLS",
    "RESULT_WORDS",
    "ROOT_CAUSE_WORDS",
    "SEVERITY_WORDS",
    "SOURCE_WORDS",
    "STATE_WORDS",
    "STEP_FIELDS",
    "TYPE_WORDS",
    "EstablishedRule",
    "Extension",
    "Finding",
    "FindingItem",
    "FindingQuerySet",
    "LongTerm",
    "LookBack",
    "LookBackPick",
    "Measure",
    "Objection",
    "PersonsHandled",
    "RectificationPlan",
    "Reopening",
    "Reply",
    "Submission",
    "Transfer",
]

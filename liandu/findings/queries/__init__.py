"""Reading findings. Nothing here writes."""

from liandu.findings.queries.desk import (
    given_out,
    is_given_out,
    is_waiting_for,
    waiting_count,
    waiting_for,
)
from liandu.findings.queries.figures import established_rules, found, rectified, rules_recorded
from liandu.findings.queries.lights import objects_where, open_findings
from liandu.findings.queries.one import (
    FACT,
    approved_measures,
    conditions,
    evidence,
    findings,
    internal_replies,
    lateness_of,
    ledger,
    prefill_with,
    prefilled,
    related,
    round_of,
    seen_finding,
    subject_of,
)

__all__ = [
    "FACT",
    "approved_measures",
    "conditions",
    "established_rules",
    "evidence",
    "findings",
    "found",
    "given_out",
    "internal_replies",
    "is_given_out",
    "is_waiting_for",
    "lateness_of",
    "ledger",
    "objects_where",
    "open_findings",
    "prefill_with",
    "prefilled",
    "rectified",
    "related",
    "round_of",
    "rules_recorded",
    "seen_finding",
    "subject_of",
    "waiting_count",
    "waiting_for",
]

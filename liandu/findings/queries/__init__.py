"""Reading findings. Nothing here writes."""

from liandu.findings.queries.desk import given_out, waiting_for
from liandu.findings.queries.figures import established_rules, found, rectified
from liandu.findings.queries.lights import objects_where, open_findings
from liandu.findings.queries.one import (
    FACT,
    approved_measures,
    conditions,
    evidence,
    findings,
    lateness_of,
    replies,
    round_of,
    seen_finding,
    subject_of,
)

__all__ = [
    "FACT", "approved_measures", "conditions", "established_rules", "evidence", "findings",
    "found", "given_out", "lateness_of", "objects_where", "open_findings", "rectified",
    "replies", "round_of", "seen_finding", "subject_of", "waiting_for",
]  # fmt: skip

"""Pages about findings."""

from liandu.findings.views.detail import finding_detail, finding_print
from liandu.findings.views.ledger import (
    add_evidence,
    finding_edit,
    finding_list,
    finding_new,
    mark_measure,
    post_reply,
    rule_list,
)
from liandu.findings.views.steps import PAGES, take_step

__all__ = [
    "PAGES",
    "add_evidence",
    "finding_detail",
    "finding_edit",
    "finding_list",
    "finding_new",
    "finding_print",
    "mark_measure",
    "post_reply",
    "rule_list",
    "take_step",
]

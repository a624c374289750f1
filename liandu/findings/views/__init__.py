"""Pages about findings."""

from liandu.findings.views.again import (
    look_back,
    look_back_list,
    look_back_new,
    look_back_result,
)
from liandu.findings.views.detail import finding_detail, finding_print
from liandu.findings.views.items import leave_out_item, mark_item, unmark_item
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
    "leave_out_item",
    "look_back",
    "look_back_list",
    "look_back_new",
    "look_back_result",
    "mark_item",
    "mark_measure",
    "post_reply",
    "rule_list",
    "take_step",
    "unmark_item",
]

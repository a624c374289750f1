"""Everything that changes a finding."""

from liandu.findings.actions.rectifying import (
    accept_finding,
    approve_plan,
    ask_extension,
    file_plan,
    grant_extension,
    mark_measure,
    refuse_extension,
    return_plan,
)
from liandu.findings.actions.registering import (
    assign_finding,
    confirm_finding,
    edit_finding,
    export_findings,
    register_finding,
    withdraw_finding,
)
from liandu.findings.actions.reviewing import (
    add_evidence,
    close_finding,
    pass_first_review,
    post_reply,
    return_finding,
    start_first_review,
    submit_finding,
)

__all__ = [
    "accept_finding", "add_evidence", "approve_plan", "ask_extension", "assign_finding",
    "close_finding", "confirm_finding", "edit_finding", "export_findings", "file_plan",
    "grant_extension", "mark_measure", "pass_first_review", "post_reply", "refuse_extension",
    "register_finding", "return_finding", "return_plan", "start_first_review", "submit_finding",
    "withdraw_finding",
]  # fmt: skip

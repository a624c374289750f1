"""Everything that changes a finding."""

from liandu.findings.actions.assigning import (
    assign_finding,
    decline_transfer,
    take_over_finding,
    transfer_finding,
)
from liandu.findings.actions.items import leave_out_item, mark_item
from liandu.findings.actions.lasting import (
    ask_long_term,
    grant_long_term,
    refuse_long_term,
    resume_finding,
    review_long_term,
)
from liandu.findings.actions.objecting import (
    raise_objection,
    reject_objection,
    uphold_objection,
)
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
    confirm_finding,
    edit_finding,
    export_findings,
    register_finding,
    withdraw_finding,
)
from liandu.findings.actions.reopening import (
    draw_look_back,
    record_look_back,
    reopen_finding,
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
    "accept_finding",
    "add_evidence",
    "approve_plan",
    "ask_extension",
    "ask_long_term",
    "assign_finding",
    "close_finding",
    "confirm_finding",
    "decline_transfer",
    "draw_look_back",
    "edit_finding",
    "export_findings",
    "file_plan",
    "grant_extension",
    "grant_long_term",
    "leave_out_item",
    "mark_item",
    "mark_measure",
    "pass_first_review",
    "post_reply",
    "raise_objection",
    "record_look_back",
    "refuse_extension",
    "refuse_long_term",
    "register_finding",
    "reject_objection",
    "reopen_finding",
    "resume_finding",
    "return_finding",
    "return_plan",
    "review_long_term",
    "start_first_review",
    "submit_finding",
    "take_over_finding",
    "transfer_finding",
    "uphold_objection",
    "withdraw_finding",
]

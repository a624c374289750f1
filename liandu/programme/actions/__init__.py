"""The writers of the annual programme."""

from liandu.programme.actions.areas import add_area, edit_area
from liandu.programme.actions.concluding import (
    carry_over_project,
    close_project,
    conclude_project,
    send_back_project,
)
from liandu.programme.actions.deciding import (
    approve_project,
    reject_project,
    table_project,
    take_back_project,
)
from liandu.programme.actions.planning import (
    add_milestone,
    edit_milestone,
    move_milestone,
    reach_milestone,
    remove_milestone,
    undo_milestone,
)
from liandu.programme.actions.proposing import (
    edit_project,
    export_projects,
    propose_project,
    submit_project,
    withdraw_project,
)
from liandu.programme.actions.reporting import (
    assign_inspection,
    file_report,
    release_inspection,
)
from liandu.programme.actions.running import (
    cancel_project,
    resume_project,
    start_project,
    suspend_project,
)
from liandu.programme.actions.screening import (
    keep_hit,
    merge_project,
    return_project,
    screen_project,
)

__all__ = [
    "add_area", "add_milestone", "approve_project", "assign_inspection", "cancel_project",
    "carry_over_project", "close_project", "conclude_project", "edit_area", "edit_milestone",
    "edit_project", "export_projects", "file_report", "keep_hit", "merge_project", "move_milestone",
    "propose_project", "reach_milestone", "reject_project", "release_inspection",
    "remove_milestone", "resume_project", "return_project", "screen_project", "send_back_project",
    "start_project", "submit_project", "suspend_project", "table_project", "take_back_project",
    "undo_milestone", "withdraw_project",
]  # fmt: skip

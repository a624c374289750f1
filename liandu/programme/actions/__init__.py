"""The writers of the annual programme."""

from liandu.programme.actions.areas import add_area, edit_area
from liandu.programme.actions.deciding import (
    approve_project,
    reject_project,
    table_project,
    take_back_project,
)
from liandu.programme.actions.proposing import (
    edit_project,
    export_projects,
    propose_project,
    submit_project,
    withdraw_project,
)
from liandu.programme.actions.screening import (
    keep_hit,
    merge_project,
    return_project,
    screen_project,
)

__all__ = [
    "add_area", "approve_project", "edit_area", "edit_project", "export_projects", "keep_hit",
    "merge_project", "propose_project", "reject_project", "return_project", "screen_project",
    "submit_project", "table_project", "take_back_project", "withdraw_project",
]  # fmt: skip

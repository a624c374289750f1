"""Everything that changes contracts and what is entered of them, and puts prompts aside."""

from liandu.contracts.actions.entries import (
    add_entry,
    edit_entry,
    export_contracts,
    export_projects,
    remove_entry,
)
from liandu.contracts.actions.imports import import_entries
from liandu.contracts.actions.limits import (
    check_again,
    check_all_again,
    copy_limits,
    discard_limits,
    edit_limits,
    publish_limits,
)
from liandu.contracts.actions.prompts import dismiss_prompt, export_prompts, reopen_prompt

__all__ = [
    "add_entry", "check_again", "check_all_again", "copy_limits", "discard_limits",
    "dismiss_prompt", "edit_entry", "edit_limits", "export_contracts", "export_projects",
    "export_prompts", "import_entries", "publish_limits", "remove_entry", "reopen_prompt",
]  # fmt: skip

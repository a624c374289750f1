"""Pages about contracts: each reads the request, makes one call, and draws the answer."""

from liandu.contracts.views.entries import add, contract, contract_list, edit, remove
from liandu.contracts.views.imports import import_list, template
from liandu.contracts.views.limits import (
    checks,
    copy_limits,
    discard_limits,
    edit_limits,
    publish_limits,
)
from liandu.contracts.views.packages import oc4ids, oc4ids_of
from liandu.contracts.views.prompts import (
    dismiss_prompt,
    prompt,
    prompt_list,
    reopen_prompt,
)

__all__ = [
    "add", "checks", "contract", "contract_list", "copy_limits", "discard_limits",
    "dismiss_prompt", "edit", "edit_limits", "import_list", "oc4ids", "oc4ids_of", "prompt",
    "prompt_list", "publish_limits", "remove", "reopen_prompt", "template",
]  # fmt: skip

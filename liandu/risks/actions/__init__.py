"""Everything that changes a register of risks, and the library it is taken from."""

from liandu.risks.actions.asking import follow_link
from liandu.risks.actions.imports import import_points
from liandu.risks.actions.library import (
    copy_library,
    discard_library,
    edit_library,
    publish_library,
)
from liandu.risks.actions.points import (
    add_point,
    check_point,
    edit_point,
    export_points,
    restore_point,
    retire_point,
    take_over,
)

__all__ = [
    "add_point", "check_point", "copy_library", "discard_library", "edit_library", "edit_point",
    "export_points", "follow_link", "import_points", "publish_library", "restore_point",
    "retire_point", "take_over",
]  # fmt: skip

"""Pages about risks: each reads the request, makes one call, and draws the answer."""

from liandu.risks.views.imports import import_points, import_template
from liandu.risks.views.library import (
    copy_library,
    discard_library,
    edit_library,
    library,
    publish_library,
)
from liandu.risks.views.points import (
    add_point,
    check_point,
    edit_point,
    point,
    point_list,
    restore_point,
    retire_point,
    take_over,
)

__all__ = [
    "add_point", "check_point", "copy_library", "discard_library", "edit_library", "edit_point",
    "import_points", "import_template", "library", "point", "point_list", "publish_library",
    "restore_point", "retire_point", "take_over",
]  # fmt: skip

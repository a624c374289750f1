"""Everything that changes supervised objects, their links, and what they are set up with."""

from liandu.works.actions.importing import end_import, run_import, write_import
from liandu.works.actions.imports import (
    cancel_import,
    edit_import,
    queue_import,
    set_columns,
    start_import,
    stop_import,
)
from liandu.works.actions.links import follows_link, move_link, plan_link, set_checkpoint
from liandu.works.actions.objects import (
    assign_objects,
    create_object,
    edit_object,
    export_objects,
    set_tiers,
)
from liandu.works.actions.progress import Progress
from liandu.works.actions.templates import (
    copy_template,
    discard_template,
    edit_template,
    publish_template,
    set_light_rules,
    set_template,
)

__all__ = [
    "Progress",
    "assign_objects",
    "cancel_import",
    "copy_template",
    "create_object",
    "discard_template",
    "edit_import",
    "edit_object",
    "edit_template",
    "end_import",
    "export_objects",
    "follows_link",
    "move_link",
    "plan_link",
    "publish_template",
    "queue_import",
    "run_import",
    "set_checkpoint",
    "set_columns",
    "set_light_rules",
    "set_template",
    "set_tiers",
    "start_import",
    "stop_import",
    "write_import",
]

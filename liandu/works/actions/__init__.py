"""Everything that changes supervised objects, their links, and what they are set up with."""

from liandu.works.actions.links import move_link, plan_link, set_checkpoint
from liandu.works.actions.objects import (
    assign_objects,
    create_object,
    edit_object,
    export_objects,
    set_tiers,
)
from liandu.works.actions.templates import (
    copy_template,
    discard_template,
    edit_template,
    publish_template,
    set_light_rules,
    set_template,
)

__all__ = [
    "assign_objects",
    "copy_template",
    "create_object",
    "discard_template",
    "edit_object",
    "edit_template",
    "export_objects",
    "move_link",
    "plan_link",
    "publish_template",
    "set_checkpoint",
    "set_light_rules",
    "set_template",
    "set_tiers",
]

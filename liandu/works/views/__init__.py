"""Pages about supervised objects: each reads the request, makes one call, and draws the answer."""

from liandu.works.views.imports import (
    cancel_import,
    import_columns,
    import_list,
    import_preview,
    import_progress,
    import_report,
    import_template,
    new_import,
)
from liandu.works.views.links import checkpoint, link_step, plan_link
from liandu.works.views.objects import (
    assign,
    edit_object,
    new_object,
    object_detail,
    object_list,
    set_template,
    set_tiers,
)
from liandu.works.views.setup import (
    copy_template,
    discard_template,
    edit_template,
    light_rules,
    publish_template,
    setup,
)
from liandu.works.views.sheets import Place, respond_sheet, sheet_template

__all__ = [
    "Place", "assign", "cancel_import", "checkpoint", "copy_template", "discard_template",
    "edit_object", "edit_template", "import_columns", "import_list", "import_preview",
    "import_progress", "import_report", "import_template", "light_rules", "link_step", "new_import",
    "new_object", "object_detail", "object_list", "plan_link", "publish_template", "respond_sheet",
    "set_template", "set_tiers", "setup", "sheet_template",
]  # fmt: skip

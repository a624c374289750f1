"""Everything that changes a paper, a template or a letterhead."""

from liandu.papers.actions.deciding import (
    approve_paper,
    countersign_paper,
    issue_paper,
    return_paper,
    sign_for_paper,
    withdraw_paper,
)
from liandu.papers.actions.drafting import (
    draft_paper,
    edit_paper,
    export_papers,
    submit_paper,
)
from liandu.papers.actions.labels import follow_label
from liandu.papers.actions.templates import (
    copy_template,
    discard_template,
    edit_template,
    publish_template,
    set_letterhead,
)

__all__ = [
    "approve_paper", "copy_template", "countersign_paper", "discard_template", "draft_paper",
    "edit_paper", "edit_template", "export_papers", "follow_label", "issue_paper",
    "publish_template", "return_paper", "set_letterhead", "sign_for_paper", "submit_paper",
    "withdraw_paper",
]  # fmt: skip

"""Everything that changes an inspection."""

from liandu.inspections.actions.checklists import (
    copy_checklist,
    discard_checklist,
    edit_checklist,
    publish_checklist,
)
from liandu.inspections.actions.commenting import (
    agree_report,
    answer_objection,
    ask_comments,
    raise_objection,
)
from liandu.inspections.actions.deciding import (
    approve_plan,
    cancel_inspection,
    return_plan,
    submit_plan,
)
from liandu.inspections.actions.planning import (
    add_item,
    change_plan,
    choose_bodies,
    choose_objects,
    plan_inspection,
)
from liandu.inspections.actions.reports import (
    close_inspection,
    countersign_report,
    export_inspections,
    issue_report,
    send_back_report,
    submit_report,
)
from liandu.inspections.actions.teams import (
    add_member,
    change_leader,
    complete_team,
    declare_avoidance,
    drop_member,
)
from liandu.inspections.actions.visits import (
    enter_site,
    finish_visit,
    issue_notice,
    record_signature,
    record_workpaper,
    review_workpaper,
)

__all__ = [
    "add_item", "add_member", "agree_report", "answer_objection", "approve_plan", "ask_comments",
    "cancel_inspection", "change_leader", "change_plan", "choose_bodies", "choose_objects",
    "close_inspection", "complete_team", "copy_checklist", "countersign_report",
    "declare_avoidance", "discard_checklist", "drop_member", "edit_checklist", "enter_site",
    "export_inspections", "finish_visit", "issue_notice", "issue_report", "plan_inspection",
    "publish_checklist", "raise_objection", "record_signature", "record_workpaper",
    "return_plan", "review_workpaper", "send_back_report", "submit_plan", "submit_report",
]  # fmt: skip

"""The papers about inspections: what their templates may name, and who draws them up."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from liandu.access.rules import RecordKind
from liandu.engines.papers import Kind, as_cell, dated, offer
from liandu.inspections.queries import items_of, seen_inspection, workpapers
from liandu.inspections.rules import SHOWN_TO_INSPECTED, InspectionState
from liandu.kernel.actor import Actor

CHINESE = "zh-hans"
# What stands under a heading that would have nothing under it.
NOTHING, NOTHING_WRONG = "无。", "未发现问题。"
FIELDS: Mapping[str, Any] = {
    "编号": _("number of the inspection"),
    "检查名称": _("title of the inspection"),
    "依据": _("basis"),
    "对象": _("objects inspected"),
    "被检查单位": _("bodies inspected"),
    "检查时间": _("days planned"),
    "检查内容": _("items to be looked at, numbered"),
    "检查组": _("members of the team, as rows of a table"),
    "组长": _("leader of the team"),
    "通知正文": _("text of the notice"),
    "准备资料": _("documents to prepare"),
    "联系人": _("contact"),
    "组织单位": _("body that plans it"),
    "参加单位": _("bodies that take part"),
    "今天": _("today"),
}
REPORT_FIELDS: Mapping[str, Any] = {
    "报告正文": _("text of the report"), "发现问题": _("what was not in order, numbered"),
}  # fmt: skip
PAPER_FIELDS: Mapping[str, Any] = {"底稿": _("workpapers as tables")}
AFTER_VISIT = {
    InspectionState.FINDINGS_SIGNED.value, InspectionState.REPORT_REVIEW.value,
    *(state.value for state in SHOWN_TO_INSPECTED),
}  # fmt: skip


def values(actor: Actor, record: Any) -> dict[str, str]:
    """Return what an inspection in hand fills in; its objects as far as the actor may know."""
    found = seen_inspection(actor, record.pk)
    first, last = found.visited_from or found.starts_on, found.visited_until or found.ends_on
    items = [f"{n}. {one.section}：{one.text}" for n, one in enumerate(items_of(found), 1)]
    with override(CHINESE):
        return {
            "编号": found.number,
            "检查名称": found.title,
            "依据": found.basis,
            "对象": "、".join(str(one) for one in found.supervised_objects.all()),
            "被检查单位": "、".join(body.name for body in found.inspected_bodies.values()),
            "检查时间": f"{dated(first)}至{dated(last)}",
            "检查内容": "\n".join(items),
            "检查组": "\n".join(_member(one) for one in found.team_now),
            "组长": str(found.leader or ""),
            "通知正文": found.notice_text,
            "准备资料": found.notice_documents or NOTHING,
            "联系人": found.notice_contact,
            "组织单位": found.owner_body.name,
            "参加单位": "、".join(body.name for body in found.participating_bodies.all()),
            "今天": dated(timezone.localdate()),
        }


def _member(one: Any) -> str:
    """Return a member of the team as a row of a table."""
    return f"| {'组长' if one.is_leader else '组员'} | {one.person} | {one.body.name} |"


def values_of_report(actor: Actor, record: Any) -> dict[str, str]:
    """Return the same with the report and what was not in order, of what the actor may read."""
    wrong = [one for one in workpapers(record, actor) if one.is_found_wanting]
    said = [f"{n}. {one.supervised_object}：{one.fact}" for n, one in enumerate(wrong, 1)]
    return values(actor, record) | {
        "报告正文": record.report_text,
        "发现问题": "\n".join(said) or NOTHING_WRONG,
    }


def values_of_papers(actor: Actor, record: Any) -> dict[str, str]:
    """Return the same with the workpapers that the actor may read, each as a table."""
    with override(CHINESE):
        tables = [_table(one) for one in workpapers(record, actor)]
    return values(actor, record) | {"底稿": "\n".join(tables)}


def _table(one: Any) -> str:
    """Return a workpaper as a table under its own line."""
    at = timezone.localtime(one.at)
    when = f"{dated(at.date())} {at:%H:%M}"
    reviewers = (one.reviewer, one.second_reviewer)
    rows = (
        ("检查对象", one.supervised_object, "检查时间", when),
        ("检查地点", one.place, "在场人员", one.persons_present),
        ("检查内容", f"{one.item.section}：{one.item.text}", "检查依据", one.item.basis),
        ("检查结论", one.get_conclusion_display(), "事实", one.fact),
        ("被检查单位意见", one.words, "签字", _signature(one)),
        ("检查人", one.author, "复核人", "、".join(str(who) for who in reviewers if who)),
    )
    drawn = "\n".join(f"| {' | '.join(as_cell(str(cell)) for cell in row)} |" for row in rows)
    return f"{one.item.section}\n{drawn}"


def _signature(one: Any) -> str:
    """Return who signed for the inspected; of a refusal why, and who saw it."""
    said = f"{one.get_signature_display()} {one.signed_by}"
    if not one.refusal_reason:
        return said
    return (
        f"{said}（理由：{one.refusal_reason}；见证人：{one.first_witness}、{one.second_witness}）"
    )


def planner(record: Any) -> tuple[int, ...]:
    """Return the body that plans it."""
    return (record.owner_body_id,)


def inspected(record: Any) -> tuple[int, ...]:
    """Return the bodies that are inspected."""
    return tuple(record.inspected_bodies)


def taking_part(record: Any) -> tuple[int, ...]:
    """Return the bodies that take part besides the planner and the inspected: they countersign."""
    others = {record.owner_body_id, *record.inspected_bodies}
    return tuple(body.pk for body in record.participating_bodies.all() if body.pk not in others)


def is_told(_actor: Actor, record: Any) -> bool:
    """Test whether the inspected know of it; of an unannounced visit only from the door on."""
    return bool(record.notice_issued_at or record.visited_from)


def is_visited(_actor: Actor, record: Any) -> bool:
    """Test whether the visit is over."""
    return record.state in AFTER_VISIT


def is_reported(_actor: Actor, record: Any) -> bool:
    """Test whether the report is issued."""
    return record.state in SHOWN_TO_INSPECTED


INSPECTION = int(RecordKind.INSPECTION)

for _kind in (
    Kind("inspection_notice", _("Inspection notice"), INSPECTION, FIELDS, values, planner,
         inspected, is_told, taking_part),
    Kind("inspection_workpaper", _("Workpapers"), INSPECTION, {**FIELDS, **PAPER_FIELDS},
         values_of_papers, planner, inspected, is_visited),
    Kind("inspection_report", _("Inspection report"), INSPECTION, {**FIELDS, **REPORT_FIELDS},
         values_of_report, planner, inspected, is_reported, taking_part),
):  # fmt: skip
    offer(_kind)

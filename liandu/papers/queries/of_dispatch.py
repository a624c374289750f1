"""The paper of weekly dispatch: what a meeting decided about an object, for those it binds."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from liandu.access.rules import RecordKind
from liandu.dispatch.queries import last_discussed, lines_of
from liandu.engines.papers import Kind, as_cell, dated, offer
from liandu.kernel.actor import Actor

CHINESE = "zh-hans"
NOTHING = "无。"
FIELDS: Mapping[str, Any] = {
    "项目编号": _("number of the object"),
    "项目名称": _("name of the object"),
    "年度": _("year of the week"),
    "周次": _("number of the week"),
    "填报单位": _("body that files the sheet"),
    "填报日期": _("day it was filed"),
    "本周进展": _("progress of the week"),
    "调度事项": _("obstacles, promises and decisions, as rows of a table"),
    "调度日期": _("day of the meeting"),
    "今天": _("today"),
}


def values(_actor: Actor, record: Any) -> dict[str, str]:
    """Return what the sheet that was discussed last fills in: only what was said and decided."""
    sheet = last_discussed(record)
    if sheet is None:
        return dict.fromkeys(FIELDS, "")
    year, week, _day = sheet.week.isocalendar()
    with override(CHINESE):
        return {
            "项目编号": record.number,
            "项目名称": record.name,
            "年度": str(year),
            "周次": str(week),
            "填报单位": sheet.body.name,
            "填报日期": _on(sheet.filed_at) if sheet.filed_at else "未填报",
            "本周进展": sheet.progress or NOTHING,
            "调度事项": "\n".join(_rows(lines_of(sheet))) or NOTHING,
            "调度日期": _on(sheet.discussed_at),
            "今天": dated(timezone.localdate()),
        }


def _on(moment: Any) -> str:
    return dated(timezone.localdate(moment))


def _rows(items: Iterable[Any]) -> list[str]:
    """Return lines of a sheet as rows of a table under its head, or nothing."""
    rows = [
        (item.get_kind_display(), item.text, item.owner,
         dated(item.due_on), str(item.pill[0]))
        for item in items
    ]  # fmt: skip
    head = ("类别", "事项", "责任单位", "完成时限", "办理情况")
    return [f"| {' | '.join(map(as_cell, row))} |" for row in (head, *rows)] if rows else []


def keeper(record: Any) -> tuple[int, ...]:
    """Return the body that keeps the object, which runs the meeting."""
    return (record.owner_body_id,)


def bound(record: Any) -> tuple[int, ...]:
    """Return who filed the sheet, then each other body that a line of it binds."""
    sheet = last_discussed(record)
    if sheet is None:
        return ()
    owners = [item.owner_body_id for item in lines_of(sheet) if item.settled_at is None]
    named = dict.fromkeys([sheet.body_id, *filter(None, owners)])
    return tuple(pk for pk in named if pk != record.owner_body_id)


def is_discussed(_actor: Actor, record: Any) -> bool:
    """Test whether a meeting went through a sheet of it."""
    return last_discussed(record) is not None


offer(
    Kind(
        "dispatch_sheet", _("Weekly dispatch sheet"), int(RecordKind.SUPERVISED_OBJECT), FIELDS,
        values, keeper, bound, is_discussed,
    )
)  # fmt: skip

"""The papers of a meeting: its notice with the agenda, its minutes as signed, what it resolved."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandu.access.rules import RecordKind
from liandu.committees.queries import members as members_of
from liandu.engines.papers import Kind, as_cell, dated, offer
from liandu.kernel.actor import Actor
from liandu.meetings.queries import agenda, attendance, topics
from liandu.meetings.rules import MeetingState

CALLED = frozenset({MeetingState.AGENDA_FIXED, MeetingState.NOTIFIED})
SIGNED = frozenset({MeetingState.ISSUED, MeetingState.ARCHIVED})
NOTHING = "无。"
MEETING: Mapping[str, Any] = {
    "会议名称": _("name of the meeting"),
    "会议日期": _("day the meeting was held"),
    "会议地点": _("place of the meeting"),
    "主持单位": _("body in the chair"),
    "今天": _("today"),
}
NOTICE: Mapping[str, Any] = {
    **MEETING, "会议时间": _("day and hour of the meeting"), "会议内容": _("what it is about"),
    "会议议程": _("items of the agenda in order"), "参会单位": _("member bodies"),
}  # fmt: skip
MINUTES: Mapping[str, Any] = {
    **MEETING, "纪要正文": _("the minutes as they were countersigned"),
    "会签单位": _("bodies that countersigned"),
}  # fmt: skip
RESOLVED: Mapping[str, Any] = {
    **MEETING, "议定事项": _("what was resolved, as rows of a table"),
}  # fmt: skip


def called(_actor: Actor, record: Any) -> dict[str, str]:
    """Return what the notice of a meeting fills in."""
    begins = timezone.localtime(record.starts_at)
    items = enumerate(agenda(topics(record)), 1)
    lines = [f"{at}. {one.title}（{one.body.name}，{one.duration}分钟）" for at, one in items]
    return {
        **_meeting(record),
        "会议时间": f"{dated(begins.date())}{begins:%H:%M}",
        "会议内容": record.about or record.title,
        "会议议程": "\n".join(lines) or NOTHING,
        "参会单位": "、".join(one.body.name for one in _members(record)),
    }


def signed(_actor: Actor, record: Any) -> dict[str, str]:
    """Return what the minutes of a meeting fill in."""
    there = [one.body.name for one in attendance(record) if one.seat.is_there]
    return {
        **_meeting(record), "纪要正文": record.minutes, "会签单位": "、".join(there),
    }  # fmt: skip


def resolved(_actor: Actor, record: Any) -> dict[str, str]:
    """Return what the list of what a meeting resolved fills in."""
    rows = list(_rows(record))
    return {**_meeting(record), "议定事项": "\n".join(rows) or NOTHING}


def _meeting(record: Any) -> dict[str, str]:
    return {
        "会议名称": record.title,
        "会议日期": dated(timezone.localdate(record.starts_at)),
        "会议地点": record.place,
        "主持单位": record.host.name,
        "今天": dated(timezone.localdate()),
    }


def _rows(record: Any) -> Iterator[str]:
    """Yield the resolutions as rows of a table under its head."""
    made = record.resolutions.select_related("owner").prefetch_related("assisting")
    for at, one in enumerate(made.order_by("ordinal")):
        if not at:
            yield "| 编号 | 议定事项 | 牵头单位 | 配合单位 | 完成时限 |"
        owner = one.owner.name if one.owner else ""
        helpers = "、".join(body.name for body in one.assisting.all())
        cells = (one.number, one.text, owner, helpers, dated(one.due_on))
        yield f"| {' | '.join(map(as_cell, cells))} |"


def _members(record: Any) -> list[Any]:
    """Return the member bodies: those notice was given to, before it those of the committee."""
    return attendance(record) or list(members_of(record.committee))


def keeper(record: Any) -> tuple[int, ...]:
    """Return the secretariat of the committee."""
    return (record.owner_body_id,)


def members(record: Any) -> tuple[int, ...]:
    """Return the member bodies, whether they were there or not."""
    return tuple(one.body_id for one in _members(record) if one.body_id != record.owner_body_id)


def stands_at(states: frozenset[MeetingState]) -> Callable[[Actor, Any], bool]:
    """Return the test whether a meeting has come as far as one of ``states``."""
    return lambda _actor, record: record.state in states


for code, title, fields, values, states in (
    ("meeting_notice", _("Notice of a meeting"), NOTICE, called, CALLED),
    ("meeting_minutes", _("Minutes of a meeting"), MINUTES, signed, SIGNED),
    ("resolution_list", _("List of resolutions"), RESOLVED, resolved, SIGNED),
):
    about = int(RecordKind.MEETING)
    offer(Kind(code, title, about, fields, values, keeper, members, stands_at(states)))

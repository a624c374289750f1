"""The paper of a meeting: its minutes, as those who were there countersigned them."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandu.access.rules import RecordKind
from liandu.engines.papers import Kind, dated, offer
from liandu.kernel.actor import Actor
from liandu.meetings.queries import attendance
from liandu.meetings.rules import MeetingState

SIGNED = frozenset({MeetingState.ISSUED, MeetingState.ARCHIVED})
FIELDS: Mapping[str, Any] = {
    "会议名称": _("name of the meeting"),
    "会议日期": _("day the meeting was held"),
    "会议地点": _("place of the meeting"),
    "主持单位": _("body in the chair"),
    "纪要正文": _("the minutes as they were countersigned"),
    "会签单位": _("bodies that countersigned"),
    "今天": _("today"),
}


def values(_actor: Actor, record: Any) -> dict[str, str]:
    """Return what a meeting fills in."""
    there = [one.body.name for one in attendance(record) if one.seat.is_there]
    return {
        "会议名称": record.title,
        "会议日期": dated(timezone.localdate(record.starts_at)),
        "会议地点": record.place,
        "主持单位": record.host.name,
        "纪要正文": record.minutes,
        "会签单位": "、".join(there),
        "今天": dated(timezone.localdate()),
    }


def keeper(record: Any) -> tuple[int, ...]:
    """Return the secretariat of the committee."""
    return (record.owner_body_id,)


def members(record: Any) -> tuple[int, ...]:
    """Return the member bodies, whether they were there or not."""
    return tuple(one.body_id for one in attendance(record) if one.body_id != record.owner_body_id)


def is_signed(_actor: Actor, record: Any) -> bool:
    """Test whether all who were there have signed."""
    return record.state in SIGNED


offer(
    Kind(
        "meeting_minutes", _("Minutes of a meeting"), int(RecordKind.MEETING), FIELDS, values,
        keeper, members, is_signed,
    )
)  # fmt: skip

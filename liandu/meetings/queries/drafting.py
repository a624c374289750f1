"""The minutes as they are begun: what was kept of the meeting, in the words of a paper."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from liandu.engines.papers import dated
from liandu.meetings.models import Meeting
from liandu.meetings.queries.meetings import attendance
from liandu.meetings.queries.topics import tally_of
from liandu.meetings.rules import RESOLVING, Outcome, TopicState

CHINESE = "zh-hans"
NUMERALS = "一二三四五六七八九十"
ENDS = {
    Outcome.INFORMATION: "会议听取了相关情况。",
    Outcome.DECISION: "会议决定",
    Outcome.TASK: "会议议定",
}


def first_minutes(meeting: Meeting) -> str:
    """Return the text that the minutes are begun with."""
    with override(CHINESE):
        items = meeting.topics.filter(state=TopicState.ON_AGENDA).select_related("body")
        lines = [
            f"{dated(timezone.localdate(meeting.held_at))}，{meeting.title}在{meeting.place}召开。",
            f"主持：{meeting.host.name}。议题：{meeting.about or meeting.title}。",
        ]
        for number, topic in enumerate(items):
            lines += _item(number, topic)
    return "\n".join([*lines, *_attended(attendance(meeting))])


def _attended(seats: Sequence[Any]) -> Iterator[str]:
    """Yield the lines that say who was there and who was not; the form of minutes ends so."""
    yield "出席：" + "、".join(map(_who, (one for one in seats if one.seat.is_there))) + "。"
    absent = [one.body.name for one in seats if not one.seat.is_there]
    if absent:
        yield f"请假：{'、'.join(absent)}。"


def _who(seat: Any) -> str:
    """Return a body that was there, and how."""
    how = "" if seat.presence == "in_person" else f"（{seat.get_presence_display()}）"
    return f"{seat.body.name}{seat.name and ' ' + seat.name}{how}"


def _item(number: int, topic: Any) -> list[str]:
    """Return the lines of one item of the agenda."""
    lines = [f"{numeral(number + 1)}、{topic.title}"]
    if topic.summary:
        lines.append(topic.summary)
    if topic.vote_mode:
        votes = tally_of(topic)
        lines.append(
            f"表决结果：同意{votes.agree}票，反对{votes.against}票，弃权{votes.abstain}票。"
        )
    lines.append(ENDS[Outcome(topic.outcome)] + _resolved(topic))
    return lines


def _resolved(topic: Any) -> str:
    """Return what was resolved on an item, and whose it is."""
    if topic.outcome not in RESOLVING:
        return ""
    made = topic.resolution
    owner = f"由{made.owner.name}牵头" if made.owner_id else ""
    helpers = "、".join(body.name for body in made.assisting.all())
    until = f"{dated(made.due_on)}前完成" if made.due_on else ""
    duty = "，".join(filter(None, (owner, f"{helpers}配合" if helpers else "", until)))
    return f"（{made.number}）：{made.text.rstrip('。')}{'。' + duty if duty else ''}。"


def numeral(number: int) -> str:
    """Return a number of an item in Chinese: 一, 十二, 二十."""
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 1 else NUMERALS[tens - 1]) + "十" if tens else ""
    return lead + (NUMERALS[ones - 1] if ones else "")

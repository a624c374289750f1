"""The papers of a request for cooperation: the letter that asks, and the one that replies."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from liandu.access.rules import RecordKind
from liandu.cooperation.rules import RequestKind, RequestState
from liandu.engines.papers import Kind, dated, offer
from liandu.kernel.actor import Actor
from liandu.papers.queries.of_findings import CHINESE

ABOUT = int(RecordKind.COOPERATION_REQUEST)
NOTHING, NOBODY, NO_DAY = "无。", "未指定", "未约定"
ASKED: Mapping[str, Any] = {
    "编号": _("number of the request"),
    "协作事项": _("title of the request"),
    "协作类型": _("what is asked for"),
    "请求单位": _("body that asks"),
    "受请单位": _("body that is asked"),
    "事由": _("matter of the request"),
    "依据": _("basis of the request"),
    "协查问题": _("questions, numbered"),
    "办理紧急程度": _("urgency of the request"),
    "接收人": _("people who may read material"),
    "材料使用期限": _("day until which material is needed"),
    "发出日期": _("day the request was sent"),
    "今天": _("today"),
}
REPLIED: Mapping[str, Any] = {
    **ASKED,
    "是否协作": _("whether the asked body cooperates, and why not"),
    "答复内容": _("replies, numbered"),
    "抽调人员": _("people lent, with their days"),
    "材料份数": _("how many pieces of material were given"),
}


def asked(_actor: Actor, record: Any) -> dict[str, str]:
    """Return what the letter that asks fills in."""
    people = [str(one) for one in record.recipients.order_by("name", "pk")]
    lines = [line.strip() for line in record.questions.splitlines() if line.strip()]
    with override(CHINESE):
        return {
            "编号": record.number,
            "协作事项": record.title,
            "协作类型": str(record.get_kind_display()),
            "请求单位": record.owner_body.name,
            "受请单位": record.to_body.name,
            "事由": record.matter,
            "依据": record.basis,
            "协查问题": _numbered(lines),
            "办理紧急程度": str(record.get_urgency_display()),
            "接收人": "、".join(people) or NOBODY,
            "材料使用期限": dated(record.wanted_until) or NO_DAY,
            "发出日期": dated(record.sent_at and timezone.localdate(record.sent_at)),
            "今天": dated(timezone.localdate()),
        }


def replied(actor: Actor, record: Any) -> dict[str, str]:
    """Return the same with what was replied; what material says is in no paper."""
    lent = record.lent.select_related("person")
    declined = record.state == RequestState.DECLINED
    return asked(actor, record) | {
        "是否协作": f"不予协作：{record.reason}" if declined else "同意协作",
        "答复内容": _numbered([one.text for one in record.replies.all()]),
        "抽调人员": "、".join(
            f"{one.person}（{dated(one.first_on)}至{dated(one.last_on)}）" for one in lent
        ) or NOTHING,
        "材料份数": str(record.material_count),
    }  # fmt: skip


def _numbered(lines: list[str]) -> str:
    """Return lines with their numbers; words for none."""
    return "\n".join(f"{at}. {line}" for at, line in enumerate(lines, 1)) or NOTHING


def asking_body(record: Any) -> tuple[int, ...]:
    """Return the body that asks."""
    return (record.owner_body_id,)


def asked_body(record: Any) -> tuple[int, ...]:
    """Return the body that is asked."""
    return (record.to_body_id,)


def is_sent(record: Any) -> bool:
    """Test whether it was sent: before that no letter may tell the other body of it."""
    return record.sent_at is not None


def asks(_actor: Actor, record: Any) -> bool:
    """Test whether something else than an answer to questions was asked for."""
    return is_sent(record) and record.kind != RequestKind.ENQUIRY


def enquires(_actor: Actor, record: Any) -> bool:
    """Test whether an answer to questions was asked for."""
    return is_sent(record) and record.kind == RequestKind.ENQUIRY


def answers(_actor: Actor, record: Any) -> bool:
    """Test whether there is something to reply with: a reply, or why there is none."""
    return record.state == RequestState.DECLINED or bool(record.replies.exists())


for _kind in (
    Kind("cooperation_letter", _("Letter asking for cooperation"), ABOUT, ASKED, asked,
         asking_body, asked_body, asks),
    Kind("enquiry_letter", _("Letter of enquiry"), ABOUT, ASKED, asked, asking_body, asked_body,
         enquires),
    Kind("reply_letter", _("Letter of reply"), ABOUT, REPLIED, replied, asked_body, asking_body,
         answers),
):  # fmt: skip
    offer(_kind)

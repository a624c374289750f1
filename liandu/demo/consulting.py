"""Scenes: two consultations between meetings, one summed up and one that still waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from liandu.committees.models import Committee
from liandu.consultations import actions
from liandu.consultations.models import Consultation
from liandu.consultations.rules import Question, Stance
from liandu.demo.bodies import Cast
from liandu.demo.convening import NAME
from liandu.demo.objects import YEAR
from liandu.demo.play import Scene, as_now, later

FIRST_DAY, LAST_DAYS = 338, 5


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: whose, to whom, and so many days for it."""

    title: str
    question: str
    reason: str
    by: str
    to: Sequence[str]
    days: int


DATA = Asked(
    "跨界断面监测数据先行互认", "是否同意自下月起，对跨界断面监测数据先行互认，不再重复取样？",
    "汛期前需要启用，等不到第四次联席会议。", "ZG", ("NJ", "YB", "LZ"), 10,
)  # fmt: skip
CARDS = Asked(
    "联合检查工作证件样式", "是否同意联合检查统一使用附件所列证件样式？",
    "下月联合检查需要统一亮证。", "YC", ("ZG", "LZ", "RC"), 12,
)  # fmt: skip


def consult(cast: Cast, start: datetime) -> Scene:
    """Play a consultation to its summary, and leave another one open."""
    yield later(start, FIRST_DAY)
    first = _put(cast, DATA)
    yield later(start, FIRST_DAY + 3)
    _say(cast, first, "YB", Stance.AGREE)
    _say(cast, first, "LZ", Stance.DISAGREE, "取样时段不一致，先统一技术规范。")
    yield later(start, FIRST_DAY + 6)
    _say(cast, first, "LZ", Stance.CONDITIONS, "同意先行互认，取样时段按附件统一。")
    _say(cast, first, "NJ", Stance.AGREE)
    actions.sum_up_consultation(
        actor=_of(cast, "ZG"), consultation_id=first.pk,
        summary="三地均同意先行互认；取样时段按附件统一。建议提请第四次联席会议确认。",
    )  # fmt: skip
    yield later(start, YEAR - LAST_DAYS)
    last = _put(cast, CARDS)
    _say(cast, last, "RC", Stance.CONDITIONS, "证件应注明有效期。")


def _of(cast: Cast, code: str) -> Any:
    """Return who speaks for the office of one of the eight."""
    return as_now(cast, f"{code.lower()}-jd-1")


def _put(cast: Cast, asked: Asked) -> Consultation:
    """Put a question."""
    of = Committee.objects.unscoped("set up by another scene").get(name=NAME)
    said = Question(
        asked.title, asked.question, asked.reason,
        timezone.localdate() + timedelta(days=asked.days),
        tuple(cast.bodies[f"{code}-JD"].pk for code in asked.to),
    )  # fmt: skip
    actor = _of(cast, asked.by)
    made = actions.begin_consultation(actor=actor, committee_id=of.pk, question=said)
    return actions.put_consultation(actor=actor, consultation_id=made.pk)


def _say(cast: Cast, made: Consultation, code: str, stance: str, text: str = "") -> None:
    """Let a body say where it stands."""
    actions.give_opinion(
        actor=_of(cast, code), consultation_id=made.pk, stance=stance, text=text
    )  # fmt: skip

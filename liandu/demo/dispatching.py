"""Scenes: a project on weekly dispatch, week after week, with what is promised, kept and late."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from liandu.demo.bodies import Cast
from liandu.demo.objects import Watched
from liandu.demo.play import FRIDAY, Scene, as_now
from liandu.dispatch import actions
from liandu.dispatch.models import DispatchItem
from liandu.dispatch.rules import WEEK, Line, week_of

WEEKS = 12
# What is in the way, and what the meeting then decides.
TROUBLES = (
    ("2 处设计变更未批复，影响渠段浇筑", "变更资料补齐后 5 个工作日内批复"),
    ("37 户安置协议未签，作业面交不出来", "乡镇逐户上门，一周一报"),
    ("砂石料供应不足，日缺口 800 吨", "协调相邻标段调剂，砂石料厂优先供应"),
    ("跨铁路施工方案待路局审查", "对口联系路局，报送补充检算"),
    ("弃渣场临时用地手续到期", "先停用，续批后恢复"),
    ("征拆资金拨付比计划晚 12 天", "核对账户，本周内拨付到位"),
)
PROMISES = (
    "补报变更手续，交原审批部门", "完成 3 号渡槽支架验收", "渣场挡墙水保整改到位",
    "报送月度质量检测报告", "农民工工资专户补足", "完成隐蔽工程影像资料归档", "完成进场道路硬化",
)  # fmt: skip
PROGRESS = (
    "按计划施工，完成浇筑 620 立方。", "雨天停工 2 天，进度基本持平。", "完成 4 个桩基，检测合格。",
    "征拆清表 12 亩，作业面已移交。", "渠道衬砌完成 350 米。", "资料整改完成，等监理签认。",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Round:
    """One project in one week."""

    who: Watched
    number: int
    week: date


def dispatch(cast: Cast, who: Watched, number: int, now: datetime) -> Scene:
    """Play the weekly dispatch of a project for the last weeks before ``now``."""
    chance = random.Random(900 + number)  # noqa: S311 - a demo, not a secret
    first = week_of(timezone.localdate(now)) - WEEK * WEEKS
    yield _at(first, 0, 9)
    actions.start_dispatch(
        actor=as_now(cast, "lm-1"), object_id=who.object.pk, first_week=first,
        body_id=cast.bodies[who.builder].pk,
    )  # fmt: skip
    for ahead in range(WEEKS + 1):
        week = first + WEEK * ahead
        yield from _week(cast, Round(who, number, week), chance, is_last=ahead == WEEKS)


def _week(cast: Cast, of: Round, chance: random.Random, *, is_last: bool) -> Iterator[datetime]:
    """Play one week: filed or not, then discussed; the last meeting got half way."""
    is_missed = of.number % 4 == 1 if is_last else chance.random() < 0.12  # noqa: PLR2004
    is_late = chance.random() < 0.15  # noqa: PLR2004
    trouble = TROUBLES[(of.number + of.week.day) % len(TROUBLES)]
    has_trouble = chance.random() < 0.45  # noqa: PLR2004
    if not is_missed:
        yield _at(of.week, 3, 19) if is_late else _at(of.week, chance.randint(0, 3), 10)
        _file(cast, of, chance, trouble[0] if has_trouble else "")
    if not (is_last and of.number % 3 == 0):
        yield _at(of.week, FRIDAY, 15)
        _discuss(cast, of, trouble[1] if has_trouble else "")


def _file(cast: Cast, of: Round, chance: random.Random, trouble: str) -> None:
    builder, department = cast.bodies[of.who.builder].pk, cast.bodies[of.who.department].pk
    until = of.week + WEEK + timedelta(days=chance.randint(0, 4))
    lines = [Line("promise", chance.choice(PROMISES), until, builder)]
    if trouble:
        lines.append(Line("obstacle", trouble, until + timedelta(days=3), department))
    waiting = DispatchItem.objects.unscoped("the demo settles most of them").filter(
        sheet__dispatch__supervised_object=of.who.object, settled_at=None, sheet__week__lt=of.week
    )
    kept = [pk for pk in waiting.values_list("pk", flat=True) if chance.random() < 0.8]  # noqa: PLR2004
    actions.file_sheet(
        actor=as_now(cast, f"{of.who.builder.lower()}-1"), object_id=of.who.object.pk,
        week=of.week, progress=chance.choice(PROGRESS), kept_ids=kept, lines=lines,
    )  # fmt: skip


def _discuss(cast: Cast, of: Round, decision: str) -> None:
    lines = []
    if decision:
        until = of.week + WEEK + timedelta(days=4)
        lines = [Line("decision", decision, until, cast.bodies[of.who.department].pk)]
    actions.discuss_sheet(
        actor=as_now(cast, "lm-1"), object_id=of.who.object.pk, week=of.week, lines=lines
    )


def _at(week: date, day: int, hour: int) -> datetime:
    """Return an hour of a day of ``week``."""
    midnight = timezone.make_aware(datetime.combine(week, datetime.min.time()))
    return midnight + timedelta(days=day, hours=hour)

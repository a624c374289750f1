"""Scenes: risk points taken over from the library, and checked month by month, or not."""

import random
from datetime import datetime, timedelta

from django.utils import timezone

from liandu.demo.bodies import Cast
from liandu.demo.objects import Watched
from liandu.demo.play import Scene, as_now, later
from liandu.risks.actions import add_point, check_point, retire_point, take_over
from liandu.risks.models import RiskPoint
from liandu.risks.queries import offers, points
from liandu.risks.rules import PointDraft, Result

MONTHS = 12
KEPT_UP = 0.85
"""How likely a check that falls due is made that month."""

NOTES = {
    Result.IN_ORDER: ("抽查资料 12 份，手续齐全。", "现场查看，与台账一致。"),
    Result.ATTENTION: ("两份资料缺签字，已要求当周补齐。", "经办岗位人员调整，需重新交底。"),
    Result.PROBLEM: ("抽查发现资料与现场不符，已转为问题登记。",),
}


def guard(cast: Cast, who: Watched, number: int, start: datetime) -> Scene:
    """Play the risk register of an object through the year."""
    chance = random.Random(number)  # noqa: S311 - a demo, not a secret
    yield later(start, 8 + number % 5)
    keeper = as_now(cast, "lm-1")
    every = [offer.item.pk for offer in offers(who.object)]
    take_over(actor=keeper, object_id=who.object.pk, item_ids=every)
    _of_their_own(cast, who, number)
    for month in range(1, MONTHS):
        yield later(start, 30 * month + number % 7)
        until = timezone.localdate() + timedelta(days=7)
        rows = points(as_now(cast, "lm-1")).filter(link__supervised_object=who.object.pk)
        for point in rows.order_by("pk"):
            is_due = point.asked_on is not None and point.asked_on <= until
            if is_due and chance.random() < KEPT_UP:
                _check(cast, point, chance)


def _of_their_own(cast: Cast, who: Watched, number: int) -> None:
    """Enter one risk point that no library has; retire one that does not fit now and then."""
    keeper = as_now(cast, "lm-1")
    link = who.object.links.all()[2]
    draft = PointDraft(
        name="征地拆迁补偿不公", level=3, form="同等条件补偿标准不一，虚报面积、冒领补偿款",
        power="征拆补偿认定", measure="补偿结果张榜公示，入户抽查不少于一成", post="征拆专班",
        frequency="month", basis="土地管理法第四十八条",
    )  # fmt: skip
    made = add_point(actor=keeper, link_id=link.pk, draft=draft)
    if number % 4 == 0:
        retire_point(actor=keeper, point_id=made.pk, reason="本项目不涉及征地拆迁。")


def _check(cast: Cast, point: RiskPoint, chance: random.Random) -> None:
    """Have the body that answers for a point check it; now and then it is not in order."""
    result = chance.choices(list(Result), [85, 12, 3])[0]
    account = f"{point.answers.code.lower()}-1"
    check_point(
        actor=as_now(cast, account), point_id=point.pk, on=timezone.localdate(),
        result=result, note=chance.choice(NOTES[result]),
    )  # fmt: skip

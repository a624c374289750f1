"""Scenes beside the straight road of a finding: objection, transfer, long term, looking back."""

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from liandu.demo import pictures
from liandu.demo.bodies import Cast
from liandu.demo.play import Scene, as_now, later
from liandu.findings import actions, queries
from liandu.findings.rules import LongTermCause, PickResult, PlannedItem, ReopenCause, Sample
from liandu.kernel.actor import Actor

PLACES = (
    PlannedItem("K12+300", "左岸，影像资料缺失"), PlannedItem("K14+850", "右岸，签字不全"),
    PlannedItem("2 号渡槽", "台账与现场不符"), PlannedItem("3 号隧洞进口", "资料未归档"),
)  # fmt: skip
OBJECTS, IS_PASSED_ON, LASTS, IS_REOPENED = 11, 13, 9, 6
"""One in so many findings takes each of these ways, told by its seed."""

On = Generator[datetime, None, datetime]


@dataclass(frozen=True, slots=True)
class Road:
    """A finding on its way, and the accounts of the bodies it goes between."""

    cast: Cast
    finding_id: Any
    office: str
    builder: str
    department: str
    seed: int

    @property
    def is_disputed(self) -> bool:
        """Test whether the builder objects to it."""
        return self.seed % OBJECTS == 1

    @property
    def is_passed_on(self) -> bool:
        """Test whether another body is asked to put it right."""
        return self.seed % IS_PASSED_ON == 2  # noqa: PLR2004

    def by(self, body: str, post: int) -> Actor:
        """Return whoever holds a post of one of the bodies, at this moment."""
        return as_now(self.cast, f"{getattr(self, body)}-{post}")


def places(seed: int) -> tuple[PlannedItem, ...]:
    """Return the places that a finding touches: one in four touches several."""
    return PLACES[: 2 + seed % 3] if seed % 4 == 0 else ()


def answered(road: Road, moment: datetime) -> On:
    """Play what may happen before work begins; return when it goes on."""
    if road.is_disputed:
        yield (moment := later(moment, 0.5))
        actions.raise_objection(
            actor=road.by("builder", 1), finding_id=road.finding_id,
            reason="抽查范围内有 1 处不属本标段，施工图第 12 册可以证明。",
        )  # fmt: skip
        if road.seed % 2:
            yield (moment := later(moment, 60))
        yield (moment := later(moment, 2))
        actions.reject_objection(
            actor=road.by("office", 4), finding_id=road.finding_id,
            reason="经核对合同附件，该处由本标段实施，问题成立。",
        )  # fmt: skip
    if road.is_passed_on:
        yield (moment := later(moment, 0.5))
        actions.transfer_finding(
            actor=road.by("office", 4), finding_id=road.finding_id,
            to_body_id=road.cast.bodies[road.department.upper()].pk,
            due_on=(moment + timedelta(days=30)).date(), reason="该事项职责在主管部门。",
        )  # fmt: skip
        yield (moment := later(moment, 20))
        actions.decline_transfer(
            actor=road.by("department", 1), finding_id=road.finding_id,
            reason="施工单位是直接责任主体，我局配合督促。",
        )  # fmt: skip
    return moment


def put_off(road: Road, moment: datetime) -> Generator[datetime, None, bool]:
    """Play how a finding becomes long-term; tell whether it did."""
    if road.seed % LASTS != 4:  # noqa: PLR2004
        return False
    causes = list(LongTermCause)
    yield (moment := later(moment, 5))
    actions.ask_long_term(
        actor=road.by("builder", 1), finding_id=road.finding_id,
        cause=causes[road.seed % len(causes)],
        reason="原施工单位合同纠纷正在诉讼，结算资料由法院调取，判决前无法补办。",
    )  # fmt: skip
    yield (moment := later(moment, 2))
    _look(road, moment, actions.grant_long_term, opinion="同意列入长期整改，按期复核。")
    while True:
        yield (moment := later(moment, 75))
        _look(road, moment, actions.review_long_term, note="案件尚未判决，资料已封存备查。")


def _look(road: Road, moment: datetime, action: Any, **words: str) -> None:
    review_on = timezone.localdate(moment) + timedelta(days=80)
    action(actor=road.by("office", 1), finding_id=road.finding_id, review_on=review_on, **words)


def done(road: Road, seed: int) -> None:
    """Mark the places of a finding as done, each with a picture; one is left out by consent."""
    liaison = road.by("builder", 1)
    rows = queries.seen_finding(liaison, road.finding_id).items.filter(done_at=None)
    for number, item in enumerate(rows.filter(left_out_at=None)):
        actions.mark_item(
            actor=liaison, finding_id=road.finding_id, item_id=item.pk, is_done=True,
            evidence=[pictures.site(f"{item.place}整改后", seed + number)],
        )  # fmt: skip


def again(road: Road, moment: datetime) -> Scene:
    """Play how one in some closed findings does not hold, and is signed for again."""
    if road.seed % IS_REOPENED != 3:  # noqa: PLR2004
        return
    yield (moment := later(moment, 25))
    actions.reopen_finding(
        actor=road.by("department", 1), finding_id=road.finding_id,
        cause=ReopenCause.FOUND_AGAIN,
        reason="现场复查时同类情形又有 1 处，原整改措施没有坚持执行。",
        evidence=[pictures.site("复查", road.seed + 9000)],
    )  # fmt: skip
    yield (moment := later(moment, 1))
    actions.accept_finding(actor=road.by("builder", 1), finding_id=road.finding_id)


def look_back(cast: Cast, office: str, moment: datetime) -> Scene:
    """Play how an office draws a sample of what it closed, and looks at most of it."""
    yield moment
    until = timezone.localdate(moment)
    asked = Sample(until - timedelta(days=180), until, 5, f"{until:%Y%m%d}-3-5-2")
    actor = as_now(cast, f"{office}-1")
    if not queries.looked_back_at(actor, asked).exists():
        return
    drawn = actions.draw_look_back(actor=actor, asked=asked)
    for number, pick in enumerate(list(queries.picks(actor, drawn))[:4]):
        yield (moment := later(moment, 1))
        holds = number != 1
        actions.record_look_back(
            actor=as_now(cast, f"{office}-1"), pick_id=pick.pk,
            result=PickResult.HOLDS if holds else PickResult.FAILS,
            note="现场与销号材料一致。" if holds else "新做法只执行了一个月，台账又有缺项。",
            evidence=[pictures.site("回头看", number + 700)],
        )  # fmt: skip

"""Scenes: what others say of a report before it is issued, and what comes of it."""

from collections.abc import Generator
from datetime import datetime
from typing import Any

from liandu.demo import pictures
from liandu.demo.bodies import Cast
from liandu.demo.play import as_now, later
from liandu.inspections import actions, queries
from liandu.inspections.models import Inspection
from liandu.inspections.rules import InspectionState, Standing
from liandu.kernel.actor import Actor
from liandu.orgs.models import Membership
from liandu.orgs.rules import RoleCode

REPORT = "检查组查阅资料、查看现场，与有关人员谈话，发现的问题已逐项交办。"
REWRITTEN = f"{REPORT}（已根据被检查单位反馈意见修改第二部分。）"
OBJECTED = 4
"""One in so many reports meets an objection, and every other of those changes."""
OPINIONS = {
    Standing.PARTLY: "经复核，第二部分工程量按签证单更正，其余事实不变。",
    Standing.REJECTED: "经核对签证单和现场记录，报告所列工程量无误。",
}
On = Generator[datetime, None, datetime]


def comment(cast: Cast, pk: Any, visit: Any, leader: str, moment: datetime) -> On:
    """Play how a report is countersigned and commented on; return when it is issued."""
    head = f"{visit.at.office.lower()}-4"
    moment = yield from _asked(cast, pk, head, moment)
    if visit.seed % OBJECTED == 0 and _at(pk).told_bodies:
        moment = yield from _objected(cast, pk, visit.seed, head, moment)
    if _at(pk).state == InspectionState.FINDINGS_SIGNED:
        yield (moment := later(moment, 1))
        actions.submit_report(actor=as_now(cast, leader), inspection_id=pk, text=REWRITTEN)
        moment = yield from _asked(cast, pk, head, moment)
    for body in sorted(_at(pk).told_bodies - queries.review_of(_at(pk)).said):
        actions.agree_report(actor=_speaker(cast, body), inspection_id=pk)
    yield (moment := later(moment, 1))
    return moment


def _objected(cast: Cast, pk: Any, seed: int, head: str, moment: datetime) -> On:
    """Have one of the inspected object; now and then something of the report changes."""
    said = actions.raise_objection(
        actor=_speaker(cast, min(_at(pk).told_bodies)), inspection_id=pk,
        reason="报告第二部分所列工程量与签证单不一致，附签证单照片，请核实。",
        evidence=[pictures.site("签证单", seed)],
    )  # fmt: skip
    yield (moment := later(moment, 2))
    standing = Standing.PARTLY if seed % (2 * OBJECTED) == 0 else Standing.REJECTED
    actions.answer_objection(
        actor=as_now(cast, head), statement_id=said.pk, standing=standing,
        opinion=OPINIONS[standing],
    )  # fmt: skip
    return moment


def _asked(cast: Cast, pk: Any, head: str, moment: datetime) -> On:
    """Have the bodies taking part countersign, and the inspected asked; return when they answer."""
    yield (moment := later(moment, 1))
    for body in _at(pk).partners:
        who = as_now(cast, _in(body.pk, RoleCode.HEAD, RoleCode.LEADER))
        actions.countersign_report(actor=who, inspection_id=pk)
    if not _at(pk).told_bodies:
        return moment
    actions.ask_comments(actor=as_now(cast, head), inspection_id=pk)
    yield (moment := later(moment, 2))
    return moment


def _at(pk: Any) -> Inspection:
    found: Inspection = Inspection.objects.unscoped("the demo's own").get(pk=pk)
    return found


def _speaker(cast: Cast, body_id: int) -> Actor:
    """Return who speaks for an inspected body."""
    return as_now(cast, _in(body_id, RoleCode.LIAISON, RoleCode.HEAD))


def _in(body_id: int, *roles: str) -> str:
    """Return the account of somebody in a post of the body with one of the roles."""
    rows = Membership.objects.filter(post__body=body_id, post__roles__code__in=roles)
    return rows.select_related("person").order_by("-pk")[0].person.username

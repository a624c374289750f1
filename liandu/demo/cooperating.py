"""Scenes: what offices of jurisdictions without a common superior ask of each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from liandu.committees.models import Committee
from liandu.cooperation import actions
from liandu.cooperation.models import CooperationQuestion, CooperationRequest
from liandu.cooperation.rules import Loan, Outcome, RequestDraft
from liandu.demo.bodies import Cast
from liandu.demo.convening import NAME, OFFICE
from liandu.demo.play import Scene, as_now, later
from liandu.kernel.actor import Actor

LIAISON, HEAD = 1, 4
"""Of each office the posts that draft and receive, and that approve and decide."""
BASIS = "川南渝西监督协作联席会议机制"
MATERIAL_DAYS = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """What one office asks of another, on which day, and as far as which step it comes."""

    day: float
    by: str
    of: str
    kind: str
    title: str
    matter: str
    questions: str = ""
    urgency: str = "normal"
    until: str = "close"


WISHES = (
    Wish(118, "ZG", "NJ", "enquiry", "北总干渠变更资金协查", "核实内江段设计变更价款支付情况",
         "变更价款分几次支付？\n由何会议审批？", "urgent"),
    Wish(205, "YB", "ZG", "inspection", "跨界道路工程联合检查", "商请共同检查宜自道路跨界路段"),
    Wish(246, "YC", "RC", "enquiry", "同一施工企业履约协查", "核实某施工企业在荣昌区履约情况",
         "有无被通报、处罚记录？", until="settle"),
    Wish(318, "ZG", "YB", "lend", "抽调造价审核人员", "北总干渠决算审核，商请抽调造价人员",
         until="accept"),
    Wish(338, "LZ", "ZG", "invite", "邀请介入入河排口整治监督", "邀请自贡介入跨界水域排口整治监督",
         until="part"),
    Wish(344, "ZG", "DZ", "share", "共享燃气管网改造监督材料", "共享城镇燃气管网改造检查底稿",
         until="complete"),
    Wish(346, "RC", "YC", "enquiry", "惠企资金重复申报协查", "核实同一企业是否在两地重复申报",
         "该企业今年申报项目及金额？", until="dispute"),
    Wish(355, "JJ", "ZG", "enquiry", "监测数据第三方机构协查", "核实第三方监测机构在自贡的业务",
         "有无异常数据记录？", until="ask"),
    Wish(359, "DZ", "ZG", "inspection", "商请联合检查燃气改造工程", "商请共同检查两地燃气改造工程",
         until="acknowledge"),
    Wish(361.5, "NJ", "ZG", "enquiry", "围标串标线索协查", "核实三家投标单位在自贡的投标情况",
         "三家单位是否共同投标？", "urgent", until="approve"),
    Wish(361.8, "ZG", "JJ", "share", "共享重大项目廉政风险清单", "交流重大项目廉政风险点和防控措施",
         until="draft"),
)  # fmt: skip


def cooperate(cast: Cast, start: datetime) -> list[Scene]:
    """Return the scenes of all requests."""
    return [_played(cast, wish, start) for wish in WISHES]


def _played(cast: Cast, wish: Wish, start: datetime) -> Scene:
    """Play a request from its draft on, as far as it comes."""
    yield later(start, wish.day)
    made = _drafted(cast, wish)
    for step, after in ROADS.get(wish.until, ROAD):
        yield later(start, wish.day + after)
        TAKE[step](cast, wish, made)
        if step == wish.until:
            return


def _drafted(cast: Cast, wish: Wish) -> CooperationRequest:
    """Return the draft of a request, for the liaison who drafts it to read what comes."""
    who = _of(cast, wish.by, LIAISON)
    until = timezone.localdate() + timedelta(days=MATERIAL_DAYS)
    draft = RequestDraft(
        wish.kind, cast.bodies[f"{wish.of}-JD"].pk, wish.title, wish.matter, BASIS,
        wish.questions, wish.urgency, (who.person_id or 0,), until,
    )  # fmt: skip
    return actions.draft_request(actor=who, draft=draft)


def _of(cast: Cast, code: str, post: int) -> Actor:
    """Return somebody of the office of a jurisdiction as they are now."""
    return as_now(cast, f"{code.lower()}-jd-{post}")


def _approve(cast: Cast, wish: Wish, made: CooperationRequest) -> None:
    actions.approve_request(actor=_of(cast, wish.by, HEAD), request_id=made.pk)
    actions.report_up(
        actor=_of(cast, wish.by, LIAISON), request_id=made.pk, reported_on=timezone.localdate(),
        to="本级党委", word="跨区域协作事项",
    )  # fmt: skip


def _acknowledge(cast: Cast, wish: Wish, made: CooperationRequest) -> None:
    actions.acknowledge_request(actor=_of(cast, wish.of, LIAISON), request_id=made.pk)


def _ask(cast: Cast, wish: Wish, made: CooperationRequest) -> None:
    who = _of(cast, wish.of, LIAISON)
    actions.ask_question(actor=who, request_id=made.pk, text="请明确协查的时间范围。")


def _answer(cast: Cast, wish: Wish, made: CooperationRequest) -> None:
    rows = CooperationQuestion.objects.unscoped("demo").filter(request=made, answered_at=None)
    who = _of(cast, wish.by, LIAISON)
    for question in rows:
        actions.answer_question(actor=who, question_id=question.pk, text="近两年。")


def _decline(cast: Cast, wish: Wish, made: CooperationRequest) -> None:
    reason = "所涉资料由其他部门保管，不属本单位职责。"
    actions.decline_request(actor=_of(cast, wish.of, HEAD), request_id=made.pk, reason=reason)


def _dispute(cast: Cast, wish: Wish, made: CooperationRequest) -> None:
    committee = Committee.objects.unscoped("set up by another scene").get(name=NAME)
    actions.dispute_request(
        actor=_of(cast, wish.by, HEAD), request_id=made.pk, committee_id=committee.pk,
        reason="机制约定由监督办统一受理协查，请予协调。",
    )  # fmt: skip


def _settle(cast: Cast, _wish: Wish, made: CooperationRequest) -> None:
    actions.settle_dispute(
        actor=as_now(cast, OFFICE), request_id=made.pk, outcome=Outcome.CARRY_ON,
        words="由监督办受理，商请有关部门提供。",
    )  # fmt: skip


def _accept(cast: Cast, wish: Wish, made: CooperationRequest) -> None:
    loan = actions.NO_LOAN
    if wish.kind == "lend":
        first = timezone.localdate() + timedelta(days=3)
        lent = cast.people[f"{wish.of.lower()}-jd-2"].pk
        loan = Loan((lent,), first, first + timedelta(days=60))
    who = _of(cast, wish.of, HEAD)
    actions.accept_request(actor=who, request_id=made.pk, word="同意，尽快办理。", loan=loan)


def _part(cast: Cast, wish: Wish, made: CooperationRequest) -> None:
    who = _of(cast, wish.of, LIAISON)
    actions.give_reply(
        actor=who, request_id=made.pk, text="已调取有关资料，先行答复总体情况。", is_complete=False
    )
    actions.give_material(
        actor=who, request_id=made.pk, title=f"{wish.title}有关资料", note="只供本事项使用。",
        recipient_ids=list(made.recipients.values_list("pk", flat=True)),
        expires_on=timezone.localdate() + timedelta(days=MATERIAL_DAYS),
    )  # fmt: skip


def _complete(cast: Cast, wish: Wish, made: CooperationRequest) -> None:
    text = "经核实，有关情况属实，资料已提供指定人员。"
    who = _of(cast, wish.of, LIAISON)
    actions.give_reply(actor=who, request_id=made.pk, text=text, is_complete=True)


def _close(cast: Cast, wish: Wish, made: CooperationRequest) -> None:
    actions.confirm_reply(actor=_of(cast, wish.by, LIAISON), request_id=made.pk)


Road = Sequence[tuple[str, float]]
BEGUN: Road = (("approve", 0.2), ("acknowledge", 1.0))
ROAD: Road = (
    *BEGUN, ("ask", 1.2), ("answer", 1.6), ("accept", 2.0), ("part", 4.0), ("complete", 6.0),
    ("close", 8.0),
)  # fmt: skip
ASKED: Road = (*BEGUN, ("ask", 1.5))
DISPUTED: Road = (*BEGUN, ("decline", 3.0), ("dispute", 5.0), ("settle", 9.0))
ROADS = {"draft": (), "ask": ASKED, "dispute": DISPUTED, "settle": DISPUTED}
"""The road of each request: the steps in their order, with the days after it was drafted."""
TAKE = {
    "approve": _approve, "acknowledge": _acknowledge, "ask": _ask, "answer": _answer,
    "decline": _decline, "dispute": _dispute, "settle": _settle, "accept": _accept,
    "part": _part, "complete": _complete, "close": _close,
}  # fmt: skip

"""Scenes: the joint meeting of eight jurisdictions and the committee of one district, set up."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from liandu.committees import actions
from liandu.committees.models import Committee, MechanismDefault
from liandu.committees.rules import Constitution, MechanismText, Place, PostKind, Shape, Share
from liandu.demo.bodies import CODES, OF_DISTRICT, Cast
from liandu.demo.play import Scene, as_now, later
from liandu.orgs.models import Membership

TEXTS: dict[str, tuple[str, ...]] = {
    "磋商议事": (
        "成员单位可以提出磋商事项，由监督办统筹。",
        "涉及两个以上成员单位的事项，五个工作日内答复意见。",
        "意见不一致的，提交会议审议。",
    ),
    "联合监督检查": (
        "年度检查计划先比对，同一对象能合并的一次查完。",
        "检查组由两个以上成员单位组成，人员须申报回避。",
        "发现的问题当场记录、双方签字，由发现单位销号。",
    ),
    "信息共享": (
        "共享监督工作信息，不共享原始业务数据。",
        "共享须写明用途、范围和期限。",
    ),
    "线索移送": (
        "线索由专人保管，一案一移。",
        "收到后两个工作日内签收。",
    ),
    "协作配合": (
        "协作请求由本单位负责人批准后发出。",
        "一般七个工作日内答复，紧急的一个工作日。",
    ),
    "督办整改": (
        "问题逐项交办，明确责任单位和期限。",
        "逾期的逐级督办；补办完成的，保留黄牌记录。",
    ),
    "成果运用": (
        "整改形成的制度列入制度成果台账。",
        "鼓励相邻辖区引用。",
    ),
    "考核评价": ("每年评价一次，数据取自平台记录，不另行填报。",),
}
MASTER = (
    "本机构为议事协调机构，统筹各类监督，不直接检查企业。",
    "成员单位职权不变，协同联动。",
    "表决时每个成员单位一票。",
)
ORDINALS = "一二三四五"
OFFER_SIZE = 4
REVISED = "联合监督检查"
REVISION = "同一对象六个月内不重复检查，确需再查的写明理由。"
DRAW_UP, REVISE = 20, 190
"""Days after which mechanisms are put into use, and one of them is put into use anew."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A committee to set up: who hosts it, who is a member, who is what, how it decides."""

    office: str
    shape: Shape
    said: Constitution
    members: Sequence[str]
    posts: Sequence[tuple[PostKind, str]]
    master: str
    numbers: slice = field(default_factory=lambda: slice(None))


def plans(cast: Cast) -> list[Plan]:
    """Return the two that work in the demo."""
    offices = [f"{code}-JD" for code in CODES.values()]
    district = [f"JD-{suffix}" for suffix, *_rest in OF_DISTRICT]
    heads = [(PostKind.MEMBER, f"{code.lower()}-4") for code in offices]
    own = [(PostKind.MEMBER, f"{code.lower()}-2") for code in district[1:]]
    return [
        Plan(
            "lm", Shape.JOINT_MEETING,
            Constitution("川南渝西监督协作联席会议", "《川南渝西监督协作章程》（示例）"),
            offices, [(PostKind.SECRETARIAT, "lm-1"), *heads], "川南渝西监督协作章程",
            slice(OFFER_SIZE),
        ),
        Plan(
            "jd-bgs", Shape.COMMITTEE,
            Constitution(
                "嘉定区监督工作协同联动委员会", "区委办〔2023〕7 号（示例）", cast.bodies["JD"].pk,
                vote=Share.TWO_THIRDS,
            ),
            district,
            [(PostKind.DIRECTOR, "jd-1"), (PostKind.FIRST_DEPUTY, "jd-jw-4"),
             (PostKind.EXECUTIVE_DEPUTY, "jd-bgs-2"), *own, (PostKind.SECRETARIAT, "jd-bgs-1")],
            "监督工作协同联动工作规则",
        ),
    ]  # fmt: skip


def meet(cast: Cast, plan: Plan, start: datetime) -> Scene:
    """Play how a committee is set up, its posts are filled and its mechanisms come into force."""
    yield (moment := later(start, 2))
    made = _set_up(cast, plan)
    yield (moment := later(moment, DRAW_UP))
    master = actions.add_mechanism(
        actor=_office(cast, plan), committee_id=made.pk, name=plan.master, is_master=True
    )
    offered = MechanismDefault.objects.values_list("pk", flat=True)[plan.numbers]
    others = actions.adopt_mechanisms(
        actor=_office(cast, plan), committee_id=made.pk, default_ids=list(offered)
    )
    for one in (master, *others):
        _put_into_use(cast, plan, made, one.versions.get(), TEXTS.get(one.name, MASTER))
    yield later(moment, REVISE)
    revised = next(one for one in others if one.name == REVISED)
    again = actions.draft_mechanism(actor=_office(cast, plan), mechanism_id=revised.pk)
    _put_into_use(cast, plan, made, again, (*TEXTS[REVISED], REVISION))


def _set_up(cast: Cast, plan: Plan) -> Committee:
    """Return a committee with its first term, its posts filled."""
    today = timezone.localdate()
    made = actions.create_committee(
        actor=_office(cast, plan), shape=plan.shape, constitution=plan.said, label=1,
        members=[Place(cast.bodies[code].pk) for code in plan.members],
    )  # fmt: skip
    actions.begin_term(
        actor=_office(cast, plan), committee_id=made.pk, starts_on=today,
        ends_on=date(today.year + 3, 12, 31),
    )  # fmt: skip
    for kind, account in plan.posts:
        seat = Membership.objects.get(person=cast.people[account])
        actions.appoint(
            actor=_office(cast, plan), committee_id=made.pk, kind=kind, seat_id=seat.pk,
            since=today,
        )  # fmt: skip
    return made


def _put_into_use(
    cast: Cast, plan: Plan, made: Committee, draft: Any, articles: Sequence[str]
) -> None:
    """Write the articles of a draft and put it into use today, to be looked at again in a year."""
    today = timezone.localdate()
    text = "\n".join(f"第{ORDINALS[at]}条 {words}" for at, words in enumerate(articles))
    content = MechanismText(
        text, made.owner_body_id, made.basis, tuple(draft.governs),
        review_on=today.replace(year=today.year + 1, day=1),
    )  # fmt: skip
    actor = _office(cast, plan)
    actions.edit_mechanism(actor=actor, version_id=draft.pk, content=content)
    actions.publish_mechanism(actor=actor, version_id=draft.pk, effective_on=today)


def _office(cast: Cast, plan: Plan) -> Any:
    return as_now(cast, f"{plan.office}-1")

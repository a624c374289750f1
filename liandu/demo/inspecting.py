"""Scenes: an inspection from its plan to its closing, and the findings that come of it."""

import random
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from liandu.demo import papering, pictures
from liandu.demo.answering import REPORT, comment
from liandu.demo.bodies import CODES, Cast
from liandu.demo.objects import Watched
from liandu.demo.play import Scene, Stage, as_now, later
from liandu.demo.rectifying import Case, rectify
from liandu.demo.troubles import TROUBLES
from liandu.inspections import actions
from liandu.inspections.models import ChecklistTemplate, Inspection
from liandu.inspections.rules import Answer, Conclusion, Mode, Notice, Plan, Seen
from liandu.orgs.models import Membership

TITLES = {
    Mode.JOINT: "联合监督检查", Mode.CROSS: "交叉检查", Mode.ASSIST: "帮扶检查",
    Mode.SPECIAL: "专项检查", Mode.UNANNOUNCED: "四不两直检查",
}  # fmt: skip
REFUSED = 7
"""One in so many visits ends without the signature of the inspected."""
REFUSAL = Answer(
    "现场负责人", "认为部分事实需要再核对，暂不签字", "监理单位 总监", "属地街道 工作人员"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Visit:
    """One inspection to be: where, from when, in which mode; ``seed`` makes its course its own."""

    at: Watched
    start: datetime
    mode: Mode
    seed: int


@dataclass(frozen=True, slots=True)
class Team:
    """The accounts of a team: its leader, and two from elsewhere."""

    leader: str
    others: tuple[str, str]


def inspect(stage: Stage, cast: Cast, visit: Visit) -> Scene:
    """Play one inspection; its findings enter the stage as scenes of their own."""
    chance = random.Random(visit.seed)  # noqa: S311 - a demo, not a secret
    office = visit.at.office.lower()
    team = _team(visit)
    yield (moment := visit.start)
    inspection = _plan(cast, visit, office, moment)
    actions.submit_plan(
        actor=as_now(cast, f"{office}-1"), inspection_id=inspection.pk,
        conflict_reason="上次检查的问题需要跟踪。",
    )  # fmt: skip
    yield (moment := later(moment, 1))
    actions.approve_plan(
        actor=as_now(cast, f"{office}-4"), inspection_id=inspection.pk,
        conflict_reason="跟踪上次检查的问题，不重复查同一事项。",
    )  # fmt: skip
    yield (moment := later(moment, chance.uniform(1, 3)))
    _gather(cast, inspection, office, team)
    if visit.mode != Mode.UNANNOUNCED:
        moment = yield from _give_notice(cast, inspection, office, visit, moment)
    yield (moment := later(moment, chance.uniform(3, 6)))
    leader = as_now(cast, team.leader)
    actions.enter_site(actor=leader, inspection_id=inspection.pk, on=timezone.localdate())
    papers = _write(cast, inspection, visit, team, chance)
    yield (moment := later(moment, 2))
    leader = as_now(cast, team.leader)
    for number, paper in enumerate(papers):
        for who in (leader, as_now(cast, team.others[1 - number % 2])):
            actions.review_workpaper(actor=who, workpaper_id=paper.pk, passes=True)
    answer = REFUSAL if visit.seed % REFUSED == 0 else Answer("现场负责人")
    actions.record_signature(actor=leader, inspection_id=inspection.pk, answer=answer)
    actions.finish_visit(actor=leader, inspection_id=inspection.pk, on=timezone.localdate())
    yield from _report(stage, cast, inspection, visit, (office, team, papers), moment)


def _give_notice(
    cast: Cast, inspection: Inspection, office: str, visit: Visit, moment: datetime
) -> Generator[datetime, None, datetime]:
    """Tell the inspected that they are visited; return the moment after."""
    yield (moment := later(moment, 1))
    notice = Notice(
        "请安排熟悉情况的人员到场，提供资料。如认为检查组成员应当回避，可以提出。",
        "招标文件、合同、变更签证、支付凭证、监理日志", "监督办综合岗",
    )  # fmt: skip
    actions.issue_notice(
        actor=as_now(cast, f"{office}-1"), inspection_id=inspection.pk, notice=notice
    )
    return (yield from papering.notice(cast, inspection.pk, office, visit.seed, moment))


def _team(visit: Visit) -> Team:
    """Return a leader from the planning office and two inspectors from places not concerned."""
    office = visit.at.office
    if office.startswith("JD"):
        return Team("jd-jw-2", ("jd-sj-1", "jd-jw-3"))
    concerned = set(visit.at.object.jurisdictions.values_list("code", flat=True))
    free = [short.lower() for code, short in CODES.items() if code not in concerned]
    first, second, third = random.Random(visit.seed).sample(free, 3)  # noqa: S311
    # A cross inspection takes nobody from where the object lies, not even to lead.
    leader = f"{third}-jd-2" if visit.mode == Mode.CROSS else f"{office.lower()}-2"
    return Team(leader, (f"{first}-jd-2", f"{second}-jd-3"))


def _plan(cast: Cast, visit: Visit, office: str, moment: datetime) -> Inspection:
    plan = Plan(
        title=f"{visit.at.object.name}{TITLES[visit.mode]}", mode=visit.mode,
        basis="年度协同监督项目清单", starts_on=(moment + timedelta(days=8)).date(),
        ends_on=(moment + timedelta(days=12)).date(),
        inspecting_power=f"{cast.bodies[visit.at.department].name}依法行使检查权",
        checklist_id=_checklist(visit.at.object.object_type),
    )  # fmt: skip
    team = _team(visit)
    bodies = {
        cast.bodies[account.rsplit("-", 1)[0].upper()].pk for account in (team.leader, *team.others)
    }
    bodies.discard(cast.bodies[visit.at.office].pk)
    return actions.plan_inspection(
        actor=as_now(cast, f"{office}-1"), plan=plan, object_ids=[visit.at.object.pk],
        body_ids=sorted(bodies),
    )  # fmt: skip


def _checklist(object_type: str) -> int | None:
    """Return the checklist in use for a kind of object; the works' list where there is none."""
    lists = dict(ChecklistTemplate.objects.filter(state="published").values_list("code", "pk"))
    return lists.get(object_type) or next(iter(lists.values()), None)


def _gather(cast: Cast, inspection: Inspection, office: str, team: Team) -> None:
    """Ask the team in, let each declare, and close the team."""
    for account in (team.leader, *team.others):
        seat = Membership.objects.get(person=cast.people[account])
        actions.add_member(
            actor=as_now(cast, f"{office}-1"), inspection_id=inspection.pk,
            membership_id=seat.pk, is_leader=account == team.leader,
        )  # fmt: skip
    for account in (team.leader, *team.others):
        actions.declare_avoidance(actor=as_now(cast, account), inspection_id=inspection.pk)
    actions.complete_team(actor=as_now(cast, f"{office}-1"), inspection_id=inspection.pk)


def _write(
    cast: Cast, inspection: Inspection, visit: Visit, team: Team, chance: random.Random
) -> list[Any]:
    """Write workpapers on a few items; one or two are not in order, with a picture."""
    items = list(inspection.items.all())
    chosen = chance.sample(items, min(len(items), 5))
    wrong = chance.randint(1, 2)
    papers = []
    for number, item in enumerate(sorted(chosen, key=lambda item: item.position)):
        is_wrong = number < wrong
        seen = Seen(
            conclusion=Conclusion.NOT_CONFORM if is_wrong else Conclusion.CONFORM,
            at=timezone.now(), fact="现场情况与资料不一致，详见照片。" if is_wrong else "",
            severity="general" if is_wrong else "", place="2 标段 K12+300",
            persons_present="项目经理、监理工程师", words="情况属实。" if is_wrong else "",
        )  # fmt: skip
        photos = [pictures.site("现场", visit.seed * 10 + number)] if is_wrong else []
        papers.append(
            actions.record_workpaper(
                actor=as_now(cast, team.others[number % 2]),
                inspection_id=inspection.pk,
                item_id=item.pk,
                object_id=visit.at.object.pk,
                seen=seen,
                photos=photos,
            )
        )
    return papers


def _report(
    stage: Stage, cast: Cast, inspection: Inspection, visit: Visit, who: Any, moment: datetime
) -> Scene:  # fmt: skip
    """Hand over what was not in order, then report, issue and close."""
    office, team, papers = who
    yield (moment := later(moment, 1))
    for number, paper in enumerate(p for p in papers if p.conclusion == Conclusion.NOT_CONFORM):
        trouble = TROUBLES[(visit.seed + number) % len(TROUBLES)]
        start = timezone.now() + timedelta(minutes=5)
        case = Case(trouble, visit.at, start, visit.seed * 7 + number, inspection.pk, paper.pk)
        stage.enter(rectify(cast, case))
    yield (moment := later(moment, 2))
    actions.submit_report(
        actor=as_now(cast, team.leader), inspection_id=inspection.pk,
        text=REPORT,
    )  # fmt: skip
    moment = yield from comment(cast, inspection.pk, visit, team.leader, moment)
    actions.issue_report(actor=as_now(cast, f"{office}-4"), inspection_id=inspection.pk)
    yield later(moment, 4)
    actions.close_inspection(actor=as_now(cast, f"{office}-1"), inspection_id=inspection.pk)

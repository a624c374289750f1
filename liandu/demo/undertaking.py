"""Scenes: supervision projects of two years, from their proposal to what the meetings resolved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liandu.committees.models import Committee
from liandu.demo.bodies import Cast
from liandu.demo.convening import NAME, OFFICE
from liandu.demo.objects import YEAR
from liandu.demo.play import Scene, as_now, later
from liandu.meetings.models import Meeting
from liandu.programme import actions
from liandu.programme.models import OverlapHit, ProgrammeArea, SupervisionProject
from liandu.programme.rules import ProjectDraft
from liandu.works.queries import objects

KEPT = "检查按计划先行，项目采用检查结果，不重复进场"


@dataclass(frozen=True, slots=True)
class Idea:
    """A project: whose, of which year counted from this one, in which area and months."""

    name: str
    by: str
    years: int
    area: str
    months: tuple[int, int]
    subject: str
    expected: str
    targets: str = ""
    helpers: Sequence[str] = ()
    links: tuple[str, ...] = ()
    takes_object: bool = False


FIRST = (
    Idea("惠企政策兑现联合监督", "YC", -1, "优化营商环境", (4, 10), "惠企资金申报、审核和拨付",
         "查清未兑现事项，限期兑付", "惠企专项资金", ("JJ", "RC")),
    Idea("学校食堂承包监督", "NJ", -1, "民生", (3, 11), "食堂承包、食材采购和伙食费使用",
         "规范承包程序，公开采购价格", "义务教育阶段学校食堂", ("ZG",)),
    Idea("北总干渠三地联合监督", "ZG", 0, "重大项目", (2, 11), "招标投标、工程变更和资金拨付",
         "查清变更原因，形成变更管理制度", "", ("NJ", "YB"), ("tender", "change"), True),
    Idea("低效用地盘活专项监督", "YB", 0, "盘活低效用地", (3, 9), "批而未供、供而未用土地处置",
         "建立处置台账，按季销号", "低效用地地块", ("LZ",)),
)  # fmt: skip
SECOND = (
    Idea("跨界水域排口整治监督", "LZ", 0, "生态环境", (7, 12), "入河排口整治和监测数据",
         "整治到位，数据互认", "跨界水域入河排口", ("JJ", "YC", "RC")),
    Idea("城镇燃气安全监督", "DZ", 0, "城市安全风险防控", (7, 10), "燃气管网改造和入户检查",
         "隐患清零，改造资金专款专用", "城镇燃气老旧管网", ("RC",)),
)  # fmt: skip
LATE = (
    Idea("入河排口监测数据核查", "JJ", 0, "生态环境", (11, 12), "入河排口监测数据真实性",
         "核实异常数据来源", "跨界水域入河排口"),
    Idea("重大工程资金拨付监督", "ZG", 1, "重大项目", (1, 6), "工程款支付和农民工工资",
         "支付按合同，工资按月结清", "", ("NJ",), ("payment",), True),
    Idea("政务服务事项监督", "RC", 1, "优化营商环境", (2, 8), "一件事一次办落实情况",
         "减少材料，缩短时限", "政务服务大厅", ("DZ",)),
)  # fmt: skip


def undertake(cast: Cast, start: datetime) -> Scene:
    """Play the projects of two years; at the end some wait in every stage."""
    this_year = later(start, YEAR).year
    yield later(start, 24)
    first = [_submit(cast, idea, this_year) for idea in FIRST]
    yield later(start, 33)
    _table(cast, first)
    yield later(start, 47)
    _approve(cast, first)
    yield later(start, 168)
    second = [_submit(cast, idea, this_year) for idea in SECOND]
    second.append(_carry_over(cast, first[1]))
    yield later(start, 178)
    _table(cast, second)
    yield later(start, 192)
    _approve(cast, second)
    yield later(start, 352)
    screened, tabled, _waiting = (_submit(cast, idea, this_year) for idea in LATE)
    yield later(start, 358)
    _screen(cast, screened)
    _table(cast, [tabled])


def _submit(cast: Cast, idea: Idea, this_year: int) -> SupervisionProject:
    """Propose a project and hand it in."""
    officer = as_now(cast, f"{idea.by.lower()}-jd-1")
    committee = Committee.objects.unscoped("set up by another scene").get(name=NAME)
    chosen = objects(officer).order_by("number").values_list("pk", flat=True)[: idea.takes_object]
    draft = ProjectDraft(
        idea.name, this_year + idea.years, ProgrammeArea.objects.get(name=idea.area).pk,
        *idea.months, idea.subject, idea.expected, tuple(chosen), idea.targets, idea.links,
        tuple(cast.bodies[f"{code}-JD"].pk for code in idea.helpers),
    )  # fmt: skip
    made = actions.propose_project(actor=officer, committee_id=committee.pk, draft=draft)
    head = as_now(cast, f"{idea.by.lower()}-jd-4")
    return actions.submit_project(actor=head, project_id=made.pk)


def _carry_over(cast: Cast, before: SupervisionProject) -> SupervisionProject:
    """Take an unfinished project into the list of the next year, and hand it in."""
    head = as_now(cast, f"{before.owner_body.code.lower()}-4")
    made = actions.carry_over_project(
        actor=head, project_id=before.pk, first_month=7, last_month=12
    )
    return actions.submit_project(actor=head, project_id=made.pk)


def _screen(cast: Cast, made: SupervisionProject) -> Iterator[Any]:
    """Screen a project; return what it overlaps with."""
    actions.screen_project(actor=as_now(cast, OFFICE), project_id=made.pk)
    return iter(OverlapHit.objects.unscoped("demo").filter(project=made))


def _table(cast: Cast, every: Sequence[SupervisionProject]) -> None:
    """Screen projects, keep them beside what they overlap with, and bring them before a meeting."""
    meeting = Meeting.objects.unscoped("demo").filter(state="collecting_topics").order_by("-pk")[0]
    for made in every:
        for hit in _screen(cast, made):
            actions.keep_hit(actor=as_now(cast, OFFICE), hit_id=hit.pk, reason=KEPT)
        actions.table_project(
            actor=as_now(cast, OFFICE), project_id=made.pk, meeting_id=meeting.pk
        )  # fmt: skip


def _approve(cast: Cast, every: Sequence[SupervisionProject]) -> None:
    """Put down what the meeting resolved."""
    for made in every:
        actions.approve_project(actor=as_now(cast, OFFICE), project_id=made.pk)

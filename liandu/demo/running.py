"""Scenes: supervision projects as they run: plans, monthly reports, inspections, one closed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from liandu.demo.bodies import Cast
from liandu.demo.convening import OFFICE
from liandu.demo.play import Scene, as_now, later
from liandu.programme import actions, queries
from liandu.programme.models import SupervisionProject
from liandu.programme.rules import Grade, MilestoneDraft, ProjectState, ReportDraft

CLOSED, LATE, BUSY = "惠企政策兑现联合监督", "低效用地盘活专项监督", "北总干渠三地联合监督"
STARTED = (CLOSED, BUSY, LATE, "跨界水域排口整治监督")
STEPS = ("完成现场检查", "汇总问题并交办", "形成监督报告")
DAY = 20
MOST_VISITS = 4


def carry_out(cast: Cast, start: datetime) -> Scene:
    """Play how projects run month by month; one is late, one is closed, one waits for its plan."""
    yield later(start, 52)
    _start(cast)
    for day in range(70, 365, 7):
        yield later(start, day)
        _start(cast)
        _report(cast)
        _visit(cast)
    yield later(start, 300)
    _close(cast)


def _of(*names: str) -> Iterator[SupervisionProject]:
    """Yield the projects of these names as they stand now."""
    rows = SupervisionProject.objects.unscoped("set up by another scene")
    return iter(rows.filter(name__in=names).order_by("pk"))


def _who(cast: Cast, made: SupervisionProject, number: int) -> Any:
    """Return somebody of the lead body of a project: its officer or its head."""
    code = made.owner_body.code.lower()
    return as_now(cast, f"{code}-{number}")


def _start(cast: Cast) -> None:
    """Lay the plans down of what was approved, and start it."""
    for made in _of(*STARTED):
        if made.state != ProjectState.APPROVED:
            continue
        bodies = sorted(queries.working_ids(made))
        for month, (number, name) in zip(_months(made), enumerate(STEPS), strict=True):
            draft = MilestoneDraft(name, date(made.year, month, DAY), bodies[number % len(bodies)])
            actions.add_milestone(actor=_who(cast, made, 1), project_id=made.pk, draft=draft)
        actions.start_project(actor=_who(cast, made, 4), project_id=made.pk)


def _months(made: SupervisionProject) -> Sequence[int]:
    """Return the months of its milestones: the first, one between, the last."""
    return made.first_month, (made.first_month + made.last_month) // 2, made.last_month


def _report(cast: Cast) -> None:
    """File what was not filed of the months before, and put down what was reached."""
    for made in _of(*STARTED):
        if made.state != ProjectState.IN_PROGRESS:
            continue
        officer = _who(cast, made, 1)
        for month in queries.missing(made)[:-1]:
            draft = ReportDraft(
                month.first, "开展现场检查，梳理问题清单，逐项交办。", "部分资料尚未提供。",
                "督促责任单位按期整改。",
            )  # fmt: skip
            actions.file_report(actor=officer, project_id=made.pk, draft=draft)
        for row in queries.milestones_of(made):
            if row.done_on is None and row.is_late and made.name != LATE:
                actions.reach_milestone(actor=officer, milestone_id=row.pk, word="已按方案完成。")


def _visit(cast: Cast) -> None:
    """Take what its bodies inspect into the busiest of them."""
    for made in _of(BUSY):
        if made.state != ProjectState.IN_PROGRESS or made.inspections.count() >= MOST_VISITS:
            continue
        officer = _who(cast, made, 1)
        for at in queries.to_assign(officer, made)[:1]:
            actions.assign_inspection(actor=officer, project_id=made.pk, inspection_id=at.pk)


def _close(cast: Cast) -> None:
    """Conclude a project and close it with an appraisal."""
    for made in _of(CLOSED):
        for row in queries.milestones_of(made):
            if row.done_on is None:
                actions.reach_milestone(
                    actor=_who(cast, made, 1), milestone_id=row.pk, word="已完成。"
                )
        actions.conclude_project(
            actor=_who(cast, made, 4), project_id=made.pk,
            summary="惠企资金兑付逐项核实，未兑现事项限期兑付，申报流程简化。",
        )  # fmt: skip
        actions.close_project(
            actor=as_now(cast, OFFICE), project_id=made.pk, grade=Grade.GOOD,
            appraisal="协同顺畅，整改到位。",
        )  # fmt: skip

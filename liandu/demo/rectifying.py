"""Scenes: a finding from its registration to its closing, or as far as the year has come."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from liandu.demo import papering, pictures, sides
from liandu.demo.bodies import Cast
from liandu.demo.objects import Watched
from liandu.demo.play import Scene, as_now, later
from liandu.demo.troubles import RULES_MADE, Trouble
from liandu.findings import actions, queries
from liandu.findings.models import Finding, Measure
from liandu.findings.rules import (
    Draft,
    Handling,
    MadeRule,
    Order,
    Plan,
    PlannedMeasure,
    RectificationType,
    Result,
    RootCause,
    Severity,
    Source,
)
from liandu.kernel.actor import Actor

ROOT_CAUSES = list(RootCause)


@dataclass(frozen=True, slots=True)
class Case:
    """One finding to be: what, where, when, how grave; ``seed`` makes its course its own."""

    trouble: Trouble
    at: Watched
    start: datetime
    seed: int
    inspection_id: Any = None
    workpaper_id: Any = None


def rectify(cast: Cast, case: Case) -> Scene:
    """Play one finding. Some are returned once, some ask for time, some are late."""
    chance = random.Random(case.seed)  # noqa: S311 - a demo, not a secret
    office, builder = case.at.office.lower(), case.at.builder.lower()
    department = case.at.department.lower()
    kind = chance.choice([RectificationType.IMMEDIATE, *[RectificationType.PHASED] * 3])
    is_slow = chance.random() < 0.25  # noqa: PLR2004

    yield (moment := case.start)
    finding = actions.register_finding(
        actor=as_now(cast, f"{office}-1"),
        draft=_draft(as_now(cast, f"{office}-1"), case, chance, kind),
        evidence=[pictures.site("现场", case.seed)],
    )  # fmt: skip
    yield (moment := later(moment, chance.uniform(0.5, 2)))
    actions.confirm_finding(actor=as_now(cast, f"{office}-1"), finding_id=finding.pk)
    yield (moment := later(moment, chance.uniform(0.2, 2)))
    due_on = (moment + timedelta(days=chance.choice([20, 30, 45, 60]))).date()
    order = Order(cast.bodies[case.at.builder].pk, cast.bodies[case.at.department].pk, kind, due_on)
    actions.assign_finding(actor=as_now(cast, f"{office}-1"), finding_id=finding.pk, order=order)
    road = sides.Road(cast, finding.pk, office, builder, department, case.seed)
    moment = yield from _noticed(road, case, moment)
    moment = yield from sides.answered(road, moment)
    yield (moment := later(moment, chance.uniform(0.3, 1.5) * (4 if is_slow else 1)))
    _accept(road, finding)
    if kind == RectificationType.PHASED:
        yield (moment := later(moment, chance.uniform(2, 9)))
        _plan(cast, finding.pk, builder, due_on)
        yield (moment := later(moment, chance.uniform(0.5, 3)))
        actions.approve_plan(actor=as_now(cast, f"{office}-1"), finding_id=finding.pk)
    if (yield from sides.put_off(road, moment)):
        return
    if not (is_slow or road.is_disputed or road.is_passed_on):
        moment = yield from _more_time(road, moment, due_on, chance)
    yield (moment := later(moment, chance.uniform(6, 40) + (30 if is_slow else 0)))
    _submit(road, case, chance, moment)
    yield from _reviews(road, case, chance, moment)


def _accept(road: sides.Road, finding: Finding) -> None:
    """Sign for a finding, and for the paper that gave notice of it."""
    actions.accept_finding(actor=road.by("builder", 1), finding_id=finding.pk)
    papering.sign_all(finding, road.by("builder", 1))


def _noticed(road: sides.Road, case: Case, moment: datetime) -> sides.On:
    """Play how some are given notice of by a paper, now and then with the department's mark."""
    if not papering.is_sent(case.seed):
        return moment
    joint = None
    if case.seed % papering.JOINT == 0:
        joint = (road.cast.bodies[case.at.department].pk, partial(road.by, "department"))
    return (
        yield from papering.send(
            "rectification_notice", road.finding_id, partial(road.by, "office"), moment, joint
        )
    )


def _more_time(
    road: sides.Road, moment: datetime, due_on: date, chance: random.Random
) -> sides.On:  # fmt: skip
    """Play how one in five asks for more time and is granted it; return when it goes on."""
    asking = later(moment, 2)
    if chance.random() >= 0.2 or asking.date() >= due_on:  # noqa: PLR2004
        return moment
    yield (moment := asking)
    actions.ask_extension(
        actor=road.by("builder", 1), finding_id=road.finding_id,
        until=due_on + timedelta(days=10), reason="连续降雨，现场停工",
    )  # fmt: skip
    yield (moment := later(moment, chance.uniform(1, 4)))
    actions.grant_extension(actor=road.by("office", 4), finding_id=road.finding_id)
    return moment


def _draft(actor: Actor, case: Case, chance: random.Random, kind: str) -> Draft:
    trouble, watched = case.trouble, case.at.object
    link = watched.links.filter(code=trouble.link).first()
    before = queries.same_issue(actor, watched.pk, link.pk if link else None, trouble.rule)
    return Draft(
        title=trouble.title, fact=trouble.fact, rule_broken=trouble.rule, demand=trouble.demand,
        found_on=case.start.date(), amount_fen=trouble.amount, rectification_type=kind,
        source=Source.JOINT if case.inspection_id else Source.SELF,
        severity=chance.choice([*Severity, Severity.GENERAL]),
        supervised_object_id=watched.pk, link_id=link.pk if link else None,
        inspection_id=case.inspection_id, workpaper_id=case.workpaper_id,
        items=sides.places(case.seed), repeats_id=before[0].pk if before else None,
    )  # fmt: skip


def _plan(cast: Cast, finding_id: Any, builder: str, due_on: Any) -> None:
    measures = (
        PlannedMeasure("补办手续，核对原始资料", due_on - timedelta(days=12)),
        PlannedMeasure("查明原因，明确责任岗位", due_on - timedelta(days=8)),
        PlannedMeasure("修订制度并组织学习", due_on - timedelta(days=2)),
    )
    plan = Plan("工程部负责人", due_on - timedelta(days=1), measures)
    actions.file_plan(actor=as_now(cast, f"{builder}-2"), finding_id=finding_id, plan=plan)


def _submit(road: sides.Road, case: Case, chance: random.Random, moment: datetime) -> None:
    """Mark what was planned as done, then hand it in with a scan and a picture."""
    liaison, head, finding_id = road.by("builder", 1), road.by("builder", 2), road.finding_id
    sides.done(road, case.seed)
    planned = Measure.objects.filter(plan__finding_id=finding_id, done_at=None)
    for measure in planned.unscoped("the demo marks them one by one"):
        actions.mark_measure(
            actor=liaison, finding_id=finding_id, measure_id=measure.pk, is_done=True
        )
    rules: tuple[MadeRule, ...] = ()
    if chance.random() < 0.35:  # noqa: PLR2004
        rules = (MadeRule(RULES_MADE[case.seed % len(RULES_MADE)], moment.date()),)
    actions.submit_finding(
        actor=head, finding_id=finding_id,
        result=Result(
            "已按要求整改，附批复和现场照片。", case.trouble.amount // 4, rules,
            root_cause=ROOT_CAUSES[case.seed % len(ROOT_CAUSES)],
            similar_cases="对照本问题排查了其余标段，未发现同类情形。",
            handled={Handling.TALK: case.seed % 3},
        ),
        evidence=[
            pictures.paper("补办批复", case.seed), pictures.site("整改后现场", case.seed + 5000),
        ],
    )  # fmt: skip


def _reviews(
    road: sides.Road, case: Case, chance: random.Random, moment: datetime
) -> Scene:  # fmt: skip
    """Play both reviews; one in five is sent back once, and some are reopened afterwards."""
    pk = road.finding_id
    yield (moment := later(moment, chance.uniform(0.5, 3)))
    actions.start_first_review(actor=road.by("department", 1), finding_id=pk)
    if chance.random() < 0.2:  # noqa: PLR2004
        yield (moment := later(moment, 1))
        actions.return_finding(
            actor=road.by("department", 1), finding_id=pk,
            reason="批复缺监理签字页，请补齐后再报。",
        )  # fmt: skip
        yield (moment := later(moment, chance.uniform(3, 9)))
        _submit(road, case, chance, moment)
        yield (moment := later(moment, 1))
        actions.start_first_review(actor=road.by("department", 1), finding_id=pk)
    yield (moment := later(moment, chance.uniform(0.5, 2)))
    actions.pass_first_review(
        actor=road.by("department", 1), finding_id=pk, opinion="资料齐全，现场相符。"
    )
    yield (moment := later(moment, chance.uniform(0.5, 4)))
    actions.close_finding(
        actor=road.by("office", 4), finding_id=pk, conclusion="整改到位，同意销号。"
    )
    yield from sides.again(road, moment)

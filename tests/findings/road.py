"""The road of a finding in the small world, one step after another, for tests that begin on it."""

import io
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from liandu.audit.models import Event
from liandu.files.models import Attachment
from liandu.findings import actions
from liandu.findings.models import Finding
from liandu.findings.rules import Draft, MadeRule, Order, Plan, PlannedMeasure, Result
from liandu.orgs.models import Person
from tests.people import World, acting

STEPS = (
    "confirm", "assign", "accept", "file_plan", "approve_plan", "submit", "start_first_review",
    "pass_first_review", "close",
)  # fmt: skip


@lru_cache
def picture(shade: int = 120) -> bytes:
    """Return a small photograph."""
    file = io.BytesIO()
    Image.new("RGB", (8, 8), (shade, shade, shade)).save(file, "PNG")
    return file.getvalue()


def photo(name: str = "现场.png", shade: int = 120) -> SimpleUploadedFile:
    """Return a photograph as a browser sends it."""
    return SimpleUploadedFile(name, picture(shade), "image/png")


def in_days(count: int) -> date:
    """Return the day so many days from today."""
    return timezone.localdate() + timedelta(days=count)


def draft(**changes: Any) -> Draft:
    """Return a finding as it is registered."""
    values: dict[str, Any] = {
        "title": "3 标设计变更未报批先实施", "fact": "2 份变更的施工日期早于审批日期。",
        "rule_broken": "《项目变更管理办法（示例）》第 12 条", "demand": "补办审批，查明原因",
        "found_on": timezone.localdate(), "amount_fen": 126_400_000,
    }  # fmt: skip
    return Draft(**(values | changes))


def order(world: World, **changes: Any) -> Order:
    """Return the usual order: the builder puts it right, the water bureau reviews first."""
    values: dict[str, Any] = {
        "responsible_body_id": world.builder.pk, "supervising_body_id": world.zigong_water.pk,
        "rectification_type": "phased", "due_on": in_days(60),
    }  # fmt: skip
    return Order(**(values | changes))


def plan(*texts: str) -> Plan:
    """Return a plan with these measures."""
    measures = tuple(PlannedMeasure(text, in_days(20)) for text in texts or ("补办审批",))
    return Plan("总工程师", in_days(30), measures)


def result(*rules: str) -> Result:
    """Return what the builder says it has done."""
    made = tuple(MadeRule(name, timezone.localdate(), "灌司〔2026〕3 号") for name in rules)
    return Result(
        "审批已补办，原因已查明。", 0, made, root_cause="execution",
        similar_cases="排查其余 4 个标段，未发现同类问题。",
    )  # fmt: skip


def registered(world: World, **changes: Any) -> Finding:
    """Return a finding just registered by the office of Zigong."""
    return actions.register_finding(actor=acting(world.zigong_officer), draft=draft(**changes))


def take(world: World, finding: Finding, step: str, **options: Any) -> Finding:
    """Take one step of the straight road, by the person it is for."""
    pk = finding.pk
    match step:
        case "assign":
            actions.assign_finding(
                actor=acting(world.zigong_officer), finding_id=pk, order=order(world, **options)
            )
        case "file_plan":
            actions.file_plan(actor=acting(world.builder_head), finding_id=pk, plan=plan())
        case "submit":
            mark_all(world, finding)
            actions.submit_finding(
                actor=acting(world.builder_head), finding_id=pk,
                result=options.get("result", result()), evidence=[photo()],
            )  # fmt: skip
        case _:
            action, who, words = _simple(world)[step]
            action(actor=acting(who), finding_id=pk, **words)
    finding.refresh_from_db()
    return finding


def at(world: World, last: str, made: Result | None = None, **changes: Any) -> Finding:
    """Return a finding that has taken the straight road up to and with the step ``last``.

    ``made`` is what its submission says, ``changes`` are made to its order.
    """
    finding = registered(world)
    options = {"assign": changes, "submit": {"result": made or result()}}
    for step in STEPS[: STEPS.index(last) + 1]:
        take(world, finding, step, **options.get(step, {}))
    return finding


def mark_all(world: World, finding: Finding) -> None:
    """Mark every measure of the plan in force as done."""
    for planned in finding.plans.filter(decision="approved"):
        for measure in planned.measures.all():
            actions.mark_measure(
                actor=acting(world.builder_liaison), finding_id=finding.pk,
                measure_id=measure.pk, is_done=True,
            )  # fmt: skip


def _simple(world: World) -> dict[str, tuple[Any, Person, dict[str, str]]]:
    """Return the steps that ask for a few words at most."""
    return {
        "confirm": (actions.confirm_finding, world.zigong_officer, {}),
        "accept": (actions.accept_finding, world.builder_liaison, {}),
        "approve_plan": (actions.approve_plan, world.zigong_officer, {}),
        "start_first_review": (actions.start_first_review, world.water_officer, {}),
        "pass_first_review": (
            actions.pass_first_review, world.water_officer, {"opinion": "资料齐全"},
        ),
        "close": (actions.close_finding, world.zigong_head, {"conclusion": "同意销号"}),
    }  # fmt: skip


def kinds(finding: Finding) -> list[str]:
    """Return the kinds of event on record about a finding, oldest first."""
    rows = Event.objects.filter(subject_id=str(finding.pk), kind__startswith="findings.")
    return [kind.partition(".")[2] for kind in rows.order_by("id").values_list("kind", flat=True)]


def unchanged(finding: Finding, call: Any, refusal: type[Exception], **words: Any) -> Any:
    """Run a call that is refused, and see that it changed nothing."""
    table = Finding.objects.unscoped("test")
    before, events = table.filter(pk=finding.pk).values().get(), Event.objects.count()
    files = Attachment.objects.count()
    with pytest.raises(refusal) as caught:
        call(finding_id=finding.pk, **words)
    assert table.filter(pk=finding.pk).values().get() == before
    assert (Event.objects.count(), Attachment.objects.count()) == (events, files)
    return caught.value

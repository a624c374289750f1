"""The road of a paper in the small world, step after step, for tests that begin on it."""

from typing import Any

from liandu.findings.models import Finding
from liandu.papers import actions
from liandu.papers.models import Paper
from liandu.papers.rules import Content
from tests.findings import road
from tests.people import World, acting

NOTICE = "rectification_notice"


def content(world: World, **changes: Any) -> Content:
    """Return what a notice to the builder says."""
    values: dict[str, Any] = {
        "title": "关于限期整改设计变更问题的通知", "text": "一、问题。事实如下。\n请于月底前完成。",
        "recipients": (world.builder.pk,), "copies": (world.zigong_water.pk,),
        "note": "联系人：综合岗",
    }  # fmt: skip
    return Content(**values | changes)


def assigned(world: World, **changes: Any) -> Finding:
    """Return a finding of the office of Zigong that the builder is to put right."""
    found = road.registered(world, **changes)
    for step in ("confirm", "assign"):
        road.take(world, found, step)
    return found


def drafted(world: World, about: Finding | None = None, **changes: Any) -> Paper:
    """Return the draft of a notice about a finding."""
    about = about or assigned(world)
    return actions.draft_paper(
        actor=acting(world.zigong_officer), code=NOTICE, record_id=about.pk,
        content=content(world, **changes),
    )  # fmt: skip


def take(world: World, paper: Paper, *steps: str) -> Paper:
    """Take steps with a paper, each by whoever it is for."""
    who = {
        "submit": world.zigong_officer, "approve": world.zigong_head,
        "issue": world.zigong_officer, "countersign": world.water_officer,
        "sign_for": world.builder_liaison,
    }  # fmt: skip
    for step in steps:
        run: Any = getattr(actions, f"{step}_paper")
        paper = run(actor=acting(who[step]), paper_id=paper.pk)
    return paper


def issued(world: World, about: Finding | None = None, **changes: Any) -> Paper:
    """Return a notice that was issued."""
    return take(world, drafted(world, about, **changes), "submit", "approve", "issue")

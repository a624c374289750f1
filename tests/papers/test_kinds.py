"""Every kind of paper is drawn up of a record that has come so far, and of no other."""

import io
from datetime import timedelta
from typing import Any

import docx
import pytest
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from liandu.dispatch.rules import WEEK
from liandu.engines.papers import KINDS, as_docx
from liandu.papers import actions, queries
from liandu.papers.panels import offers
from liandu.papers.rules import Content
from tests.dispatch import build as dispatches
from tests.findings import road
from tests.inspections import build as visits
from tests.papers import build
from tests.people import World, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def wednesday(time_machine: TimeMachineFixture) -> None:
    """Make it the morning on which the sheets of the week are filed."""
    time_machine.move_to(dispatches.NOW, tick=False)


def offered(who: Any, record: Any) -> set[str]:
    urls = {url for _title, url in offers(acting(who), record)}
    return {code for code in KINDS if reverse("papers:draft", args=[code, record.pk]) in urls}


def said(who: Any, code: str, record: Any) -> str:
    """Return what the paper says that is drawn up as its template has it."""
    kind, actor = KINDS[code], acting(who)
    template = queries.template_in_use(code)
    assert template
    words = queries.first_words(template, kind, actor, record)
    to = tuple(kind.recipients(record))
    paper = actions.draft_paper(
        actor=actor, code=code, record_id=record.pk,
        content=Content(recipients=to, **words),
    )  # fmt: skip
    file = docx.Document(io.BytesIO(as_docx(queries.composed(paper))))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in file.paragraphs] + cells)


def test_a_finding_has_its_papers_as_it_goes_on(world: World) -> None:
    fresh = road.registered(world)
    assert offered(world.zigong_officer, fresh) == set()
    assigned = build.assigned(world)
    assert offered(world.zigong_officer, assigned) == {"rectification_notice", "prompt_letter"}
    assert offered(world.water_officer, assigned) == {"prompt_letter"}
    assert offered(world.builder_head, assigned) == set()
    assert assigned.title in said(world.zigong_officer, "prompt_letter", assigned)
    assigned.step_due_at = timezone.now() - timedelta(days=3)
    assigned.save()
    assert "已超期3天" in said(world.zigong_officer, "urging_letter", assigned)
    closed = road.at(world, "close")
    assert offered(world.builder_head, closed) == {"rectification_plan", "rectification_report"}
    assert offered(world.zigong_officer, closed) == {"rectification_notice", "close_out_form"}
    assert "补办审批" in said(world.builder_head, "rectification_plan", closed)
    assert "原因已查明" in said(world.builder_head, "rectification_report", closed)
    assert closed.conclusion in said(world.zigong_officer, "close_out_form", closed)


def test_an_inspection_has_its_papers_as_it_goes_on(world: World) -> None:
    issued = visits.issued(world).again()
    every = {"inspection_notice", "inspection_workpaper", "inspection_report"}
    assert offered(world.zigong_officer, issued) == every
    assert offered(world.builder_head, issued) == set()
    for code in every:
        assert issued.title in said(world.zigong_officer, code, issued), code
    assert "检查对象" in said(world.zigong_officer, "inspection_workpaper", issued)
    assert issued.report_text.splitlines()[0] in said(
        world.zigong_officer, "inspection_report", issued
    )


def test_of_a_visit_that_nobody_was_told_of_there_is_no_paper(world: World) -> None:
    assert offered(world.zigong_officer, visits.staffed(world).again()) == set()


@pytest.mark.usefixtures("wednesday")
def test_what_a_weekly_meeting_decided_goes_out_to_those_it_binds(world: World) -> None:
    thing = dispatches.watched(world, first_week=dispatches.THIS - WEEK)
    assert offered(world.zigong_officer, thing) == set()
    dispatches.filed(world, thing, dispatches.obstacle(world))
    assert offered(world.zigong_officer, thing) == set()
    dispatches.discussed(world, thing, dispatches.decision(world))
    assert offered(world.zigong_officer, thing) == {"dispatch_sheet"}
    assert offered(world.builder_head, thing) == set()
    assert KINDS["dispatch_sheet"].recipients(thing) == (world.builder.pk, world.zigong_water.pk)
    text = said(world.zigong_officer, "dispatch_sheet", thing)
    for words in (
        thing.name,
        "完成浇筑 620 立方",
        "变更未批复",
        "五日内批复",
        str(world.zigong_water),
        "类别",
    ):
        assert words in text, words


@pytest.mark.usefixtures("wednesday")
def test_a_sheet_that_nobody_filed_says_so_on_paper(world: World) -> None:
    thing = dispatches.watched(world, first_week=dispatches.THIS)
    assert KINDS["dispatch_sheet"].recipients(thing) == ()
    assert set(KINDS["dispatch_sheet"].values(acting(world.zigong_officer), thing).values()) == {""}
    dispatches.discussed(world, thing)
    text = said(world.zigong_officer, "dispatch_sheet", thing)
    assert "未填报" in text
    assert "类别" not in text

"""The plan calendar: collisions first, gaps named, nothing shown that one may not know of."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from liandu.access.actions import sync_parties
from liandu.engines.timeline import Frame, Span
from liandu.inspections import queries
from liandu.inspections.actions import cancel_inspection, enter_site
from liandu.inspections.queries import By, Plans
from liandu.kernel.actor import SYSTEM
from tests.inspections import build
from tests.people import World, acting, signed_in

pytestmark = pytest.mark.once
URL = reverse("inspections:calendar")
JUNE = date(2026, 6, 10)


@pytest.fixture(autouse=True)
def _june() -> Any:
    with time_machine.travel("2026-06-10T02:00Z", tick=False):
        yield


def shown(who: Any, by: By = By.OBJECT, span: Span = Span.QUARTER, page: int = 0) -> Plans:
    return queries.plans(acting(who), Frame.around(span, JUNE), by, page)


def planned(world: World, about: Any, first: date, mode: str = "joint") -> Any:
    plan = build.plan(mode=mode, starts_on=first, ends_on=first + timedelta(days=2))
    made = build.actions.plan_inspection(
        actor=acting(world.zigong_officer), plan=plan, object_ids=[about.pk],
        body_ids=[world.luzhou.pk],
    )  # fmt: skip
    build.actions.submit_plan(
        actor=acting(world.zigong_officer), inspection_id=made.pk, conflict_reason="专项"
    )
    return made


def test_visits_too_close_come_first_also_where_the_other_is_outside_the_frame(
    world: World,
) -> None:
    alone, twice = (build.works(world, number) for number in ("XM-1", "XM-2"))
    planned(world, alone, date(2026, 4, 2))
    planned(world, twice, date(2026, 6, 20))
    later = planned(world, twice, date(2026, 8, 1))
    found = shown(world.zigong_officer)
    assert [line.who for line in found.lines] == [twice, alone]
    assert [len(line.entries) for line in found.lines] == [1, 1]
    assert [bool(line.near) for line in found.lines] == [True, False]
    assert (found.count, found.near_count, found.entry_count, found.days) == (2, 1, 2, 90)
    cancel_inspection(actor=acting(world.zigong_head), inspection_id=later.pk, reason="合并")
    assert shown(world.zigong_officer).near_count == 0


def test_drafts_are_shown_and_collide_with_none(world: World) -> None:
    site = build.draft(world)
    planned(world, site.objects[0], date(2026, 6, 20))
    (line,) = shown(world.zigong_officer).lines
    assert (len(line.entries), line.near) == (2, set())


def test_a_visit_stands_where_it_was_held_and_goes_on_until_somebody_leaves(
    world: World,
) -> None:
    site = build.staffed(world, mode="unannounced")
    enter_site(actor=site.lead, inspection_id=site.pk, on=JUNE)
    (entry,) = (
        queries.plans(acting(world.zigong_officer), Frame.around(Span.MONTH, JUNE), By.OBJECT, 0)
        .lines[0]
        .entries
    )
    assert (entry.days.first, entry.days.last) == (JUNE, site.inspection.ends_on)


def test_by_body_a_line_is_who_plans_and_what_nobody_visits_is_named(world: World) -> None:
    seen, missed = (build.works(world, number) for number in ("XM-1", "XM-2"))
    planned(world, seen, date(2026, 6, 20))
    by_body = shown(world.zigong_officer, By.BODY)
    assert [(line.who, len(line.entries)) for line in by_body.lines] == [(world.zigong, 1)]
    never = shown(world.zigong_officer, By.NEVER)
    assert ([line.who for line in never.lines], never.count) == ([missed], 1)
    assert shown(world.zigong_officer, By.NEVER, page=1).lines == []


def test_the_inspected_learn_neither_of_plans_nor_of_whom_they_collide_with(world: World) -> None:
    about = build.works(world)
    sync_parties(actor=SYSTEM, record=about, bodies={world.builder.pk: "责任单位"})
    planned(world, about, date(2026, 6, 20), mode="unannounced")
    assert shown(world.builder_head).lines == []
    assert [line.who for line in shown(world.builder_head, By.NEVER).lines] == [about]
    text = signed_in(world.builder_head).get(URL).content.decode()
    assert "这段时间没有检查" in text


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "?span=month&by=never&day=2026-02-30",
        "?span=x&by=x&day=9999-12-31&page=x",
        f"?page={'9' * 5000}",
    ],
)
def test_the_page_draws_each_visit_as_a_link(world: World, asked: str) -> None:
    made = planned(world, build.works(world), date(2026, 6, 20))
    answer = signed_in(world.zigong_officer).get(f"{URL}{asked}")
    assert answer.status_code == 200
    is_drawn = made.get_absolute_url() in answer.content.decode()
    assert is_drawn == ("never" not in asked and "page=9" not in asked)


def test_the_page_is_turned(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in ("XM-1", "XM-2"):
        planned(world, build.works(world, number), date(2026, 6, 20))
    for module in ("liandu.inspections.queries.calendar", "liandu.inspections.views.calendar"):
        monkeypatch.setattr(f"{module}.ROWS", 1)
    browser = signed_in(world.zigong_officer)
    first, second = (browser.get(URL, {"page": page}).content.decode() for page in (0, 1))
    assert ("XM-1" in first) != ("XM-2" in first)
    assert ("XM-1" in first, "XM-2" in first) == ("XM-2" in second, "XM-1" in second)
    assert "page=1" in first
    assert "page=0" in second

"""What lies on whose desk, how it stands, and what it costs to show."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from liandu.findings.models import Finding
from liandu.findings.rules import CHARGES, FindingState, awaited
from liandu.inspections.rules import InspectionState
from liandu.kernel.deadlines import end_of
from liandu.notices.actions import follow
from liandu.orgs.rules import RoleCode
from liandu.portal.panels import VERBS
from liandu.portal.queries import waiting_count
from liandu.web import pages
from liandu.works.rules import LinkState
from tests.people import World, acting, person, signed_in
from tests.portal import build

PAGE = "/desk/"
MOST_QUERIES = 50


def context(browser: Client, **query: Any) -> Any:
    response = browser.get(PAGE, query)
    assert response.status_code == 200
    found: Any = response.context
    return found


def heaps(browser: Client, **query: Any) -> list[tuple[str, list[str]]]:
    return [
        (str(pile), [item.title for item in items])
        for pile, items in context(browser, **query)["heaps"]
    ]


def in_hours(hours: float) -> datetime:
    return timezone.now() + timedelta(hours=hours)


def test_what_waits_lies_in_heaps_by_its_limit(world: World) -> None:
    tonight = end_of(timezone.localdate(), timezone.get_current_timezone())
    Finding.objects.bulk_create(
        build.finding(world.zigong, title=title, step_due_at=at)
        for title, at in (
            ("late", in_hours(-5)), ("later", in_hours(24 * 60)), ("tonight", tonight),
            ("whenever", None), ("very late", in_hours(-50)),
        )
    )  # fmt: skip
    assert heaps(signed_in(world.zigong_officer)) == [
        ("已超期", ["very late", "late"]), ("今天到期", ["tonight"]), ("以后", ["later"]),
        ("没有期限", ["whenever"]),
    ]  # fmt: skip
    assert heaps(signed_in(world.luzhou_officer)) == []


def test_a_row_says_what_is_asked_and_agrees_with_the_ledger(world: World) -> None:
    Finding.objects.bulk_create(
        [build.finding(world.zigong, title="核查", step_due_at=in_hours(-30))]
    )
    browser = signed_in(world.zigong_officer)
    (_, (item,)) = context(browser)["heaps"][0]
    row = Finding.objects.unscoped("the test's own").get()
    assert (item.light, item.state, item.asked) == (
        "r",
        row.get_state_display(),
        VERBS["findings.confirm"],
    )
    page, ledger = browser.get(PAGE).content.decode(), browser.get("/findings/").content.decode()
    badge = re.search(r'<span class="due[^>]*>.*?</span></span>', page, re.DOTALL)
    assert badge
    assert badge[0] in ledger


def test_what_was_given_out_is_looked_at_not_done(world: World) -> None:
    Finding.objects.bulk_create(
        [
            build.finding(
                world.zigong,
                title="整改",
                state=FindingState.ASSIGNED.value,
                responsible_body=world.builder,
                step_due_at=in_hours(1),
            )
        ]
    )
    (_, (item,)) = context(signed_in(world.zigong_officer), which="given")["heaps"][0]
    assert (item.title, item.asked) == ("整改", "查看")
    assert "灌区公司" in item.context


def test_inspections_wait_by_the_days_they_are_planned_for(world: World) -> None:
    today = timezone.localdate()
    states = ((InspectionState.DRAFT, today), (InspectionState.ISSUED, today))
    for state, day in states:
        build.inspection(world.zigong, day, title=state.value, state=state.value)
    assert heaps(signed_in(world.zigong_officer)) == [
        ("今天到期", ["draft"]), ("没有期限", ["issued"])
    ]  # fmt: skip


def test_followed_records_of_every_kind_lie_side_by_side_while_they_are_seen(world: World) -> None:
    found = build.finding(world.zigong, title="问题")
    found.save()
    visit = build.inspection(world.zigong, timezone.localdate(), title="检查")
    record = build.works(world.zigong, name="项目")
    for one in (found, visit, record):
        follow(actor=acting(world.zigong_officer), followed=one)
    browser = signed_in(world.zigong_officer)
    items = [item for _, heap in context(browser, which="followed")["heaps"] for item in heap]
    assert {item.title for item in items} == {"问题", "检查", "项目"}
    assert {str(item.asked) for item in items} == {"查看"}
    Finding.objects.unscoped("the test's own").update(owner_body=world.luzhou)
    items = [item for _, heap in context(browser, which="followed")["heaps"] for item in heap]
    assert {item.title for item in items} == {"检查", "项目"}


@pytest.mark.parametrize("which", ["", "given", "followed"])
def test_the_desk_costs_the_same_for_ten_records_and_a_thousand(world: World, which: str) -> None:
    browser = signed_in(world.zigong_officer)
    actor = acting(world.zigong_officer)
    today = timezone.localdate()

    def cost(many: int) -> int:
        made = Finding.objects.bulk_create(
            build.finding(
                world.zigong, state=state.value, responsible_body=world.builder,
                supervised_object=record, step_due_at=in_hours(1),
            )
            for record in [build.works(world.zigong, lead_body=world.zigong) for _ in range(3)]
            for state in (FindingState.REGISTERED, FindingState.ASSIGNED)
            for _ in range(many // 6 + 1)
        )  # fmt: skip
        for record in {one.supervised_object for one in made if one.supervised_object}:
            build.link(record)
            build.inspection(world.zigong, today, record)
            follow(actor=actor, followed=record)
        for one in made[:20]:
            follow(actor=actor, followed=one)
        browser.get(PAGE, {"which": which})
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(PAGE, {"which": which}).status_code == 200
        return len(queries)

    few = cost(10)
    assert cost(1000) == few <= MOST_QUERIES


def test_a_full_desk_says_where_the_rest_is(world: World) -> None:
    Finding.objects.bulk_create(build.finding(world.zigong) for _ in range(120))
    page = signed_in(world.zigong_officer).get(PAGE)
    assert page.context["count"] == 100
    assert "只列最急的" in page.content.decode()


def test_the_count_beside_the_desk_is_red_when_something_is_late(world: World) -> None:
    actor = acting(world.zigong_officer)
    assert waiting_count(actor) == (0, False)
    visit = build.inspection(world.zigong, timezone.localdate())
    Finding.objects.bulk_create([build.finding(world.zigong, step_due_at=in_hours(1))])
    assert waiting_count(acting(world.zigong_officer)) == (2, False)
    visit.starts_on -= timedelta(days=1)
    visit.save()
    assert waiting_count(acting(world.zigong_officer)) == (2, True)
    visit.delete()
    Finding.objects.unscoped("the test's own").update(step_due_at=in_hours(-1))
    assert waiting_count(acting(world.zigong_officer)) == (1, True)
    with CaptureQueriesContext(connection) as queries:
        waiting_count(acting(world.zigong_officer))
    assert len(queries) <= 13


def test_the_count_stops_at_a_hundred_of_each(world: World) -> None:
    Finding.objects.bulk_create(build.finding(world.zigong) for _ in range(150))
    assert waiting_count(acting(world.zigong_officer)) == (100, False)


def test_the_week_shows_visits_on_their_days_and_once_in_the_agenda(world: World) -> None:
    monday = date(2026, 6, 8)
    build.inspection(world.zigong, monday - timedelta(days=3), ends_on=monday + timedelta(days=1))
    build.inspection(world.zigong, monday + timedelta(days=4))
    build.inspection(world.zigong, monday, state=InspectionState.CANCELLED.value)
    build.inspection(world.luzhou, monday)
    page = context(signed_in(world.zigong_officer), week="2026-06-11")
    assert [len(rows) for _, rows in page["week"]] == [1, 1, 0, 0, 1]
    assert [day for day, _ in page["agenda"]] == [monday, monday + timedelta(days=4)]
    assert (page["last_week"], page["next_week"]) == (date(2026, 6, 1), date(2026, 6, 15))


@pytest.mark.parametrize("asked", ["", "never", "0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(("day", "monday"), [(12, 8), (13, 15), (14, 15)])
def test_a_week_out_of_reach_is_this_week_and_at_its_end_the_next(
    world: World, monkeypatch: pytest.MonkeyPatch, asked: str, day: int, monday: int
) -> None:
    browser = signed_in(world.zigong_officer)
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: date(2026, 6, day))
    assert context(browser, week=asked)["monday"] == date(2026, 6, monday)


def test_the_objects_we_lead_show_their_derived_lights(world: World) -> None:
    today = timezone.localdate()
    late, fine, quiet = (build.works(world.zigong, lead_body=world.zigong) for _ in range(3))
    build.works(world.zigong, lead_body=world.luzhou)
    build.link(late, planned_end_on=today - timedelta(days=400))
    build.link(fine)
    build.link(quiet, state=LinkState.NOT_STARTED)
    browser = signed_in(world.zigong_officer)
    found = context(browser)["lights"]
    shown = {lamp.letter: lamp.count for lamp in found.lamps}
    assert found.count == "3"
    assert shown["g"] == shown["n"] == 1
    assert shown["r"] + shown["a"] == 1
    assert [one.record.pk for one in found.worst] == [late.pk]
    assert found.worst[0].days is not None
    for lamp in found.lamps:
        listed = browser.get(reverse("works:objects"), {"ours": "true", "light": lamp.asked})
        assert listed.context["list"].page.total == lamp.count
    assert context(signed_in(world.secretary))["lights"] is None


def test_there_are_verbs_for_all_that_can_be_asked(world: World) -> None:
    assert {f"findings.{c.step}" for c in awaited(RoleCode) if c.awaited} <= VERBS.keys()
    assert {c.step for c in CHARGES if c.awaited}
    asked = {"declare", "notify", "enter", "record_workpaper", "report", "submit",
             "complete_team", "close", "approve", "issue"}  # fmt: skip
    assert {f"inspections.{step}" for step in asked} <= VERBS.keys()


@pytest.mark.parametrize(
    ("who", "ways"),
    [
        ("zigong_officer", ["/inspections/new/", "/findings/new/"]),
        ("zigong_inspector", ["/findings/new/"]),
        ("builder_liaison", []),
    ],
)
def test_the_head_offers_what_the_post_may_begin(world: World, who: str, ways: list[str]) -> None:
    assert [way.url for way in context(signed_in(getattr(world, who)))["ways"]] == ways


def test_somebody_without_a_post_is_told_so(world: World) -> None:
    browser = signed_in(person("newcomer"))
    assert "您还没有岗位" in browser.get(PAGE).content.decode()
    assert heaps(browser) == heaps(browser, which="given") == heaps(browser, which="followed") == []


@pytest.mark.parametrize("which", ["", "given", "followed", "nonsense"])
def test_an_empty_desk_says_why_it_is_empty(world: World, which: str) -> None:
    page = context(signed_in(world.zigong_officer), which=which)
    assert page["heaps"] == []
    assert str(page["nothing"].title)


@pytest.mark.parametrize(
    ("who", "home"),
    [
        ("zigong_officer", "/desk/"), ("builder_liaison", "/desk/"), ("leader", "/overview/"),
        ("zigong_head", "/desk/"), ("system_admin", "/people/"), ("security_admin", "/people/"),
        ("audit_admin", "/audit/"),
    ],
)  # fmt: skip
def test_everybody_is_led_to_a_page_that_opens_for_them(world: World, who: str, home: str) -> None:
    browser = signed_in(getattr(world, who))
    assert browser.get("/").headers["Location"] == home
    assert browser.get(home).status_code == 200


def test_administrators_have_no_desk(world: World) -> None:
    assert signed_in(world.system_admin).get(PAGE).status_code == 404
    seen = {entry.key for entry in pages.entries(acting(world.system_admin))}
    assert "desk" not in seen


@pytest.mark.parametrize("page", [PAGE, "/overview/", "/notices/"])
def test_no_english_is_left_on_the_page(world: World, page: str) -> None:
    Finding.objects.bulk_create([build.finding(world.zigong, step_due_at=in_hours(-1))])
    build.inspection(world.zigong, timezone.localdate())
    build.link(build.works(world.zigong, lead_body=world.zigong))
    with translation.override("zh-hans"):
        text = signed_in(world.zigong_officer).get(page).content.decode()
    main = text.partition('tabindex="-1">')[2].partition("</main>")[0]
    spoken = re.findall(r'(?:title|aria-label)="([^"]*)"', main)
    words = re.sub(r"<(svg|script)\b.*?</\1>", "", main, flags=re.DOTALL)
    words = re.sub(r"<[^>]*>", " ", words)
    plain = re.sub(r"[A-Z]{2}-[\d-]+", "", " ".join([words, *spoken]))
    assert plain.strip()
    assert re.findall(r"[A-Za-z]{3,}", plain) == []

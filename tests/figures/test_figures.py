"""Every figure is what the list behind it comes to, in count or in sum, for whoever asks."""

from datetime import date, datetime, time, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liandu.audit.models import Event
from liandu.figures import listings, queries
from liandu.figures.queries import Measure, Sets
from liandu.figures.rules import Period
from liandu.findings.listings.ledger import FindingFilter
from liandu.findings.listings.others import RuleFilter
from liandu.findings.models import Finding
from liandu.findings.queries import findings, rules_recorded
from liandu.inspections.listings import InspectionFilter
from liandu.inspections.queries import inspections
from liandu.orgs.models import Person
from liandu.works.models import Field, LinkTemplateItem
from tests.people import World, acting, signed_in
from tests.portal import build

PAGE = "/figures/"
SUMS = {
    "involved_fen": lambda one: one.amount_fen,
    "recovered_fen": lambda one: one.money_recovered_fen or 0,
    "extension_sum": lambda one: one.extension_count,
    "return_sum": lambda one: one.return_count,
    "day_sum": lambda one: (one.closed_at - one.assigned_at).total_seconds() / 86400,
    "object_visits": lambda one: one.visits,
    "body_visits": lambda one: one.visits,
}


@pytest.fixture
def there(world: World) -> build.Places:
    return build.places()


def fill(world: World, there: build.Places, seed: int) -> None:
    """Fill the tables with everything that figures tell apart, the same for the same seed."""
    today, chance = timezone.localdate(), Random(seed)  # noqa: S311 - the same world each time
    build.populate(world, there, today, seed)
    code = LinkTemplateItem.objects.first().code
    objects = [
        build.works(owner, there.zigong, field=field, label=label)
        for owner in (world.zigong, world.luzhou)
        for field in Field.objects.all()[:2]
        for label in (1, 3)
    ]
    links = [build.link(one, code) for one in objects]
    for one in objects[::2]:
        one.responsible_bodies.add(world.builder)
    for number, one in enumerate(objects[:5]):
        day = today - timedelta(days=number * 20)
        build.inspection(world.zigong, day, one, objects[-1], visited_from=day)
    zone = timezone.get_current_timezone()
    every: list[Any] = list(Finding.objects.unscoped("test").order_by("number"))
    for one in every:
        at = chance.randrange(len(objects))
        one.supervised_object, one.link = objects[at], chance.choice([links[at], None])
        one.responsible_body = chance.choice([world.builder, world.zigong_water, None])
        one.amount_fen, one.severity = chance.randrange(10**9), chance.choice(["minor", "severe"])
        one.source = chance.choice(["self", "joint"])
        one.extension_count, one.return_count = chance.randrange(3), chance.randrange(3)
        one.reopen_count = chance.randrange(2)
        one.repeats = chance.choice([None, every[0]]) if one.pk != every[0].pk else None
        one.found_on -= timedelta(days=chance.choice([0, 30, 31, 90, 91, 180, 365, 366, 400]))
        if one.closed_at:
            one.assigned_at = datetime.combine(one.found_on, time(9), zone)
            one.due_at = one.closed_at - timedelta(days=2)
            one.submitted_at = one.due_at + timedelta(hours=chance.choice([-1, 0, 1]))
            one.money_recovered_fen = chance.choice([None, 0, 100_000])
        one.save()
    # Whatever day it is and whoever asks, one is found today in each row of a table.
    first = Finding.objects.unscoped("test").filter(pk=every[0].pk)
    first.update(
        supervised_object=objects[0], link=links[0], found_on=today, owner_body=world.zigong,
        responsible_body=world.builder, label=0,
    )  # fmt: skip


def context(browser: Client, **query: Any) -> Any:
    response = browser.get(PAGE, query)
    assert response.status_code == 200
    return response.context


def rows_of(who: Person, url: str) -> list[Any]:
    """Return the rows of the list at ``url`` as ``who`` finds them."""
    path, _, query = url.partition("?")
    actor, asked = acting(who), QueryDict(query)
    request = SimpleNamespace(actor=actor)
    lists = {
        "/findings/": (FindingFilter, findings), "/findings/rules/": (RuleFilter, rules_recorded),
        "/inspections/": (InspectionFilter, inspections),
    }  # fmt: skip
    if path in lists:
        filters, read = lists[path]
        rows = read(actor)
    else:
        filters = listings.VisitFilter
        period = Period.read(f"{asked['days_after']}_{asked['days_before']}", timezone.localdate())
        place = asked.get("jurisdiction")
        sets = Sets(actor, period, int(place) if place else None)
        rows = sets.visited_objects() if path == "/figures/objects/" else sets.visited_bodies()
    narrowed = filters(asked, queryset=rows, request=request)
    assert narrowed.is_valid(), url
    return list(narrowed.qs)


def check(who: Person, cell: listings.Cell) -> bool:
    """Hold a figure against the list it opens; return whether there was anything in it."""
    for part in cell.parts:
        check(who, part)
    if not isinstance(cell.figure, Measure):
        over, of = (part.value for part in cell.parts)
        assert cell.value == (over / of if of else None)
        return bool(over)
    rows = rows_of(who, cell.url)
    if cell.figure.key in SUMS:
        kept = [one for one in rows if cell.figure.unit != "days" or one.assigned_at]
        counted = sum(SUMS[cell.figure.key](one) for one in kept)
        assert cell.value == pytest.approx(counted, abs=0.01), cell.url
    else:
        assert cell.value == len(rows), (cell.figure.key, cell.url)
    return bool(rows)


@pytest.mark.parametrize("who", ["secretary", "zigong_officer", "leader"])
def test_every_figure_is_what_its_list_comes_to(
    world: World, there: build.Places, who: str
) -> None:
    fill(world, there, seed=len(who))
    person, today = getattr(world, who), timezone.localdate()
    browser, met = signed_in(person), set()
    for asked in ({}, {"period": f"{today.year - 1}-03-01_{today}", "place": there.zigong.pk}):
        for _label, cells in context(browser, **asked)["groups"]:
            for cell in cells:
                if check(person, cell):
                    met.add(cell.figure.key)
    shown = {key for _label, keys in queries.GROUPS for key in keys}
    assert len(met) > len(shown) * 2 / 3


@pytest.mark.parametrize("by", ["jurisdiction", "responsible_body", "field", "link"])
@pytest.mark.parametrize("who", ["secretary", "zigong_officer"])
def test_every_row_of_the_table_is_what_its_lists_come_to(
    world: World, there: build.Places, who: str, by: str
) -> None:
    fill(world, there, seed=5)
    person = getattr(world, who)
    for place in ("", there.zigong.pk):
        page = context(signed_in(person), by=by, place=place)
        assert page["rows"]
        for row in page["rows"]:
            for cell in row.cells:
                check(person, cell)


def test_the_number_opens_the_page_with_its_list(world: World, there: build.Places) -> None:
    fill(world, there, seed=3)
    browser = signed_in(world.secretary)
    for _label, cells in context(browser)["groups"]:
        for cell in cells:
            shown = browser.get(cell.url).context["list"].page.total
            if isinstance(cell.figure, Measure) and cell.figure.key not in SUMS:
                assert shown == cell.value


def test_the_period_before_and_the_change_are_told(world: World, there: build.Places) -> None:
    Finding.objects.bulk_create(
        build.finding(world.zigong, jurisdiction=there.zigong, found_on=day)
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31))
    )
    cells = {
        cell.figure.key: cell
        for _label, found in context(signed_in(world.secretary), period="2026")["groups"]
        for cell in found
    }
    found = cells["found"]
    assert (found.text, found.before_text, found.change) == ("2", "1", "+1")
    assert (cells["open"].before_text, cells["open"].change) == ("", "")


def test_every_figure_says_what_it_counts_and_the_page_as_of_when(world: World) -> None:
    page = signed_in(world.secretary).get(PAGE).content.decode()
    assert "数据截至" in page
    shown = [key for _label, keys in queries.GROUPS for key in keys]
    assert all(str(queries.FIGURES[key].meaning) in page for key in shown)


def test_the_chart_and_its_table_say_the_same_month_by_month(
    world: World, there: build.Places
) -> None:
    today = timezone.localdate()
    at = timezone.now()
    Finding.objects.bulk_create(
        [build.finding(world.zigong, found_on=today.replace(day=1)),
         build.closed(world, world.zigong, at, found_on=today)]
    )  # fmt: skip
    day = today.replace(day=1)
    build.inspection(world.zigong, day, visited_from=day)
    page = context(signed_in(world.secretary), period=f"{today:%Y-%m}")
    assert [numbers for _day, numbers in page["chart_rows"]] == [[0, 0, 0]] * 11 + [[1, 2, 1]]
    assert page["chart"].count("<polyline") == 2


def test_the_page_costs_the_same_for_ten_records_and_a_thousand(
    world: World, there: build.Places
) -> None:
    browser = signed_in(world.secretary)

    def cost(many: int) -> int:
        Finding.objects.bulk_create(
            build.finding(world.zigong, jurisdiction=there.zigong) for _ in range(many)
        )
        cache.clear()
        browser.get(PAGE)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(PAGE).status_code == 200
        return len(asked)

    assert cost(1000) == cost(10)


def test_the_file_holds_every_figure_and_its_leaving_is_on_record(
    world: World, there: build.Places
) -> None:
    fill(world, there, seed=9)
    browser = signed_in(world.secretary)
    response = browser.get(PAGE, {"export": "xlsx"})
    assert b"".join(response)[:2] == b"PK"
    assert Event.objects.filter(kind="figures.figures_exported").count() == 1
    assert b"".join(browser.get("/figures/objects/", {"export": "csv"}))
    assert Event.objects.filter(kind="figures.figures_exported").count() == 2


@pytest.mark.parametrize("path", ["", "objects/", "bodies/"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("secretary", 200), ("water_officer", 200), ("builder_head", 404), ("audit_admin", 404)],
)
def test_the_figures_are_for_those_who_supervise(
    world: World, who: str, status: int, path: str
) -> None:
    assert signed_in(getattr(world, who)).get(f"{PAGE}{path}").status_code == status


def test_what_is_asked_wrongly_is_answered_with_the_whole(world: World) -> None:
    page = context(signed_in(world.secretary), place="nowhere", by="nothing", period="never")
    assert (page["place"], page["by"]) == (None, "jurisdiction")


def test_up_to_a_label_nothing_above_it_is_counted(world: World, there: build.Places) -> None:
    Finding.objects.bulk_create(build.finding(world.zigong, label=label) for label in (0, 1, 2))
    period = Period.read("", timezone.localdate())
    counted = [
        queries.figures(Sets(acting(world.secretary), period, None, most))["open"]
        for most in (0, 1, 2, None)
    ]
    assert counted == [1, 2, 3, 3]

"""Every number on the overview is the number of rows of the list that it opens."""

from datetime import date
from itertools import chain
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liandu.findings.listings.ledger import FindingFilter
from liandu.findings.listings.others import RuleFilter
from liandu.findings.models import Finding
from liandu.findings.queries import findings, rules_recorded
from liandu.inspections.listings import InspectionFilter
from liandu.inspections.queries import inspections
from liandu.orgs.models import Jurisdiction, Person
from liandu.portal.listings import FIGURES, Cell
from liandu.web.filters import names_of
from tests.people import World, acting, signed_in
from tests.portal import build

PAGE = "/overview/"
MOST_QUERIES = 32


@pytest.fixture
def there(world: World) -> build.Places:
    made = build.places()
    for place, column in ((made.zigong, 3), (made.luzhou, 5)):
        place.tile_row, place.tile_column = 2, column
        place.save()
    return made


def context(browser: Client, **query: Any) -> Any:
    response = browser.get(PAGE, query)
    assert response.status_code == 200
    found: Any = response.context
    return found


LISTS: dict[str, tuple[Any, Any]] = {
    "inspections:inspection_list": (InspectionFilter, inspections),
    "findings:finding_list": (FindingFilter, findings),
    "findings:rule_list": (RuleFilter, rules_recorded),
}


def rows_of(who: Person, cell: Cell) -> int:
    """Return how many rows the list behind ``cell`` has for ``who``."""
    filters, read = LISTS[cell.figure.url_name]
    actor = acting(who)
    asked = QueryDict(cell.url.partition("?")[2])
    narrowed = filters(asked, queryset=read(actor), request=SimpleNamespace(actor=actor))
    assert narrowed.is_valid()
    assert set(asked) <= set(chain(*map(names_of, narrowed.form)))
    return int(narrowed.qs.count())


def periods(today: date) -> list[str]:
    quarter = (today.month + 2) // 3
    return [
        f"{today.year}",
        f"{today.year}-Q{quarter}",
        f"{today:%Y-%m}",
        f"{today.year - 1}-11-15_{today}",
    ]


@pytest.mark.parametrize("who", ["secretary", "zigong_officer", "leader"])
def test_each_figure_is_the_length_of_its_list(world: World, there: build.Places, who: str) -> None:
    today = timezone.localdate()
    build.populate(world, there, today, seed=len(who))
    browser = signed_in(getattr(world, who))
    every = periods(today) if who == "secretary" else periods(today)[1:2]
    compared = positive = 0
    for period in every:
        for place in ("", there.zigong.pk, there.district.pk):
            page = context(browser, period=period, place=place)
            cells = [*page["headline"], *(cell for _, row in page["comparison"] for cell in row)]
            for cell in cells:
                assert rows_of(getattr(world, who), cell) == cell.value, cell.url
            compared += len(cells)
            positive += sum(cell.value > 0 for cell in cells)
    assert compared >= len(every) * 3 * 2 * len(FIGURES)
    assert positive > compared / 2


def test_each_figure_opens_the_page_with_its_list(world: World, there: build.Places) -> None:
    build.populate(world, there, timezone.localdate(), seed=7)
    browser = signed_in(world.secretary)
    for cell in context(browser, place=there.zigong.pk)["headline"]:
        assert browser.get(cell.url).context["list"].page.total == cell.value > 0


def test_a_part_counts_towards_its_whole_and_a_place_without_parts_shows_itself(
    world: World, there: build.Places
) -> None:
    Finding.objects.bulk_create(
        build.finding(world.zigong, jurisdiction=place)
        for place in (there.zigong, there.district, there.luzhou, None)
    )
    browser = signed_in(world.secretary)
    asked = {"all": "", "zigong": there.zigong.pk, "luzhou": there.luzhou.pk}
    tables = {name: context(browser, place=pk)["comparison"] for name, pk in asked.items()}
    opens = {
        name: {place.short_name: cells[4].value for place, cells in table}
        for name, table in tables.items()
    }
    assert opens == {
        "all": {"自贡": 2, "泸州": 1}, "zigong": {"自流井": 1}, "luzhou": {"泸州": 1}
    }  # fmt: skip
    assert context(browser)["headline"][4].value == 4
    assert context(browser, place=there.zigong.pk)["headline"][4].value == 2


def test_a_place_off_the_map_is_listed_once_there_is_something_to_count(world: World) -> None:
    far = Jurisdiction.objects.create(code="500101", name="万州区", short_name="万州")
    browser = signed_in(world.secretary)
    assert context(browser)["comparison"] == []
    Finding.objects.bulk_create([build.finding(world.zigong, jurisdiction=far)])
    assert [place for place, _ in context(browser)["comparison"]] == [far]


def test_an_inspection_of_two_parts_counts_once_for_the_whole(
    world: World, there: build.Places
) -> None:
    record = build.works(world.zigong, there.zigong, there.district, there.luzhou)
    build.inspection(world.zigong, date(2026, 3, 1), record, visited_from=date(2026, 3, 1))
    page = context(signed_in(world.secretary), period="2026")
    assert page["headline"][0].value == 1
    assert [cells[0].value for _, cells in page["comparison"]] == [1, 1]


def test_nobody_counts_what_they_may_not_know_of(world: World, there: build.Places) -> None:
    Finding.objects.bulk_create(
        build.finding(owner, jurisdiction=there.luzhou, label=label)
        for owner in (world.zigong, world.luzhou)
        for label in (1, 3)
    )
    seen = {
        who: context(signed_in(getattr(world, who)))["headline"][4].value
        for who in ("zigong_officer", "luzhou_officer", "secretary", "leader")
    }
    assert seen == {"zigong_officer": 1, "luzhou_officer": 1, "secretary": 2, "leader": 4}


def test_the_overview_costs_the_same_for_ten_records_and_a_thousand(
    world: World, there: build.Places
) -> None:
    browser = signed_in(world.secretary)

    def cost(many: int) -> int:
        Finding.objects.bulk_create(
            build.finding(world.zigong, jurisdiction=there.zigong) for _ in range(many)
        )
        cache.clear()
        browser.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(PAGE).status_code == 200
        return len(queries)

    few = cost(10)
    assert cost(1000) == few <= MOST_QUERIES


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("secretary", 200), ("leader", 200), ("zigong_inspector", 200), ("zigong_head", 200),
        ("water_officer", 200), ("zigong_auditor", 200), ("builder_liaison", 404),
        ("builder_head", 404), ("system_admin", 404), ("audit_admin", 404),
    ],
)  # fmt: skip
def test_the_overview_is_for_those_who_supervise(world: World, who: str, status: int) -> None:
    assert signed_in(getattr(world, who)).get(PAGE).status_code == status


def test_the_map_draws_the_places_that_have_a_tile(world: World, there: build.Places) -> None:
    Finding.objects.bulk_create(
        build.finding(world.zigong, jurisdiction=there.zigong) for _ in range(8)
    )
    drawn = context(signed_in(world.secretary))["map"]
    assert [(tile.name, tile.x, tile.y, tile.level) for tile in drawn.tiles] == [
        ("自贡", 0, 0, 3), ("泸州", 200, 0, 0),
    ]  # fmt: skip
    assert (drawn.width, drawn.height) == (292, 60)
    assert drawn.tiles[0].text_x == 46
    Jurisdiction.objects.update(tile_row=None)
    assert context(signed_in(world.secretary))["map"] is None


def test_the_page_says_what_is_counted_and_as_of_when(world: World) -> None:
    page = signed_in(world.secretary).get(PAGE).content.decode()
    assert "数据截至" in page
    assert all(str(figure.meaning) in page for figure in FIGURES)


def test_days_can_be_chosen_and_places_named_wrongly(world: World) -> None:
    browser = signed_in(world.secretary)
    chosen = context(browser, since="2026-03-31", until="2026-01-15")["period"]
    assert (chosen.since, chosen.until) == (date(2026, 1, 15), date(2026, 3, 31))
    assert context(browser, place="nowhere")["place"] is None
    assert context(browser, place="999999")["place"] is None


def test_the_inspector_sees_figures_of_what_the_inspector_sees(world: World) -> None:
    assert acting(world.zigong_inspector).has("inspector")
    assert context(signed_in(world.zigong_inspector))["headline"][4].value == 0

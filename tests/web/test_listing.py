"""A list page: what it shows, in which order, which part of it, and as which file."""

import io
from typing import Any

import openpyxl
import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from liandu.kernel.errors import NotAllowed
from liandu.orgs.models import Body
from liandu.web import keyset
from tests.web.conftest import names
from tests.web.site import BODIES, EXPORTED, exported

URL = "/bodies/"
HTMX = {"HX-Request": "true"}


def shown(client: Client, query: str = "", **options: Any) -> str:
    response = client.get(f"{URL}?{query}", **options)
    assert response.status_code == 200
    return str(response.content.decode())


def body_of(response: HttpResponseBase) -> bytes:
    return b"".join(response)


def test_the_first_page_says_how_many_there_are(browser: Client, bodies: list[Body]) -> None:
    page = shown(browser)
    assert len(names(page)) == BODIES.per_page
    assert "1–20 of 45" in page
    assert '<caption class="sr">Bodies, 45 in all</caption>' in page


def test_next_and_previous_lead_through_all_rows(browser: Client, bodies: list[Body]) -> None:
    response = browser.get(URL)
    seen: list[str] = []
    while True:
        seen += names(response.content.decode())
        url = response.context["list"].next_url
        if not url:
            break
        response = browser.get(URL + url)
    assert sorted(seen) == sorted(b.name for b in bodies)
    assert response.context["list"].previous_url


@pytest.mark.parametrize("sort", ["name", "-name", "position", "closed_on", "-closed_on"])
def test_columns_sort_both_ways(browser: Client, bodies: list[Body], sort: str) -> None:
    page = shown(browser, f"sort={sort}")
    way = "descending" if sort.startswith("-") else "ascending"
    assert page.count("aria-sort=") == 1
    assert f'aria-sort="{way}"' in page


@pytest.mark.parametrize("sort", ["kind", "nonsense", "-path", "parent__name", "--name"])
def test_only_offered_columns_sort(browser: Client, bodies: list[Body], sort: str) -> None:
    assert names(shown(browser, f"sort={sort}")) == names(shown(browser))


def test_htmx_gets_the_list_alone(browser: Client, bodies: list[Body]) -> None:
    part = shown(browser, headers=HTMX)
    assert part.strip().startswith('<div class="list" id="list">')
    assert "<html" not in part


def test_a_boosted_request_gets_the_page(browser: Client, bodies: list[Body]) -> None:
    assert "<html" in shown(browser, headers={**HTMX, "HX-Boosted": "true"})


def test_filters_stand_as_chips_that_can_be_taken_off(browser: Client, bodies: list[Body]) -> None:
    response = browser.get(f"{URL}?kind=city&q=Body&position=2&sort=name")
    bar = response.context["list"].bar
    assert [(one.field.name, one.value) for one in bar.on] == [("kind", "City"), ("position", "2")]
    assert bar.on[0].without == "?q=Body&position=2&sort=name"
    assert bar.cleared == "?sort=name"
    assert [one.field.name for one in bar.more] == ["closed_on", "is_open"]


def test_a_range_and_a_yes_are_told_in_words(browser: Client, bodies: list[Body]) -> None:
    query = "closed_on_after=2026-01-01&closed_on_before=2026-01-03&is_open=false"
    bar = browser.get(f"{URL}?{query}").context["list"].bar
    said = {one.field.name: one.value for one in bar.on}
    assert set(said) == {"closed_on", "is_open"}
    assert "–" in said["closed_on"]
    assert bar.on[0].without == "?is_open=false"
    assert bar.more_on == 2


def test_a_filter_that_makes_no_sense_narrows_nothing(browser: Client, bodies: list[Body]) -> None:
    assert "1–20 of 45" in shown(browser, "position=many&kind=planet")


def test_nothing_by_filter_offers_to_clear(browser: Client, bodies: list[Body]) -> None:
    page = shown(browser, "q=nobody")
    assert "Nothing fits these filters" in page
    assert "No bodies yet" not in page


def test_nothing_at_all_says_so(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.web.site.Body.objects", Body.objects.none())
    page = shown(browser)
    assert "No bodies yet" in page
    assert "Nothing fits" not in page


def test_chosen_columns_are_kept_on_this_machine(browser: Client, bodies: list[Body]) -> None:
    assert "<th" in shown(browser, "cols=name&cols=kind")
    heads = [head.column.key for head in browser.get(URL).context["list"].heads]
    assert heads == ["name", "kind"]


@pytest.mark.parametrize(("per", "rows"), [("50", 45), ("7", 20), ("x", 20), ("-5", 20)])
def test_rows_per_page(browser: Client, bodies: list[Body], per: str, rows: int) -> None:
    assert len(names(shown(browser, f"per={per}"))) == rows


def test_views_are_counted_and_marked(browser: Client, bodies: list[Body]) -> None:
    views = browser.get(f"{URL}?kind=city&sort=name").context["list"].views
    assert [(v.label, v.count, v.is_current) for v in views] == [
        ("All", "45", False),
        ("Cities", "", True),
    ]


def test_a_view_of_very_many_is_counted_to_the_cap(
    browser: Client, bodies: list[Body], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyset, "CAP", 10)
    assert browser.get(URL).context["list"].views[0].count == "10+"


def test_queries_do_not_grow_with_rows(
    browser: Client, bodies: list[Body], django_assert_num_queries: Any
) -> None:
    browser.get(URL)
    with django_assert_num_queries(7) as few:
        browser.get(f"{URL}?per=20")
    with django_assert_num_queries(len(few)):
        browser.get(f"{URL}?per=50")


def test_rows_are_chosen_in_a_form_that_asks_before_it_acts(
    browser: Client, bodies: list[Body]
) -> None:
    page = shown(browser)
    assert 'formaction="/form/"' in page
    assert page.count('name="pk"') == 20


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_holds_what_the_list_shows(browser: Client, bodies: list[Body], kind: str) -> None:
    Body.objects.filter(code="B001").update(name="=cmd|' /C calc'!A0")
    EXPORTED.clear()
    response = browser.get(f"{URL}?export={kind}&sort=code&kind=city")
    assert EXPORTED == [44]
    data = body_of(response)
    if kind == "csv":
        lines = data.decode().splitlines()
        assert lines[0] == "\ufeffName,Code,Position,Closed"
        assert lines[1] == "Body 000,B000,0,2026-01-01"
        assert lines[2].startswith("'=cmd")
        assert len(lines) == 45
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        assert sheet is not None
        rows = list(sheet.iter_rows(values_only=True))
        assert rows[0] == ("Name", "Code", "Position", "Closed")
        assert rows[1] == ("Body 000", "B000", 0, "2026-01-01")
        assert sheet["A3"].data_type in {"s", "inlineStr"}
        assert sheet["A3"].value == "=cmd|' /C calc'!A0"
        assert len(rows) == 45


def test_the_selected_rows_alone_can_be_exported(browser: Client, bodies: list[Body]) -> None:
    picked = Body.objects.filter(code__in=["B004", "B005"])
    query = "&".join(f"pk={b.pk}" for b in picked)
    lines = body_of(browser.get(f"{URL}?export=csv&{query}")).decode().splitlines()
    assert len(lines) == 3


def test_an_export_that_is_refused_sends_nothing(browser: Client, bodies: list[Body]) -> None:
    def refuse(_request: Any, _count: int) -> None:
        raise NotAllowed

    object.__setattr__(BODIES, "exported", refuse)
    try:
        assert browser.get(f"{URL}?export=csv").status_code == 403
    finally:
        object.__setattr__(BODIES, "exported", exported)


def test_all_that_match_can_be_picked_where_they_do_not_fit_one_page(
    browser: Client, bodies: list[Body]
) -> None:
    assert 'name="all" value="is_open=true"' in shown(browser, "is_open=true&per=20")
    assert 'name="all"' not in shown(browser, "q=B004")
    page = browser.get(URL, {"export": "csv", "all": "q=Body 00", "pk": [bodies[-1].pk]})
    assert len(body_of(page).decode().splitlines()) == 1 + 10

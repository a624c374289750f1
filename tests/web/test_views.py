"""Pages of the interface itself: errors, language, row height, saved views, the component page."""

import re

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotAllowed, NotVisible
from liandu.orgs.models import Person
from liandu.web import actions, rules, views
from liandu.web.models import SavedView
from tests.people import acting, person, signed_in

HTMX = {"HX-Request": "true"}
INLINE = re.compile(
    r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE
)


@pytest.mark.parametrize("url", ["/components/", "/components/drawer/", "/bodies/", "/form/"])
def test_no_page_has_inline_script_or_style(browser: Client, url: str) -> None:
    response = browser.get(url)
    assert response.status_code == 200
    assert not INLINE.findall(response.content.decode())
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_the_component_page_shows_every_part(browser: Client) -> None:
    page = browser.get("/components/").content.decode()
    parts = ("light", "lamp", "pill", "mark", "due", "org", "who", "place", "m13", "hash", "bar",
             "stackbar", "steps", "l13", "tl", "errsum", "fld", "confirm", "toast-box",
             "job", "note", "tbl", "kpi", "empty", "tabs", "keys-t")  # fmt: skip
    missing = [part for part in parts if not re.search(rf'class="[^"]*\b{part}\b', page)]
    assert not missing
    assert 'data-density="compact"' in page
    assert page.count("<h1") == 1


def test_the_drawer_opens_as_a_part(browser: Client) -> None:
    part = browser.get("/components/drawer/", headers=HTMX).content.decode()
    assert "<html" not in part
    assert 'id="drawer-title"' in part


def test_the_sample_question_changes_nothing_and_answers(browser: Client) -> None:
    response = browser.post("/components/confirm/", {"reason": "rain"}, follow=True)
    assert "Extended by 5 days: rain" in response.content.decode()


@pytest.mark.parametrize(
    ("title", "status", "words"),
    [
        ("gone", 409, "It is closed already. Reload."),
        ("barred", 403, "Your post can look at this but not do it"),
        ("hidden", 404, "not open to your post"),
        ("late", 422, "not before today"),
    ],
)
def test_a_refusal_is_a_calm_page_or_part(
    browser: Client, title: str, status: int, words: str
) -> None:
    whole = browser.get(f"/refuse/{title}/")
    part = browser.get(f"/refuse/{title}/", headers=HTMX)
    assert (whole.status_code, part.status_code) == (status, status)
    assert words in whole.content.decode()
    assert words in part.content.decode()
    assert "<html" not in part.content.decode()


def test_what_is_not_there_is_a_calm_page(browser: Client) -> None:
    response = browser.get("/nowhere/")
    assert response.status_code == 404
    assert "Not found" in response.content.decode()


def test_errors_of_djangos_own_are_calm_pages(rf: RequestFactory, db: None) -> None:
    request = rf.get("/")
    for view, status in ((views.bad_request, 400), (views.forbidden, 403)):
        assert view(request).status_code == status
    with translation.override("en"):
        assert "Something broke" in views.broken(request).content.decode()


def test_a_form_without_its_token_says_what_to_do(officer: Person) -> None:
    client = signed_in(officer, enforce_csrf_checks=True, headers={"accept-language": "en"})
    response = client.post("/language/", {"language": "en"})
    assert response.status_code == 403
    assert "The page was open too long" in response.content.decode()


def test_pages_are_kept_out_of_caches_and_frames(browser: Client) -> None:
    headers = browser.get("/components/").headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "microphone=()" in headers["Permissions-Policy"]
    assert {"HX-Request", "Cookie"} <= {part.strip() for part in headers["Vary"].split(",")}


def test_the_language_is_changed_and_kept(browser: Client) -> None:
    response = browser.post("/language/", {"language": "zh-hans", "next": "/components/"})
    assert response.headers["Location"] == "/components/"
    assert "设计规范" in browser.get("/components/").content.decode()


@pytest.mark.parametrize(
    ("url", "name", "value"), [("/language/", "language", "xx"), ("/density/", "density", "huge")]
)
def test_what_is_not_offered_is_not_kept(browser: Client, url: str, name: str, value: str) -> None:
    response = browser.post(url, {name: value})
    assert response.status_code == 302
    assert name not in response.cookies


def test_rows_become_compact(browser: Client) -> None:
    browser.post("/density/", {"density": "compact", "next": "https://elsewhere.example/"})
    page = browser.get("/components/").content.decode()
    assert re.search(r'<html lang="en" data-density="compact"', page)


@pytest.mark.parametrize("there", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_nobody_is_sent_to_another_site(browser: Client, there: str) -> None:
    response = browser.post("/density/", {"density": "cozy", "next": there})
    assert response.headers["Location"] == "/"


def test_a_view_is_saved_shown_and_deleted(browser: Client, officer: Person) -> None:
    values = {"listing": "test.bodies", "query": "kind=city", "next": "/bodies/"}
    response = browser.post("/views/save/", {**values, "name": "My cities"})
    assert response.headers["Location"] == "/bodies/?kind=city"
    own = browser.get("/bodies/?kind=city").context["list"].views[-1]
    assert (own.label, own.is_current) == ("My cities", True)
    assert browser.get(own.delete_url).status_code == 200
    browser.post(f"{own.delete_url}?next=/bodies/", {})
    assert not SavedView.objects.exists()


def test_the_way_to_save_a_view_carries_filters_but_not_the_page(browser: Client) -> None:
    url = browser.get("/bodies/?kind=city&sort=name&after=x").context["list"].save_url
    form = browser.get(url).context["form"]
    assert form["query"].value() == "kind=city&sort=name"
    assert form["listing"].value() == "test.bodies"
    assert form["next"].value() == "/bodies/"


def test_a_name_is_used_once_in_a_list(browser: Client, officer: Person) -> None:
    actor = acting(officer)
    actions.save_view(actor=actor, listing="a", name="Mine", query="")
    actions.save_view(actor=actor, listing="b", name="Mine", query="")
    response = browser.post("/views/save/", {"listing": "a", "name": "Mine", "query": ""})
    assert response.status_code == 422
    assert "Choose another name" in response.content.decode()


def test_there_is_a_limit_to_views(browser: Client, officer: Person) -> None:
    for number in range(rules.MOST_VIEWS):
        SavedView.objects.create(person=officer, listing="a", name=str(number), query="")
    response = browser.post("/views/save/", {"listing": "a", "name": "One more", "query": ""})
    assert response.status_code == 422
    assert "Delete one first" in response.content.decode()


def test_nobody_touches_anothers_view(browser: Client, officer: Person) -> None:
    other = person("other")
    theirs = SavedView.objects.create(person=other, listing="test.bodies", name="T", query="")
    assert browser.get(f"/views/{theirs.pk}/delete/").status_code == 404
    assert browser.post(f"/views/{theirs.pk}/delete/").status_code == 404
    labels = [view.label for view in browser.get("/bodies/").context["list"].views]
    assert "T" not in labels
    assert SavedView.objects.filter(pk=theirs.pk).exists()


def test_a_view_goes_only_by_its_owners_hand(officer: Person) -> None:
    view = actions.save_view(actor=acting(officer), listing="a", name="Mine", query="")
    with pytest.raises(NotVisible):
        actions.delete_view(actor=acting(person("other")), view_id=view.pk)
    actions.delete_view(actor=acting(officer), view_id=view.pk)
    assert not SavedView.objects.exists()


def test_nobody_saves_no_view(db: None) -> None:
    with pytest.raises(NotAllowed):
        actions.save_view(actor=Actor(person_id=None), listing="a", name="Mine", query="")

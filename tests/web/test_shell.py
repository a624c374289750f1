"""The frame: who sees which entries, what is counted, panels that others add."""

from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from liandu.kernel.actor import Actor
from liandu.web import pages, panels
from liandu.web.context_processors import Shell
from liandu.web.pieces import Job


@pytest.fixture
def entries() -> None:
    pages.nav("b", "Bodies", "map", "test_bodies", group="business", order=2, short="Bodies",
              count=lambda _actor: (120, True))  # fmt: skip
    pages.nav("a", "Form", "list", "test_form", order=1)
    pages.nav("x", "Hidden", "list", "test_form", sees=lambda _actor: False)
    pages.nav("gone", "Not served", "list", "nowhere:at_all")


def test_everybody_sees_what_they_may_use(entries: None, browser: Client) -> None:
    page = browser.get("/bodies/").content.decode()
    assert "Hidden" not in page
    assert "Not served" not in page
    assert page.index("Form\n") < page.index(">Supervision<") < page.index("Bodies\n")
    assert '99+<span class="sr">overdue' in page
    assert page.count('aria-current="page"') >= 1


def test_a_key_is_used_once(entries: None) -> None:
    with pytest.raises(ValueError, match="two entries a"):
        pages.nav("a", "Again", "list", "test_form")


def test_the_bell_counts_what_is_unread(browser: Client) -> None:
    pages.bell("test_form", lambda _actor: 5)
    assert 'aria-label="Notices, 5 unread"' in browser.get("/bodies/").content.decode()


def test_the_account_offers_the_other_posts(browser: Client) -> None:
    posts = (
        pages.Post(1, "General post", "Office", is_current=True),
        pages.Post(2, "Head", "City"),
    )
    pages.account_with(
        lambda _request: pages.Account("General post", "Office", posts, "/s/", "/o/")
    )
    page = browser.get("/bodies/").content.decode()
    assert '<button class="menu-i" name="post" value="2">' in page
    assert "Sign out" in page


def test_nobody_has_no_navigation(entries: None, rf: RequestFactory) -> None:
    pages.bell("test_form", lambda _actor: 5)
    shell = Shell(rf.get("/"))
    assert shell.items == []
    assert shell.unread is None
    assert shell.account is None


def test_a_page_of_an_app_marks_that_apps_entry(rf: RequestFactory) -> None:
    pages.nav("c", "Components", "list", "web:components", order=2)
    pages.nav("d", "Drawer", "list", "web:component_drawer", order=3)
    current = {}
    for path in ("/components/", "/components/drawer/", "/components/confirm/", "/nowhere/"):
        request: Any = rf.get(path)
        request.actor = Actor(1)
        from django.urls import Resolver404, resolve  # noqa: PLC0415

        try:
            request.resolver_match = resolve(path)
        except Resolver404:
            request.resolver_match = None
        current[path] = [i.entry.key for i in Shell(request).items if i.is_current]
    assert list(current.values()) == [["c"], ["d"], ["c"], []]


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(panels, "PANELS", [])
    monkeypatch.setattr(panels, "TABS", {})
    return "test.body"


def drawn(rf: RequestFactory, source: str, query: str = "", **context: Any) -> str:
    request = rf.get(f"/{query}")
    return Template(source).render(Context({"request": request, **context}))


def test_panels_stand_in_order_and_may_say_nothing(place: str, rf: RequestFactory) -> None:
    template = "web/parts/keys.html"
    panels.panel(place, title="Second", template=template, order=2)(lambda _r, _s: {})
    panels.panel(place, title="First", template=template, order=1)(
        lambda _r, s: {"panel_link": s, "panel_url": "/all/"}
    )
    panels.panel(place, title="Nothing", template=template)(lambda _r, _s: None)
    panels.panel(place, title="Bare", template=template, is_bare=True)(lambda _r, _s: {})
    page = drawn(rf, "{% panels 'test.body' 'it' %}")
    assert page.index("First") < page.index("Second")
    assert '<a href="/all/">it</a>' in page
    assert "Nothing" not in page
    assert page.count("<section") == 2
    assert page.count("keys-t") == 3


def test_tabs_hold_the_panels_that_name_them(place: str, rf: RequestFactory) -> None:
    panels.tab(place, "files", "Files", count=lambda _r, _s: 3)
    panels.panel(place, title="Papers", template="web/parts/keys.html", tab="files")(
        lambda _r, _s: {}
    )
    source = "{% panel_tabs 'test.body' 'it' '/b/1/' 'Overview' %}"
    assert 'href="/b/1/?tab=files">Files<span class="n">3</span>' in drawn(rf, source)
    current = drawn(rf, source, "?tab=files").split('aria-current="page"')[0]
    assert current.endswith('href="/b/1/?tab=files" ')
    assert drawn(rf, "{% panels 'test.body' 'it' %}") == ""
    assert "Papers" in drawn(rf, "{% panels 'test.body' 'it' 'files' %}")
    assert panels.chosen(rf.get("/?tab=nonsense"), place) == ""
    with pytest.raises(ValueError, match="two tabs files"):
        panels.tab(place, "files", "Again")


def test_crumbs_lead_back(rf: RequestFactory) -> None:
    page = drawn(rf, "{% crumb 'All' 'web:components' %}{% crumb 'One' '/1/' %}{% crumb 'Here' %}")
    assert page == (
        '<li><a href="/components/">All</a></li><li><a href="/1/">One</a></li>'
        '<li aria-current="page">Here</li>'
    )


def test_running_work_asks_again_and_finished_work_does_not(rf: RequestFactory) -> None:
    running = drawn(rf, "{% job it %}", it=Job("Importing", "/job/1/", 3, 9, cancel_url="/stop/"))
    assert 'hx-get="/job/1/"' in running
    assert '<progress max="9" value="3"' in running
    assert 'href="/stop/"' in running
    done = drawn(
        rf, "{% job it %}", it=Job("Imported", "/job/1/", is_running=False, result_url="/report/")
    )
    assert "hx-get" not in done
    assert 'href="/report/"' in done

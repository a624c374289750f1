"""A browser for the journeys, the site they lead through, and people who know their password."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Playwright, sync_playwright
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from liandu.orgs.models import Person
from tests.journeys.browser import PASSWORD, Browser
from tests.people import World
from tools import system

ARGUMENTS = ["--no-sandbox", "--disable-background-networking"]


class Chrome:
    """Debian's Chromium in a thread of its own, where Playwright's loop is in nobody's way."""

    def __init__(self, program: str) -> None:
        self.thread = ThreadPoolExecutor(1, "playwright")
        self.playwright: Playwright = self.run(lambda: sync_playwright().start())
        self.chromium: Chromium = self.run(
            self.playwright.chromium.launch, executable_path=program, args=ARGUMENTS
        )

    def run(self, call: Callable[..., Any], *args: Any, **options: Any) -> Any:
        """Run ``call`` where the browser is."""
        return self.thread.submit(call, *args, **options).result()

    def window(self, site: str, **options: Any) -> Browser:
        """Open a window; whatever is asked of it is done in the browser's thread."""
        return cast(Browser, Apart(self, self.run(Browser, self.chromium, site, **options)))

    def close(self) -> None:
        """End the browser and its thread."""
        self.run(self.chromium.close)
        self.run(self.playwright.stop)
        self.thread.shutdown()


class Apart:
    """Stands for a thing in the browser's thread."""

    def __init__(self, chrome: Chrome, thing: object) -> None:
        self._chrome, self._thing = chrome, thing

    def __getattr__(self, name: str) -> Any:
        found = self._chrome.run(getattr, self._thing, name)
        if callable(found):
            return lambda *args, **options: self._chrome.run(found, *args, **options)
        return found


# Without a browser ./run test says loudly that these were not run; CI has to have one.
collect_ignore_glob = [] if system.chromium() or os.environ.get("CI") else ["test_*.py"]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Chrome]:
    """Run Debian's Chromium."""
    program = system.chromium()
    assert program is not None, "Run as root: apt-get install -y chromium"
    chrome = Chrome(program)
    yield chrome
    chrome.close()


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> None:
    """Keep the key and the last heads of the record of each journey apart."""
    settings.DATA_DIR = tmp_path


Enter = Callable[..., Browser]


@pytest.fixture
def enter(chrome: Chrome, live_server: LiveServer, world: World) -> Iterator[Enter]:
    """Return how somebody of the small world takes a window and signs in."""
    taken: list[Browser] = []
    password = make_password(PASSWORD)

    def take(who: Person, **options: bool) -> Browser:
        Person.objects.filter(pk=who.pk).update(password=password)
        taken.append(chrome.window(live_server.url, **options))
        taken[-1].sign_in(who.username)
        return taken[-1]

    yield take
    for browser in taken:
        browser.check()
    for browser in taken:
        browser.close()

"""A person at a browser, who presses what is on the page; every fault of a page is noticed."""

from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Locator, Response, TimeoutError

from tests.journeys.forms import enter

PASSWORD = "Together-2026"  # noqa: S105 - of people who live for one test
WIDTH, HEIGHT = 1440, 900
PATIENCE = 60_000
FAULTY = 400
# A page that is left while something still loads, or a file that is saved, ends a request early.
LEFT_EARLY = "net::ERR_ABORTED"


class Browser:
    """A window of their own for one person. ``faults`` gathers what went wrong in it."""

    def __init__(
        self, chromium: Chromium, site: str, *, javascript: bool = True, width: int = WIDTH
    ) -> None:
        self.site = site
        self.has_javascript = javascript
        self.faults: list[str] = []
        self.window = chromium.new_context(
            base_url=site, java_script_enabled=javascript, locale="zh-CN",
            viewport={"width": width, "height": HEIGHT},
        )  # fmt: skip
        self.window.set_default_timeout(PATIENCE)
        self.page = self.window.new_page()
        self.page.on("console", lambda said: self._note(said.type == "error", said.text))
        self.page.on("pageerror", lambda error: self._note(True, f"script: {error}"))
        self.page.on(
            "requestfailed",
            lambda sent: self._note(sent.failure != LEFT_EARLY, f"{sent.url}: {sent.failure}"),
        )
        self.page.on(
            "response", lambda got: self._note(got.status >= FAULTY, f"{got.url}: {got.status}")
        )

    def _note(self, is_fault: bool, words: str) -> None:  # noqa: FBT001 - one word says it
        if is_fault:
            self.faults.append(words)

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Sign in on the page that everybody signs in on."""
        self.open(reverse("orgs:sign_in"))
        enter(self.page.locator("main"), username=username, password=password)
        self.send(self.page.locator("main form").first)
        assert self.path != reverse("orgs:sign_in"), self.words

    def open(self, url: str) -> Response:
        """Go to an address, as from a bookmark, and wait until all of it is there."""
        response = self.page.goto(url, wait_until="networkidle")
        assert response is not None
        assert response.ok, f"{url}: {response.status}"
        self.check()
        return response

    def follow(self, url: str) -> None:
        """Press the link to ``url`` that stands on the page."""
        link = self.link(url)
        opens_dialog = self.has_javascript and link.get_attribute("hx-get")
        if opens_dialog:
            link.click()
            self.page.locator("dialog[open] form").wait_for()
        else:
            with self.page.expect_navigation(wait_until="networkidle"):
                link.click()
        self.check()

    def link(self, url: str) -> Locator:
        """Return the first link to ``url`` in the main part of the page that can be seen."""
        return self.page.locator(f'main a[href="{url}"]').locator("visible=true").first

    def step(self, name: str, *args: Any, **fields: Any) -> None:
        """Press the link to the form called ``name``, fill it in and send it."""
        self.follow(reverse(name, args=args))
        self.fill(**fields)

    def fill(self, **fields: Any) -> None:
        """Fill in the form of this page, or of the dialog that is open, and send it."""
        form = self.form
        enter(form, **fields)
        self.send(form)

    @property
    def form(self) -> Locator:
        """Return the form that is to be filled in."""
        dialog = self.page.locator("dialog[open] form")
        return dialog.first if dialog.count() else self.page.locator('main form[method="post"]').first

    def send(self, form: Locator) -> None:
        """Press the button that sends ``form``; it must be accepted."""
        self.press(form.locator('button[type="submit"]').first)

    def press(self, button: Locator) -> None:
        """Press a button that leads to the next page.

        :raises AssertionError: if it does not, or that page tells of a fault
        """
        try:
            with self.page.expect_navigation(wait_until="networkidle"):
                button.click()
        except TimeoutError as late:
            message = f"{self.path} stays: {self.told_faults()}"
            raise AssertionError(message) from late
        assert not self.told_faults(), f"{self.path}: {self.told_faults()}"
        self.check()

    def told_faults(self) -> list[str]:
        """Return what forms on the page complain of."""
        places = self.page.locator(".errsum, .err").locator("visible=true")
        return [words.strip() for words in places.all_inner_texts()]

    @property
    def path(self) -> str:
        """Return where the person is."""
        return urlsplit(self.page.url).path

    @property
    def pk(self) -> str:
        """Return the key of the record whose page this is."""
        return self.path.rstrip("/").rpartition("/")[2]

    @property
    def words(self) -> str:
        """Return all that can be read in the main part of the page."""
        return self.page.locator("main").inner_text()

    def rows(self) -> int:
        """Return how many rows the list on the page has."""
        return self.page.locator("table[data-rows] tbody tr").count()

    def check(self) -> None:
        """Fail if anything went wrong on the way here."""
        assert not self.faults, f"{self.path}: {self.faults}"

    def close(self) -> None:
        """Close the window."""
        self.window.close()

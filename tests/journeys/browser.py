"""A person at a browser, who presses what is on the page; every fault of a page is noticed."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.urls import reverse
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TooLate

PASSWORD = "Together-2026"  # noqa: S105 - of people who live for one test
WIDTH, HEIGHT = 1440, 900
PATIENCE = 60_000
FAULTY, INVALID = 400, 422
# A page that is left while something still loads, or a file that is saved, ends a request early.
LEFT_EARLY = "net::ERR_ABORTED"
Found = TypeVar("Found")
ROWS = "table[data-rows] tbody tr"


class Browser:
    """A window of their own for one person. ``faults`` gathers what went wrong in it."""

    def __init__(
        self, chromium: Chromium, site: str, *, javascript: bool = True, width: int = WIDTH
    ) -> None:
        self.has_javascript = javascript
        self.faults: list[str] = []
        self.window = chromium.new_context(
            base_url=site, java_script_enabled=javascript, locale="zh-CN",
            viewport={"width": width, "height": HEIGHT},
        )  # fmt: skip
        self.window.set_default_timeout(PATIENCE)
        self.page = self.window.new_page()
        self.page.on("console", lambda said: said.type == "error" and self._note(said.text))
        self.page.on("pageerror", lambda error: self._note(f"script: {error}"))
        self.page.on(
            "requestfailed",
            lambda sent: sent.failure != LEFT_EARLY and self._note(f"{sent.url} {sent.failure}"),
        )
        self.page.on(
            "response", lambda got: got.status >= FAULTY and self._note(f"{got.url} {got.status}")
        )

    def _note(self, fault: str) -> None:
        self.faults.append(fault)

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Sign in on the page that everybody signs in on."""
        door = reverse("orgs:sign_in")
        self.open(door)
        self.fill(username=username, password=password)
        assert self.path != door, self.words

    def open(self, url: str) -> None:
        """Go to an address, as from a bookmark, and wait until all of it is there."""
        self.page.goto(url)
        self.check()

    def follow(self, url: str) -> None:
        """Press the first link to ``url`` that can be seen on the page."""
        link = self.page.locator(f'main a[href="{url}"]').locator("visible=true").first
        if self.has_javascript and link.get_attribute("hx-get"):
            link.click()
            self.page.locator("dialog[open] form").wait_for()
            self.check()
        else:
            self.press(link)

    def step(self, name: str, *args: Any, **fields: Any) -> None:
        """Press the link to the form called ``name``, fill it in and send it."""
        self.follow(reverse(name, args=args))
        self.fill(**fields)

    def fill(self, **fields: Any) -> None:
        """Fill in the form of this page, or of the dialog that is open, and send it."""
        dialog = self.page.locator("dialog[open] form")
        form = dialog if dialog.count() else self.page.locator('main form[method="post"]')
        enter(form.first, fields)
        self.press(form.first.locator('button[type="submit"]').first)

    def send_refused(self) -> None:
        """Send the form of this page as it stands; the answer is 422, and that is no fault."""
        with self.page.expect_response(lambda got: got.status == INVALID):
            self.page.locator('main form[method="post"] button[type="submit"]').first.click()
        self.page.wait_for_load_state()
        self.faults = [fault for fault in self.faults if str(INVALID) not in fault]

    def enter(self, **fields: Any) -> None:
        """Fill in fields of the page by their names, and send nothing."""
        enter(self.page.locator("main"), fields)

    def push(self, selector: str) -> None:
        """Press the first button or link that ``selector`` finds, which leads to a page."""
        self.press(self.page.locator(selector).locator("visible=true").first)

    def press(self, place: Locator) -> None:
        """Press what leads to another page, or to this one anew.

        :raises AssertionError: if it does not, or something went wrong on the way
        """
        try:
            with self.page.expect_navigation():
                place.click()
        except TooLate as late:
            message = f"{self.path} stays: {self.told} {late}"
            raise AssertionError(message) from late
        self.check()
        assert not self.told, f"{self.path}: {self.told}"

    @property
    def told(self) -> list[str]:
        """Return what forms on the page complain of."""
        places = self.page.locator(".errsum, .err").locator("visible=true")
        return [words.strip() for words in places.all_inner_texts()]

    @property
    def path(self) -> str:
        """Return where the person is."""
        return urlsplit(self.page.url).path

    @property
    def pk(self) -> str:
        """Return the key in the address of this page."""
        return next(part for part in self.path.split("/") if part.count("-") >= len("uuid"))

    @property
    def words(self) -> str:
        """Return all that can be read in the main part of the page."""
        return self.page.locator("main").inner_text()

    def texts(self, selector: str) -> list[str]:
        """Return the words of each place that ``selector`` finds."""
        return [words.strip() for words in self.page.locator(selector).all_inner_texts()]

    def hrefs(self, selector: str) -> list[str]:
        """Return where each link leads that ``selector`` finds."""
        return [link.get_attribute("href") or "" for link in self.page.locator(selector).all()]

    def look(self, by: Callable[[Page], Found]) -> Found:
        """Return what ``by`` sees on the page."""
        return by(self.page)

    def value(self, name: str) -> str:
        """Return what stands in the field called ``name``."""
        return self.page.locator(f'main [name="{name}"]').first.input_value()

    def count(self, selector: str = ROWS) -> int:
        """Return how many places ``selector`` finds; without one, the rows of the list."""
        return self.page.locator(selector).count()

    def check(self) -> None:
        """Fail if anything went wrong in this window."""
        found, self.faults = self.faults, []
        assert not found, f"{self.path}: {found} {self.told}"

    def close(self) -> None:
        """Close the window."""
        self.window.close()


def enter(form: Locator, fields: dict[str, Any]) -> None:
    """Fill in fields as a hand does: text, a choice, a tick, files as (name, kind, content)."""
    for name, value in fields.items():
        place = form.locator(f'[name="{name}"]:not([type="hidden"])')
        match place.first.evaluate("field => field.type"):
            case "radio":
                form.locator(f'[name="{name}"][value="{value}"]').check(force=True)
            case "checkbox":
                place.set_checked(value)
            case "select-one":
                place.select_option(str(value))
            case "file":
                place.set_input_files(
                    [{"name": n, "mimeType": kind, "buffer": body} for n, kind, body in value]
                )
            case _:
                place.fill(str(value))

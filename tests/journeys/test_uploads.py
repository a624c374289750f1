"""A large file on a bad line: it breaks off, goes on by itself and after a reload, and arrives."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route

from liandu.files.models import Attachment, Sending
from liandu.files.rules import PART
from liandu.inspections.models import Inspection
from tests.inspections import build
from tests.journeys.browser import Browser
from tests.journeys.conftest import Enter
from tests.journeys.looks import faults
from tests.people import World

pytestmark = pytest.mark.django_db(transaction=True)

SCAN = b"".join(f"{n} 断面测量记录\r\n".encode() for n in range(150_000))
PARTS = -(-len(SCAN) // PART)
ROWS = "[data-sends] li"
NOTHING_MORE = 204


class Line:
    """The line of one window: it lets so many parts through, then it is broken."""

    def __init__(self, page: Page) -> None:
        self.page, self.left = page, 0
        self.offsets: list[int] = []
        page.route("**/files/sendings/*/", self._pass)

    def _pass(self, route: Route) -> None:
        if route.request.method != "PATCH":
            route.continue_()
        elif self.left:
            self.left -= 1
            self.offsets.append(int(route.request.headers["upload-offset"]))
            route.continue_()
        else:
            route.abort()

    def mend(self, parts: int) -> None:
        """Let so many parts through, and let the page know as a browser does."""
        self.left = parts
        self.page.evaluate("window.dispatchEvent(new Event('online'))")


def choose(file: Path) -> Callable[[Page], None]:
    """Return how somebody chooses a file."""
    return lambda page: page.locator("main input[type=file]").set_input_files(file)


def shown(words: str) -> Callable[[Page], None]:
    """Return how somebody waits until a file stands so."""
    return lambda page: page.locator(ROWS, has_text=words).first.wait_for()


def told(words: str) -> Callable[[Page], None]:
    """Return how somebody waits until it is said of all of them."""
    return lambda page: page.locator("[data-say]", has_text=words).wait_for()


def press(name: str) -> Callable[[Page], None]:
    """Return how somebody presses a button by the keyboard."""
    return lambda page: page.get_by_role("button", name=name).press("Enter")


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Return a file of several parts."""
    path = tmp_path / "断面.txt"
    path.write_bytes(SCAN)
    return path


def opened(world: World, enter: Enter, **options: Any) -> tuple[Browser, Line]:
    """Return a window with the form that attaches to an inspection, and its line, still broken."""
    site = build.on_site(world)
    office = enter(world.zigong_officer, **options)
    office.open(reverse("files:attach", args=[int(Inspection.KIND), site.pk]))
    return office, office.look(Line)


def test_a_large_file_goes_on_where_the_line_broke(world: World, enter: Enter, scan: Path) -> None:
    office, line = opened(world, enter)
    line.left = 1
    office.look(choose(scan))
    office.look(shown("连接中断"))
    assert Sending.objects.get().received == PART
    assert not office.look(faults)
    office.faults.clear()

    office.open(office.path)
    office.look(shown("此前已传 1.0"))
    office.enter(note="第三卷")
    line.left = 1
    office.look(choose(scan))
    office.look(shown("连接中断，已传 2.0"))
    assert office.count(ROWS) == 1
    office.look(lambda page: page.locator("main form button[type=submit]").click())
    office.look(told("传完后自动提交"))
    office.look(lambda page: arrive(page, line))
    office.faults.clear()
    made = Attachment.objects.get(name="断面.txt")
    assert office.pk == str(made.record_id)
    assert (made.note, made.stored.sha256) == ("第三卷", sha256(SCAN).hexdigest())
    assert line.offsets == [n * PART for n in range(PARTS)]


def arrive(page: Page, line: Line) -> None:
    """Mend the line for good: the form is sent by itself."""
    with page.expect_navigation():
        line.mend(PARTS)


def test_a_file_is_held_goes_on_and_is_removed(world: World, enter: Enter, scan: Path) -> None:
    office, line = opened(world, enter, width=390)
    line.left = 1
    office.look(choose(scan))
    office.look(shown("连接中断"))
    office.look(press("暂停 断面.txt"))
    office.look(shown("已暂停"))
    office.look(lambda page: page.locator("main form button[type=submit]").click())
    office.look(told("有文件未传完"))
    line.left = PARTS
    office.look(press("继续 断面.txt"))
    office.look(shown("已上传"))
    office.faults.clear()
    assert Sending.objects.exclude(stored=None).count() == 1
    assert office.look(removed) == NOTHING_MORE
    assert not Sending.objects.exists()
    assert office.count(ROWS) == 0


def removed(page: Page) -> int:
    """Remove the file, and return what the site answers to that."""
    with page.expect_response(lambda got: got.request.method == "DELETE") as answer:
        press("删除 断面.txt")(page)
    return answer.value.status


def test_why_a_file_is_refused_stands_beside_it_and_what_was_typed_stays(
    world: World, enter: Enter, scan: Path
) -> None:
    office, line = opened(world, enter)
    line.left = 2 * PARTS
    office.enter(note="第三卷")
    bad = scan.with_name("坏.pdf")
    bad.write_bytes(bytes(PART + 1))
    for file in (scan, bad):
        office.look(choose(file))
    office.look(lambda page: page.locator(ROWS, has_text="坏.pdf").locator(".err").wait_for())
    office.look(shown("已上传"))
    office.faults.clear()
    assert any("坏.pdf" in words for words in office.told)
    assert not office.look(faults)
    assert Sending.objects.get().name == scan.name
    office.look(press("删除 坏.pdf"))
    office.push("main form button[type=submit]")
    assert Attachment.objects.get(name=scan.name).note == "第三卷"

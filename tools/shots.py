"""Pictures of every page of a running demo, to be looked at: ``python -m tools.shots FOLDER``.

Each demo person signs in and walks along the links of what they see. A page is pictured for the
first person who comes to it, each tab apart, on a desk's screen and on a phone's.
"""

import os
import re
import subprocess
import sys
from collections import deque
from pathlib import Path
from socket import socket
from time import sleep
from urllib.parse import urldefrag, urlsplit

import django
from playwright.sync_api import Browser, Page, sync_playwright

from liandu.config import starting
from tools import system
from tools.steps import ROOT, Missing, say

SIZES = ((1440, 900), (390, 844))
# What each person sees differently, and what is a page of its own by its tab.
OF_EACH = {"portal:desk", "findings:finding_detail", "inspections:inspection", "works:object"}
APART = re.compile(r"\b(?:tab|which)=[a-z]+")
FILES = {
    "files:download", "files:inline", "files:thumbnail", "orgs:sheet_template",
    "works:import_report", "works:import_template", "contracts:template",
}  # fmt: skip


def main(*arguments: str) -> int:
    """Picture the demo in ``LIANDU_DATA`` into the folder that is named.

    :raises Missing: without Chromium
    """
    if not arguments:
        sys.stdout.write(__doc__)
        return 2
    program = system.chromium()
    if program is None:
        message = "Chromium is not there. Run as root: apt-get install -y chromium"
        raise Missing(message)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandu.config.settings")
    django.setup()
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    address = f"http://127.0.0.1:{free_port()}"
    served = [*starting.LIANDU, "serve", "--port", address.rpartition(":")[2]]
    site = subprocess.Popen(served, cwd=ROOT)
    try:
        with sync_playwright() as playwright:
            options = ["--no-sandbox", "--disable-background-networking", "--lang=zh-CN"]
            chromium = playwright.chromium.launch(executable_path=program, args=options)
            walk_all(chromium, address, folder, arguments[1:])
    finally:
        site.terminate()
        site.wait()
    return 0


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def walk_all(chromium: Browser, address: str, folder: Path, wanted: tuple[str, ...]) -> None:
    """Let each demo person walk, or those that are named."""
    from liandu.demo.bodies import ACCOUNTS  # noqa: PLC0415 - needs settings

    host, _, port = urlsplit(address).netloc.partition(":")
    while not starting.answers(host, port):
        sleep(0.2)
    seen: set[str] = set()
    for account in wanted or [account for account, _role in ACCOUNTS]:
        window = chromium.new_context(base_url=address, locale="zh-CN")
        page = window.new_page()
        if not seen:
            page.goto("/sign-in/")
            picture(page, folder / "sign-in")
        sign_in(page, account)
        walk(page, account, folder, seen)
        window.close()


def sign_in(page: Page, account: str) -> None:
    """Open a session of a demo person."""
    from liandu.demo.bodies import PASSWORD  # noqa: PLC0415 - needs settings

    page.goto("/sign-in/")
    page.fill("[name=username]", account)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state("networkidle")


def walk(page: Page, account: str, folder: Path, seen: set[str]) -> None:
    """Picture every page that links lead to and that nobody came to before."""
    waiting = deque([page.url])
    while waiting:
        url = waiting.popleft()
        name = name_of(url)
        mine = f"{account} {name}" if name.partition(" ")[0] in OF_EACH else name
        if mine in seen:
            continue
        seen.add(mine)
        answer = page.goto(url, wait_until="networkidle")
        if answer is None or not answer.ok:
            say(f"{account} {url}: {answer and answer.status}")
            continue
        picture(page, folder / re.sub(r"[ :=]", "-", f"{account} {name}"))
        found = page.locator("a[href]").evaluate_all(
            "links => links.map(link => new URL(link.getAttribute('href'), location).href)"
        )
        waiting.extend(urldefrag(one).url for one in found if is_walked(one, url))


def name_of(url: str) -> str:
    """Return the name of the page at ``url``, with its tab."""
    from django.urls import resolve  # noqa: PLC0415 - needs settings

    parts = urlsplit(url)
    return " ".join([resolve(parts.path).view_name, *APART.findall(parts.query)])


def is_walked(link: str, here: str) -> bool:
    """Test whether a link leads to a page of this site, and not to a file."""
    from django.urls import Resolver404, resolve  # noqa: PLC0415 - needs settings

    there, parts = urlsplit(here), urlsplit(link)
    if parts.netloc != there.netloc or "export" in parts.query:
        return False
    try:
        return resolve(parts.path).view_name not in FILES
    except Resolver404:
        say(f"{here} leads to {link}, which is not there")
        return False


def picture(page: Page, path: Path) -> None:
    """Picture the page as it stands, at each size."""
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.screenshot(path=f"{path}-{width}.png", full_page=True)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            say(f"{path.name}: {wider} px wider than {width}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

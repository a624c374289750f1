"""Take the pictures of the manual from the demo: ``python -m tools.pictures``.

The demo is the one in ``LIANDU_DATA``.
"""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from time import sleep

import django
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from liandu.config import starting
from tools import system
from tools.shots import free_port, sign_in
from tools.steps import ROOT, Missing

FOLDER = ROOT / "docs" / "manual" / "pictures"
SIZE = {"width": 1280, "height": 800}
LANGUAGES = {"zh-CN": "zh-hans", "en": "en"}
COLOURS = 128
FIRST_ROW = "tbody tr:first-child a[href]"

# Name of the picture: who looks, at which page, and what they open there, if anything.
PICTURES: dict[str, tuple[str, str, str]] = {
    "secretariat": ("zg-jd-1", "/desk/", ""),
    "inspector": ("zg-jd-2", "/inspections/", FIRST_ROW),
    "responsible": ("zg-ct-1", "/findings/?whose=waiting", FIRST_ROW),
    "department": ("zg-sl-1", "/desk/", ""),
    "head": ("zg-jd-4", "/papers/", FIRST_ROW),
    "leader": ("lm-3", "/overview/", ""),
    "administrators": ("audit-admin", "/audit/", ""),
}


def main() -> int:
    """Take every picture in both languages.

    :raises Missing: without Chromium
    """
    program = system.chromium()
    if program is None:
        message = "Chromium is not there. Run as root: apt-get install -y chromium"
        raise Missing(message)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandu.config.settings")
    django.setup()
    port = free_port()
    served = [*starting.LIANDU, "serve", "--port", str(port)]
    # Administrators are to be shown at work, not at setting up their second factor.
    demo = {**os.environ, "LIANDU_SECOND_FACTOR": "offered"}
    site = subprocess.Popen(served, cwd=ROOT, env=demo)
    try:
        while not starting.answers("127.0.0.1", str(port)):
            sleep(0.2)
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            for suffix, language in LANGUAGES.items():
                take_all(chromium, f"http://127.0.0.1:{port}", suffix, language)
    finally:
        site.terminate()
        site.wait()
    return 0


def take_all(chromium: Browser, address: str, suffix: str, language: str) -> None:
    """Take the pictures in one language."""
    from django.conf import settings  # noqa: PLC0415 - needs settings

    for name, (account, path, opened) in PICTURES.items():
        window = chromium.new_context(base_url=address, locale=suffix, viewport=SIZE)  # type: ignore[arg-type]
        cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": address}
        window.add_cookies([cookie])  # type: ignore[list-item]
        page = window.new_page()
        sign_in(page, account)
        page.goto(path, wait_until="networkidle")
        if opened:
            page.locator(opened).first.click()
            page.wait_for_load_state("networkidle")
        keep(page.screenshot(), FOLDER / f"{name}.{suffix}.png")
        window.close()


def keep(shot: bytes, path: Path) -> None:
    """Write a picture small: screens have few colours."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with Image.open(BytesIO(shot)) as image:
        image.convert("RGB").quantize(COLOURS).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())

"""What the tests need from the machine: PostgreSQL, Chromium, a Chinese font."""

import os
import shutil
import subprocess

from tools.postgres import programs
from tools.steps import code, say

PACKAGES = ("postgresql-15", "chromium", "fonts-noto-cjk")


def chromium() -> str | None:
    """Return where Chromium is, if it is."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


def has_chinese_font() -> bool:
    """Test whether some installed font can draw Chinese."""
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def missing() -> dict[str, str]:
    """Return the Debian packages that are not there, each with what cannot be tested without."""
    there = (programs(), chromium(), has_chinese_font())
    lost = ("every test on PostgreSQL", "the journeys in a browser", "pages with Chinese glyphs")
    return {name: what for name, ok, what in zip(PACKAGES, there, lost, strict=True) if not ok}


def provide() -> dict[str, str]:
    """Install what is missing where we may, and return what still is."""
    absent = missing()
    if not absent or os.geteuid() != 0 or not shutil.which("apt-get"):
        return absent
    say(f"installing {' '.join(absent)}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    code(["apt-get", "update", "-q"], quiet)
    code(["apt-get", "install", "-y", "-q", "--no-install-recommends", *absent], quiet)
    return missing()

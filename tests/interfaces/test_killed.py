"""Killed, or without room, while a program writes: nothing that was answered is lost.

The site runs in a process of its own on a database of its own. ``LIANDU_KILLED_WRITES=1000`` writes
as often as is wanted before a release.
"""

import http.client
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from socket import socket
from threading import Event, Timer
from typing import Any

import pytest

from tools import postgres

pytestmark = pytest.mark.once

WRITES = int(os.environ.get("LIANDU_KILLED_WRITES", "24"))
A_KILL = 8
"""After so many writes something is killed."""
A_MOMENT = Event()
"""Never set: to wait for is to let others work."""
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
PREPARE = """
import django; django.setup()
from tests.interfaces.programs import stored
from tests.people import body, person
from liandu.orgs.models import Membership
office = body("ZG", "自贡市监督办", kind="discipline")
who = person("officer", "综合岗", office, roles=["secretariat"])
print(stored(Membership.objects.get(person=who).pk))
"""
COUNT = """
import django; django.setup()
from liandu.audit.models import Event
from liandu.findings.models import Finding
rows = Finding.objects.unscoped("test").order_by("title").values_list("title", "pk")
told = Event.objects.filter(kind="findings.finding_registered").values_list("subject_id", flat=True)
print(sorted(title for title, _pk in rows), sorted(told) == sorted(str(pk) for _title, pk in rows))
"""


@dataclass
class Site:
    """An installation in a folder of its own, with its web server."""

    folder: Path
    database: str
    port: int = 0
    token: str = ""
    server: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def run(self, *words: str) -> str:
        """Run a Python process on it to its end; return what it printed."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, *words], env=self.env, check=True, capture_output=True, text=True
        )
        return done.stdout

    @property
    def env(self) -> dict[str, str]:
        """Return the settings of its processes."""
        return os.environ | {
            "LIANDU_DATA": str(self.folder), "LIANDU_DATABASE": self.database,
            "DJANGO_SETTINGS_MODULE": "liandu.config.settings", "LIANDU_API_PER_MINUTE": "100000",
        }  # fmt: skip

    def start(self) -> None:
        """Start the web server."""
        self.port = free_port()
        words = [sys.executable, "-m", "liandu", "serve", "--port", str(self.port)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.server = subprocess.Popen(words, env=self.env, start_new_session=True, **quiet)  # type: ignore[call-overload] # noqa: S603

    def kill(self) -> None:
        """Kill the web server with all of its processes."""
        assert self.server
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def allow(self, size: int) -> None:
        """Let no process of the server write a file beyond so many bytes, as on a full disk."""
        assert self.server
        for folder in Path("/proc").glob("[0-9]*"):
            with suppress(ProcessLookupError):
                if os.getpgid(int(folder.name)) == self.server.pid:
                    bounds = (size, resource.RLIM_INFINITY)
                    resource.prlimit(int(folder.name), resource.RLIMIT_FSIZE, bounds)

    def write(self, number: int) -> int:
        """Register a finding under a key of its own; return the status, or 0 without an answer."""
        sent = {
            "title": f"{number:05}", "fact": "强度不足", "rule_broken": "《规范》第 3 条",
            "demand": "返工", "found_on": "2026-01-05", "items": [],
        }  # fmt: skip
        headers = {
            "Authorization": f"Bearer {self.token}", "Content-Type": "application/json",
            "Idempotency-Key": f"killed-{number}",
        }  # fmt: skip
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            asked.request("POST", "/api/v1/findings", json.dumps(sent), headers)
            return asked.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            asked.close()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(folder: Path, database: str) -> Iterator[Site]:
    """Run an installation with a program's token until the end of the block."""
    site = Site(folder, database)
    site.run("-m", "liandu", "migrate", "-v0")
    site.token = site.run("-c", PREPARE).split()[-1]
    site.start()
    try:
        yield site
    finally:
        site.kill()


def written(site: Site, disturb: Callable[[], Any]) -> None:
    """Write until all is acknowledged; ``disturb`` while an answer is waited for, now and then."""
    chance = Random(20261122)  # noqa: S311 - the same moments each time
    for number in range(WRITES):
        if number % A_KILL == A_KILL // 2:
            with disturbed(disturb, chance.uniform(0, 0.05)):
                site.write(number)
        acknowledge(site, number)


def acknowledge(site: Site, number: int) -> None:
    """Write until it is acknowledged: a key that was used already is answered as before."""
    for _ in range(1200):
        status = site.write(number)
        if status == http.client.CREATED:
            return
        assert status in {0, 500, 503}, status
        A_MOMENT.wait(0.1)
    pytest.fail("the site does not come back")


@contextmanager
def disturbed(disturb: Callable[[], Any], after: float) -> Iterator[None]:
    """Disturb the block a moment after it begins."""
    timer = Timer(after, disturb)
    timer.start()
    yield
    timer.join()


def assert_whole(site: Site) -> None:
    """Pass if each finding is there once, with its one event, and the record is whole."""
    every = [f"{number:05}" for number in range(WRITES)]
    assert site.run("-c", COUNT).splitlines()[-1] == f"{every} True"
    site.run("-m", "liandu", "audit", "seal")
    site.run("-m", "liandu", "audit", "verify")


def test_a_site_killed_while_it_writes_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with running(tmp_path, "") as site:

        def disturb() -> None:
            site.kill()
            site.start()

        written(site, disturb)
        assert_whole(site)


def test_a_full_disk_refuses_what_it_cannot_keep_and_goes_on_once_there_is_room(
    tmp_path: Path,
) -> None:
    with running(tmp_path, "") as site:
        assert site.server
        for number in range(WRITES):
            if number == WRITES // 2:
                site.allow(1)
                assert site.write(number) >= http.client.INTERNAL_SERVER_ERROR
                site.allow(resource.RLIM_INFINITY)
            acknowledge(site, number)
        assert_whole(site)


@pytest.mark.skipif(postgres.programs() is None, reason="PostgreSQL is not there")
def test_a_database_killed_while_it_writes_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with postgres.cluster(**SAFE) as address, running(tmp_path, address) as site:
        written(site, lambda: postgres.crash(address, **SAFE))
        assert_whole(site)

"""A worker killed at any moment, again and again, loses nothing and doubles nothing.

A process of its own runs ``liandu worker`` on a database of its own and is killed with signal 9 at
random moments, while people are to be reminded by mail and tasks wait. A last one may end.
"""

import email
import os
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest

pytestmark = pytest.mark.once

KILLS, PEOPLE = 6, 12
PREPARE = """
import django; django.setup()
from django.utils import timezone
from tests.people import body, person
from tests.portal import build
from liandu.audit.actions import run_verification
from liandu.audit.models import Verification
owner = body("ZG", "自贡市监督办", kind="discipline")
builder = body("GQ", "灌区公司", kind="enterprise")
for n in range({people}):
    person(f"liaison{{n}}", f"联络岗{{n}}", builder, roles=["liaison"], email=f"p{{n}}@example.org")
for n in range(5):
    build.finding(owner, responsible_body=builder, state="assigned",
                  step_due_at=timezone.now()).save()
for n in range(3):
    run_verification.enqueue(Verification.objects.create().pk)
"""
# One task more for the worker that may end: done, it stands in its loop and hears the signal.
ONE_MORE = """
import django; django.setup()
from liandu.audit.actions import run_verification
from liandu.audit.models import Verification
run_verification.enqueue(Verification.objects.create().pk)
"""
# Taken for dead at once, so that the test need not wait a minute for each kill.
RUN = """
from dataclasses import replace
from datetime import timedelta
import django; django.setup()
from liandu.notices import rules
from liandu.notices.actions import mailing, running
from liandu.notices.queries import running as asking
asking.LEASE = running.LEASE = timedelta(seconds=2)
mailing.MAIL_LEASE = timedelta(seconds=2)
for code, job in asking.JOBS.items():
    asking.JOBS[code] = replace(job, every=timedelta(seconds=1))
from django.core.management import call_command
from liandu.notices.management.commands import worker
worker.SIGN_OF_LIFE = 0.3
call_command("worker")
"""


class Site:
    """An installation in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.mails = folder, folder / "mails"
        self.env = os.environ | {
            "LIANDU_DATA": str(folder), "LIANDU_DATABASE": "", "LIANDU_MAIL": f"file://{self.mails}",
            "DJANGO_SETTINGS_MODULE": "liandu.config.settings",
        }  # fmt: skip

    def begin(self, *words: str) -> subprocess.Popen[bytes]:
        """Begin a Python process on it."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen([sys.executable, *words], env=self.env, **quiet)  # type: ignore[call-overload, no-any-return]  # noqa: S603

    def asked(self, sql: str) -> list[Any]:
        """Return the rows of a question to its database."""
        with closing(sqlite3.connect(self.folder / "liandu.sqlite3", timeout=60)) as base:
            return base.execute(sql).fetchall()

    def live_on(self, worker: subprocess.Popen[bytes], seconds: float) -> None:
        """Let a worker work for a time, in which it must not end by itself."""
        with pytest.raises(subprocess.TimeoutExpired):
            worker.wait(seconds)

    def wait_for_a_worker(self, worker: subprocess.Popen[bytes]) -> None:
        """Wait until a worker that was just begun gives its sign of life."""
        names = "SELECT count(*), max(began_at) FROM notices_runningworker"
        before = self.asked(names)
        while self.asked(names) == before:
            self.live_on(worker, 0.05)

    def is_done(self) -> bool:
        """Test whether everybody has their mail and every task its end."""
        sent = self.asked("SELECT count(*) FROM notices_mail WHERE state = 'sent'")[0][0]
        told = self.asked("SELECT count(*) FROM notices_notice WHERE mail_id IS NOT NULL")[0][0]
        open_tasks = self.asked(
            "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status != 'SUCCESSFUL'"
        )[0][0]
        waiting = self.asked("SELECT count(*) FROM notices_mail WHERE state = 'waiting'")[0][0]
        return bool(sent) and told == PEOPLE * 5 and not open_tasks and not waiting


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return an installation with people, findings that are due, and tasks that wait."""
    made = Site(tmp_path)
    assert made.begin("-m", "liandu", "migrate", "-v0").wait(900) == 0
    assert made.begin("-c", PREPARE.format(people=PEOPLE)).wait(900) == 0
    return made


def test_a_worker_killed_at_random_moments_loses_and_doubles_nothing(site: Site) -> None:
    chance = Random(20261122)  # noqa: S311 - the same moments each time
    for _ in range(KILLS):
        worker = site.begin("-c", RUN)
        site.wait_for_a_worker(worker)
        site.live_on(worker, chance.uniform(0, 1.5))
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    assert site.begin("-c", ONE_MORE).wait(900) == 0
    last = site.begin("-c", RUN)
    for _ in range(1200):
        if site.is_done():
            break
        site.live_on(last, 0.5)
    last.send_signal(signal.SIGTERM)
    assert last.wait(900) == 0
    assert site.asked("SELECT count(*) FROM notices_scheduledjob WHERE holder != ''") == [(0,)]
    told = Counter(site.asked("SELECT person_id, record_id FROM notices_notice"))
    assert len(told) == PEOPLE * 5
    assert set(told.values()) == {1}
    ids = Counter(ids for (ids,) in site.asked("SELECT message_id FROM notices_mail"))
    received = [email.message_from_bytes(part) for path in site.mails.iterdir()
                for part in path.read_bytes().split(b"-" * 79 + b"\n") if part.strip()]  # fmt: skip
    assert {str(one["Message-ID"]) for one in received} == set(ids)
    assert set(Counter(str(one["To"]) for one in received)) == {
        f"p{n}@example.org" for n in range(PEOPLE)
    }
    reminded = "SELECT count(*) FROM audit_event WHERE kind = 'notices.reminded'"
    assert site.asked(reminded) == [(PEOPLE,)]
    finished = "SELECT count(*) FROM audit_event WHERE kind = 'audit.verification_finished'"
    assert site.asked(finished) == [(4,)]

"""A worker killed at any moment loses no delivery; what goes twice goes under the same id."""

import signal
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from tests.notices.test_killed import RUN, Site
from tests.webhooks.receiver import HERE, receiving

pytestmark = pytest.mark.once

KILLS, EVENTS = 4, 120
PREPARE = """
import django; django.setup()
from liandu.orgs.models import Membership
from liandu.webhooks import actions
from tests.people import acting, body, person
from tests.portal import build
from tests.webhooks.build import made
from liandu.kernel.events import record
owner = body("ZG", "自贡市监督办", kind="discipline")
who = person("officer", "综合岗", owner, roles=["secretariat"])
made(who, url="{url}")
found = build.finding(owner, state="assigned")
found.save()
for n in range({events}):
    record(acting(who), "findings.finding_edited", found)
"""
SOONER = "from liandu.webhooks.actions import sending\nsending.LEASE = timedelta(seconds=2)\n"


def test_a_worker_killed_at_random_moments_loses_no_delivery(tmp_path: Path) -> None:
    chance = Random(20261122)  # noqa: S311 - the same moments each time
    run = RUN.replace("from django.core", SOONER + "from django.core", 1)
    with receiving(tmp_path) as receiver:
        site = Site(tmp_path / "site")
        site.env |= {"SSL_CERT_FILE": str(receiver.certificate), "LIANDU_WEBHOOK_NETWORKS": HERE}
        assert site.begin("-m", "liandu", "migrate", "-v0").wait(900) == 0
        prepare = PREPARE.format(url=receiver.url, events=EVENTS)
        assert site.begin("-c", prepare).wait(900) == 0
        for _ in range(KILLS):
            worker = site.begin("-c", run)
            site.wait_for_a_worker(worker)
            site.live_on(worker, chance.uniform(0, 0.8))
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        last = site.begin("-c", run)
        waiting = "SELECT count(*) FROM webhooks_delivery WHERE state = 'waiting'"
        for _ in range(600):
            if site.asked(waiting) == [(0,)]:
                break
            site.live_on(last, 0.5)
        last.send_signal(signal.SIGTERM)
        assert last.wait(900) == 0
    states = site.asked("SELECT state, count(*) FROM webhooks_delivery GROUP BY state")
    assert states == [("sent", EVENTS)]
    arrived = Counter(headers["webhook-id"] for headers, _content in receiver.sent)
    assert len(arrived) == EVENTS
    assert sum(arrived.values()) <= EVENTS + KILLS, "at most one is sent twice for each kill"

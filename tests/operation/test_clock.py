"""The clock of the server jumps a day ahead and back: nothing is lost, doubled or over for good."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from liandu.audit.actions import seal_events
from liandu.audit.models import Event, Leaf
from liandu.audit.verifying import verify
from liandu.findings.models import Finding
from liandu.notices import actions
from liandu.notices.models import RunningWorker, ScheduledJob
from liandu.notices.queries import JOBS, Job
from tests.audit.conftest import write
from tests.interfaces import programs
from tests.interfaces.test_answers import NEW
from tests.people import World, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: object) -> None:
    """Keep the key that seals apart."""
    settings.DATA_DIR = tmp_path


@contextmanager
def ahead(by: timedelta = DAY) -> Iterator[None]:
    """Set the clock ahead, and back at the end."""
    with time_machine.travel(timezone.now() + by):
        yield


def test_the_record_keeps_its_order_and_is_verified() -> None:
    first = write(1)
    with ahead():
        second = write(2)
        seal_events()
    third = write(3)
    with ahead(-DAY):
        fourth = write(4)
        seal_events()
    seal_events()
    order = [one.pk for one in (first, second, third, fourth)]
    assert order == sorted(order)
    assert sorted(Leaf.objects.values_list("event_id", flat=True)) == order
    assert verify().faults == []
    assert first.at < third.at < second.at


@pytest.mark.parametrize("every", [timedelta(minutes=1), DAY])
def test_what_is_done_by_the_clock_goes_on_once_it_is_set_back(
    monkeypatch: pytest.MonkeyPatch, every: timedelta
) -> None:
    done: list[str] = []
    for code in list(JOBS):
        monkeypatch.delitem(JOBS, code)
    monkeypatch.setitem(JOBS, "tea", Job("tea", "Tea", every, lambda: done.append("tea")))
    with ahead(2 * DAY):
        actions.run_due_jobs("one")
        actions.beat("one")
    assert actions.run_due_jobs("one") == 1
    assert actions.run_due_jobs("one") == 0
    assert done == ["tea", "tea"]
    actions.beat("one")
    assert RunningWorker.objects.get().seen_at <= timezone.now()
    assert ScheduledJob.objects.get().due_at <= timezone.now() + every


def test_sessions_and_tokens_are_over_for_the_time_and_keys_hold(world: World) -> None:
    browser = signed_in(world.zigong_officer)
    token, secret = programs.made(world.zigong_officer, expires_at=programs.in_days(1))
    program = programs.Program(secret)
    assert program.post("/findings", NEW, key="a-1").status_code == 201
    with ahead(DAY + timedelta(hours=1)):
        assert program.get("/findings").status_code == 401
    assert program.post("/findings", NEW, key="a-1").status_code == 201
    assert Finding.objects.unscoped("test").count() == 1
    assert Event.objects.filter(kind="interfaces.program_wrote").count() == 1
    assert browser.get("/desk/").status_code == 200
    assert token.revoked_at is None

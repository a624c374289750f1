"""The administrator's page of work in the background."""

from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from liandu.kernel.errors import NotAllowed, WrongState
from liandu.notices import actions
from liandu.notices.models import Mail, ScheduledJob
from liandu.notices.rules import MINUTE
from tests.notices.test_worker import note
from tests.people import World, acting, signed_in


@pytest.fixture
def task(world: World) -> Any:
    """Return a task that waits."""
    note.enqueue("税")
    return DBTaskResult.objects.get()


def test_the_page_tells_what_waits_failed_and_is_done_next(world: World, task: Any) -> None:
    now = timezone.now()
    ScheduledJob.objects.create(code="notices.remind", due_at=now, trouble="OSError: voll")
    for state in ("waiting", "failed", "sent"):
        Mail.objects.create(person=world.secretary, message_id=f"<{state}>", state=state,
                            made_at=now, next_at=now)  # fmt: skip
    browser = signed_in(world.system_admin)
    page = browser.get("/notices/queue/").content.decode()
    assert "无后台进程" in page
    assert "OSError: voll" in page
    assert page.count("note") >= 1
    assert len(browser.get("/notices/queue/").context["mails"]) == 2
    assert len(browser.get("/notices/queue/?state=sent").context["mails"]) == 1
    actions.beat("a")
    assert "1 个后台进程正在运行" in browser.get("/notices/queue/").content.decode()


def test_a_job_is_hurried_a_task_cancelled_and_had_done_again(world: World, task: Any) -> None:
    later = timezone.now() + 60 * MINUTE
    job = ScheduledJob.objects.create(code="notices.remind", due_at=later)
    browser = signed_in(world.system_admin)
    browser.post("/notices/queue/jobs/notices.remind/")
    job.refresh_from_db()
    assert job.due_at < later
    url = f"/notices/queue/tasks/{task.pk}"
    assert browser.post(f"{url}/retry/").status_code == 409
    assert browser.get(f"{url}/cancel/").status_code == 200
    browser.post(f"{url}/cancel/")
    task.refresh_from_db()
    assert (task.status, task.exception_class_path) == ("FAILED", "cancelled")
    DBTaskResult.objects.update(finished_at=timezone.now() - 60 * MINUTE)
    assert actions.reap() == 0
    with pytest.raises(WrongState):
        actions.cancel_task(actor=acting(world.system_admin), task_id=task.pk)
    browser.post(f"{url}/retry/")
    task.refresh_from_db()
    assert task.status == "READY"


def test_mail_is_retried_and_cancelled_on_the_page(world: World) -> None:
    now = timezone.now()
    row: Any = Mail.objects.create(person=world.secretary, message_id="<1>", state="failed",
                                   made_at=now, next_at=now, tries=10)  # fmt: skip
    browser = signed_in(world.system_admin)
    browser.post(f"/notices/queue/mails/{row.pk}/retry/")
    row.refresh_from_db()
    assert (row.state, row.tries) == ("waiting", 0)
    assert browser.get(f"/notices/queue/mails/{row.pk}/cancel/").status_code == 200
    browser.post(f"/notices/queue/mails/{row.pk}/cancel/")
    row.refresh_from_db()
    assert row.state == "cancelled"


def test_it_is_the_system_administrators_alone(world: World, task: Any) -> None:
    ScheduledJob.objects.create(code="notices.remind", due_at=timezone.now())
    who = acting(world.security_admin)
    for call in (
        lambda: actions.hurry_job(actor=who, code="notices.remind"),
        lambda: actions.retry_task(actor=who, task_id=task.pk),
        lambda: actions.cancel_task(actor=who, task_id=task.pk),
    ):
        with pytest.raises(NotAllowed):
            call()

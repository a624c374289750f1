"""What the administrator does about work in the background."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import TaskResultStatus

from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.notices import queries

kind("notices.job_hurried", gettext_lazy("had a scheduled job done now"), icon="clock")
kind("notices.task_retried", gettext_lazy("had a task done again"), icon="refresh")
kind("notices.task_cancelled", gettext_lazy("cancelled a task"), icon="x")

CANCELLED = "cancelled"


@action("notices.hurry_job")
def hurry_job(*, actor: Actor, code: str) -> None:
    """Have a job done now rather than by the clock.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not keep the installation
    """
    job = queries.held_job(code)
    require(actor, "notices.hurry_job", job)
    job.due_at = timezone.now()
    job.save(update_fields=["due_at"])
    record(actor, "notices.job_hurried", job)


@action("notices.retry_task")
def retry_task(*, actor: Actor, task_id: Any) -> None:
    """Have a task that failed done again.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not keep the installation
    :raises WrongState: if it has not failed
    """
    task = queries.held_task(task_id)
    require(actor, "notices.retry_task", task)
    if task.status != TaskResultStatus.FAILED:
        raise WrongState(_("This task has not failed: it waits or is under way."))
    task.status, task.worker_ids, task.run_after = TaskResultStatus.READY, [], timezone.now()
    task.save(update_fields=["status", "worker_ids", "run_after"])
    record(actor, "notices.task_retried", task, after={"task": task.task_path})


@action("notices.cancel_task")
def cancel_task(*, actor: Actor, task_id: Any) -> None:
    """Have a task not done that no worker has begun.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not keep the installation
    :raises WrongState: if it is under way, or failed
    """
    task = queries.held_task(task_id)
    require(actor, "notices.cancel_task", task)
    if task.status != TaskResultStatus.READY:
        raise WrongState(_("This task is under way or over. Only what waits can be cancelled."))
    task.status, task.finished_at = TaskResultStatus.FAILED, timezone.now()
    # Told apart from one that failed, and tried no more.
    task.exception_class_path = CANCELLED
    task.save(update_fields=["status", "finished_at", "exception_class_path"])
    record(actor, "notices.task_cancelled", task, after={"task": task.task_path})

"""What is done in the background: jobs by the clock, tasks that pages put off, workers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from liandu.kernel.models import one
from liandu.notices.models import RunningWorker, ScheduledJob
from liandu.notices.rules import LEASE


@dataclass(frozen=True, slots=True)
class Job:
    """Something done by the clock, every so often. Done twice it must come to the same."""

    code: str
    label: Any
    every: timedelta
    run: Callable[[], object]


JOBS: dict[str, Job] = {}


def job(
    code: str, label: Any, every: timedelta
) -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Have the decorated function done by the worker every so often.

    :raises ValueError: if its code is taken
    """

    def register(run: Callable[[], object]) -> Callable[[], object]:
        if code in JOBS:
            message = f"two jobs {code}"
            raise ValueError(message)
        JOBS[code] = Job(code, label, every, run)
        return run

    return register


def due_jobs(now: datetime) -> QuerySet[ScheduledJob]:
    """Return the jobs to do now that nobody holds, or whoever held them is taken for dead."""
    free = Q(held_until=None) | Q(held_until__lt=now)
    return ScheduledJob.objects.filter(free, due_at__lte=now, code__in=list(JOBS))


def living(now: datetime) -> QuerySet[RunningWorker]:
    """Return the workers that gave a sign of life lately."""
    return RunningWorker.objects.filter(seen_at__gte=now - LEASE)


def held_tasks() -> QuerySet[Any]:
    """Return the tasks that some worker began and did not end."""
    found: QuerySet[Any] = DBTaskResult.objects.running()
    return found


def jobs() -> list[tuple[Job, ScheduledJob | None]]:
    """Return what is done by the clock, each with how it stands."""
    kept = {row.code: row for row in ScheduledJob.objects.all()}
    return [(each, kept.get(code)) for code, each in sorted(JOBS.items())]


def held_job(code: str) -> ScheduledJob:
    """Return a job, held until the transaction ends.

    :raises NotVisible: if there is none
    """
    return one(ScheduledJob.objects.select_for_update(), code, by="code")


def tasks() -> QuerySet[Any]:
    """Return what pages put off and is not done, the latest first."""
    rows: QuerySet[Any] = DBTaskResult.objects.exclude(status=TaskResultStatus.SUCCESSFUL)
    return rows.order_by("-enqueued_at")


def task(pk: Any) -> Any:
    """Return one of these.

    :raises NotVisible: if there is none
    """
    return one(tasks(), pk)


def held_task(pk: Any) -> Any:
    """Return one of these, held until the transaction ends.

    :raises NotVisible: if there is none
    """
    return one(tasks().select_for_update(), pk)

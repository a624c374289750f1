"""The work done in the background: by the clock, once, and taken over from workers that died.

None of it is an action: nobody does it, and what the jobs themselves change they record.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from liandu.notices import queries
from liandu.notices.actions.queue import CANCELLED
from liandu.notices.models import RunningWorker, ScheduledJob
from liandu.notices.queries import JOBS, Job, job
from liandu.notices.rules import LEASE, LONGEST_WAIT, MOST_TRIES, backoff, next_time

logger = logging.getLogger(__name__)

LONGEST_TROUBLE = 300


def beat(worker: str) -> None:
    """Give a sign of life, and keep hold of what the worker does."""
    now = timezone.now()
    RunningWorker.objects.update_or_create(
        name=worker, defaults={"seen_at": now}, create_defaults={"began_at": now, "seen_at": now}
    )
    ScheduledJob.objects.filter(holder=worker).update(held_until=now + LEASE)


def leave(worker: str) -> None:
    """Let go of everything, so that others need not wait until the worker is taken for dead."""
    ScheduledJob.objects.filter(holder=worker).update(holder="", held_until=None)
    RunningWorker.objects.filter(name=worker).delete()


def run_due_jobs(worker: str) -> int:
    """Do what is due by the clock and return how many jobs that were."""
    now = timezone.now()
    known = dict(ScheduledJob.objects.values_list("code", "due_at"))
    ScheduledJob.objects.bulk_create(
        [ScheduledJob(code=code, due_at=now) for code in JOBS.keys() - known.keys()],
        ignore_conflicts=True,
    )
    # Put off while the clock was ahead: waiting for it, all would stand still for as long.
    ahead = [code for code in JOBS.keys() & known.keys() if is_ahead(known[code], now, JOBS[code])]
    if ahead:
        ScheduledJob.objects.filter(code__in=ahead, due_at__gt=now).update(due_at=now)
    codes = list(queries.due_jobs(now).values_list("code", flat=True))
    return sum(_run(JOBS[code], worker) for code in codes)


def is_ahead(due_at: datetime, now: datetime, job: Job) -> bool:
    """Test whether a job is put off further than it ever is: the clock has been set back since."""
    return due_at > now + max(job.every, LONGEST_WAIT)


def _run(job: Job, worker: str) -> bool:
    """Do one job if no other worker was faster; what goes wrong is kept, and tried again later."""
    now = timezone.now()
    mine = queries.due_jobs(now).filter(code=job.code)
    if not mine.update(holder=worker, held_until=now + LEASE, began_at=now):
        return False
    held = ScheduledJob.objects.filter(code=job.code, holder=worker)
    free: dict[str, Any] = {"holder": "", "held_until": None}
    try:
        job.run()
    except Exception as error:
        logger.exception("job %s", job.code)
        failures = held.values_list("failures", flat=True).first() or 0
        wait = backoff(failures + 1)
        trouble = f"{type(error).__name__}: {error}"[:LONGEST_TROUBLE]
        held.update(
            failures=F("failures") + 1, trouble=trouble, due_at=timezone.now() + wait, **free
        )
    else:
        ended = timezone.now()
        due_at = next_time(ended, job.every)
        held.update(failures=0, trouble="", ended_at=ended, due_at=due_at, **free)
    return True


@job("notices.reap", gettext_lazy("Take over from workers that died"), timedelta(minutes=1))
def reap() -> int:
    """Put back the tasks of dead workers and those that failed; return how many.

    Tasks are made so that a second run does no harm. After some tries they stay failed, for
    somebody to look at.
    """
    now = timezone.now()
    RunningWorker.objects.filter(seen_at__lt=now - 10 * LEASE).delete()
    alive = set(queries.living(now).values_list("name", flat=True))
    count = 0
    for row in queries.held_tasks():
        if row.worker_ids and row.worker_ids[-1] not in alive and _is_over(row, now):
            count += _put_back(row, now, "the worker died")
    failed = DBTaskResult.objects.failed().exclude(exception_class_path=CANCELLED)
    for row in failed.filter(finished_at__gte=now - timedelta(days=1)):
        tries = len(row.worker_ids)
        if tries < MOST_TRIES and now >= row.finished_at + backoff(tries):
            count += _put_back(row, now, "")
    return count


def _is_over(row: Any, now: datetime) -> bool:
    """Test whether a task began long enough ago that its worker had time for a sign of life."""
    return row.started_at is None or row.started_at < now - LEASE


def _put_back(row: Any, now: datetime, why: str) -> int:
    """Have a task done again, or say that it failed for good; not if it moved on meanwhile."""
    with transaction.atomic():
        same = DBTaskResult.objects.filter(
            pk=row.pk, status=row.status, worker_ids=row.worker_ids, started_at=row.started_at
        )
        if len(row.worker_ids) < MOST_TRIES:
            return same.update(status=TaskResultStatus.READY, run_after=now)
        return same.update(
            status=TaskResultStatus.FAILED, finished_at=now, exception_class_path=why,
        )  # fmt: skip

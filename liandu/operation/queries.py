"""What the operator may know of the site: whether its parts work, never what is in its records."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max, Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from liandu.audit.models import Event
from liandu.audit.sealing import current_seal, waiting
from liandu.files.models import StoredFile
from liandu.files.queries import root
from liandu.notices.models import RunningWorker
from liandu.notices.queries import due_jobs
from liandu.search.models import Entry
from liandu.search.queries import searched

SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits: events for their seal, tasks and jobs by the clock, and since when."""

    unsealed: int
    unsealed_since: datetime | None
    tasks: int
    tasks_since: datetime | None
    jobs_since: datetime | None = None

    def longest(self, now: datetime) -> timedelta:
        """Return for how long the oldest of them has waited."""
        since = [at for at in (self.unsealed_since, self.tasks_since, self.jobs_since) if at]
        return max((now - at for at in since), default=timedelta())


def queue() -> Queue:
    """Return what waits for the worker."""
    events = waiting(current_seal())
    tasks = DBTaskResult.objects.ready()
    return Queue(
        events.count(), events.aggregate(at=Min("at"))["at"],
        tasks.count(), tasks.aggregate(at=Min("enqueued_at"))["at"],
        due_jobs(timezone.now()).aggregate(at=Min("due_at"))["at"],
    )  # fmt: skip


def worker_seen_at() -> datetime | None:
    """Return when a worker last gave a sign of life; None if none is known."""
    found: datetime | None = RunningWorker.objects.aggregate(at=Max("seen_at"))["at"]
    return found


def pending_migrations() -> list[str]:
    """Return the migrations that this release has and the database has not."""
    there = MigrationRecorder(connection).applied_migrations()
    return [".".join(key) for key in sorted(known_migrations() - there.keys())]


@cache
def known_migrations() -> frozenset[tuple[str, str]]:
    """Return the migrations that this release has, by app and name."""
    return frozenset(MigrationLoader(None).disk_migrations or {})


def latest_event_at() -> datetime | None:
    """Return when the last event was written."""
    return Event.objects.order_by("-pk").values_list("at", flat=True).first()


def database_now() -> datetime:
    """Return what time it is where the database runs."""
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found


def stored(*, whole: bool) -> Iterator[tuple[str, str]]:
    """Yield digest and place of stored content: of all, or of the latest and of some others."""
    rows: Any = StoredFile.objects.values_list("sha256", "path")
    if whole:
        yield from rows.order_by("pk").iterator(chunk_size=2000)
        return
    yield from rows.order_by("-pk")[:SAMPLE]
    yield from rows.order_by("sha256")[:SAMPLE]


def is_as_stored(sha256: str, path: str) -> bool:
    """Test whether stored content is there and is what its digest says."""
    place: Path = root() / path
    if not place.is_file():
        return False
    with place.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest() == sha256


def missing_entries() -> int:
    """Return by how many entries the index of the search has more or fewer than records."""
    there: int = sum(
        model.objects.unscoped("how many, for the doctor").count() for model in searched()
    )
    return abs(there - Entry.objects.count())

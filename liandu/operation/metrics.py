"""Figures for Prometheus: how the site is, never what is in it and never who uses it."""

import os
import shutil

from django.conf import settings
from django.utils import timezone
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from liandu import __version__
from liandu.operation import queries

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SEVERAL = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder that processes share their counts in; ``liandu serve --workers`` sets it."""

SITE = CollectorRegistry()
REQUESTS = Counter(
    "liandu_requests", "Requests answered.", ("method", "route", "status"), registry=SITE
)
SECONDS = Histogram(
    "liandu_request_seconds", "How long answers took, by part of the site.", ("app",),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10), registry=SITE,
)  # fmt: skip


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count one request."""
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(route.partition(":")[0] or "none").observe(seconds)


def page() -> bytes:
    """Return all figures as Prometheus reads them."""
    counted = SITE
    if os.environ.get(SEVERAL):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    return generate_latest(counted) + generate_latest(standing())


def standing() -> CollectorRegistry:
    """Return how things stand at this moment: what waits, and how much room is left."""
    registry = CollectorRegistry()
    waiting, use = queries.queue(), shutil.disk_usage(settings.DATA_DIR)
    for name, says, value in (
        ("liandu_unsealed_events", "Events that wait for their seal.", waiting.unsealed),
        ("liandu_waiting_tasks", "Tasks that wait for the worker.", waiting.tasks),
        ("liandu_longest_wait_seconds", "How long the oldest of what waits has waited.",
         waiting.longest(timezone.now()).total_seconds()),
        ("liandu_disk_free_bytes", "Room left for the data folder.", use.free),
        ("liandu_disk_bytes", "Room in all for the data folder.", use.total),
    ):  # fmt: skip
        Gauge(name, says, registry=registry).set(value)
    release = Gauge("liandu_release", "The release that runs.", ("version",), registry=registry)
    release.labels(__version__).set(1)
    return registry

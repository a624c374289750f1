"""One installation to ask: a process of its own, so that its CPU time is that of its requests.

Reads one question a line from standard input, as JSON, and answers each with a line. It runs with
``LIANDU_DATA`` and ``LIANDU_DATABASE`` of the world that is measured; see :mod:`bench._worlds`.
"""

import json
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import liandu.config.wsgi  # noqa: F401 - sets up all that follows, as it is served

# isort: split
from django.db import connection
from django.test import Client

from bench import _ready
from liandu.kernel.whom import asking_itself
from liandu.orgs.models import Person

BACKEND = "django.contrib.auth.backends.ModelBackend"
_clients: dict[str, Client] = {}


def client(who: str) -> Client:
    """Return the browser in which ``who`` is signed in."""
    if who not in _clients:
        _clients[who] = Client()
        with asking_itself("bench"):
            _clients[who].force_login(Person.objects.get(username=who), backend=BACKEND)
    return _clients[who]


def database_ms() -> float:
    """Return the CPU time that our PostgreSQL backend has used; SQLite's is our own."""
    if connection.vendor != "postgresql":
        return 0.0
    pid = connection.connection.info.backend_pid if connection.connection else 0
    path = Path(f"/proc/{pid}/schedstat")
    return int(path.read_text().split()[0]) / 1e6 if pid and path.exists() else 0.0


def timed(ask: Callable[[], Any]) -> dict[str, Any]:
    """Ask once; return the status with the CPU and wall time it took, in milliseconds."""
    connection.ensure_connection()
    asked = []

    def count(execute: Callable[..., Any], *call: Any) -> Any:
        asked.append(1)
        return execute(*call)

    database, wall, cpu = database_ms(), time.perf_counter(), time.process_time()
    with connection.execute_wrapper(count):
        response = ask()
        body = b"".join(response) if response.streaming else response.content
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {
        "status": response.status_code,
        "cpu": cpu * 1000,
        "wall": wall * 1000,
        "database": database_ms() - database,
        "bytes": len(body),
        "queries": len(asked),
    }


def answer(question: dict[str, Any]) -> Any:
    """Return the answer to one question: make ready what is asked for, or ask for a page."""
    if name := question.get("ready"):
        with asking_itself("bench"):
            return getattr(_ready, name)(**question.get("with", {}))
    browser, path = client(question["who"]), question["path"]
    if "form" in question:
        return timed(lambda: browser.post(path, question["form"]))
    return timed(lambda: browser.get(path))


def main() -> None:
    """Answer until there are no more questions."""
    logging.disable(logging.WARNING)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(json.loads(line)), default=str) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()

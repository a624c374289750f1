"""The ``liandu`` command: alone it starts the site, ``serve`` the web server, all else manages."""

import argparse
import os
import sys
import tempfile

from django.core.management import execute_from_command_line

from liandu.config import starting
from liandu.kernel.whom import asking_itself

OWNERS = frozenset({"backup", "migrate", "restore", "second_wall", "upgrade"})
"""What needs the role that owns the tables, where the site answers under a lesser one."""


def main() -> None:
    """Run the command that the words after ``liandu`` name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandu.config.settings")
    if sys.argv[1:] in ([], ["start"]):
        sys.exit(starting.start())
    elif sys.argv[1:2] == ["serve"]:
        serve(sys.argv[2:])
    else:
        manage(sys.argv[1:])


def manage(words: list[str]) -> None:
    """Run a command of the site, as the owner of its tables if there is one and it needs to."""
    # What a command starts in its turn, such as on a restored copy, has a database of its own.
    owner = os.environ.pop("LIANDU_OWNER", "")
    if owner and words[0] in OWNERS:
        os.environ["LIANDU_DATABASE"] = owner
    with asking_itself(words[0]):
        execute_from_command_line(["liandu", *words])


def serve(words: list[str]) -> None:
    """Answer requests until stopped, in this very process."""
    parser = argparse.ArgumentParser(prog="liandu serve", description=serve.__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default="8000")
    parser.add_argument("--workers", default="1", help="processes; SQLite needs no more than one")
    parser.add_argument("--threads", default="4", help="requests answered at once per process")
    options = parser.parse_args(words)
    if options.workers != "1":
        # Each process counts for itself; what they count is added up when it is asked for.
        os.environ.setdefault(
            "PROMETHEUS_MULTIPROC_DIR", tempfile.mkdtemp(prefix="liandu-metrics-")
        )
    server = ["--interface", "wsgi", "--host", options.host, "--port", options.port]
    server += ["--workers", options.workers, "--blocking-threads", options.threads]
    server += ["--no-ws", "--log-level", "warning", "liandu.config.wsgi:application"]
    os.execv(sys.executable, [sys.executable, "-m", "granian", *server])  # noqa: S606 - our own

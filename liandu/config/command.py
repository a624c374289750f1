"""The ``liandu`` command: ``serve`` starts the web server, all else is a management command."""

import argparse
import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command that the words after ``liandu`` name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandu.config.settings")
    if sys.argv[1:2] == ["serve"]:
        serve(sys.argv[2:])
    else:
        execute_from_command_line(["liandu", *sys.argv[1:]])


def serve(words: list[str]) -> None:
    """Answer requests until stopped, in this very process."""
    parser = argparse.ArgumentParser(prog="liandu serve", description=serve.__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", default="8000")
    parser.add_argument("--workers", default="1", help="processes; SQLite needs no more than one")
    parser.add_argument("--threads", default="4", help="requests answered at once per process")
    options = parser.parse_args(words)
    server = ["--interface", "wsgi", "--host", options.host, "--port", options.port]
    server += ["--workers", options.workers, "--blocking-threads", options.threads]
    server += ["--no-ws", "--log-level", "warning", "liandu.config.wsgi:application"]
    os.execv(sys.executable, [sys.executable, "-m", "granian", *server])  # noqa: S606 - our own

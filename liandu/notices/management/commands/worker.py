"""The worker: seals the record each second, runs what pages put off, and what the clock asks."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils.crypto import get_random_string

from liandu.audit.actions import seal_events
from liandu.kernel.whom import asking_itself
from liandu.notices.actions import beat, leave, run_due_jobs

SECOND, SIGN_OF_LIFE, PATIENCE = 1, 5, 20
"""Seconds between seals and looks at the clock, between signs of life, and to end what is begun."""


class Command(BaseCommand):
    """``liandu worker``."""

    help = "Run long work, jobs by the clock, and seal the record, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to stop once nothing is left to do."""
        parser.add_argument("--once", action="store_true", help="do what waits, then stop")

    def handle(self, *_: Any, once: bool = False, **__: Any) -> None:
        """Do each thing beside the others, so that a long import holds up neither seal nor mail.

        Stopped by a signal it ends what it has begun; killed at any point it loses nothing: what
        it held is taken over once it has given no sign of life for a while.
        """
        self.name = get_random_string(32)
        self.stopped = threading.Event()
        queue = {"interval": 0.5, "startup_delay": False, "worker_id": self.name}
        if once:
            self.do(lambda: beat(self.name))
            call_command("db_worker", **{**queue, "interval": 0}, batch=True)
            self.do(lambda: run_due_jobs(self.name))
            self.do(seal_events)
            self.do(lambda: leave(self.name))
            return
        self.do(lambda: beat(self.name))
        beside = [
            self.beside(seal_events, SECOND),
            self.beside(lambda: beat(self.name), SIGN_OF_LIFE),
            self.beside(lambda: run_due_jobs(self.name), SECOND),
        ]
        try:
            call_command("db_worker", **queue)
        finally:
            self.stopped.set()
            for thread in beside:
                thread.join(PATIENCE)
            self.do(lambda: leave(self.name))

    def beside(self, work: Callable[[], object], seconds: float) -> threading.Thread:
        """Begin to do something again and again until the worker is stopped."""

        def keep_on() -> None:
            while True:
                self.do(work)
                close_old_connections()
                if self.stopped.wait(seconds):
                    return

        thread = threading.Thread(target=keep_on, daemon=True)
        thread.start()
        return thread

    def do(self, work: Callable[[], object]) -> None:
        """Do something; a failure is told, and the next round tries again."""
        try:
            with asking_itself("worker"):
                work()
        except Exception as error:
            logging.getLogger(__name__).exception("the worker goes on")
            self.stderr.write(f"put off: {error}")

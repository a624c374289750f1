"""The worker: runs what pages put off, and seals the record each second."""

import threading
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from liandu.audit.actions import seal_events

SECONDS_BETWEEN_SEALS = 1


class Command(BaseCommand):
    """``liandu worker``."""

    help = "Run long work and seal the record, until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to stop once nothing is left to do."""
        parser.add_argument("--once", action="store_true", help="do what waits, then stop")

    def handle(self, *_: Any, once: bool = False, **__: Any) -> None:
        """Seal beside the queue, so that a long import does not hold up the seal."""
        if once:
            call_command("db_worker", batch=True, interval=0, startup_delay=False)
            self.seal()
            return
        threading.Thread(target=self.keep_sealing, daemon=True).start()
        call_command("db_worker", interval=0.5, startup_delay=False)

    def keep_sealing(self) -> None:
        """Seal what was committed since the last second, again and again."""
        while True:
            self.seal()
            close_old_connections()
            time.sleep(SECONDS_BETWEEN_SEALS)

    def seal(self) -> None:
        """Seal what was committed and is not sealed; a failure is told, and tried again later."""
        try:
            seal_events()
        except Exception as error:  # noqa: BLE001 - the next round tries again
            self.stderr.write(f"sealing put off: {error}")

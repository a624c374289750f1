"""The worker: runs what pages put off, and seals the record each second."""

import threading
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from liandu.audit.actions import seal_events

SECONDS_BETWEEN_SEALS = 1


class Command(BaseCommand):
    """``liandu worker``."""

    help = "Run long work and seal the record, until stopped."

    def handle(self, *_: Any, **__: Any) -> None:
        """Seal beside the queue, so that a long import does not hold up the seal."""
        threading.Thread(target=self.keep_sealing, daemon=True).start()
        call_command("db_worker", interval=0.5, startup_delay=False)

    def keep_sealing(self) -> None:
        """Seal what was committed since the last second; a failed round is tried again."""
        while True:
            try:
                seal_events()
            except Exception as error:  # noqa: BLE001 - the next second tries again
                self.stderr.write(f"sealing put off: {error}")
            close_old_connections()
            time.sleep(SECONDS_BETWEEN_SEALS)

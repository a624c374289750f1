"""``liandu demo``: load the demo, once, and say who can sign in."""

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from liandu.demo import clock, pictures
from liandu.demo.bodies import ACCOUNTS, PASSWORD, load_bodies
from liandu.demo.objects import YEAR, load_district, load_objects
from liandu.demo.scale import load_scale
from liandu.demo.year import the_year
from liandu.orgs.models import Person


class Command(BaseCommand):
    """Load the federation of eight and the district committee, with a year of their work."""

    help = "Load a believable, fictional year of work into an empty database, once."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many findings more to make, for measuring."""
        parser.add_argument("--scale", type=int, default=0, help="so many findings more, for bench")

    def handle(self, *_: Any, scale: int = 0, **__: Any) -> None:
        """Load what is not there yet, then print the accounts."""
        unfinished = settings.DATA_DIR / "demo-unfinished"
        if unfinished.exists():
            self.start_over(unfinished)
        if not Person.objects.exists():
            unfinished.touch()
            self.load()
            unfinished.unlink()
        if scale:
            load_scale(scale, self.stdout.write)
        self.stdout.write(f"demo accounts, password {PASSWORD}:")
        for account, role in ACCOUNTS:
            self.stdout.write(f"  {account:<14} {role}")

    def load(self) -> None:
        """Play the year up to this moment."""
        self.stdout.write("loading a year of demo data, about a minute …")
        began, now = time.monotonic(), timezone.now()
        start = now - timedelta(days=YEAR)
        with clock.at(start):
            cast = load_bodies(start - timedelta(days=30))
            watched = load_objects(cast)
            district = load_district(cast)
        with pictures.opened_here():
            played = the_year(cast, watched, district, start).play(now)
        self.stdout.write(f"demo: {played} moments of a year in {time.monotonic() - began:.0f} s")

    def start_over(self, unfinished: Path) -> None:
        """Throw away a demo that was interrupted while it loaded; nothing else can be in there.

        :raises CommandError: where the database is not a file of ours to remove
        """
        if connection.vendor != "sqlite":
            message = "The demo was interrupted. Give it an empty database and start again."
            raise CommandError(message)
        connection.close()
        for tail in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{tail}").unlink(missing_ok=True)
        unfinished.unlink()
        call_command("migrate", verbosity=0)

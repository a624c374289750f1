"""``liandu upgrade``: after a new release was installed, bring the site's data to it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from liandu.operation import locking, queries
from liandu.search.actions import differing

LOOKED_AT = ("settings", "database", "migrations", "disk", "files", "record", "search", "styles")


class Command(BaseCommand):
    """``liandu upgrade COPY``: copy, migrate, collect, index, look over."""

    help = "Bring the data to this release: a copy first, then tables, styles, search; then look."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where the copy goes, and locked with what."""
        parser.add_argument(
            "file", type=Path, nargs="?", help="where the copy goes: file or folder"
        )
        parser.add_argument("--no-backup", action="store_true", help="a copy was made just now")
        locking.take_lock(parser)

    def handle(self, *_args: Any, file: Path | None, no_backup: bool, **options: Any) -> None:
        """Do each step; one that fails ends it, and the copy is there."""
        if file is None and not no_backup:
            raise CommandError(_("Say where the copy of before goes, or --no-backup."))
        waiting = queries.pending_migrations()
        if file is not None:
            given = {name: options[name] for name in ("to", "key", "passphrase_file")}
            call_command("backup", file, **given)
        self.stdout.write(_("migrations to run: %(n)s") % {"n": len(waiting)})
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if differing():
            call_command("search", "rebuild")
        call_command("doctor", *LOOKED_AT)

"""``liandu restore``: put a copy in the place of an empty site, or of this one if told to."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from liandu.engines.lockbox import Unopened
from liandu.kernel.actor import SYSTEM
from liandu.operation import locking, restoring
from liandu.operation.actions import record_restoring
from liandu.operation.databases import NotPossible
from liandu.operation.sites import here


class Command(BaseCommand):
    """``liandu restore FILE``."""

    help = "Put a copy in the place of an empty site; stop the site and its worker before."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare which copy, opened with what, over what."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="though there is a site here")
        parser.add_argument(
            "--as-it-was", action="store_true", help="leave the tables as they are in the copy"
        )
        locking.take_key(parser)

    def handle(self, *_args: Any, file: Path, **options: Any) -> None:
        """Restore, then verify every file and the whole record."""
        site = here()
        try:
            key = locking.key(options)
            with file.open("rb") as source:
                manifest = restoring.restore(site, source, key, replace=options["replace"])
        except NotPossible as fault:
            raise CommandError(str(fault)) from fault
        except Unopened as fault:
            raise CommandError(locking.why(fault)) from fault
        except OSError as fault:
            words = _("The copy could not be restored: %(why)s")
            raise CommandError(words % {"why": fault.strerror or fault}) from fault
        words = _(
            "restored: %(rows)s rows, %(files)s files, copied at %(at)s by Liandu %(version)s"
        )
        told = {"files": manifest.files, "at": manifest.made_at, "version": manifest.version}
        self.stdout.write(words % {"rows": sum(manifest.counts.values()), **told})
        if options["as_it_was"]:
            return
        if restoring.looked_over(site):
            raise CommandError(_("The copy is restored, but not all is right with it: see above."))
        record_restoring(actor=SYSTEM, what=file.name, made_at=manifest.made_at)

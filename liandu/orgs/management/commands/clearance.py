"""At the console: stand in as the second person where a site has one security administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import Refusal
from liandu.orgs.actions import agree_clearances
from liandu.orgs.queries import clearances, waiting


class Command(BaseCommand):
    """``liandu clearance [--agree NUMBER … --reason "..."]``."""

    help = "List the clearances that wait for a second person, or agree to some as the console."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare which ones, and why the console does it."""
        parser.add_argument("--agree", type=int, nargs="+", default=[], metavar="NUMBER")
        parser.add_argument("--reason", default="")

    def handle(self, *_args: Any, agree: list[int], reason: str, **_options: Any) -> None:
        """Agree, or say what waits."""
        if not agree:
            for row in clearances().filter(waiting(timezone.now())):
                words = f"{row.pk}: {row.membership} {row.membership.clearance} → {row.clearance}"
                self.stdout.write(f"{words} · {row.proposed_by}: {row.reason}")
            return
        try:
            count = agree_clearances(actor=SYSTEM, proposal_ids=agree, reason=reason)
        except Refusal as refusal:
            raise CommandError(str(refusal) or _("There is no such proposal.")) from refusal
        self.stdout.write(_("%(count)s agreed to.") % {"count": count})

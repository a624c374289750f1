"""At the console: open the account of an administrator; the first ones come from nowhere else."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import Refusal
from liandu.orgs.actions.people import Particulars, open_administrator
from liandu.orgs.rules import AdminKind


class Command(BaseCommand):
    """``liandu administrator <kind> <account> <name> --reason "..."``."""

    help = "Open the account of an administrator; an empty site needs one of each kind."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the kind, the account, the name, and why the console does it."""
        parser.add_argument("kind", choices=[kind.value for kind in AdminKind])
        parser.add_argument("account")
        parser.add_argument("name")
        parser.add_argument("--reason", required=True)

    def handle(
        self, *_args: Any, kind: str, account: str, name: str, reason: str, **_options: Any
    ) -> None:
        """Open it, and print the password for its first use, which is kept nowhere."""
        try:
            _person, password = open_administrator(
                actor=SYSTEM, particulars=Particulars(account, name), admin=kind, reason=reason
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            _("Password for the first sign-in: %(password)s") % {"password": password}
        )

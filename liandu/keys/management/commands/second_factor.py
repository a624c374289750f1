"""At the console: take away a second factor when no security administrator can sign in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import Refusal
from liandu.keys import actions
from liandu.orgs.queries import person_of


class Command(BaseCommand):
    """``liandu second_factor <account> --reason "..."``."""

    help = "Take away the second factor of an account."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the account and the reason, which the person reads at their next sign-in."""
        parser.add_argument("account")
        parser.add_argument("--reason", required=True)

    def handle(self, *_args: Any, account: str, reason: str, **_options: Any) -> None:
        """Take it away, and say so."""
        person = person_of(account)
        if person is None:
            raise CommandError(_("There is no such account."))
        try:
            actions.reset(actor=SYSTEM, person_id=person.pk, reason=reason)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            _("The second factor is taken away. The person is told at their sign-in.")
        )

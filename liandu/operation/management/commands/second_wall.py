"""``liandu second_wall``: let PostgreSQL itself hold the site to what each person may know."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils.translation import gettext as _

from liandu.access import second_wall


class Command(BaseCommand):
    """``liandu second_wall raise ROLE`` and ``liandu second_wall lower``."""

    help = "Raise the second wall in PostgreSQL, for the role the site answers under, or lower it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to do, and whom the wall holds."""
        parser.add_argument("what", choices=("raise", "lower"), help="a migration renews it")
        parser.add_argument("role", nargs="?", default="", help="the role of LIANDU_DATABASE")

    def handle(self, *_args: Any, what: str, role: str, **_options: Any) -> None:
        """Raise the wall or take it away."""
        if connection.vendor != "postgresql":
            raise CommandError(_("Only PostgreSQL has a second wall."))
        standing = second_wall.standing()
        if standing.holds:
            raise CommandError(_("This is for the owner of the tables: set LIANDU_OWNER."))
        if what == "lower":
            second_wall.lower()
            self.stdout.write(_("The second wall is taken away."))
            return
        role = role or standing.role
        if fault := second_wall.unfit(role):
            raise CommandError(fault % {"role": role})
        told = {"n": second_wall.raise_for(role), "role": role}
        self.stdout.write(_("The second wall stands before %(n)s tables, for %(role)s.") % told)

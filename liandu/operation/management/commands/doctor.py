"""``liandu doctor``: look the installation over, and say what to do."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liandu.operation.checks import CHECKS, looked


class Command(BaseCommand):
    """``liandu doctor [--whole] [CHECK …]``."""

    help = "Look the installation over, and say what to do; ends with 1 if there is advice."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to look at everything, and which checks to make."""
        parser.add_argument("--whole", action="store_true", help="every file, event and entry")
        parser.add_argument("checks", nargs="*", metavar="CHECK", help=", ".join(CHECKS))

    def handle(self, *_args: Any, whole: bool, checks: list[str], **_options: Any) -> None:
        """Make each check and print a line for it."""
        if unknown := set(checks) - CHECKS.keys():
            raise CommandError(_("There is no such check: %(name)s") % {"name": unknown.pop()})
        advised = 0
        for name in checks or CHECKS:
            told = looked(name, whole=whole)
            advised += bool(told.advice)
            self.stdout.write(f"{'!' if told.advice else '✓'} {name:<11} {told.says}")
            if told.advice:
                self.stdout.write(f"  → {told.advice}")
        if advised:
            words = ngettext("%(n)s thing to see to", "%(n)s things to see to", advised)
            raise CommandError(words % {"n": advised})

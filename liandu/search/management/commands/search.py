"""The index of words at the console: compare it with the records, or write it anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liandu.search.actions import differing, rebuild


class Command(BaseCommand):
    """``liandu search check | rebuild``."""

    help = "Compare the index of the search with the records, or write it anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the two."""
        parser.add_argument("what", choices=["check", "rebuild"])

    def handle(self, *_args: Any, what: str, **_options: Any) -> None:
        """Run one of the two; a difference is told by the exit code too."""
        if what == "rebuild":
            count = rebuild()
            words = ngettext(
                "%(count)s record is indexed.", "%(count)s records are indexed.", count
            )
            self.stdout.write(words % {"count": count})
            return
        if count := differing():
            words = ngettext(
                "%(count)s record is not found by its words. Run: liandu search rebuild",
                "%(count)s records are not found by their words. Run: liandu search rebuild",
                count,
            )
            raise CommandError(words % {"count": count})
        self.stdout.write(_("The index is right."))

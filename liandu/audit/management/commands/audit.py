"""The record at the console: seal it, verify it, prove an event, write it out."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liandu.audit import verifying
from liandu.audit.actions import export_record, seal_events
from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import NotVisible, Refusal


def day(text: str) -> datetime:
    """Return the beginning of the day written as ``2025-06-01``, where this node is."""
    try:
        return timezone.make_aware(datetime.combine(date.fromisoformat(text), time.min))
    except ValueError as fault:
        raise ArgumentTypeError(text) from fault


class Command(BaseCommand):
    """``liandu audit seal | verify | prove | export``."""

    help = "Seal, verify, prove and export the record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the four commands; a body is named by its code, ``-`` for the installation."""
        commands = parser.add_subparsers(dest="command", required=True)
        commands.add_parser("seal", help="seal all that was committed")
        verify = commands.add_parser("verify", help="seal, then take all hashes again")
        prove = commands.add_parser("prove", help="print the proof that an event is in the record")
        prove.add_argument("event_id", type=int)
        prove.add_argument("--content", action="store_true", help="also reveal what it says")
        export = commands.add_parser("export", help="write events and checkpoints to a file")
        export.add_argument("file", type=Path)
        for each in (verify, export):
            each.add_argument("--body", default="", help="the code of one body, or -")
            each.add_argument("--since", type=day, help="a day, such as 2025-06-01")

    def handle(self, *_args: Any, command: str, **options: Any) -> None:
        """Run one of the four."""
        run: dict[str, Callable[[dict[str, Any]], None]] = {
            "seal": self.seal,
            "verify": self.verify,
            "prove": self.prove,
            "export": self.export,
        }
        try:
            run[command](options)
        except NotVisible as refusal:
            raise CommandError(_("There is no such body or event in the record.")) from refusal
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def seal(self, _options: dict[str, Any]) -> None:
        """Seal all that was committed."""
        count = seal_events()
        self.stdout.write(
            ngettext("%(n)s event sealed", "%(n)s events sealed", count) % {"n": count}
        )

    def verify(self, options: dict[str, Any]) -> None:
        """Seal, then verify; the exit code is 1 if anything differs."""
        seal_events()
        report = verifying.verify(options["body"], options["since"])
        for fault in report.faults:
            self.stderr.write(verifying.say_fault(fault))
        counts = {
            "events": report.event_count,
            "heads": report.head_count,
            "logs": report.log_count,
            "faults": len(report.faults),
        }
        looked = _("%(events)s events, %(heads)s signed heads in %(logs)s logs") % counts
        if report.faults:
            raise CommandError(_("%(looked)s: %(faults)s faults") % {"looked": looked, **counts})
        self.stdout.write(_("%(looked)s: no fault") % {"looked": looked})

    def prove(self, options: dict[str, Any]) -> None:
        """Print the proof of one event."""
        seal_events()
        proof = verifying.prove(options["event_id"], with_content=options["content"])
        self.stdout.write(json.dumps(proof, ensure_ascii=False, indent=1))

    def export(self, options: dict[str, Any]) -> None:
        """Write the record to a file, and put on record that it was."""
        seal_events()
        count = 0
        with options["file"].open("w", encoding="utf-8") as file:
            for line in verifying.export(options["body"], options["since"]):
                count += file.write(line) > 0 and line.startswith('{"content"')
        export_record(actor=SYSTEM, count=count, what=options["file"].name)
        self.stdout.write(
            ngettext("%(n)s event written", "%(n)s events written", count) % {"n": count}
        )

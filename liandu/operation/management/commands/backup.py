"""``liandu backup``: all of the site in one locked file, while the site goes on."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from liandu.engines.lockbox import Passphrase, Unopened, new_identity
from liandu.engines.lockbox.locks import Key, Lock
from liandu.kernel.actor import SYSTEM
from liandu.operation import copies, locking, restoring
from liandu.operation.actions import record_backup
from liandu.operation.databases import NotPossible
from liandu.operation.sites import here


class Command(BaseCommand):
    """``liandu backup FILE [--verify]`` and ``liandu backup --new-key FILE``."""

    help = "Write all of the site into one locked file; a folder gets a file named by the time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare where to, locked with what, and whether to prove it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--new-key", action="store_true", help="make a key pair instead")
        parser.add_argument("--verify", action="store_true", help="restore it in a scratch place")
        locking.take_lock(parser)

    def handle(self, *_args: Any, file: Path, new_key: bool, **options: Any) -> None:
        """Write a copy, or make a key pair."""
        try:
            if new_key:
                self.make_key(file)
            else:
                self.copy(file, options)
        except NotPossible as fault:
            raise CommandError(str(fault)) from fault
        except Unopened as fault:
            raise CommandError(locking.why(fault)) from fault
        except OSError as fault:
            words = _("The copy could not be written: %(why)s")
            raise CommandError(words % {"why": fault.strerror or fault}) from fault

    def make_key(self, file: Path) -> None:
        """Write a private key for its owner's eyes alone, and print the public one."""
        pair = new_identity()
        with _new(file) as target:
            target.write(pair.pem())
        self.stdout.write(pair.recipient().text())

    def copy(self, file: Path, options: dict[str, Any]) -> None:
        """Write a copy, and prove it if asked to."""
        lock = locking.lock(options)
        key = self.key(lock, options) if options["verify"] else None
        if file.is_dir():
            file /= f"liandu-{timezone.now():%Y%m%dT%H%M%SZ}.backup"
        manifest = written(file, lock)
        record_backup(actor=SYSTEM, what=file.name)
        rows, mib = sum(manifest.counts.values()), file.stat().st_size / 1024**2
        words = _("%(file)s: %(rows)s rows, %(files)s files, %(size)s MiB")
        told = {"file": file, "rows": rows, "files": manifest.files, "size": f"{mib:.1f}"}
        self.stdout.write(words % told)
        if key is not None:
            self.prove(file, key)

    def key(self, lock: Lock, options: dict[str, Any]) -> Key:
        """Return what opens the copy that is to be written."""
        if isinstance(lock, Passphrase):
            return lock
        if not options["key"]:
            raise NotPossible(_("To verify a copy locked with a key, name its private key: --key"))
        return locking.key(options)

    def prove(self, file: Path, key: Key) -> None:
        """Restore the copy in a scratch place."""
        with file.open("rb") as source:
            if restoring.proved(here(), source, key):
                raise CommandError(_("The copy was restored, and it is not right: see above."))
        self.stdout.write(_("The copy was restored in a scratch place and is right."))


def written(file: Path, lock: Lock) -> copies.Manifest:
    """Write a copy under the name ``file``, whole or not at all."""
    part = file.with_name(f"{file.name}.part")
    if file.exists():
        raise NotPossible(_("%(path)s is there already.") % {"path": file})
    try:
        with _new(part) as target:
            manifest = copies.write(here(), target, lock)
            target.flush()
            os.fsync(target.fileno())
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _new(path: Path) -> BinaryIO:
    """Return a new file for its owner's eyes alone, open for writing."""
    try:
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
    except FileExistsError:
        raise NotPossible(_("%(path)s is there already.") % {"path": path}) from None

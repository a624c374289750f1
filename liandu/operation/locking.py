"""What a copy is locked and opened with, from the words and the environment of a command."""

import getpass
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from liandu.engines.lockbox import (
    Passphrase,
    Unopened,
    Why,
    read_identity,
    read_recipient,
)
from liandu.engines.lockbox.locks import Key, Lock, WrongLock
from liandu.operation.databases import NotPossible

LEAST = 12
PASSPHRASE, RECIPIENT = "LIANDU_BACKUP_PASSPHRASE", "LIANDU_BACKUP_KEY"


def take_lock(parser: ArgumentParser) -> None:
    """Declare what a copy can be locked with."""
    parser.add_argument("--to", default="", help=f"a public key; or in {RECIPIENT}")
    take_key(parser)


def take_key(parser: ArgumentParser) -> None:
    """Declare what a copy can be opened with."""
    parser.add_argument("--key", type=Path, help="the file of the private key")
    parser.add_argument("--passphrase-file", type=Path, help=f"else {PASSPHRASE}, or you are asked")


def lock(options: dict[str, Any]) -> Lock:
    """Return what to lock a new copy with.

    :raises NotPossible: if it is no key, or the passphrase is too short
    """
    if text := options["to"] or os.environ.get(RECIPIENT, ""):
        try:
            return read_recipient(text)
        except WrongLock:
            raise NotPossible(
                _("This is no public key. Make one: liandu backup --new-key")
            ) from None
    return passphrase(options, is_new=True)


def key(options: dict[str, Any]) -> Key:
    """Return what to open a copy with.

    :raises NotPossible: if there is nothing to open it with
    """
    if path := options["key"]:
        try:
            return read_identity(path.read_bytes())
        except (OSError, WrongLock):
            raise NotPossible(_("There is no private key in %(path)s.") % {"path": path}) from None
    return passphrase(options, is_new=False)


def passphrase(options: dict[str, Any], *, is_new: bool) -> Passphrase:
    """Return the passphrase from a file, the environment, or whoever sits there.

    :raises NotPossible: if there is none, or a new one is too short
    """
    text = os.environ.get(PASSPHRASE, "")
    if path := options["passphrase_file"]:
        text = path.read_text().strip("\r\n")
    elif not text and sys.stdin.isatty():
        text = getpass.getpass(_("Passphrase of the copy: "))
    if not text:
        raise NotPossible(_("Give a passphrase (--passphrase-file) or a key (--to, --key)."))
    if is_new and len(text) < LEAST:
        words = _("The passphrase has fewer than %(least)s letters. Take a sentence.")
        raise NotPossible(words % {"least": LEAST})
    return Passphrase(text)


def why(fault: Unopened) -> str:
    """Return the sentence for a copy that cannot be opened."""
    return {
        Why.OTHER: _("This is no copy of Liandu."),
        Why.KEY: _("The passphrase or key is not the one this copy was locked with."),
        Why.ALTERED: _("This copy was altered: it is not as it was written. Take another one."),
        Why.CUT: _("This copy is not whole: its end is missing or altered. Fetch it again."),
    }[fault.why]

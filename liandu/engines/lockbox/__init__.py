"""One file that only a passphrase or a key opens, written and read piece by piece."""

from liandu.engines.lockbox.locks import (
    Identity,
    Passphrase,
    Recipient,
    new_identity,
    read_identity,
    read_recipient,
)
from liandu.engines.lockbox.pieces import Opened, Sealing, Unopened, Why

__all__ = [
    "Identity", "Opened", "Passphrase", "Recipient", "Sealing", "Unopened", "Why",
    "new_identity", "read_identity", "read_recipient",
]  # fmt: skip

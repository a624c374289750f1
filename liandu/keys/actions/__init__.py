"""Writing about what people prove who they are with."""

from liandu.keys.actions.factors import (
    prove,
    read_reset,
    remove,
    renew_codes,
    reset,
    set_up,
)
from liandu.keys.actions.identities import arrive, connect, disconnect
from liandu.keys.actions.passkeys import add_passkey, prove_passkey, remove_passkey

__all__ = [
    "add_passkey", "arrive", "connect", "disconnect", "prove", "prove_passkey", "read_reset",
    "remove", "remove_passkey", "renew_codes", "reset", "set_up",
]  # fmt: skip

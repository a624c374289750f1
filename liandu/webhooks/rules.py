"""What a webhook is told of, and how what is sent is signed: plain Python."""

import hmac
import re
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from ipaddress import ip_address, ip_network
from secrets import token_bytes
from typing import Final

from liandu.engines.outbound import NotSent, Target, is_public

MOST_WEBHOOKS: Final = 10
MOST_TRIES: Final = 10
LEASE: Final = timedelta(minutes=5)
"""A delivery that a worker began so long ago, and did not end, is sent by another."""
ROUND: Final = timedelta(seconds=45)
"""So long a round may take: other work by the clock waits behind it."""
KEPT_FOR: Final = timedelta(days=30)
ALL: Final = "*"
TEST: Final = "webhooks.test"
"""What a trial says that it is."""
PREFIX: Final = "whsec_"
KEY_BYTES: Final = 32
WELL: Final = range(200, 300)
OF_NONE: Final = re.compile(
    r"exported$|[.](template|library|checklist|import|list|letterhead|light_rules|look_back_d)"
)


class DeliveryState(StrEnum):
    """What became of a delivery."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"


def new_key() -> str:
    """Return a key to sign with, as its holder keeps it (Standard Webhooks)."""
    return PREFIX + b64encode(token_bytes(KEY_BYTES)).decode()


def signature(key: str, delivery: str, at: int, content: bytes) -> str:
    """Return what proves that ``content`` is ours and was sent at ``at`` (Standard Webhooks)."""
    secret = b64decode(key.removeprefix(PREFIX))
    signed = b".".join((delivery.encode(), str(at).encode(), content))
    return "v1," + b64encode(hmac.digest(secret, signed, sha256)).decode()


def is_about_a_record(kind: str) -> bool:
    """Test whether a kind of event is about a record, not about templates, lists or imports."""
    return OF_NONE.search(kind) is None


def wants(chosen: Collection[str], kind: str) -> bool:
    """Test whether a kind of event was chosen, by itself or with all of its area."""
    return kind in chosen or f"{kind.partition('.')[0]}.{ALL}" in chosen


def is_address(url: str, inside: Iterable[str]) -> bool:
    """Test whether something may be sent to an address, as far as it says by itself.

    Where a name leads is looked at each time something is sent.
    """
    try:
        host = Target(url).host
    except NotSent:
        return False
    try:
        address = ip_address(host)
    except ValueError:
        return True
    networks = (ip_network(one, strict=False) for one in inside)
    return is_public(address) or any(address in network for network in networks)

"""Who has to have a second factor, and how its codes look, in plain Python."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from liandu.kernel.actor import Actor
from liandu.orgs.rules import RoleCode, Seat

OFFERED: Final = "offered"
FOR_ALL: Final = "all"
CODES: Final = 10
# Twelve of thirty-one characters are 59 bits: nobody guesses one, and no two look alike on paper.
LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS: Final = 3
MOST_FAILURES: Final = 5
WAIT: Final = timedelta(minutes=15)
# How long a proof lasts for changing what one proves oneself with.
FRESH: Final = timedelta(minutes=10)
# How long somebody may take between the password and the second factor.
PATIENCE: Final = timedelta(minutes=5)
# How long somebody may be away at the identity provider.
LONGEST_AWAY: Final = timedelta(minutes=10)
MOST_PASSKEYS: Final = 10


class Proof(StrEnum):
    """What came of somebody's attempt to prove who they are."""

    GOOD = "good"
    WRONG = "wrong"
    BLOCKED = "blocked"
    COPIED = "copied"


def must_have(actor: Actor, seats: Iterable[Seat], policy: str) -> bool:
    """Test whether the actor may do nothing here without a second factor.

    Administrators and custodians of leads: whoever took over such an account alone would hold the
    keys to all others, or to what must never be known (GB/T 22239-2019, 8.1.4.1).
    """
    if policy == OFFERED:
        return False
    return bool(actor.admin) or any(RoleCode.LEAD_CUSTODIAN in seat.roles for seat in seats)


def new_code() -> str:
    """Return a recovery code."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(GROUPS))


def plain(code: str) -> str:
    """Return a code as it was meant: without the spaces and dashes that people type or leave."""
    return "".join(code.split()).replace("-", "").lower()


def is_fresh(proved_at: int, now: datetime) -> bool:
    """Test whether a proof, by its time stamp, is recent enough to change the keys themselves."""
    return 0 <= now.timestamp() - proved_at < FRESH.total_seconds()


def failed(failures: int, now: datetime) -> tuple[int, datetime | None]:
    """Return how many failures count after one more, and until when nothing more is taken."""
    failures += 1
    return (0, now + WAIT) if failures >= MOST_FAILURES else (failures, None)

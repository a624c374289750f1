"""What a token may reach, for how long and how often: plain Python."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final


class Reach(StrEnum):
    """What a token lets a program do in one area."""

    NONE = ""
    READ = "read"
    WRITE = "write"


AREAS: Final = (
    "works", "inspections", "findings", "risks", "contracts", "dispatch", "meetings", "papers",
    "sharing", "files", "figures", "notices", "search", "bodies",
)  # fmt: skip
"""What there is to reach; each operation of the interface belongs to one."""
WRITABLE: Final = frozenset({"inspections", "findings", "dispatch", "meetings", "files"})
"""Where a program can do more than read."""

LONGEST_TERM: Final = timedelta(days=365)
USUAL_TERM: Final = timedelta(days=90)
MOST_TOKENS: Final = 10
KEPT_FOR: Final = timedelta(days=7)
"""So long an answer is known to whoever asks again."""
PREFIX: Final = "liandu_"
SHOWN: Final = 4
"""So many characters after the prefix are kept, to tell one token from another."""
MARKED_EVERY: Final = timedelta(minutes=5)
"""How exactly the last use of a token is known: writing it down each time would cost a write."""


def new_secret() -> str:
    """Return a token as its holder keeps it: 256 bits that nobody guesses."""
    return PREFIX + token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return what is stored of a token. It is no password: there is nothing to try out."""
    return sha256(secret.encode()).hexdigest()


def hint_of(secret: str) -> str:
    """Return how a token begins, as lists show it."""
    return secret[: len(PREFIX) + SHOWN]


def is_scope(scope: Mapping[str, str]) -> bool:
    """Test whether a scope names areas there are, reaches something, and writes where one can."""
    known = all(area in AREAS and reach in set(Reach) for area, reach in scope.items())
    return known and any(scope.values()) and _written(scope) <= WRITABLE


def _written(scope: Mapping[str, str]) -> set[str]:
    return {area for area, reach in scope.items() if reach == Reach.WRITE}


def reaches(scope: Mapping[str, str], area: str, *, writes: bool) -> bool:
    """Test whether a scope lets a program read, or write, in an area."""
    reach = scope.get(area, Reach.NONE)
    return reach == Reach.WRITE or (reach == Reach.READ and not writes)

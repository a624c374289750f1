"""For whom the database is asked: the second wall of PostgreSQL answers nobody else.

What is said here goes to the database before the next statement, signed, so that a statement
that was slipped in cannot say it for somebody else (kernel/postgresql, access/second_wall).
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from liandu.kernel.actor import Actor, now

T = TypeVar("T")

PURPOSE = b"liandu second wall"
BLOCK = 64
"""Bytes of a block of SHA-256."""


@dataclass(frozen=True, slots=True)
class Whom:
    """A person at a moment; or, with ``why``, the installation itself: an action, a command."""

    person_id: int
    at: datetime
    why: str = ""


_whom: ContextVar[Whom | None] = ContextVar("for whom the database is asked", default=None)


def whom() -> Whom | None:
    """Return for whom the database is asked now; None is nobody."""
    return _whom.get()


def answer_to(actor: Actor) -> None:
    """From here on ask for ``actor``, until whatever is around this ends."""
    _whom.set(Whom(actor.person_id, actor.at) if actor.person_id else None)


@contextmanager
def asking_for(actor: Actor) -> Iterator[None]:
    """Ask for ``actor`` within, and for nobody else."""
    token = _whom.set(None)
    answer_to(actor)
    try:
        yield
    finally:
        _whom.reset(token)


@contextmanager
def asking_itself(why: str) -> Iterator[None]:
    """Ask for the installation itself within: what an action, the worker or a command needs."""
    there = _whom.get()
    token = _whom.set(there if there and there.why else Whom(0, now(), why))
    try:
        yield
    finally:
        _whom.reset(token)


def kept(rows: Iterable[T]) -> Iterator[T]:
    """Yield ``rows``, each asked for the one for whom this was called, whenever it is read."""
    there, rest = _whom.get(), iter(rows)

    def go_on() -> Iterator[T]:
        while True:
            token = _whom.set(there)
            try:
                row = next(rest)
            except StopIteration:
                return
            finally:
                _whom.reset(token)
            yield row

    return go_on()


def key(secret: str) -> bytes:
    """Return the key that says are signed with: of the site's secret, and not the secret."""
    return hmac.digest(secret.encode(), PURPOSE, hashlib.sha256)


def signed(one: Whom, *, secret: str, until: int, connection: int) -> str:
    """Return what is told to the database; it holds until then, and on that connection alone."""
    moment = int(one.at.timestamp() * 1_000_000)
    words = f"{one.person_id}|{moment}|{one.why}|{until}|{connection}"
    return f"{words}|{hmac.digest(key(secret), words.encode(), hashlib.sha256).hex()}"


def pads(secret: str) -> tuple[bytes, bytes]:
    """Return the key as the two blocks that HMAC begins with, for whoever has SHA-256 alone."""
    block = key(secret).ljust(BLOCK, b"\0")
    return bytes(one ^ 0x36 for one in block), bytes(one ^ 0x5C for one in block)

"""When somebody is reminded of what falls due, and when work that failed is tried again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

MINUTE: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=6)
EPOCH: Final = datetime(2020, 1, 1, tzinfo=UTC)

LEASE: Final = MINUTE
"""Who shows no sign of life for so long is taken for dead, and what it held goes to others."""

MOST_TRIES: Final = 5
"""Work that failed so often waits for somebody to look at it."""


class Step(StrEnum):
    """How near the end of a term is that somebody is reminded of."""

    SOON = "due_soon"
    TODAY = "due_today"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Reminding:
    """What a person is to be reminded of now; ``mark`` tells one reminder of a term from another.

    It follows from the term and the moment alone: a run that was missed is made up by the next,
    and a run twice over finds the reminder there.
    """

    step: Step
    mark: str


def reminding(
    due_at: datetime, now: datetime, days: Iterable[int], again: int, zone: tzinfo
) -> Reminding | None:
    """Return the reminder that is due ``now`` of a term that ends at ``due_at``, if any.

    ``days`` are the days left on which to remind; once overdue, again every ``again`` days.
    """
    left = (due_at.astimezone(zone).date() - now.astimezone(zone).date()).days
    if now > due_at:
        return Reminding(Step.OVERDUE, f"late-{-left // again * again}")
    reached = [day for day in days if left <= day]
    if not reached:
        return None
    return Reminding(Step.SOON if left else Step.TODAY, str(min(reached)))


def backoff(failures: int) -> timedelta:
    """Return how long to wait after so many failures in a row: twice as long each time."""
    wait: timedelta = MINUTE * 2 ** min(max(failures - 1, 0), 16)
    return min(wait, LONGEST_WAIT)


def next_time(now: datetime, every: timedelta) -> datetime:
    """Return the next full ``every`` after ``now``: what was missed is not made up one by one."""
    return EPOCH + ((now - EPOCH) // every + 1) * every


MAIL_LEASE: Final = 10 * MINUTE
"""A mail that somebody began to send so long ago, and did not end, is sent by another."""

MOST_MAIL_TRIES: Final = 10
FRESH: Final = timedelta(days=8)
"""What was told longer ago than this is no longer sent by mail."""


class Digest(StrEnum):
    """How often mail comes."""

    EACH = "each"
    DAILY = "daily"
    WEEKLY = "weekly"


class MailState(StrEnum):
    """What became of a mail."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    DROPPED = "dropped"


def last_digest(now: datetime, digest: str, hour: int, weekday: int, zone: tzinfo) -> datetime:
    """Return the last moment up to ``now`` at which a digest was due."""
    if digest == Digest.EACH:
        return now
    found = now.astimezone(zone).replace(hour=hour, minute=0, second=0, microsecond=0)
    if digest == Digest.WEEKLY:
        found -= timedelta(days=(found.weekday() - weekday) % 7)
    if found > now:
        found -= timedelta(days=7 if digest == Digest.WEEKLY else 1)
    return found


def is_quiet(now: datetime, first: int | None, last: int | None, zone: tzinfo) -> bool:
    """Test whether ``now`` lies in quiet hours, which may go over midnight."""
    if first is None or last is None or first == last:
        return False
    hour = now.astimezone(zone).hour
    return first <= hour < last if first < last else hour >= first or hour < last

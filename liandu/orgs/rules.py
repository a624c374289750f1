"""What posts, roles and administrators are, in plain Python."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

CODE: Final = re.compile(r"[1-9]\d{5}")
HIGHEST_CLEARANCE: Final = 3
# What any post may come with; above it a second security administrator agrees (trust.md, 2.4).
ORDINARY_CLEARANCE: Final = 1
ANSWER_WITHIN: Final = timedelta(days=14)
# The kinds of record that a role may see body-wide (access/rules.py, RecordKind).
# Of a phone number the first three and the last four digits are shown; of a short one these alone.
LONG, LAST = 7, 4
SIGHTED_KINDS: Final = frozenset(range(16))


class RoleCode(StrEnum):
    """The roles that permits know by name; installations may add more, which only widen sight."""

    SECRETARIAT = "secretariat"
    LIAISON = "liaison"
    INSPECTOR = "inspector"
    HANDLER = "handler"
    HEAD = "head"
    LEADER = "leader"
    LEAD_CUSTODIAN = "lead_custodian"


class AdminKind(StrEnum):
    """The three administrators; a person is at most one, and then holds no post."""

    SYSTEM = "system_admin"
    SECURITY = "security_admin"
    AUDIT = "audit_admin"


class ProposalState(StrEnum):
    """How a proposal to raise a clearance stands; open and lapsed follow from its dates."""

    OPEN = "open"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class BodyKind(StrEnum):
    """What sort of body it is."""

    COMMITTEE = "committee"
    SECRETARIAT = "secretariat"
    DISCIPLINE = "discipline"
    AUDIT = "audit"
    DEPARTMENT = "department"
    TERRITORY = "territory"
    PUBLIC_BODY = "public_body"
    ENTERPRISE = "enterprise"


@dataclass(frozen=True, slots=True)
class Seat:
    """One live membership of a person, flat: what sight and permits are computed from."""

    membership_id: int
    post_id: int
    post_name: str
    body_id: int
    body_name: str
    body_path: str
    clearance: int
    roles: frozenset[str]
    kinds: frozenset[int]


@dataclass(frozen=True, slots=True)
class Held:
    """A session that somebody holds; ``handle`` names it on a page, where its key must not be."""

    key: str
    handle: str
    began_at: datetime | None
    address: str
    browser: str
    used_at: datetime


# In this order: Edge and others also call themselves Chrome, and Chrome calls itself Safari.
BROWSERS: Final = (
    ("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
MACHINES: Final = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def held(key: str, began: str, used_at: datetime) -> Held:
    """Return a session from its key, what the sign-in wrote down, and when it was last used."""
    seconds, _, rest = began.partition(" ")
    address, _, agent = rest.partition(" ")
    at = datetime.fromtimestamp(int(seconds), UTC) if seconds.isdecimal() else None
    named = [next((name for mark, name in t if mark in agent), "") for t in (BROWSERS, MACHINES)]
    handle = sha256(key.encode()).hexdigest()[:20]
    return Held(key, handle, at, address, " · ".join(filter(None, named)), used_at)


def needs_second(clearance: int, present: int) -> bool:
    """Test whether one security administrator alone may not give this clearance."""
    return clearance > max(present, ORDINARY_CLEARANCE)


def state_of(
    outcome: str, lapses_at: datetime, ends_at: datetime | None, now: datetime, *, is_backed: bool
) -> str:
    """Return how a proposal stands: unanswered, it lapses with time, and with the post.

    ``is_backed`` says that who made it still gives rights, and whom it concerns has an account.
    """
    if outcome:
        return outcome
    is_over = lapses_at <= now or (ends_at is not None and ends_at <= now) or not is_backed
    return ProposalState.LAPSED if is_over else ProposalState.OPEN


def masked(number: str) -> str:
    """Return a phone or identity number with what tells whose it is taken out."""
    number = number.strip()
    shown = 3 if len(number) > LONG else 0
    return number[:shown] + "*" * (len(number) - shown - LAST) + number[-LAST:] if number else ""


def path_of(parent_path: str, pk: int) -> str:
    """Return the path of the body ``pk`` under ``parent_path``; a subtree is a prefix of paths."""
    return f"{parent_path or '/'}{pk}/"

"""What requests for cooperation go by: their life, their limits, what they must say. Plain Python.

The asking body sends a request, the asked body answers it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Any, Final

from liandu.kernel.deadlines import DAY, Unit, WorkCalendar, end_of
from liandu.kernel.workflow import Step, Workflow

PREFIX: Final = "XZ"
"""What numbers of requests begin with (协作)."""


class RequestKind(StrEnum):
    """What is asked for."""

    INVITE = "invite"
    ENQUIRY = "enquiry"
    LEND = "lend"
    INSPECTION = "inspection"
    SHARE = "share"


class Urgency(StrEnum):
    """How soon the reply is wanted."""

    NORMAL = "normal"
    URGENT = "urgent"


class RequestState(StrEnum):
    """How far a request is."""

    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"
    WORKING = "working"
    REPLIED = "replied"
    CLOSED = "closed"
    DECLINED = "declined"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


S = RequestState
UNDER_WAY: Final = frozenset({S.SENT, S.RECEIVED, S.WORKING, S.REPLIED, S.DISPUTED})
"""States in which one of the two sides is still to do something."""
ASKABLE: Final = frozenset({S.RECEIVED, S.WORKING, S.REPLIED})
"""States in which either side may ask the other what it means."""
SUPPLIED: Final = frozenset({S.WORKING, S.REPLIED})
"""States in which the asked body may give material."""

REQUEST: Final = Workflow(
    "cooperation_request",
    S.DRAFT,
    Step("edit", frozenset({S.DRAFT}), S.DRAFT),
    Step("approve", frozenset({S.DRAFT}), S.SENT),
    Step("acknowledge", frozenset({S.SENT}), S.RECEIVED),
    Step("accept", frozenset({S.RECEIVED}), S.WORKING),
    Step("decline", frozenset({S.RECEIVED}), S.DECLINED),
    Step("lend", frozenset({S.WORKING}), S.WORKING),
    Step("reply", frozenset({S.WORKING}), S.WORKING),
    Step("complete", frozenset({S.WORKING}), S.REPLIED),
    Step("say_missing", frozenset({S.REPLIED}), S.WORKING),
    Step("confirm", frozenset({S.REPLIED}), S.CLOSED),
    Step("dispute", frozenset({S.DECLINED, S.WORKING, S.REPLIED}), S.DISPUTED),
    Step("carry_on", frozenset({S.DISPUTED}), S.WORKING),
    Step("end", frozenset({S.DISPUTED}), S.CLOSED),
    Step("withdraw", frozenset({S.DRAFT, S.SENT, S.RECEIVED, S.WORKING}), S.WITHDRAWN),
)


class Outcome(StrEnum):
    """How a dispute is settled."""

    CARRY_ON = "carry_on"
    END = "end"


LIMITS: Final[Mapping[RequestState, str]] = {
    S.SENT: "cooperation_acknowledge",
    S.RECEIVED: "cooperation_accept",
    S.WORKING: "cooperation_reply",
    S.REPLIED: "cooperation_confirm",
}
ANSWER_LIMIT: Final = "cooperation_answer"


def limit_of(state: str, urgency: str) -> str:
    """Return the code of the time limit that runs in ``state``; nothing if none does."""
    code = LIMITS.get(RequestState(state), "")
    hurries = state == S.WORKING and urgency == Urgency.URGENT
    return f"{code}_urgent" if hurries else code


def lengthened(
    due_at: datetime, asked_at: datetime, answered_at: datetime, unit: Unit,
    calendar: WorkCalendar, zone: tzinfo,
) -> datetime:  # fmt: skip
    """Return the end of a term that stood still while its holder waited for an answer.

    As many days of the kind the term counts are added as the question was open; a term of hours
    gets the time itself. So nobody is later by having asked, nor earlier.
    """
    if unit is Unit.HOUR:
        return due_at + max(answered_at - asked_at, timedelta())
    first, last = (at.astimezone(zone).date() for at in (asked_at, answered_at))
    ends = due_at.astimezone(zone).date()
    if unit is Unit.WORKING_DAY:
        return end_of(calendar.after(ends, max(calendar.between(first, last), 0)), zone)
    return end_of(ends + DAY * max((last - first).days, 0), zone)


@dataclass(frozen=True, slots=True)
class RequestDraft:
    """What the asking body says in a request."""

    kind: str
    to_body_id: int
    title: str
    matter: str
    basis: str
    questions: str = ""
    urgency: str = Urgency.NORMAL.value
    recipient_ids: tuple[int, ...] = ()
    wanted_until: date | None = None

    def columns(self) -> dict[str, Any]:
        """Return what goes into the columns of the request itself."""
        names = (
            "kind", "to_body_id", "title", "matter", "basis", "questions", "urgency",
            "wanted_until",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}

    def facts(self) -> dict[str, Any]:
        """Return what the record keeps of it."""
        until = self.wanted_until.isoformat() if self.wanted_until else None
        return {**self.columns(), "wanted_until": until, "recipients": list(self.recipient_ids)}

    def faults(self, today: date) -> Mapping[str, str]:
        """Return what cannot stand, by the column it stands in: a code for each."""
        found: dict[str, str] = {}
        found |= {
            name: "empty"
            for name in ("title", "matter", "basis")
            if not getattr(self, name).strip()
        }
        if self.kind not in set(RequestKind):
            found["kind"] = "unknown"
        if self.urgency not in set(Urgency):
            found["urgency"] = "unknown"
        if self.kind == RequestKind.ENQUIRY and not self.questions.strip():
            found["questions"] = "unasked"
        if self.wanted_until is not None and self.wanted_until <= today:
            found["wanted_until"] = "past"
        return found


@dataclass(frozen=True, slots=True)
class Loan:
    """Who is lent, from which day to which."""

    person_ids: tuple[int, ...] = ()
    first_on: date | None = None
    last_on: date | None = None

    def faults(self) -> Mapping[str, str]:
        """Return what cannot stand, by the field it stands in: a code for each."""
        found: dict[str, str] = {}
        if not self.person_ids:
            found["people"] = "nobody"
        if self.first_on is None or self.last_on is None or self.last_on < self.first_on:
            found["last_on"] = "days"
        return found

    def facts(self) -> dict[str, Any]:
        """Return what the record keeps of it; nothing of what is none."""
        if not self.person_ids:
            return {}
        return {
            "people": list(self.person_ids), "first_on": str(self.first_on),
            "last_on": str(self.last_on),
        }  # fmt: skip


def next_asked(state: str) -> str:
    """Return the step by which a request goes on that somebody is to take; nothing if none."""
    asked = {
        S.DRAFT: "approve", S.SENT: "acknowledge", S.RECEIVED: "accept", S.WORKING: "reply",
        S.REPLIED: "confirm", S.DISPUTED: "settle",
    }  # fmt: skip
    return asked.get(RequestState(state), "")

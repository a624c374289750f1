"""What a project in the programme goes by: its plan, and a report each month. Plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from liandu.kernel.deadlines import DAY, months_after


@dataclass(frozen=True, slots=True)
class MilestoneDraft:
    """What a lead body says of a milestone: what, until when, and which body reaches it."""

    name: str
    due_on: date
    body_id: int

    def facts(self) -> dict[str, Any]:
        """Return what the record keeps of it."""
        return {"name": self.name, "due_on": self.due_on.isoformat(), "body": self.body_id}


class Result(StrEnum):
    """What is counted of a project, each a set of records."""

    INSPECTIONS = "inspections"
    FINDINGS = "findings"
    CLOSED = "closed"
    RECOVERED = "recovered"
    RULES = "rules"


class Grade(StrEnum):
    """How the secretariat appraises a project."""

    EXCELLENT = "excellent"
    GOOD = "good"
    PASSED = "passed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What a lead body says of a month of a project: what was done, what hinders, what is next."""

    month: date
    done: str
    obstacles: str = ""
    upcoming: str = ""

    def facts(self) -> dict[str, Any]:
        """Return what the record keeps of it."""
        return {"month": f"{self.month:%Y-%m}"}


def last_day(month: date) -> date:
    """Return the last day of the month that begins on ``month``."""
    return months_after(month, 1) - DAY


def months_running(
    since: date, until: date, pauses: Iterable[tuple[date, date | None]] = ()
) -> list[date]:
    """Return the first days of the months in which a project ran for a day at least.

    On the day on which it was suspended it ran still, and on the day on which it went on.
    """
    still = [(first, last or until + DAY) for first, last in pauses]
    days = (since + DAY * ahead for ahead in range((until - since).days + 1))
    return sorted(
        {day.replace(day=1) for day in days if not any(first < day < last for first, last in still)}
    )

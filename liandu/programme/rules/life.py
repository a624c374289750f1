"""The life of a project, and what it must say. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from liandu.kernel.workflow import Step, Workflow


class ProjectState(StrEnum):
    """How far a supervision project is."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SCREENING = "screening"
    TABLED = "tabled"
    APPROVED = "approved"
    IN_PROGRESS = "in_progress"
    SUSPENDED = "suspended"
    CONCLUDING = "concluding"
    CLOSED = "closed"
    CARRIED_OVER = "carried_over"
    RETURNED = "returned"
    MERGED = "merged"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


P = ProjectState
OWN: Final = frozenset({P.DRAFT, P.RETURNED})
"""States in which it is with its lead body, which alone says what it is."""
UNTABLED: Final = frozenset({P.DRAFT, P.RETURNED, P.SUBMITTED, P.SCREENING})
"""States that no meeting has to do with."""
UNDECIDED: Final = UNTABLED | {P.TABLED}
"""States of a project that is not in the programme yet."""
UNDERWAY: Final = frozenset({P.IN_PROGRESS, P.SUSPENDED})
"""States of a project that was begun and is not concluded."""
OFFERED: Final = frozenset({P.SUBMITTED, P.SCREENING, P.TABLED, P.APPROVED}) | UNDERWAY
"""States in which it takes up its targets: others are held against it."""
ENDED: Final = frozenset({P.CONCLUDING, P.CLOSED, P.CARRIED_OVER})
"""States of a project whose work is done, or goes on as one of the next year."""
CARRIABLE: Final = frozenset({P.APPROVED}) | UNDERWAY
"""States of a project that is unfinished, and may be taken into the list of the next year."""
DECIDED: Final = frozenset({P.APPROVED, P.REJECTED}) | UNDERWAY | ENDED
"""States that only a resolution of a held, quorate meeting leads to."""

PROJECT: Final = Workflow(
    "supervision_project",
    P.DRAFT,
    Step("edit", OWN, P.DRAFT),
    Step("submit", OWN, P.SUBMITTED),
    # Screened again whenever others have planned since.
    Step("screen", frozenset({P.SUBMITTED, P.SCREENING}), P.SCREENING),
    Step("answer", frozenset({P.SCREENING}), P.SCREENING),
    Step("merge", frozenset({P.SCREENING}), P.MERGED),
    Step("return", frozenset({P.SUBMITTED, P.SCREENING}), P.RETURNED),
    Step("table", frozenset({P.SCREENING}), P.TABLED),
    Step("take_back", frozenset({P.TABLED}), P.SCREENING),
    Step("approve", frozenset({P.TABLED}), P.APPROVED),
    Step("reject", frozenset({P.TABLED}), P.REJECTED),
    Step("withdraw", UNTABLED, P.CANCELLED),
    # The plan is laid down before it starts; what is reached, only while it runs.
    Step("plan", frozenset({P.APPROVED}), P.APPROVED),
    Step("start", frozenset({P.APPROVED}), P.IN_PROGRESS),
    Step("reach", frozenset({P.IN_PROGRESS}), P.IN_PROGRESS),
    Step("suspend", frozenset({P.IN_PROGRESS}), P.SUSPENDED),
    Step("resume", frozenset({P.SUSPENDED}), P.IN_PROGRESS),
    Step("cancel", frozenset({P.APPROVED}) | UNDERWAY, P.CANCELLED),
    Step("conclude", frozenset({P.IN_PROGRESS}), P.CONCLUDING),
    Step("send_back", frozenset({P.CONCLUDING}), P.IN_PROGRESS),
    Step("close", frozenset({P.CONCLUDING}), P.CLOSED),
    # Once a meeting approved the one of the next year that goes on with it.
    Step("carry_over", CARRIABLE, P.CARRIED_OVER),
)

MONTHS: Final = 12


class HitKind(StrEnum):
    """What a project overlaps with."""

    PROJECT = "project"
    INSPECTION = "inspection"


class HitAnswer(StrEnum):
    """What the secretariat says to an overlap."""

    KEEP = "keep"
    MERGE = "merge"
    RETURN = "return"


def named_targets(text: str) -> frozenset[str]:
    """Return the targets named in so many words, one a line; the same words are the same target."""
    return frozenset(" ".join(line.split()).casefold() for line in text.splitlines()) - {""}


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """What a lead body says of a project."""

    name: str
    year: int
    area_id: int
    first_month: int
    last_month: int
    subject: str
    expected: str
    object_ids: tuple[UUID, ...] = ()
    targets: str = ""
    links: tuple[str, ...] = ()
    assisting_ids: tuple[int, ...] = ()

    def columns(self) -> dict[str, Any]:
        """Return what goes into the columns of the project itself."""
        names = (
            "name", "year", "area_id", "first_month", "last_month", "subject", "expected",
            "targets",
        )  # fmt: skip
        return {**{name: getattr(self, name) for name in names}, "links": list(self.links)}

    def facts(self) -> dict[str, Any]:
        """Return what the record keeps of it."""
        return {
            **self.columns(), "objects": [str(pk) for pk in self.object_ids],
            "assisting": list(self.assisting_ids),
        }  # fmt: skip

    def faults(self, years: range) -> Mapping[str, str]:
        """Return what cannot stand, by the column it stands in: a code for each."""
        found: dict[str, str] = {}
        if self.year not in years:
            found["year"] = "year"
        if not 1 <= self.first_month <= self.last_month <= MONTHS:
            found["last_month"] = "months"
        if not self.object_ids and not self.targets.strip():
            found["targets"] = "nothing"
        return found

"""What is read of findings, and what is sent to change them."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from liandu.findings.models import Finding
from liandu.findings.rules import (
    FindingState,
    Handling,
    RectificationType,
    RootCause,
    Severity,
    Source,
)
from liandu.interfaces.api import Area, Asked, Day, Key, Named, Reference, Text, Words

area = Area("findings")

MOST_FEN = 10**16
MOST_PLACES, MOST_RULES, MOST_PERSONS = 200, 20, 10_000


class FindingsAsked(Asked):
    """What the ledger is narrowed by, as on its page."""

    q: Words = Field("", description="Words of the finding, or the beginning of its number")
    state: list[FindingState] = Field([])
    severity: list[Severity] = Field([])
    due: str | None = Field(None, pattern="^(overdue|today|week|later)$")
    standing: str | None = Field(None, pattern="^(open|valid)$")
    object: UUID | None = Field(None, description="Id of the supervised object")


class FindingLine(Schema):
    """A finding as the ledger shows it."""

    id: UUID
    number: str
    title: str
    state: FindingState
    source: Source
    severity: Severity
    amount_fen: int
    found_on: date
    due_at: datetime | None = Field(description="When the present step is due")
    finder: Named | None = Field(description="The body that found it, and closes it")
    responsible_body: Named | None
    supervising_body: Named | None
    project: Reference | None
    link: str | None = Field(description="Code of the supervision link")
    returns: int
    reopenings: int
    items: int
    items_done: int
    closed_at: datetime | None


class FindingWhole(FindingLine):
    """The same with what its page shows besides."""

    fact: str
    rule_broken: str
    demand: str
    rectification_type: RectificationType
    money_recovered_fen: int | None
    root_cause: str
    similar_cases: str
    conclusion: str
    inspection: Reference | None
    repeats: Reference | None


Count = Annotated[int, Field(ge=0, le=MOST_PERSONS)]


class Place(Schema):
    """One of the places that a finding touches, and what is wrong there."""

    place: Text = Field(min_length=1, max_length=120)
    text: Text = Field("", max_length=400)


class NewFinding(Schema):
    """What was found. The body of the post is the one that found it."""

    title: Text = Field(min_length=1, max_length=120)
    fact: Text = Field(min_length=1, max_length=4000)
    rule_broken: Text = Field(min_length=1, max_length=400)
    demand: Text = Field(min_length=1, max_length=1000)
    found_on: Day
    source: Source = Source.SELF
    severity: Severity = Severity.GENERAL
    rectification_type: RectificationType = RectificationType.PHASED
    amount_fen: int = Field(0, ge=0, le=MOST_FEN)
    jurisdiction_id: Key | None = None
    project_id: UUID | None = None
    link_id: Key | None = None
    inspection_id: UUID | None = None
    workpaper_id: UUID | None = None
    repeats_id: UUID | None = Field(None, description="The earlier finding that it repeats")
    is_another: bool = Field(
        False, description="True if it is another matter than what was found there before"
    )
    items: list[Place] = Field([], max_length=MOST_PLACES)


class NewOrder(Schema):
    """To whom a finding is assigned, who reviews first, and until when."""

    responsible_body_id: Key
    supervising_body_id: Key
    rectification_type: RectificationType
    due_on: Day


class Rule(Schema):
    """A rule that was made because of a finding."""

    name: Text = Field(min_length=1, max_length=200)
    issued_on: Day
    number: Text = Field("", max_length=80)


class NewResult(Schema):
    """What was done to put a finding right. Upload the evidence first."""

    statement: Text = Field(min_length=1, max_length=4000)
    recovered_fen: int = Field(ge=0, le=MOST_FEN)
    root_cause: RootCause
    similar_cases: Text = Field(min_length=1, max_length=1000)
    rules: list[Rule] = Field([], max_length=MOST_RULES, description="None says none was made")
    handled: dict[Handling, Count] = Field({}, description="How many persons were dealt with how")


class Opinion(Schema):
    """What the first review says."""

    opinion: Text = Field(min_length=1, max_length=1000)


class Reason(Schema):
    """What is lacking."""

    reason: Text = Field(min_length=1, max_length=1000)


class ClosingWords(Schema):
    """What the body that found it concludes."""

    conclusion: Text = Field(min_length=1, max_length=2000)


class Stored(Schema):
    """A file as it was taken in."""

    id: UUID
    name: str
    size: int
    sha256: str
    sm3: str


class Files(Schema):
    """The evidence of the present round."""

    items: list[Stored]


def reference(record: Any) -> Reference | None:
    """Return a record as another one names it, or nothing where it is not open to the post."""
    if record is None:
        return None
    name = getattr(record, "title", "") or str(record)
    return Reference(id=record.pk, number=record.number, name=name)


def line(row: Finding) -> dict[str, Any]:
    """Return what the ledger says of a finding."""
    return {
        "id": row.pk, "number": row.number, "title": row.title, "state": row.state,
        "source": row.source, "severity": row.severity, "amount_fen": row.amount_fen,
        "found_on": row.found_on, "due_at": row.step_due_at,
        "finder": Named.of(row.owner_body), "responsible_body": Named.of(row.responsible_body),
        "supervising_body": Named.of(row.supervising_body),
        "project": reference(row.supervised_object), "link": row.link and row.link.code,
        "returns": row.return_count, "reopenings": row.reopen_count, "items": row.item_count,
        "items_done": row.item_done_count, "closed_at": row.closed_at,
    }  # fmt: skip


def whole(row: Finding) -> FindingWhole:
    """Return all that is said of a finding."""
    return FindingWhole(
        **line(row), fact=row.fact, rule_broken=row.rule_broken, demand=row.demand,
        rectification_type=RectificationType(row.rectification_type),
        money_recovered_fen=row.money_recovered_fen, root_cause=row.root_cause,
        similar_cases=row.similar_cases, conclusion=row.conclusion,
        inspection=reference(row.inspection), repeats=reference(row.repeats),
    )  # fmt: skip

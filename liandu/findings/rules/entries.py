"""What people enter at the steps of a finding, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from liandu.findings.rules.life import RectificationType, Severity, Source


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One of the places that a finding touches, and what is wrong there."""

    place: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is said of a finding when it is registered."""

    title: str
    fact: str
    rule_broken: str
    demand: str
    found_on: date
    source: str = Source.SELF
    severity: str = Severity.GENERAL
    amount_fen: int = 0
    rectification_type: str = RectificationType.PHASED
    jurisdiction_id: int | None = None
    supervised_object_id: UUID | None = None
    link_id: int | None = None
    inspection_id: UUID | None = None
    workpaper_id: UUID | None = None
    repeats_id: UUID | None = None
    items: tuple[PlannedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """To whom a finding is assigned, who reviews first, and until when."""

    responsible_body_id: int
    supervising_body_id: int
    rectification_type: str
    due_on: date


@dataclass(frozen=True, slots=True)
class PlannedMeasure:
    """One thing a plan says will be done."""

    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How the responsible body means to put a finding right."""

    responsible_person: str
    planned_end: date
    measures: tuple[PlannedMeasure, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """Of which closed findings a look-back draws how many, and from which seed."""

    since: date
    until: date
    size: int
    seed: str


@dataclass(frozen=True, slots=True)
class MadeRule:
    """A rule that was made because of a finding."""

    name: str
    issued_on: date
    number: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What the responsible body says it has done: no ``rules`` says that none was made.

    ``handled`` says how many persons were dealt with in which way.
    """

    statement: str
    recovered_fen: int
    rules: tuple[MadeRule, ...] = ()
    root_cause: str = ""
    similar_cases: str = ""
    handled: Mapping[str, int] = field(default_factory=dict)

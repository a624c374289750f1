"""What forms and lists say of objects, templates and rules, before it is written down."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from liandu.works.rules.life import ObjectType, Precision, ProjectStatus


@dataclass(frozen=True, slots=True)
class ObjectDraft:
    """What a form or a line of a list says of an object; what it does not say stays empty."""

    name: str
    number: str = ""
    object_type: str = ObjectType.WORKS_PROJECT
    field_id: int | None = None
    sub_field: str = ""
    jurisdiction_ids: tuple[int, ...] = ()
    lead_body_id: int | None = None
    responsible_body_ids: tuple[int, ...] = ()
    developer: str = ""
    other_bodies: str = ""
    investment_fen: int | None = None
    year_plan_fen: int | None = None
    list_year: int | None = None
    starts_on: date | None = None
    starts_precision: str = Precision.DAY
    ends_on: date | None = None
    ends_precision: str = Precision.DAY
    status: str = ProjectStatus.IMPLEMENTATION
    content: str = ""
    label: int = 1
    is_sample: bool = False

    @property
    def is_in_order(self) -> bool:
        """Test whether the end is not before the start, as far as both are known."""
        return self.starts_on is None or self.ends_on is None or self.starts_on <= self.ends_on


SCALARS: Final = (
    "number", "name", "object_type", "field_id", "sub_field", "lead_body_id", "developer",
    "other_bodies", "investment_fen", "year_plan_fen", "list_year", "starts_on",
    "starts_precision", "ends_on", "ends_precision", "status", "content", "label", "is_sample",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """Who sits in a tier: a body, a post, or a post of a body."""

    body_id: int | None
    post: str


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A link of a template as it is edited."""

    name: str
    name_en: str = ""
    code: str = ""
    checkpoints: str = ""


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A light rule as it is edited."""

    metric: str
    comparison: str
    amount: int
    light: str
    sentence: str
    sentence_en: str = ""
    is_active: bool = True

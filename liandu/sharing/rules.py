"""What is shared and for how long: its life, its kinds, what it must say. Plain Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from liandu.kernel.workflow import Step, Workflow

SERIES: Final = "GX"
"""How the numbers of what a body shares begin: 共享."""
LONGEST: Final = timedelta(days=366)
"""A plan of the year is shared for its year; what is wanted longer is shared anew, on purpose."""


class ItemState(StrEnum):
    """How far an item is. That it has expired is no state: it follows from the day."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


class SharedKind(StrEnum):
    """What sort of information it is."""

    NOTICE = "notice"
    PLAN = "plan"
    RESULT = "result"
    DOCUMENT = "document"


class Effect(StrEnum):
    """What came of it at a body that received it."""

    FINDING = "finding"
    RULE = "rule"
    NOTHING = "nothing"


class Stand(StrEnum):
    """How a receipt stands."""

    WAITING = "waiting"
    LATE = "late"
    SIGNED = "signed"
    OVER = "over"


S = ItemState
ISSUED: Final = frozenset({S.PUBLISHED, S.WITHDRAWN})
"""States of what others were told of: it has a number and a moment."""

ITEM: Final = Workflow(
    "shared_item",
    S.DRAFT,
    Step("edit", frozenset({S.DRAFT}), S.DRAFT),
    Step("publish", frozenset({S.DRAFT}), S.PUBLISHED),
    Step("discard", frozenset({S.DRAFT}), S.DISCARDED),
    # What recipients do with it leaves it as it is; they can no more once it was withdrawn.
    Step("sign", frozenset({S.PUBLISHED}), S.PUBLISHED),
    Step("ask", frozenset({S.PUBLISHED}), S.PUBLISHED),
    Step("answer", frozenset({S.PUBLISHED}), S.PUBLISHED),
    Step("withdraw", frozenset({S.PUBLISHED}), S.WITHDRAWN),
)


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """What a body says of what it shares: to the bodies named, or to the members of a committee."""

    kind: str
    title: str
    text: str
    purpose: str
    label: int
    sign_by: date
    expires_on: date
    body_ids: tuple[int, ...] = ()
    committee_id: UUID | None = None

    def columns(self) -> dict[str, Any]:
        """Return what goes into the columns of the item itself."""
        names = (
            "kind", "title", "text", "purpose", "label", "sign_by", "expires_on", "committee_id",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}

    def facts(self) -> dict[str, Any]:
        """Return what the record keeps of it: not to whom, for recipients may read of the item."""
        committee = str(self.committee_id) if self.committee_id else None
        days = {name: getattr(self, name).isoformat() for name in ("sign_by", "expires_on")}
        return {**self.columns(), **days, "committee_id": committee}

    def faults(self, today: date) -> Mapping[str, str]:
        """Return what cannot stand, by the column it stands in: a code for each."""
        found: dict[str, str] = {}
        if self.sign_by < today:
            found["sign_by"] = "past"
        if not self.sign_by <= self.expires_on <= today + LONGEST:
            found["expires_on"] = "expires"
        if bool(self.body_ids) == bool(self.committee_id):
            found["body_ids"] = "whom"
        return found


def stand(
    state: str, sign_by: date, expires_on: date, today: date, *, is_signed: bool
) -> Stand:  # fmt: skip
    """Return how a receipt stands on a day."""
    if is_signed:
        return Stand.SIGNED
    if state != ItemState.PUBLISHED or today > expires_on:
        return Stand.OVER
    return Stand.LATE if today > sign_by else Stand.WAITING

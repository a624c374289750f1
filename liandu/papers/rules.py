"""The life of a paper, and what is entered of it: plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from liandu.engines.papers import Form
from liandu.kernel.workflow import Step, Workflow
from liandu.orgs.rules import RoleCode


class PaperState(StrEnum):
    """Where a paper stands."""

    DRAFT = "draft"
    UNDER_APPROVAL = "under_approval"
    APPROVED = "approved"
    ISSUED = "issued"
    WITHDRAWN = "withdrawn"


class Urgency(StrEnum):
    """How urgent a paper is (GB/T 9704-2012, 7.2.3)."""

    NONE = ""
    URGENT = "urgent"
    EXTREMELY_URGENT = "extremely_urgent"


URGENCY_ON_PAPER: Final = {
    Urgency.NONE: "", Urgency.URGENT: "加急", Urgency.EXTREMELY_URGENT: "特急",
}  # fmt: skip

S = PaperState

PAPER: Final = Workflow(
    "paper",
    S.DRAFT,
    Step("edit", frozenset({S.DRAFT}), S.DRAFT),
    Step("submit", frozenset({S.DRAFT}), S.UNDER_APPROVAL),
    Step("return", frozenset({S.UNDER_APPROVAL}), S.DRAFT),
    Step("countersign", frozenset({S.UNDER_APPROVAL}), S.UNDER_APPROVAL),
    Step("approve", frozenset({S.UNDER_APPROVAL}), S.APPROVED),
    Step("issue", frozenset({S.APPROVED}), S.ISSUED),
    Step("sign_for", frozenset({S.ISSUED}), S.ISSUED),
    Step("withdraw", frozenset({S.DRAFT, S.UNDER_APPROVAL, S.APPROVED, S.ISSUED}), S.WITHDRAWN),
)

UNDECIDED: Final = frozenset({S.DRAFT, S.UNDER_APPROVAL})
"""States in which the drafting office may still take a paper back by itself."""

DRAFTERS: Final = frozenset({RoleCode.SECRETARIAT, RoleCode.LIAISON, RoleCode.HEAD})
DECIDERS: Final = frozenset({RoleCode.HEAD, RoleCode.LEADER})
SIGNERS: Final = frozenset({RoleCode.SECRETARIAT, RoleCode.LIAISON, RoleCode.HEAD})

SERIES: Final = "GW"
"""Under which the numbers of papers are counted; each body counts its own."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a draft says. ``joint`` are the bodies that issue it besides the one drawing it up."""

    title: str
    text: str
    recipients: tuple[int, ...]
    copies: tuple[int, ...] = ()
    joint: tuple[int, ...] = ()
    attachments: str = ""
    note: str = ""
    urgency: str = Urgency.NONE


@dataclass(frozen=True, slots=True)
class Wording:
    """What a template says: its names, the form of the paper, and its words with fields."""

    name: str
    name_en: str
    form: str
    series: str
    title: str
    text: str
    attachments: str = ""
    note: str = ""


def lines(text: str) -> tuple[str, ...]:
    """Return the lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def doubled(*groups: Iterable[int]) -> bool:
    """Test whether a body is named twice."""
    named = [one for group in groups for one in group]
    return len(named) != len(set(named))


def is_known_form(form: str) -> bool:
    """Test whether a form is one that papers come in."""
    return form in set(Form)

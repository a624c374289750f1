"""The life of an inspection, its modes and what a team needs: plain Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from liandu.kernel.workflow import Step, Workflow
from liandu.orgs.rules import RoleCode


class InspectionState(StrEnum):
    """Where an inspection stands."""

    DRAFT = "draft"
    COORDINATING = "coordinating"
    APPROVED = "approved"
    TEAM_READY = "team_ready"
    NOTIFIED = "notified"
    ON_SITE = "on_site"
    FINDINGS_SIGNED = "findings_signed"
    REPORT_REVIEW = "report_review"
    ISSUED = "issued"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """How an inspection is carried out."""

    JOINT = "joint"
    CROSS = "cross"
    ASSIST = "assist"
    SPECIAL = "special"
    UNANNOUNCED = "unannounced"


class TeamSource(StrEnum):
    """How somebody came into a team."""

    HAND = "hand"
    DRAW = "draw"


class Conclusion(StrEnum):
    """What was found about one item."""

    CONFORM = "conform"
    NOT_CONFORM = "not_conform"
    NOT_APPLICABLE = "not_applicable"


class Signature(StrEnum):
    """Whether the inspected signed a workpaper."""

    PENDING = "pending"
    SIGNED = "signed"
    REFUSED = "refused"


class Standing(StrEnum):
    """What an inspected body says of a report, and how an objection was answered."""

    AGREED = "agreed"
    PENDING = "pending"
    UPHELD = "upheld"
    PARTLY = "partly"
    REJECTED = "rejected"


ANSWERS: Final = (Standing.UPHELD, Standing.PARTLY, Standing.REJECTED)


class Hold(StrEnum):
    """Why a report cannot be issued yet."""

    NOT_SIGNED = "not_signed"
    NOT_ASKED = "not_asked"
    OBJECTION = "objection"
    STILL_OPEN = "still_open"


S = InspectionState

INSPECTION: Final = Workflow(
    "inspection",
    S.DRAFT,
    Step("submit", frozenset({S.DRAFT}), S.COORDINATING),
    Step("return", frozenset({S.COORDINATING}), S.DRAFT),
    Step("approve", frozenset({S.COORDINATING}), S.APPROVED),
    Step("complete_team", frozenset({S.APPROVED}), S.TEAM_READY),
    Step("notify", frozenset({S.TEAM_READY}), S.NOTIFIED),
    Step("enter", frozenset({S.NOTIFIED}), S.ON_SITE),
    # Unannounced: the inspected learn of it at the door.
    Step("enter_unannounced", frozenset({S.TEAM_READY}), S.ON_SITE),
    Step("sign", frozenset({S.ON_SITE}), S.FINDINGS_SIGNED),
    Step("report", frozenset({S.FINDINGS_SIGNED}), S.REPORT_REVIEW),
    Step("send_back", frozenset({S.REPORT_REVIEW}), S.FINDINGS_SIGNED),
    Step("countersign", frozenset({S.REPORT_REVIEW}), S.REPORT_REVIEW),
    Step("ask_comments", frozenset({S.REPORT_REVIEW}), S.REPORT_REVIEW),
    Step("agree", frozenset({S.REPORT_REVIEW}), S.REPORT_REVIEW),
    Step("object", frozenset({S.REPORT_REVIEW}), S.REPORT_REVIEW),
    Step("issue", frozenset({S.REPORT_REVIEW}), S.ISSUED),
    Step("close", frozenset({S.ISSUED}), S.CLOSED),
    Step(
        "cancel",
        frozenset({S.DRAFT, S.COORDINATING, S.APPROVED, S.TEAM_READY, S.NOTIFIED}),
        S.CANCELLED,
    ),
)

ENDED: Final = frozenset({S.CLOSED, S.CANCELLED})
UNDECIDED: Final = frozenset({S.DRAFT, S.CANCELLED})
"""States in which nobody has been or will be visited yet: such plans conflict with none."""

OPEN_ITEMS: Final = frozenset(
    {S.DRAFT, S.COORDINATING, S.APPROVED, S.TEAM_READY, S.NOTIFIED, S.ON_SITE}
)
"""States in which something may still be put on the list of what to look at."""

SHOWN_TO_INSPECTED: Final = frozenset({S.ISSUED, S.CLOSED})
"""States in which the inspected read the report."""

LED: Final = frozenset({S.TEAM_READY, S.NOTIFIED, S.ON_SITE, S.FINDINGS_SIGNED, S.REPORT_REVIEW})
"""States in which a step waits for the leader, or may come back to them."""

LEAST_MEMBERS: Final = 3
"""A leader and two more (domain §3.2)."""

SEES_AFTER: Final = timedelta(days=180)
"""How long after the planned end a team still sees what it inspected."""


class TeamFault(StrEnum):
    """What a team lacks."""

    NO_LEADER = "no_leader"
    TOO_FEW = "too_few"
    NOT_DECLARED = "not_declared"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned: everything but whom to visit and with whom."""

    title: str
    mode: str
    basis: str
    starts_on: date
    ends_on: date
    inspecting_power: str = ""
    checklist_id: int | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """What the inspected are told before the visit."""

    text: str
    documents: str
    contact: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody saw about one item at one object."""

    conclusion: str
    at: datetime
    fact: str = ""
    severity: str = ""
    place: str = ""
    persons_present: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """How the inspected answered for the workpapers: who signed, or why not and who saw it."""

    signed_by: str
    refusal_reason: str = ""
    first_witness: str = ""
    second_witness: str = ""

    @property
    def is_refused(self) -> bool:
        """Test whether they would not sign."""
        return bool(self.refusal_reason.strip())

    @property
    def witnesses(self) -> tuple[str, str]:
        """Return who saw the refusal."""
        return self.first_witness, self.second_witness

    @property
    def is_witnessed(self) -> bool:
        """Test whether two people saw the refusal; a signature needs none."""
        is_pair = all(self.witnesses) and self.first_witness != self.second_witness
        return is_pair if self.is_refused else not any(self.witnesses)


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item of a checklist as it is edited."""

    section: str
    text: str
    basis: str = ""
    link_code: str = ""


def team_faults(leaders: int, declared: Sequence[bool]) -> list[TeamFault]:
    """Return what a team lacks that has so many leaders; ``declared`` tells of each member."""
    return [
        fault
        for fault, is_lacking in (
            (TeamFault.NO_LEADER, leaders != 1),
            (TeamFault.TOO_FEW, len(declared) < LEAST_MEMBERS),
            (TeamFault.NOT_DECLARED, not all(declared)),
        )
        if is_lacking
    ]


def window(starts_on: date, ends_on: date, days: int) -> tuple[date, date]:
    """Return the days within which another visit of the same object calls for a reason."""
    return starts_on - timedelta(days=days), ends_on + timedelta(days=days)


def hold_of(
    *, is_signed: bool, is_told: bool, is_pending: bool, until: datetime | None, now: datetime
) -> Hold | None:
    """Return what keeps a report from being issued, the first thing to be done first."""
    holds = (
        (Hold.NOT_ASKED, is_told and until is None),
        (Hold.OBJECTION, is_pending),
        (Hold.NOT_SIGNED, not is_signed),
        (Hold.STILL_OPEN, until is not None and now < until),
    )
    return next((hold for hold, holds_now in holds if holds_now), None)


def entering_step(mode: str) -> str:
    """Return the step that begins a visit of this mode."""
    return "enter_unannounced" if mode == Mode.UNANNOUNCED else "enter"


class Side(StrEnum):
    """For whom a step is: roles of the planning body, people of the team, other bodies."""

    OFFICE = "office"
    HEAD = "head"
    LEADER = "leader"
    TEAM = "team"
    PARTNER = "partner"
    INSPECTED = "inspected"


PLANNERS: Final = frozenset({RoleCode.SECRETARIAT, RoleCode.LIAISON, RoleCode.HEAD})
HEADS: Final = frozenset({RoleCode.HEAD, RoleCode.LEADER})
ANSWERABLE: Final = frozenset({RoleCode.LIAISON, RoleCode.HEAD})

CHARGES: Final[Mapping[str, frozenset[Side]]] = MappingProxyType(
    {
        "change_plan": frozenset({Side.OFFICE}),
        "choose_objects": frozenset({Side.OFFICE}),
        "choose_bodies": frozenset({Side.OFFICE}),
        "add_item": frozenset({Side.OFFICE, Side.TEAM}),
        "submit": frozenset({Side.OFFICE}),
        "return": frozenset({Side.HEAD}),
        "approve": frozenset({Side.HEAD}),
        "cancel": frozenset({Side.OFFICE, Side.HEAD}),
        "add_member": frozenset({Side.OFFICE}),
        "drop_member": frozenset({Side.OFFICE}),
        "declare": frozenset({Side.TEAM}),
        "complete_team": frozenset({Side.OFFICE}),
        "change_leader": frozenset({Side.OFFICE}),
        "notify": frozenset({Side.OFFICE, Side.LEADER}),
        "enter": frozenset({Side.LEADER}),
        "record_workpaper": frozenset({Side.TEAM}),
        "review_workpaper": frozenset({Side.TEAM, Side.HEAD}),
        "record_signature": frozenset({Side.TEAM}),
        "sign": frozenset({Side.LEADER}),
        "report": frozenset({Side.LEADER}),
        "send_back": frozenset({Side.HEAD, Side.PARTNER}),
        "countersign": frozenset({Side.PARTNER}),
        "ask_comments": frozenset({Side.HEAD}),
        "agree": frozenset({Side.INSPECTED}),
        "object": frozenset({Side.INSPECTED}),
        "answer": frozenset({Side.HEAD}),
        "issue": frozenset({Side.HEAD}),
        "close": frozenset({Side.OFFICE}),
    }
)
"""Who takes which step: from this one table come the permits, and from those the buttons."""

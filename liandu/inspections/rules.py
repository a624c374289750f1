"""The life of an inspection, its modes and what a team needs: plain Python."""

from enum import StrEnum

from liandu.kernel.workflow import Step, Workflow


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


S = InspectionState

INSPECTION = Workflow(
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
    Step("issue", frozenset({S.REPORT_REVIEW}), S.ISSUED),
    Step("close", frozenset({S.ISSUED}), S.CLOSED),
    Step(
        "cancel",
        frozenset({S.DRAFT, S.COORDINATING, S.APPROVED, S.TEAM_READY, S.NOTIFIED}),
        S.CANCELLED,
    ),
)

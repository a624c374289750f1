"""Who takes which step: one table, from which permits, buttons and desks are all derived."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from liandu.findings.rules.life import FINDING, IN_HAND, FindingState
from liandu.orgs.rules import RoleCode


class Side(StrEnum):
    """The field of a finding that names the body a step is for."""

    FINDER = "owner_body_id"
    RESPONSIBLE = "responsible_body_id"
    SUPERVISING = "supervising_body_id"


R = RoleCode
OFFICE: Final = frozenset({R.SECRETARIAT})
DECIDERS: Final = frozenset({R.SECRETARIAT, R.HEAD})
CLOSERS: Final = frozenset({R.SECRETARIAT, R.HEAD, R.LEADER})
FINDERS: Final = frozenset({R.SECRETARIAT, R.INSPECTOR, R.HANDLER, R.LIAISON})
REVIEWERS: Final = frozenset({R.SECRETARIAT, R.LIAISON, R.HANDLER, R.INSPECTOR, R.HEAD})
WORKERS: Final = frozenset({R.LIAISON, R.HANDLER, R.HEAD})
MAKERS: Final = frozenset({R.LIAISON, R.HANDLER})
ASKERS: Final = frozenset({R.LIAISON, R.HEAD})
SIGNERS: Final = frozenset({R.LIAISON})
HEADS: Final = frozenset({R.HEAD})
REOPENERS: Final = FINDERS | CLOSERS
"""Of any body that supervises and sees the finding, less the one that put it right."""


@dataclass(frozen=True, slots=True)
class Charge:
    """A step is for those with one of ``roles`` in the body named by ``side``.

    ``not_also`` names fields with persons who may not be the same; ``awaited`` says that a finding
    standing before this step waits for it, so that it belongs on the desk; one that
    ``is_asked_when_near`` only once the limit is.
    """

    step: str
    side: Side
    roles: frozenset[RoleCode]
    not_also: tuple[str, ...] = ()
    awaited: bool = True
    states: frozenset[FindingState] = frozenset()
    is_asked_when_near: bool = False

    def sources(self) -> frozenset[FindingState]:
        """Return the states in which the step is for this side."""
        return self.states or FINDING.steps[self.step].sources

    def is_for(self, finding: object, body_id: int | None, roles: frozenset[str]) -> bool:
        """Test whether somebody of ``body_id`` with ``roles`` is charged with the step."""
        return (
            body_id is not None
            and getattr(finding, self.side) == body_id
            and not self.roles.isdisjoint(roles)
        )

    def is_barred(self, finding: object, person_id: int | None) -> bool:
        """Test whether the person took an earlier step that excludes them from this one."""
        return person_id in {getattr(finding, name) for name in self.not_also}


S = FindingState
SUBMITTER: Final = ("submitter_id",)
TWO_BEFORE: Final = ("submitter_id", "first_reviewer_id")

CHARGES: Final = (
    Charge("confirm", Side.FINDER, DECIDERS),
    Charge("edit", Side.FINDER, FINDERS | DECIDERS, awaited=False),
    Charge("withdraw", Side.FINDER, DECIDERS, awaited=False),
    Charge("assign", Side.FINDER, DECIDERS),
    Charge("accept", Side.RESPONSIBLE, SIGNERS),
    Charge("object", Side.RESPONSIBLE, ASKERS, awaited=False),
    Charge("reject_objection", Side.FINDER, DECIDERS),
    Charge("uphold_objection", Side.FINDER, DECIDERS, awaited=False),
    Charge("transfer", Side.FINDER, DECIDERS, awaited=False),
    Charge("take_over", Side.RESPONSIBLE, SIGNERS),
    Charge("decline_transfer", Side.RESPONSIBLE, ASKERS, awaited=False),
    Charge("file_plan", Side.RESPONSIBLE, HEADS),
    Charge("approve_plan", Side.FINDER, OFFICE),
    Charge("return_plan", Side.FINDER, OFFICE, awaited=False),
    Charge("submit", Side.RESPONSIBLE, HEADS),
    # No step of the life, but a duty: the head hands in what these have put right.
    Charge("rectify", Side.RESPONSIBLE, MAKERS, states=IN_HAND),
    Charge("ask_extension", Side.RESPONSIBLE, ASKERS, awaited=False),
    Charge("grant_extension", Side.FINDER, DECIDERS),
    Charge("refuse_extension", Side.FINDER, DECIDERS, awaited=False),
    Charge("ask_long_term", Side.RESPONSIBLE, ASKERS, awaited=False),
    Charge("grant_long_term", Side.FINDER, OFFICE),
    Charge("refuse_long_term", Side.FINDER, OFFICE, awaited=False),
    Charge("review_long_term", Side.FINDER, OFFICE, is_asked_when_near=True),
    Charge("resume", Side.FINDER, OFFICE, awaited=False),
    Charge("start_first_review", Side.SUPERVISING, REVIEWERS, SUBMITTER),
    Charge("pass_first_review", Side.SUPERVISING, REVIEWERS, SUBMITTER),
    Charge("close", Side.FINDER, CLOSERS, TWO_BEFORE),
    Charge("return", Side.SUPERVISING, REVIEWERS, SUBMITTER, awaited=False,
           states=frozenset({S.FIRST_REVIEW})),
    Charge("return", Side.FINDER, CLOSERS, TWO_BEFORE, awaited=False,
           states=frozenset({S.SECOND_REVIEW})),
)  # fmt: skip


def charges(step: str) -> Iterator[Charge]:
    """Yield whom ``step`` is for."""
    return (charge for charge in CHARGES if charge.step == step)


def may_take(
    finding: object, step: str, state: str, *, person_id: int | None, body_id: int | None,
    roles: frozenset[str],
) -> bool:  # fmt: skip
    """Test whether somebody may take ``step``; where that differs by state, in this one.

    In a state from which the step leads nowhere, whoever it is for in any state may: they are to
    be told that it has moved on, not that it is none of theirs.
    """
    found = list(charges(step))
    here = [charge for charge in found if state in charge.sources()] or found
    return any(
        charge.is_for(finding, body_id, roles) and not charge.is_barred(finding, person_id)
        for charge in here
    )


def awaited_in(state: str) -> Iterator[Charge]:
    """Yield the charges for which a finding waits in a state, that of the life before others."""
    return (charge for charge in CHARGES if charge.awaited and state in charge.sources())


def awaited(roles: Iterable[str]) -> Iterator[Charge]:
    """Yield the charges that put a finding on the desk of somebody with ``roles``."""
    held = frozenset(roles)
    return (c for c in CHARGES if c.awaited and not c.roles.isdisjoint(held))

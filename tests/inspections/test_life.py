"""The life of an inspection: what the table allows, whatever the order of steps."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.inspections.rules import (
    CHARGES,
    ENDED,
    INSPECTION,
    InspectionState,
    Mode,
    TeamFault,
    entering_step,
    team_faults,
    window,
)

S = InspectionState
ORDER = [
    S.DRAFT, S.COORDINATING, S.APPROVED, S.TEAM_READY, S.NOTIFIED, S.ON_SITE, S.FINDINGS_SIGNED,
    S.REPORT_REVIEW, S.ISSUED, S.CLOSED,
]  # fmt: skip


@st.composite
def roads(draw: st.DrawFn) -> list[InspectionState]:
    """Draw the states passed on a road of which each step is open where it is taken."""
    states = [INSPECTION.start]
    for _step in range(draw(st.integers(0, 40))):
        if steps := list(INSPECTION.open_from(states[-1])):
            states.append(draw(st.sampled_from(steps)).target)
    return states


@given(roads())
def test_nothing_leaves_its_end(states: list[InspectionState]) -> None:
    ended = [n for n, state in enumerate(states) if state in ENDED]
    assert not ended or ended == [len(states) - 1]


@given(roads())
def test_nobody_is_on_site_without_approval_and_a_complete_team(
    states: list[InspectionState],
) -> None:
    if S.ON_SITE in states:
        before = states[: states.index(S.ON_SITE)]
        assert {S.APPROVED, S.TEAM_READY} <= set(before)


@given(roads())
def test_a_visit_that_began_is_never_cancelled(states: list[InspectionState]) -> None:
    assert S.ON_SITE not in states or S.CANCELLED not in states


@given(roads())
def test_it_goes_back_only_by_being_returned(states: list[InspectionState]) -> None:
    states = [state for state in states if state != S.CANCELLED]
    for before, after in pairwise(states):
        backwards = ORDER.index(after) < ORDER.index(before)
        returned = {(S.COORDINATING, S.DRAFT), (S.REPORT_REVIEW, S.FINDINGS_SIGNED)}
        assert not backwards or (before, after) in returned


def test_every_step_is_for_somebody() -> None:
    charged = set(CHARGES) | {"enter_unannounced"}
    assert set(INSPECTION.steps) <= charged
    assert all(CHARGES.values())


@pytest.mark.parametrize("mode", list(Mode))
def test_only_an_unannounced_visit_begins_without_a_notice(mode: Mode) -> None:
    sources = INSPECTION.steps[entering_step(mode)].sources
    assert sources == {S.TEAM_READY if mode is Mode.UNANNOUNCED else S.NOTIFIED}


@given(st.integers(0, 4), st.lists(st.booleans(), max_size=6))
def test_a_team_is_a_leader_and_two_who_all_declared(leaders: int, declared: list[bool]) -> None:
    faults = team_faults(leaders, declared)
    assert (TeamFault.NO_LEADER in faults) is (leaders != 1)
    assert (TeamFault.TOO_FEW in faults) is (len(declared) < 3)
    assert (TeamFault.NOT_DECLARED in faults) is (False in declared)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 60), st.integers(0, 200))
def test_the_window_reaches_as_far_before_as_after(start: date, length: int, days: int) -> None:
    end = start + timedelta(days=length)
    first, last = window(start, end, days)
    assert (start - first).days == (last - end).days == days

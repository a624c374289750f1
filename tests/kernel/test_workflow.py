"""The life of a thing as a table."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.kernel.errors import WrongState
from liandu.kernel.workflow import LIVES, Step, Workflow


class Door(StrEnum):
    """A door."""

    SHUT = "shut"
    OPEN = "open"
    GONE = "gone"


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> Workflow[Door]:
    monkeypatch.setattr("liandu.kernel.workflow.LIVES", dict(LIVES))
    return make()


def make() -> Workflow[Door]:
    return Workflow(
        "door",
        Door.SHUT,
        Step("open", frozenset({Door.SHUT}), Door.OPEN),
        Step("shut", frozenset({Door.OPEN}), Door.SHUT),
        Step("remove", frozenset({Door.OPEN, Door.SHUT}), Door.GONE),
    )


@given(names=st.lists(st.sampled_from(["open", "shut", "remove"]), max_size=12))
def test_what_is_offered_is_what_is_taken(names: list[str]) -> None:
    life = make()
    LIVES.pop("door", None)
    state = life.start
    for name in names:
        if name in {step.name for step in life.open_from(state)}:
            state = life.after(name, state)
            continue
        with pytest.raises(WrongState) as refused:
            life.after(name, state)
        assert (refused.value.step, refused.value.state) == (name, state)


def test_the_life_can_be_drawn(door: Workflow[Door]) -> None:
    assert door.diagram().splitlines() == [
        "stateDiagram-v2",
        "    [*] --> shut",
        "    shut --> open: open",
        "    open --> shut: shut",
        "    open --> gone: remove",
        "    shut --> gone: remove",
    ]

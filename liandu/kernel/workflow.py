"""The life of a thing as plain data: states, and the named steps between them.

No Django here. The same table drives the actions, the buttons on the page,
the diagrams in the manual and the property tests.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from liandu.kernel.errors import WrongState

State = TypeVar("State", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Step(Generic[State]):
    """A named move from one of ``sources`` to ``target``."""

    name: str
    sources: frozenset[State]
    target: State


LIVES: dict[str, "Workflow[Any]"] = {}


class Workflow(Generic[State]):
    """The steps a kind of thing may take, and nothing else about it."""

    def __init__(self, name: str, start: State, *steps: Step[State]) -> None:
        self.name = name
        self.start = start
        self.steps = {step.name: step for step in steps}
        LIVES[name] = self

    def after(self, name: str, state: str) -> State:
        """Return the state that step ``name`` leads to from ``state``.

        :raises WrongState: if the step cannot be taken from ``state``
        """
        step = self.steps[name]
        if state not in step.sources:
            raise WrongState.at(name, state)
        return step.target

    def open_from(self, state: str) -> Iterator[Step[State]]:
        """Yield the steps that can be taken from ``state``."""
        return (step for step in self.steps.values() if state in step.sources)

    def diagram(self) -> str:
        """Return the life as a Mermaid state diagram."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.start}"]
        lines += [
            f"    {source} --> {step.target}: {name}"
            for name, step in self.steps.items()
            for source in sorted(step.sources)
        ]
        return "\n".join(lines)

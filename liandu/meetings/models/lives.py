"""What meetings, topics and resolutions share: each goes through a life, a step at a time."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from liandu.kernel.workflow import Workflow


class Living:
    """A row whose ``state`` is where it stands in its ``LIFE``."""

    LIFE: ClassVar[Workflow[Any]]
    PILLS: ClassVar[Mapping[Any, str]]
    state: Any
    get_state_display: Callable[[], str]

    def advance(self, step: str) -> dict[str, str]:
        """Take ``step``; return how it stood, as facts.

        :raises WrongState: if the step cannot be taken from where it stands
        """
        before = {"state": str(self.state)}
        self.state = self.LIFE.after(step, self.state).value
        return before

    @property
    def pill(self) -> tuple[Any, str]:
        """Return what its pill says, and its colour."""
        return self.get_state_display(), self.PILLS[self.state]

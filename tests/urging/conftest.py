"""A morning to be in, so that working days are the same whenever tests run."""

import pytest
from time_machine import TimeMachineFixture

from tests.meetings.build import NOW


@pytest.fixture(autouse=True)
def morning(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    """Make it the morning of a meeting."""
    time_machine.move_to(NOW, tick=False)
    return time_machine

"""A morning to be in."""

import pytest
from time_machine import TimeMachineFixture

from tests.meetings.build import NOW


@pytest.fixture(autouse=True)
def morning(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    """Make it the morning of the first day, and let it be another moment when a test says so."""
    time_machine.move_to(NOW, tick=False)
    return time_machine

"""A morning to be in, and the last day of a term."""

import pytest
from time_machine import TimeMachineFixture

from tests.meetings.build import NOW


@pytest.fixture(autouse=True)
def morning(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    """Make it the morning of the meeting, and let it be another moment when a test says so."""
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def last_day(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    """Make it the last day of the first term."""
    time_machine.move_to(NOW.replace(month=12, day=31), tick=False)
    return time_machine

"""A week to be in."""

import pytest
from time_machine import TimeMachineFixture

from tests.dispatch.build import NOW


@pytest.fixture(autouse=True)
def wednesday(time_machine: TimeMachineFixture) -> TimeMachineFixture:
    """Make it a Wednesday morning, and let it be another moment when a test says so."""
    time_machine.move_to(NOW, tick=False)
    return time_machine

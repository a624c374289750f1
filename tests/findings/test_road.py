"""The straight road: each step leaves what it should, and each refusal leaves nothing."""

import pytest

from liandu.audit.models import Event
from liandu.findings.models import Finding
from liandu.findings.rules import FindingState
from tests.findings.road import at, registered
from tests.people import World

S = FindingState


def test_a_finding_goes_the_straight_road(world: World) -> None:
    finding = at(world, "close")
    assert finding.state == S.CLOSED

"""The harness itself: the door opens for those who know the word."""

import pytest

from tests.journeys.conftest import Enter
from tests.people import World

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_person_signs_in_and_sees_their_desk(
    world: World, enter: Enter, javascript: bool
) -> None:
    browser = enter(world.zigong_officer, javascript=javascript)
    assert browser.path == "/desk/"
    assert "工作台" in browser.words

"""What tests of the record have in common."""

from pathlib import Path

import pytest
from pytest_django import Settings

from liandu.audit.actions import seal_events, write_event
from liandu.audit.models import Event, Seal
from liandu.kernel.actor import Actor
from liandu.orgs.models import Body
from tests.people import body


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path: Path) -> Path:
    """Keep the key and the last checkpoints of each test apart."""
    settings.DATA_DIR = tmp_path
    return tmp_path


def write(number: int, at: Body | None = None) -> Event:
    """Write one event of no great importance."""
    actor = Actor(person_id=None, body_id=at.pk if at else None)
    return write_event(actor, "test.happened", Seal(pk=number), {"number": number, "empty": ""})


@pytest.fixture
def zigong() -> Body:
    """Return a body with seven events, sealed in two rounds; four and three."""
    made = body("ZG", "自贡")
    for number in range(7):
        if number == 4:
            seal_events()
        write(number, made)
    seal_events()
    return made


def ids() -> list[int]:
    return list(Event.objects.order_by("pk").values_list("pk", flat=True))

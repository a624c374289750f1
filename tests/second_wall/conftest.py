"""Two cities, each with an object and a finding of its own, as the database shows them."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from liandu.kernel.whom import asking_for
from liandu.orgs.middleware import NOBODY
from liandu.orgs.models import Person
from liandu.works.models import SupervisedObject
from tests.access.records import record
from tests.people import World, acting
from tests.plugin import IS_POSTGRES

collect_ignore_glob = (
    [] if IS_POSTGRES else ["test_raising.py", "test_slipped_in.py", "test_standing.py"]
)


@pytest.fixture
def own(world: World) -> SupervisedObject:
    """Return the object of one city."""
    return record(world.zigong, number="XM-2023-0001")


@pytest.fixture
def others(world: World) -> SupervisedObject:
    """Return the object of the other city."""
    return record(world.luzhou, number="XM-2023-0002")


def slipped_in(who: Person | None, *statements: str) -> Any:
    """Run what somebody slipped into a page; return the rows of the last, or how many it wrote."""
    whom = asking_for(acting(who) if who else NOBODY)
    with whom, transaction.atomic(), connection.cursor() as cursor:
        for one in statements:
            cursor.execute(one)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def refused(who: Person, statement: str) -> str:
    """Return the kind of fault with which the database refuses what somebody slipped in."""
    with pytest.raises(DatabaseError) as fault:
        slipped_in(who, statement)
    return type(fault.value.__cause__).__name__

"""A proposed clearance lasts no longer than what it rests on."""

import pytest

from liandu.kernel.errors import WrongState
from liandu.orgs import actions
from liandu.orgs.models import ClearanceProposal, Membership, Person
from tests.orgs.test_clearances import agree, ask, seat_of
from tests.people import World, acting, person


@pytest.fixture
def second(world: World) -> Person:
    """Return another security administrator."""
    return person("second", name="安全员乙", admin="security_admin")


@pytest.mark.parametrize("gone", ["the maker", "the maker's office", "the person"])
def test_a_proposal_lasts_no_longer_than_who_made_it_and_whom_it_concerns(
    world: World, second: Person, gone: str
) -> None:
    made = ask(world, world.zigong_officer)
    who = world.zigong_officer if gone == "the person" else world.security_admin
    Person.objects.filter(pk=who.pk).update(
        **{"admin": ""} if gone.endswith("office") else {"is_active": False}
    )
    assert ClearanceProposal.objects.get(pk=made.pk).state == "lapsed"
    with pytest.raises(WrongState):
        agree(acting(second), made)
    assert seat_of(world.zigong_officer).clearance == 2


def test_who_raises_a_little_alone_does_not_take_back_what_waits(
    world: World, second: Person
) -> None:
    seat = seat_of(world.zigong_officer)
    Membership.objects.filter(pk=seat.pk).update(clearance=0)
    made = ask(world, world.zigong_officer)
    with pytest.raises(WrongState):
        actions.set_clearance(
            actor=acting(second), membership_id=seat.pk, clearance=1, reason="恢复"
        )
    made.refresh_from_db()
    assert (made.state, seat_of(world.zigong_officer).clearance) == ("open", 0)

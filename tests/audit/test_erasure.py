"""Content may be erased for a lawful reason, by one who cannot read it; the trees stay whole."""

import pytest

from liandu.audit import keys, verifying
from liandu.audit.actions import erase_event, seal_events
from liandu.audit.models import Event
from liandu.audit.rules import check_proof
from liandu.audit.verifying import verify
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.orgs.models import Body
from tests.audit.conftest import ids, write

pytestmark = pytest.mark.django_db(transaction=True)
SECURITY = Actor(person_id=None, admin="security_admin")


def test_an_erased_event_is_proved_and_verified_like_any_other(zigong: Body) -> None:
    third = ids()[2]
    erase_event(actor=SECURITY, event_id=third, reason="个人信息保护法第四十七条")
    seal_events()
    event = Event.objects.get(pk=third)
    assert (event.salt, event.facts_text, event.facts, event.is_erased) == ("", "", {}, True)
    assert verify().faults == []
    assert check_proof(verifying.prove(third), keys.public_key_text())["id"] == third
    told = Event.objects.latest("pk")
    assert (told.kind, told.subject_id) == ("audit.event_erased", str(third))
    assert told.facts["reason"] == "个人信息保护法第四十七条"


def test_an_event_can_be_erased_before_it_is_sealed() -> None:
    event = write(1)
    erase_event(actor=SECURITY, event_id=event.pk, reason="x")
    seal_events()
    assert verify().faults == []


@pytest.mark.parametrize("admin", ["audit_admin", "system_admin", ""])
def test_nobody_else_erases(admin: str) -> None:
    event = write(1)
    with pytest.raises(NotAllowed):
        erase_event(actor=Actor(person_id=None, admin=admin), event_id=event.pk, reason="x")
    assert not Event.objects.get().is_erased


def test_nothing_is_erased_twice_without_a_reason_or_from_nowhere() -> None:
    event = write(1)
    with pytest.raises(Invalid):
        erase_event(actor=SECURITY, event_id=event.pk, reason="  ")
    erase_event(actor=SECURITY, event_id=event.pk, reason="x")
    with pytest.raises(WrongState):
        erase_event(actor=SECURITY, event_id=event.pk, reason="x")
    with pytest.raises(NotVisible):
        erase_event(actor=SECURITY, event_id=10**9, reason="x")
    with pytest.raises(NotAllowed):
        erase_event(actor=SECURITY, event_id=Event.objects.latest("pk").pk, reason="x")

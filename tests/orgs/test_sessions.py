"""Where people are signed in: they see it and end it; a closed account is out at once."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from liandu.kernel.errors import NotAllowed, NotVisible, WrongState
from liandu.orgs import actions, queries
from liandu.orgs.models import Person, Session
from liandu.orgs.rules import held
from tests.people import Browser, World, acting, signed_in

ACCOUNT = reverse("orgs:account")
PASSWORD = "Together-2026"  # noqa: S105 - of people who live for one test
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


def at_a_machine(who: Person, agent: str = FIREFOX) -> Client:
    """Return a browser in which ``who`` has signed in with the password."""
    who.set_password(PASSWORD)
    who.save()
    client = Browser(headers={"User-Agent": agent})
    answer = client.post(
        reverse("orgs:sign_in"), {"username": who.username, "password": PASSWORD, "next": "/"}
    )
    assert answer.status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


def test_the_account_shows_each_machine_and_never_the_key_of_a_session(world: World) -> None:
    client = at_a_machine(world.leader)
    page = client.get(ACCOUNT).content.decode()
    assert "Firefox · Windows" in page
    assert "127.0.0.1" in page
    assert "当前设备" in page
    assert client.session.session_key not in page
    (one,) = queries.sessions_of(world.leader.pk)
    assert one.began_at is not None
    assert one.used_at.date() == one.began_at.date()


def test_one_session_of_ones_own_is_ended(world: World) -> None:
    here, there = signed_in(world.leader), signed_in(world.leader)
    handles = {one.key: one.handle for one in queries.sessions_of(world.leader.pk)}
    url = reverse("orgs:session_end", args=[handles[str(there.session.session_key)]])
    assert url in here.get(ACCOUNT).content.decode()
    assert signed_in(world.secretary).post(url).status_code == 404
    assert here.post(url).status_code == 302
    assert is_in(here)
    assert not is_in(there)
    with pytest.raises(NotVisible):
        actions.end_session(actor=acting(world.leader), handle="nonsense")


def test_all_other_sessions_are_ended_at_once(world: World) -> None:
    here, there, another = (signed_in(world.leader) for _ in range(3))
    somebody = signed_in(world.secretary)
    assert here.post(reverse("orgs:sessions_end")).status_code == 302
    assert [is_in(one) for one in (here, there, another, somebody)] == [True, False, False, True]


def test_a_changed_password_ends_every_other_session(world: World) -> None:
    here, there = at_a_machine(world.leader), signed_in(world.leader)
    values = {"old": PASSWORD, "new": "Another-One-9", "again": "Another-One-9"}
    assert here.post(reverse("orgs:change_password"), values).status_code == 302
    assert is_in(here)
    assert not is_in(there)
    assert Session.objects.filter(person=world.leader).count() == 1


def test_a_closed_account_is_out_at_once_and_its_sessions_do_not_come_back(world: World) -> None:
    client = signed_in(world.leader)
    admin = acting(world.system_admin)
    actions.close_account(actor=admin, person_id=world.leader.pk, reason="调离")
    assert not Session.objects.filter(person=world.leader).exists()
    assert not is_in(client)
    Person.objects.filter(pk=world.leader.pk).update(is_active=True)
    assert not is_in(client)


def test_a_one_time_password_ends_the_sessions_and_is_not_for_oneself(world: World) -> None:
    client = signed_in(world.leader)
    admin = acting(world.system_admin)
    actions.reset_password(actor=admin, person_id=world.leader.pk)
    assert not Session.objects.filter(person=world.leader).exists()
    assert not is_in(client)
    with pytest.raises(WrongState):
        actions.reset_password(actor=admin, person_id=world.system_admin.pk)


def test_who_is_made_administrator_signs_in_anew(world: World) -> None:
    plain = Person.objects.create(username="plain", name="某人")
    client = signed_in(plain)
    admin = acting(world.security_admin)
    actions.set_admin(actor=admin, person_id=plain.pk, admin="audit_admin", reason="增设")
    assert not is_in(client)


def test_nobody_ends_the_sessions_of_somebody_else(world: World) -> None:
    signed_in(world.leader)
    for name in ("secretary", "audit_admin"):
        with pytest.raises(NotAllowed):
            actions.end_sessions(actor=acting(getattr(world, name)), person_id=world.leader.pk)
    assert actions.end_sessions(actor=acting(world.leader), person_id=world.leader.pk) == 1
    assert actions.end_sessions(actor=acting(world.leader), person_id=world.leader.pk) == 0


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Safari/537.36", "Chrome · Android"),
        ("Chrome/140.0 Safari/537.36 Edg/140.0 (Windows NT 10.0)", "Edge · Windows"),
        ("curl/8", ""),
    ],
)
def test_a_machine_is_named_as_people_name_it(agent: str, words: str) -> None:
    at = datetime(2026, 1, 5, tzinfo=UTC)
    one = held("key", f"{int(at.timestamp())} 10.0.0.9 {agent}", at)
    assert (one.browser, one.address, one.began_at) == (words, "10.0.0.9", at)
    assert held("key", "", at).began_at is None

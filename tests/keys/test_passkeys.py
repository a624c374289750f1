"""Passkeys: added by name, asked for at the door, refused where they prove nothing, taken away."""

import json
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liandu.audit.models import Event
from liandu.kernel.errors import NotAllowed, NotVisible, WrongState
from liandu.keys import actions, queries
from liandu.keys.models import Passkey
from liandu.keys.rules import MOST_PASSKEYS, Proof
from liandu.orgs.models import Person
from tests.keys.authenticator import PRESENT, Authenticator, challenge_of
from tests.keys.hands import PASSWORD, at_the_door, code, is_in, with_app, with_app_alone
from tests.people import World, acting, signed_in

ADD, PROVE, GIVE = (reverse(f"keys:{name}") for name in ("add_passkey", "prove", "prove_passkey"))
HOST = {"HTTP_HOST": "liandu.example"}
CHALLENGE = b"thirty-two bytes nobody can guess"


@pytest.fixture(autouse=True)
def site(settings: Any) -> None:
    settings.LIANDU_URL = "https://liandu.example"
    settings.ALLOWED_HOSTS = ["liandu.example", "testserver"]


def asked(client: Client, url: str) -> dict[str, Any]:
    """Return what the page asks the browser for."""
    found = re.search(r'data-asked="([^"]*)"', client.get(url, **HOST).content.decode())
    return json.loads(unescape(found.group(1))) if found else {}


def with_passkey(who: Person, key: Authenticator, name: str = "办公室电脑") -> list[str]:
    """Give ``who`` a passkey, where they may be signed in; return the recovery codes."""
    answer = key.make({"challenge": "dGhpcnR5LXR3byBieXRlcyBub2JvZHkgY2FuIGd1ZXNz"})
    return actions.add_passkey(actor=acting(who), name=name, challenge=CHALLENGE, answer=answer)


def knocking(who: Person, key: Authenticator) -> Client:
    """Return a browser in which ``who``, who has the passkey, has given their password."""
    with_passkey(who, key)
    who.set_password(PASSWORD)
    who.save()
    return at_the_door(who)


def kinds() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_the_first_passkey_brings_recovery_codes_and_the_next_do_not(world: World) -> None:
    client, first, second = signed_in(world.leader), Authenticator(), Authenticator()
    answer = first.make(asked(client, ADD))
    page = client.post(ADD, {"name": "办公室电脑", "answer": answer}, **HOST).content.decode()
    codes = re.findall(r"<li><code[^>]*>([a-z2-9-]+)</code>", page)
    assert len(codes) == 10
    question = asked(client, ADD)
    assert [one["id"] for one in question["excludeCredentials"]] == [first.credential]
    kept = client.post(ADD, {"name": "安全密钥", "answer": second.make(question)}, **HOST)
    assert kept["Location"] == reverse("orgs:account")
    account = client.get(reverse("orgs:account")).content.decode()
    assert "办公室电脑" in account
    assert "安全密钥" in account
    assert queries.codes_left(world.leader.pk) == 10
    assert actions.prove(actor=acting(world.leader), code=codes[0]) == Proof.GOOD
    assert kinds()[:2] == ["keys.passkey_added"] * 2


def test_a_passkey_opens_the_door_that_the_password_alone_does_not(world: World) -> None:
    key = Authenticator()
    client = knocking(world.leader, key)
    assert not is_in(client)
    assert "身份验证器" not in client.get(PROVE, **HOST).content.decode()  # there is none
    answer = client.post(GIVE, {"answer": key.prove(asked(client, PROVE))}, **HOST)
    assert answer.status_code == 302
    assert is_in(client)
    passkey = Passkey.objects.get()
    assert passkey.count == 1
    assert passkey.used_at is not None
    assert kinds()[-2:] == ["keys.passkey_used", "orgs.signed_in"]


def test_a_challenge_is_good_once_and_for_five_minutes(world: World) -> None:
    key = Authenticator(steps=0)  # one that does not count: nothing else would tell a replay
    client = knocking(world.leader, key)
    answer = key.prove(asked(client, PROVE))
    wrong = {"answer": Authenticator().prove({"challenge": "eA"})}
    assert client.post(GIVE, wrong, **HOST).status_code == 401
    assert "未通过验证" in client.post(GIVE, {"answer": answer}, **HOST).content.decode()
    answer = key.prove(asked(client, PROVE))
    with time_machine.travel(timezone.now() + timedelta(minutes=4)):
        client = at_the_door(world.leader)
        client.post(GIVE, {"answer": answer}, **HOST)
        assert not is_in(client)  # asked of another session
        answer = key.prove(asked(client, PROVE))
    with time_machine.travel(timezone.now() + timedelta(minutes=8, seconds=50)):
        assert client.post(GIVE, {"answer": answer}, **HOST).status_code == 302
        assert is_in(client)
    assert client.post(GIVE, {"answer": answer}, **HOST).status_code == 401


def test_who_takes_too_long_is_asked_anew(world: World) -> None:
    client, key = signed_in(world.leader), Authenticator()
    answer = key.make(asked(client, ADD))
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        refused = client.post(ADD, {"name": "电脑", "answer": answer}, **HOST)
        assert refused.status_code == 422
        assert "等待时间过长" in refused.content.decode()
        assert 'value="电脑"' in refused.content.decode()
    assert not Passkey.objects.exists()


@pytest.mark.parametrize(
    "lie", [{"origin": "https://evil.example"}, {"host": "evil.example"}, {"flags": PRESENT}]
)
def test_a_passkey_of_elsewhere_or_of_nobody_opens_nothing(
    world: World, lie: dict[str, Any]
) -> None:
    key = Authenticator()
    client = knocking(world.leader, key)
    for name, value in lie.items():
        setattr(key, name, value)
    refused = client.post(GIVE, {"answer": key.prove(asked(client, PROVE))}, **HOST)
    assert refused.status_code == 401
    assert "未通过验证" in refused.content.decode()
    assert not is_in(client)
    assert kinds()[-1] == "keys.refused"


def test_somebody_elses_passkey_opens_nothing_and_cannot_be_taken_over(world: World) -> None:
    key, other = Authenticator(), Authenticator()
    client = knocking(world.leader, key)
    with_passkey(world.secretary, other)
    client.post(GIVE, {"answer": other.prove(asked(client, PROVE))}, **HOST)
    assert not is_in(client)
    thief = signed_in(world.zigong_officer)
    refused = thief.post(ADD, {"name": "x", "answer": key.make(asked(thief, ADD))}, **HOST)
    assert refused.status_code == 422
    assert "已经登记过" in refused.content.decode()
    assert queries.factor_of(world.zigong_officer.pk) is None
    passkey = Passkey.objects.get(credential=other.credential)
    with pytest.raises(NotVisible):
        actions.remove_passkey(actor=acting(world.leader), passkey_id=passkey.pk)


def test_a_passkey_whose_count_runs_backwards_is_refused_and_recorded(world: World) -> None:
    key = Authenticator(count=20)
    client = knocking(world.leader, key)
    key.count = 7  # a copy that was taken earlier
    refused = client.post(GIVE, {"answer": key.prove(asked(client, PROVE))}, **HOST)
    assert refused.status_code == 401
    assert "可能已被复制" in refused.content.decode()
    assert not is_in(client)
    last = Event.objects.order_by("-pk")[0]
    assert last.kind == "keys.passkey_copied"
    assert "办公室电脑" in last.facts_text
    assert Passkey.objects.get().count == 20


def test_wrong_codes_stop_codes_but_no_passkey(world: World) -> None:
    key = Authenticator()
    client = knocking(world.leader, key)
    for _each in range(5):
        actions.prove(actor=acting(world.leader), code="000000")
    wrong = {"answer": Authenticator().prove(asked(client, PROVE))}
    before = kinds()
    assert client.post(GIVE, wrong, **HOST).status_code == 429
    assert kinds() == before
    client.post(GIVE, {"answer": key.prove(asked(client, PROVE))}, **HOST)
    assert is_in(client)


def test_wrong_passkeys_are_counted_with_wrong_codes(world: World) -> None:
    actor = acting(world.leader)
    with_passkey(world.leader, Authenticator())
    for _each in range(3):
        actions.prove(actor=actor, code="000000")
    said = [actions.prove_passkey(actor=actor, challenge=CHALLENGE, answer="{}") for _ in range(2)]
    assert said == [Proof.WRONG, Proof.BLOCKED]
    assert kinds()[-2:] == ["keys.refused", "keys.blocked"]


def test_a_passkey_gives_the_fresh_proof_that_changing_keys_asks_for(world: World) -> None:
    key = Authenticator()
    client = knocking(world.leader, key)
    client.post(GIVE, {"answer": key.prove(asked(client, PROVE))}, **HOST)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        led = client.get(ADD, **HOST)["Location"]
        assert led.startswith(PROVE)
        values = {"answer": key.prove(asked(client, led)), "next": ADD}
        assert client.post(GIVE, values, **HOST)["Location"] == ADD
        assert client.get(ADD, **HOST).status_code == 200


def test_what_is_left_is_what_proves_and_nothing_left_is_no_second_factor(world: World) -> None:
    with_app_alone(world.leader)
    with_passkey(world.leader, Authenticator())
    actor = acting(world.leader)
    actions.remove(actor=actor)
    assert not queries.factor_of(world.leader.pk).has_app
    assert actions.prove(actor=actor, code=code()) == Proof.WRONG
    with pytest.raises(WrongState, match="无需停用"):
        actions.remove(actor=actor)
    client = signed_in(world.leader)
    session = client.session
    session["proved"] = int(timezone.now().timestamp())
    session.save()
    url = reverse("keys:remove_passkey", args=[Passkey.objects.get().pk])
    assert "办公室电脑" in client.get(url).content.decode()
    assert client.post(url)["Location"] == reverse("orgs:account")
    assert queries.factor_of(world.leader.pk) is None
    assert client.get(url).status_code == 404
    assert kinds()[-2:] == ["keys.refused", "keys.passkey_removed"]


def test_a_passkey_alone_is_the_second_factor_that_a_post_requires(
    world: World, settings: Any
) -> None:
    settings.SECOND_FACTOR = "required"
    client, key = signed_in(world.security_admin), Authenticator()
    assert reverse("keys:add_passkey") in client.get(reverse("keys:set_up")).content.decode()
    client.post(ADD, {"name": "密钥", "answer": key.make(asked(client, ADD))}, **HOST)
    assert client.get(reverse("orgs:account")).status_code == 200
    actor = acting(world.security_admin)
    passkey = Passkey.objects.get()
    with pytest.raises(WrongState, match="另一种验证方式"):
        actions.remove_passkey(actor=actor, passkey_id=passkey.pk)
    with_passkey(world.security_admin, Authenticator(), "备用")
    actions.remove_passkey(actor=actor, passkey_id=passkey.pk)
    assert [one.name for one in queries.passkeys_of(world.security_admin.pk)] == ["备用"]


def test_the_security_administrator_takes_passkeys_away_with_the_rest(world: World) -> None:
    with_app(world.leader)
    with_passkey(world.leader, Authenticator())
    page = signed_in(world.security_admin).get(reverse("orgs:person", args=[world.leader.pk]))
    assert "通行密钥数" in page.content.decode()
    actions.reset(actor=acting(world.security_admin), person_id=world.leader.pk, reason="遗失")
    assert not Passkey.objects.exists()


def test_where_browsers_know_no_passkeys_the_page_says_so_and_codes_remain(
    world: World, settings: Any
) -> None:
    key = Authenticator()
    client = knocking(world.leader, key)
    elsewhere = client.get(PROVE).content.decode()
    assert "data-asked" not in elsewhere
    assert 'name="code"' in elsewhere
    inside = signed_in(world.zigong_officer)
    assert "https://liandu.example" in inside.get(ADD).content.decode()
    settings.LIANDU_URL = "http://127.0.0.1:8000"
    assert "https 网址" in inside.get(ADD).content.decode()
    with pytest.raises(WrongState):
        with_passkey(world.zigong_officer, Authenticator())
    answer = key.prove({"challenge": "x"})
    proved = actions.prove_passkey(
        actor=acting(world.leader), challenge=CHALLENGE, answer=answer
    )  # fmt: skip
    assert proved == Proof.WRONG


def test_nobody_is_asked_who_did_not_knock_and_nobody_has_more_than_ten(world: World) -> None:
    client = signed_in(world.leader)
    assert client.post(GIVE, {"answer": "{}"}, **HOST)["Location"] == reverse("orgs:sign_in")
    assert client.post(ADD, {"name": "x"}, **HOST).status_code == 422
    asked(client, ADD)
    assert client.post(ADD, {"name": "x", "answer": "{}"}, **HOST).status_code == 422
    stranger = acting(world.leader).__class__(person_id=None)
    for call in (
        lambda: actions.add_passkey(actor=stranger, name="x", challenge=b"", answer=""),
        lambda: actions.remove_passkey(actor=stranger, passkey_id=1),
    ):
        with pytest.raises(NotAllowed):
            call()
    for _each in range(MOST_PASSKEYS):
        with_passkey(world.leader, Authenticator())
    with pytest.raises(WrongState, match="最多十个"):
        with_passkey(world.leader, Authenticator())


def test_what_a_passkey_is_told_of_a_person_is_not_their_key(world: World) -> None:
    question = asked(signed_in(world.leader), ADD)
    assert challenge_of(question) != challenge_of(asked(signed_in(world.leader), ADD))
    assert question["user"]["id"] != str(world.leader.pk)
    assert len(queries.handle_of(world.leader.pk)) == 32
    assert queries.handle_of(1) != queries.handle_of(2)

"""An account is connected to an identity by its own person, and disconnected."""

import pytest
from django.urls import reverse

from liandu.audit.models import Event
from liandu.engines import oidc
from liandu.engines.oidc import Identity
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.keys import actions
from liandu.keys.models import KnownAs
from liandu.orgs.middleware import NOBODY
from tests.keys.arriving import ACCOUNT, BACK, CONNECT, SUBJECT, connected, sent
from tests.keys.hands import is_in, with_app
from tests.keys.provider import Provider
from tests.people import World, acting, signed_in


def test_an_account_is_connected_by_its_own_person(world: World, provider: Provider) -> None:
    client = signed_in(world.zigong_officer)
    assert CONNECT in client.get(ACCOUNT).content.decode()
    brought = provider.comes_back(sent(client, CONNECT), SUBJECT)
    assert client.get(BACK, brought)["Location"] == CONNECT
    assert not KnownAs.objects.exists()  # not before they say that it is they
    assert "张三" in client.get(CONNECT).content.decode()
    assert client.post(CONNECT)["Location"] == ACCOUNT
    known = KnownAs.objects.get()
    assert (known.person, known.subject) == (world.zigong_officer, SUBJECT)
    page = client.get(ACCOUNT).content.decode()
    assert "张三" in page
    # Another person cannot take the same identity, nor one person two.
    other = signed_in(world.leader)
    other.get(BACK, provider.comes_back(sent(other, CONNECT), SUBJECT))
    assert other.post(CONNECT).status_code == 409
    client.get(BACK, provider.comes_back(sent(client, CONNECT), "second"))
    assert client.post(CONNECT).status_code == 409
    assert KnownAs.objects.get() == known


def test_connecting_asks_for_a_code_of_who_has_a_second_factor(
    world: World, provider: Provider
) -> None:
    with_app(world.zigong_officer)
    client = signed_in(world.zigong_officer)
    assert client.get(CONNECT)["Location"].startswith(reverse("keys:prove"))


def test_what_came_back_for_somebody_else_connects_nobody(world: World, provider: Provider) -> None:
    client = signed_in(world.zigong_officer)
    brought = provider.comes_back(sent(client, CONNECT), SUBJECT)
    client.force_login(world.leader, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["away at the provider"] = {
        "state": brought["state"], "nonce": provider.claims["nonce"], "verifier": "x", "next": "/",
        "person": world.zigong_officer.pk, "at": provider.claims["iat"],
    }  # fmt: skip
    session.save()
    provider.codes[brought["code"]]["code_challenge"] = oidc_challenge("x")
    assert client.get(BACK, brought).status_code == 401
    assert not KnownAs.objects.exists()


def oidc_challenge(verifier: str) -> str:
    made = oidc.address(
        oidc.Provider("https://x", "https://x/a?b=c", "", ""), oidc.Client("", ""),
        oidc.Asked("", "", verifier), "",
    )  # fmt: skip
    return made.partition("&code_challenge=")[2].partition("&")[0]


def test_it_is_disconnected_by_its_person_or_who_keeps_accounts(
    world: World, provider: Provider
) -> None:
    who = connected(world.zigong_officer, provider)
    url = reverse("keys:disconnect", args=[who.pk])
    for other in (world.security_admin, world.leader):
        assert signed_in(other).get(url).status_code == 403
        with pytest.raises(NotAllowed):
            actions.disconnect(actor=acting(other), person_id=who.pk, reason="x")
    with pytest.raises(Invalid):
        actions.disconnect(actor=acting(who), person_id=who.pk, reason=" ")
    client = signed_in(who)
    assert client.post(url, {"reason": "换了账号"})["Location"] == ACCOUNT
    assert is_in(client)
    assert client.get(url).status_code == 404
    with pytest.raises(NotVisible):
        actions.disconnect(actor=acting(who), person_id=who.pk, reason="x")
    connected(who, provider)
    admin = signed_in(world.system_admin)
    page = reverse("orgs:person", args=[who.pk])
    assert url in admin.get(page).content.decode()
    assert url not in signed_in(world.security_admin).get(page).content.decode()
    assert admin.post(url, {"reason": "本人申请"})["Location"] == page
    assert not is_in(client)
    assert Event.objects.filter(kind="keys.disconnected").latest("pk").facts["reason"] == "本人申请"


def test_nobody_connects_without_an_account(world: World) -> None:
    identity = Identity("https://x", "x", "x")
    with pytest.raises(NotAllowed):
        actions.connect(actor=NOBODY, identity=identity)
    actions.connect(actor=acting(world.leader), identity=identity)
    with pytest.raises(WrongState):
        actions.connect(actor=acting(world.leader), identity=identity)

"""Coming by the identity provider: only its own word is believed, for this site and browser."""

from typing import Any

import pytest
import time_machine
from django.urls import reverse

from liandu.audit.models import Event
from liandu.engines import oidc
from liandu.engines.oidc import Fault, Unknown
from liandu.keys import queries
from liandu.keys.models import KnownAs
from liandu.operation.checks import look_at_provider
from liandu.orgs.models import Person
from tests.keys.arriving import (
    ACCOUNT,
    BACK,
    CONNECT,
    SUBJECT,
    THERE,
    comes,
    connected,
    sent,
    turned_away,
)
from tests.keys.hands import code, is_in, with_app
from tests.keys.provider import CLIENT, SECRET, Provider, elliptic
from tests.people import Browser, World, signed_in


def test_whoever_connected_comes_in_and_is_written_down(world: World, provider: Provider) -> None:
    connected(world.zigong_officer, provider)
    client = Browser()
    page = client.get(f"{reverse('orgs:sign_in')}?next={ACCOUNT}").content.decode()
    assert "通过市统一身份认证登录" in page
    url = sent(client, f"{THERE}?next={ACCOUNT}")
    answer = client.get(BACK, provider.comes_back(url, SUBJECT))
    assert answer["Location"] == ACCOUNT
    assert is_in(client)
    assert [e.kind for e in Event.objects.order_by("-pk")[:2]] == ["orgs.signed_in", "keys.arrived"]
    assert KnownAs.objects.get().used_at is not None
    assert client.get(BACK).status_code == 401  # nothing is taken twice


def test_the_second_factor_is_still_asked_for(world: World, provider: Provider) -> None:
    with_app(world.zigong_officer)
    connected(world.zigong_officer, provider)
    client, answer = comes(provider)
    assert answer["Location"] == reverse("keys:prove")
    assert not is_in(client)
    client.post(reverse("keys:prove"), {"code": code()})
    assert is_in(client)


def test_without_a_provider_there_is_no_such_way(world: World, settings: Any) -> None:
    settings.OIDC_ISSUER = ""
    assert "provider" not in Browser().get(reverse("orgs:sign_in")).content.decode()
    for url in (THERE, BACK):
        assert Browser().get(url).status_code == 404
    assert signed_in(world.leader).get(CONNECT).status_code == 404
    assert not look_at_provider(False).advice


def test_who_is_not_connected_or_closed_reads_the_same(world: World, provider: Provider) -> None:
    client, stranger = comes(provider, "somebody else")
    turned_away(client, stranger, "no open account")
    assert not Person.objects.filter(name="张三").exists()
    connected(world.zigong_officer, provider)
    Person.objects.filter(pk=world.zigong_officer.pk).update(is_active=False)
    client, closed = comes(provider)
    turned_away(client, closed, "no open account")
    pages = [page.content.decode().partition("<footer")[0] for page in (stranger, closed)]
    assert pages[0] == pages[1]
    assert Event.objects.latest("pk").subject_id == str(world.zigong_officer.pk)


def test_what_was_not_asked_here_is_not_taken(world: World, provider: Provider) -> None:
    connected(world.zigong_officer, provider)
    client = Browser()
    brought = provider.comes_back(sent(client), SUBJECT)
    turned_away(client, client.get(BACK, {**brought, "state": "another"}), "token")
    turned_away(client, client.get(BACK, brought), "token")  # its one answer was given
    brought = provider.comes_back(sent(client), SUBJECT)
    turned_away(client, client.get(BACK, {**brought, "iss": "https://other"}), "token")
    brought = provider.comes_back(sent(client), SUBJECT)
    turned_away(client, client.get(BACK, {"state": brought["state"]}), "declined")
    brought = provider.comes_back(sent(client), SUBJECT)
    refused = {"state": brought["state"], "error": "access_denied"}
    turned_away(client, client.get(BACK, refused), "declined")
    stranger = Browser()  # a code of somebody else's, in a browser that asked for nothing
    turned_away(stranger, stranger.get(BACK, brought), "token")
    brought = provider.comes_back(sent(client), SUBJECT)
    with time_machine.travel(provider.claims["iat"] + 700, tick=False):
        turned_away(client, client.get(BACK, brought), "token")


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"}, {"nonce": None}, {"aud": "another"}, {"aud": [CLIENT, "another"]},
        {"azp": "another"}, {"exp": 1}, {"exp": "soon"}, {"iat": 2**40}, {"iss": "https://other"},
        {"sub": ""}, {"sub": 7}, {"sub": "x" * 256},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_for_another_or_out_of_time_is_not_believed(
    world: World, provider: Provider, claims: dict[str, Any]
) -> None:
    connected(world.zigong_officer, provider)
    client, answer = comes(provider, **claims)
    turned_away(client, answer, "token")


def test_a_token_for_several_names_the_one_that_asked(world: World, provider: Provider) -> None:
    connected(world.zigong_officer, provider)
    client, _answer = comes(provider, aud=[CLIENT, "another"], azp=CLIENT)
    assert is_in(client)


def test_only_the_providers_own_key_signs(world: World, provider: Provider) -> None:
    connected(world.zigong_officer, provider)
    client = Browser()
    for forge in (provider.none, provider.by_public_half, lambda: "no.token", lambda: "x.y.z"):
        brought = provider.comes_back(sent(client), SUBJECT)
        provider.forged = forge()
        turned_away(client, client.get(BACK, brought), "token")
    provider.forged = ""
    # The same name, another key.
    brought = provider.comes_back(sent(client), SUBJECT)
    provider.published = provider.keys()["keys"]
    provider.key = elliptic("first")
    provider.alg = "ES256"
    turned_away(client, client.get(BACK, brought), "token")


def test_new_keys_are_asked_for_when_one_is_not_known(world: World, provider: Provider) -> None:
    connected(world.zigong_officer, provider)
    comes(provider)
    before = len(provider.asked)
    comes(provider)
    assert provider.asked[before:] == ["/realm/token"]  # the description is kept for a while
    provider.key, provider.alg = elliptic("second"), "ES256"
    client, _answer = comes(provider)
    assert is_in(client)
    provider.published = provider.keys()["keys"]
    provider.key = elliptic("third")
    client, answer = comes(provider)
    turned_away(client, answer, "token")
    # A token that names no key is tried with those there are.
    provider.published = None
    with time_machine.travel(provider.claims["iat"]):
        assert oidc.has_key(queries.provider(afresh=True)[1], provider.token())


def test_while_the_provider_is_down_passwords_go_on(
    world: World, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected(world.zigong_officer, provider)
    client = Browser()
    brought = provider.comes_back(sent(client), SUBJECT)
    provider.status = 500
    turned_away(client, client.get(BACK, brought), "down")
    monkeypatch.setattr(queries, "_kept", {})
    answer = client.get(THERE)
    assert answer.status_code == 503
    assert "账号和密码" in answer.content.decode()
    assert "没有响应" in look_at_provider(False).advice
    for status in (302, 404):
        provider.status = status
        assert client.get(THERE).status_code == 503
    assert "/realm/elsewhere" not in provider.asked  # nothing is followed
    provider.status = 200
    monkeypatch.delenv("SSL_CERT_FILE")  # a certificate that nobody vouches for, and nobody at all
    for issuer in (provider.issuer, "https://127.0.0.1:1"):
        with pytest.raises(Unknown) as told:
            oidc.discovered(issuer)
        assert told.value.fault is Fault.DOWN


@pytest.mark.parametrize("told", [b"no json", b"[]", b"x" * 300_000, {"access_token": "x"}])
def test_an_answer_without_a_token_makes_nobody_known(
    world: World, provider: Provider, told: Any
) -> None:
    connected(world.zigong_officer, provider)
    client = Browser()
    brought = provider.comes_back(sent(client), SUBJECT)
    provider.told = told
    turned_away(client, client.get(BACK, brought), "code" if isinstance(told, dict) else "down")


def test_a_secret_that_is_wrong_or_sent_otherwise(
    world: World, provider: Provider, settings: Any
) -> None:
    connected(world.zigong_officer, provider)
    provider.described = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    client, _answer = comes(provider)
    assert is_in(client)
    settings.OIDC_SECRET = "another"  # noqa: S105 - of a test
    client, answer = comes(provider)
    turned_away(client, answer, "code")
    assert "secret" not in repr(oidc.Client(CLIENT, SECRET))


@pytest.mark.parametrize(
    "told",
    [
        {"issuer": "https://other.example"}, {"token_endpoint": "https://127.0.0.1:1/token"},
        {"token_endpoint": "https://169.254.169.254/"}, {"jwks_uri": "http://127.0.0.1/keys"},
        {"authorization_endpoint": "https://other.example/"}, {"jwks_uri": None},
        {"jwks_uri": 7}, {"token_endpoint": "https://user@127.0.0.1/"},
    ],
    ids=str,
)  # fmt: skip
def test_a_provider_that_speaks_for_others_is_not_asked(
    world: World, provider: Provider, told: dict[str, Any]
) -> None:
    provider.described = told
    before = len(provider.asked)
    assert Browser().get(THERE).status_code == 401
    assert len(provider.asked) == before + 1
    assert look_at_provider(False).advice


def test_no_issuer_but_by_https_and_no_keys_but_of_two_halves(
    provider: Provider, settings: Any
) -> None:
    for issuer in ("http://127.0.0.1/", "ftp://x", "https://", "https://127.0.0.1:x/"):
        with pytest.raises(Unknown) as told:
            oidc.discovered(issuer)
        assert told.value.fault is Fault.DESCRIPTION
    found = oidc.discovered(provider.issuer)
    for keys in ([], [{"kty": "unheard of"}], [{"kty": "RSA"}], ["x"]):
        provider.published = keys
        with pytest.raises(Unknown) as told:
            oidc.signing_keys(found)
        assert told.value.fault is Fault.KEY
    assert "密钥" in look_at_provider(False).advice

"""Where members come by the provider alone, their passwords serve to connect, once."""

from typing import Any

import pytest
from django.urls import reverse

from liandu.audit.models import Event
from liandu.keys.models import KnownAs
from liandu.operation.checks import look_at_provider
from liandu.orgs.models import Person
from tests.keys.arriving import ACCOUNT, BACK, CONNECT, SUBJECT, THERE, comes, connected, sent
from tests.keys.hands import PASSWORD, is_in
from tests.keys.provider import Provider
from tests.people import Browser, World

SIGN_IN = reverse("orgs:sign_in")


@pytest.fixture(autouse=True)
def alone(settings: Any) -> None:
    """Leave passwords to administrators."""
    settings.PASSWORDS = "administrators"


def by_password(who: Person) -> tuple[Any, Any]:
    """Return a browser in which somebody gave their password, and what was answered."""
    who.set_password(PASSWORD)
    who.save()
    client = Browser()
    return client, client.post(SIGN_IN, {"username": who.username, "password": PASSWORD})


def test_the_password_of_a_connected_member_lets_nobody_in(
    world: World, provider: Provider
) -> None:
    connected(world.zigong_officer, provider)
    client, answer = by_password(world.zigong_officer)
    assert answer.status_code == 401
    assert not is_in(client)
    assert "请通过市统一身份认证登录" in answer.content.decode()
    last = Event.objects.latest("pk")
    assert (last.kind, last.facts["after"]["why"]) == (
        "orgs.sign_in_failed", "password: switched off"
    )  # fmt: skip
    client, _answer = comes(provider)
    assert is_in(client)
    assert client.get(ACCOUNT).status_code == 200


def test_a_wrong_password_tells_nothing_of_the_account(world: World, provider: Provider) -> None:
    connected(world.zigong_officer, provider)
    wrong = {"username": world.zigong_officer.username, "password": "x"}
    assert "已绑定" not in Browser().post(SIGN_IN, wrong).content.decode()


def test_who_is_not_connected_does_nothing_before(world: World, provider: Provider) -> None:
    client, answer = by_password(world.zigong_officer)
    assert answer.status_code == 302
    for _twice in range(2):
        assert client.get(ACCOUNT)["Location"] == CONNECT
    url = sent(client, CONNECT)
    assert client.get(BACK, provider.comes_back(url, SUBJECT))["Location"] == CONNECT
    assert client.post(CONNECT).status_code == 302
    assert KnownAs.objects.get().person == world.zigong_officer
    assert client.get(ACCOUNT).status_code == 200
    assert by_password(world.zigong_officer)[1].status_code == 401


def test_administrators_keep_their_passwords(world: World, provider: Provider) -> None:
    connected(world.system_admin, provider)
    for who in (world.system_admin, world.audit_admin):
        assert is_in(by_password(who)[0])


def test_the_page_of_signing_in_says_so(world: World, provider: Provider, settings: Any) -> None:
    words = "下面的账号和密码供管理员使用"
    assert words in Browser().get(SIGN_IN).content.decode()
    settings.PASSWORDS = "all"
    assert words not in Browser().get(SIGN_IN).content.decode()
    connected(world.zigong_officer, provider)
    assert is_in(by_password(world.zigong_officer)[0])


def test_without_a_provider_passwords_go_on_and_the_doctor_says_so(
    world: World, settings: Any
) -> None:
    settings.OIDC_ISSUER = ""
    client, _answer = by_password(world.zigong_officer)
    assert is_in(client)
    assert client.get(ACCOUNT).status_code == 200
    assert "LIANDU_PASSWORDS" in look_at_provider(False).advice


def test_the_doctor_counts_who_is_not_connected(world: World, provider: Provider) -> None:
    connected(world.zigong_officer, provider)
    left = Person.objects.filter(is_active=True, admin="").count() - 1
    assert str(left) in look_at_provider(False).says


def test_while_the_provider_is_down_nobody_is_sent_to_a_password(
    world: World, provider: Provider, settings: Any
) -> None:
    settings.OIDC_ISSUER = "https://127.0.0.1:9"
    answer = Browser().get(THERE)
    assert answer.status_code == 503
    assert "账号和密码" not in answer.content.decode()

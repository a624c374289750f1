"""What somebody does who comes by the identity provider, and what is found of it."""

from typing import Any

from django.test import Client
from django.urls import reverse

from liandu.audit.models import Event
from liandu.engines.oidc import Identity
from liandu.keys import actions
from liandu.orgs.models import Person
from tests.keys.hands import is_in
from tests.keys.provider import Provider
from tests.people import Browser, acting

THERE, BACK = reverse("keys:provider"), reverse("keys:provider_back")
CONNECT, ACCOUNT = reverse("keys:connect"), reverse("orgs:account")
# Not a number: what an organisation calls its people by means nothing here.
SUBJECT = "8f14e45f-ceea-467f-9b6c"


def connected(who: Person, provider: Provider, subject: str = SUBJECT) -> Person:
    identity = Identity(provider.issuer, subject, "张三")
    actions.connect(actor=acting(who), identity=identity)
    return who


def sent(client: Client, url: str = THERE) -> str:
    """Return where a browser is sent to be known."""
    answer = client.get(url)
    assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def comes(provider: Provider, subject: str = SUBJECT, **claims: Any) -> tuple[Client, Any]:
    """Return a new browser whose person has been at the provider, and what it was answered."""
    client = Browser()
    brought = provider.comes_back(sent(client), subject, **claims)
    return client, client.get(BACK, brought)


def turned_away(client: Client, answer: Any, why: str) -> None:
    """Test that nobody came in, that they read why, and that it is on record."""
    assert answer.status_code == (503 if why == "down" else 401)
    assert not is_in(client)
    last = Event.objects.latest("pk")
    assert last.kind == "orgs.sign_in_failed"
    assert last.facts["after"]["why"] == f"provider: {why}"

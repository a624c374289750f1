"""What somebody with a phone does: sets an app up, and reads codes off it."""

from datetime import datetime

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liandu.engines import totp
from liandu.keys import actions
from liandu.keys.models import SecondFactor
from liandu.orgs.models import Person
from tests.people import Browser, acting

SECRET = b"a secret of twenty b"
PASSWORD = "Together-2026"  # noqa: S105 - of people who live for one test


def code(shift: int = 0, at: datetime | None = None) -> str:
    """Return what the app shows, or showed or will show some half minutes apart."""
    return totp.code_of(SECRET, totp.step_at(at or timezone.now()) + shift)


def with_app(who: Person) -> list[str]:
    """Give ``who`` an app and a password; return the recovery codes. No code is used up."""
    who.set_password(PASSWORD)
    who.save()
    return with_app_alone(who)


def with_app_alone(who: Person) -> list[str]:
    """Give ``who`` an app, where they may be signed in."""
    codes = actions.set_up(actor=acting(who), secret=SECRET, code=code())
    SecondFactor.objects.update(last_step=0)
    return codes


def at_the_door(who: Person, next_url: str = "") -> Client:
    """Return a browser in which ``who`` has given their password."""
    client = Browser()
    values = {"username": who.username, "password": PASSWORD, "next": next_url}
    answer = client.post(reverse("orgs:sign_in"), values)
    assert answer.status_code == 302, answer.content.decode()
    return client


def is_in(client: Client) -> bool:
    """Test whether the browser is signed in."""
    return client.get(reverse("orgs:account")).status_code == 200

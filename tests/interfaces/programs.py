"""Programs: a token and what is asked with it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from liandu.interfaces import actions
from liandu.interfaces.actions import Terms
from liandu.interfaces.models import Token
from liandu.interfaces.rules import AREAS, WRITABLE, digest_of, hint_of, new_secret
from liandu.orgs.models import Membership, Person
from tests.people import Browser, acting

ROOT = "/api/v1"
EVERYTHING = {area: "write" if area in WRITABLE else "read" for area in AREAS}


def in_days(count: int) -> Any:
    """Return the moment so many days from now."""
    return timezone.now() + timedelta(days=count)


def terms(who: Person, **changes: Any) -> Terms:
    """Return the terms of a token for the only post of ``who``."""
    seat = Membership.objects.filter(person=who).first()
    values: dict[str, Any] = {
        "name": "数据中台", "membership_id": seat.pk if seat else 0, "scope": EVERYTHING,
        "expires_at": in_days(30),
    }  # fmt: skip
    return Terms(**(values | changes))


def made(who: Person, **changes: Any) -> tuple[Token, str]:
    """Return a token of ``who`` and its secret."""
    return actions.make_token(actor=acting(who), terms=terms(who, **changes))


def stored(membership_id: int) -> str:
    """Return the secret of a token written straight into the table, for worlds without actions."""
    secret = new_secret()
    Token.objects.create(
        membership_id=membership_id, name="x", scope=EVERYTHING, digest=digest_of(secret),
        hint=hint_of(secret), expires_at=in_days(300),
    )  # fmt: skip
    return secret


@dataclass
class Program:
    """A program that shows one token."""

    secret: str

    def get(self, path: str, **asked: Any) -> Any:
        """Ask for something."""
        return Browser().get(f"{ROOT}{path}", asked, headers=self.headers())

    def post(self, path: str, sent: Any = None, key: str = "", **options: Any) -> Any:
        """Write something, as JSON; under a key of its own unless one is given."""
        headers = self.headers() | {"Idempotency-Key": key or str(uuid4())}
        return Browser().post(
            f"{ROOT}{path}", sent or {}, content_type="application/json", headers=headers, **options
        )

    def upload(self, path: str, files: list[Any], key: str = "", **about: str) -> Any:
        """Send files, and what is said about them."""
        headers = self.headers() | {"Idempotency-Key": key or str(uuid4())}
        return Browser().post(f"{ROOT}{path}", {"files": files, **about}, headers=headers)

    def headers(self) -> dict[str, str]:
        """Return what shows the token."""
        return {"Authorization": f"Bearer {self.secret}"}

    def every(self, path: str, **asked: Any) -> list[Any]:
        """Return all of a list, page by page."""
        found: list[Any] = []
        cursor = ""
        while True:
            page = self.get(path, cursor=cursor, **asked).json()
            found += page["items"]
            if page["next"] is None:
                return found
            cursor = page["next"]


def program(who: Person, **changes: Any) -> Program:
    """Return a program of ``who``."""
    return Program(made(who, **changes)[1])

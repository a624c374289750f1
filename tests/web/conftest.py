"""Somebody at an office, and forty bodies with ties and blanks."""

from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from liandu.orgs.models import Body, Person
from liandu.web import pages
from tests.people import body, person, signed_in


@pytest.fixture(autouse=True)
def bare_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what the apps above register: their pages are tested with them."""
    for name in ("_account", "_bell"):
        monkeypatch.setattr(pages, name, [])
    monkeypatch.setattr(pages, "NAV", {})


@pytest.fixture
def office(db: None) -> Body:
    return body("office", "Rotating office", kind="office", position=7)


@pytest.fixture
def officer(office: Body) -> Person:
    return person("officer", "General post", office)


@pytest.fixture
def browser(officer: Person, settings: Any) -> Client:
    settings.ROOT_URLCONF = "tests.web.site"
    return signed_in(officer, headers={"accept-language": "en"})


@pytest.fixture
def bodies(office: Body) -> list[Body]:
    made = [
        Body(
            code=f"B{n:03}",
            name=f"Body {n:03}",
            short_name="B",
            kind="city",
            path=f"/x{n}/",
            position=n % 4,
            closed_on=None if n % 3 else date(2026, 1, 1 + n % 5),
        )
        for n in range(44)
    ]
    Body.objects.bulk_create(made)
    return list(Body.objects.all())


class Rows(HTMLParser):
    """Collects the text of each row's first link."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self._in_row = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notice the first link of a row."""
        self._in_row = tag == "a" and ("class", "ttl") in attrs

    def handle_data(self, data: str) -> None:
        """Keep its text."""
        if self._in_row:
            self.names.append(data)
            self._in_row = False


def names(page: str) -> list[str]:
    rows = Rows()
    rows.feed(page)
    return rows.names

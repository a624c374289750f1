"""What every test may ask for."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.test.client import ClientHandler
from django.utils import translation

from liandu.engines.papers import pdf
from liandu.kernel.actor import Actor
from liandu.kernel.whom import asking_for, asking_itself
from tests.people import world
from tests.plugin import IS_POSTGRES, IS_WALLED
from tests.walled import ROLE, as_user, raised

# The same examples each time where a failure must not come and go; no example is timed.
hypothesis.settings.register_profile("liandu", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("liandu")

__all__ = ["world"]

BEHIND = ("tests/oracle/", "tests/second_wall/")


@pytest.fixture(autouse=True)
def own_language() -> None:
    """Begin in the language of the site: a page asked for before leaves its own behind."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Raise the second wall in the database of the tests, where it can have one."""
    if IS_POSTGRES:
        with django_db_blocker.unblock():
            raised()


def asked_by_nobody(call: Callable[..., Any]) -> Callable[..., Any]:
    """Return what answers a browser in a test as a server does: before it knows who asks."""

    def answer(*given: Any) -> Any:
        with asking_for(Actor(None)):
            return call(*given)

    return answer


@pytest.fixture(autouse=True)
def asked_by_the_test(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Let a test write and read what it looks at; what it asks the site for is asked for others.

    Some connect as a site does behind the second wall, the others as the owner of the tables.
    """
    if IS_WALLED:
        monkeypatch.setattr(ClientHandler, "__call__", asked_by_nobody(ClientHandler.__call__))
    with asking_itself("test"):
        if IS_POSTGRES and (IS_WALLED or request.node.nodeid.startswith(BEHIND)):
            request.getfixturevalue("django_db_setup")
            with request.getfixturevalue("django_db_blocker").unblock(), as_user(ROLE):
                yield
        else:
            yield


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer alike on every machine, whether or not LibreOffice is there; its tests ask for it."""
    monkeypatch.setattr(pdf, "_program", lambda: None)

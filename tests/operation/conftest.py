"""A small site of the first release, in a folder and a database of its own."""

import secrets
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from liandu.engines.lockbox import Passphrase
from liandu.operation.restoring import restore
from liandu.operation.sites import Site
from tests.plugin import IS_POSTGRES
from tests.walled import OWNER
from tools.release import KEPT, PASSPHRASE

KEY = Passphrase(PASSPHRASE)
FIRST = KEPT / f"0.1.0-{'postgresql' if IS_POSTGRES else 'sqlite'}.backup"


def empty(folder: Path) -> Iterator[Site]:
    """Make an empty site in a folder; its database goes afterwards."""
    folder.mkdir(mode=0o700)
    if not IS_POSTGRES:
        file = folder / "liandu.sqlite3"
        yield Site(folder, {"ENGINE": "django.db.backends.sqlite3", "NAME": file})
        return
    name = f"site_{secrets.token_hex(6)}"
    ours = {**connection.settings_dict, "USER": OWNER}
    address = {"host": ours["HOST"], "port": ours["PORT"] or None, "user": ours["USER"]}
    with closing(psycopg.connect(dbname="postgres", autocommit=True, **address)) as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        yield Site(folder, {**ours, "NAME": name})
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Site]:
    """Return a site in which nothing has happened yet."""
    yield from empty(tmp_path / "other")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Return a site that holds what the first release wrote, as it was."""
    for made in empty(tmp_path / "site"):
        with FIRST.open("rb") as source:
            restore(made, source, KEY)
        yield made

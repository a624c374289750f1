"""How an operator raises the second wall, of a site of its own, with the commands."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from liandu.access import second_wall
from liandu.engines.lockbox import Passphrase
from liandu.operation import copies
from liandu.operation.databases import NotPossible
from liandu.operation.restoring import restore
from liandu.operation.sites import Site
from tests.operation.conftest import empty
from tests.walled import OWNER, ROLE, TIGHTEN

KEY = Passphrase("correct horse battery staple")


@pytest.fixture
def site(db: None, tmp_path: Path) -> Iterator[Site]:
    """Return a site that nothing has happened in, as the owner of its tables."""
    for made in empty(tmp_path / "site"):
        assert made.run("migrate", "-v", "0") == 0
        yield made


@pytest.fixture
def again(db: None, tmp_path: Path) -> Iterator[Site]:
    """Return a place to restore it in."""
    yield from empty(tmp_path / "again")


def lesser(site: Site) -> Site:
    """Return the same site as it answers: under the role that the wall holds."""
    return Site(site.data, {**site.database, "USER": ROLE})


def read(site: Site, statement: str) -> object:
    """Return what a statement gives that nobody signed."""
    at = site.database
    where = {"host": at["HOST"], "port": at["PORT"] or None, "user": at["USER"]}
    with closing(psycopg.connect(dbname=at["NAME"], **where)) as database:
        row = database.execute(statement).fetchone()
        return row and row[0]


def do(site: Site, statement: str) -> None:
    """Do what only a superuser may."""
    at = site.database
    where = {"host": at["HOST"], "port": at["PORT"] or None, "user": OWNER}
    with closing(psycopg.connect(dbname=at["NAME"], autocommit=True, **where)) as database:
        database.execute(statement)


def test_while_tables_change_whom_it_holds_see_nothing(site: Site) -> None:
    """A migration that fails leaves nothing open: the wall stands again once one ends well."""
    do(site, TIGHTEN)
    assert site.run("second_wall", "raise", ROLE) == 0
    aside = "from liandu.access.second_wall import step_aside; step_aside()"
    assert site.run("shell", "-v", "0", "-c", aside) == 0
    held = lesser(site)
    assert held.run("doctor", "wall") == 1
    hidden = "SELECT count(*) FROM pg_class WHERE row_security_active(oid) AND relkind = 'r'"
    assert read(held, hidden) == len(second_wall.tables())
    assert read(held, "SELECT count(*) FROM pg_policy WHERE polname = 'second_wall_acting'") == 0
    assert site.run("migrate", "-v", "0") == 0
    assert held.run("doctor", "wall") == 0


def test_it_is_raised_held_copied_restored_and_taken_away(
    site: Site, again: Site, tmp_path: Path
) -> None:
    held, file = lesser(site), tmp_path / "copy"
    # Whom it could not hold it is not raised for.
    assert site.run("second_wall", "raise", "not_there") == 1
    assert site.run("second_wall", "raise", OWNER) == 1
    assert site.run("second_wall", "raise", ROLE) == 0
    assert held.run("doctor", "wall") == 1  # it advises what only a superuser can do
    do(site, TIGHTEN)
    assert site.run("second_wall", "raise") == 0
    assert held.run("doctor", "wall") == 0
    assert site.run("doctor", "wall") == 1  # it advises to connect as whom the wall holds
    assert read(held, "SELECT count(*) FROM orgs_role")
    # What only the owner may do is refused, and a copy is never a part called all.
    assert held.run("second_wall", "lower") == 1
    with file.open("wb") as target, pytest.raises(NotPossible, match="LIANDU_OWNER"):
        copies.write(held, target, KEY)
    with file.open("wb") as target:
        copies.write(site, target, KEY)
    with file.open("rb") as source:
        restore(again, source, KEY)
    assert lesser(again).run("doctor", "wall") == 1  # what the role may do is not in a copy
    do(again, TIGHTEN)
    assert again.run("migrate", "-v", "0") == 0
    assert lesser(again).run("doctor", "wall") == 0
    assert again.run("second_wall", "lower") == 0
    assert read(again, "SELECT count(*) FROM pg_policy") == 0

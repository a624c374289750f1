"""The database as a file: SQLite's own copying while the site goes on, and one move to put back."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from django.utils.translation import gettext as _

from liandu.operation.databases.told import TELLING, NotPossible, Taken
from liandu.operation.sites import Site

VENDOR = "sqlite"
BESIDE = ("-wal", "-shm", "-journal")


def take(site: Site, target: Path) -> Taken:
    """Copy the database as it is at one moment, whoever writes meanwhile.

    :raises NotPossible: if there is no database
    """
    if not site.file.exists():
        raise NotPossible(_("There is no database yet: %(path)s.") % {"path": site.file})
    target.touch(mode=0o600)
    with closing(_reading(site.file)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        # A copy on its own has no journal beside it.
        copy.execute("PRAGMA journal_mode=DELETE")
        return Taken(sqlite3.sqlite_version, _migrations(copy), _counts(copy))


def look(site: Site, source: Path) -> None:  # noqa: ARG001 - as the other database has it
    """Look over what is to be loaded.

    :raises NotPossible: if it is damaged
    """
    with closing(_reading(source)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise NotPossible(_("The database in this copy is damaged."))


def load(site: Site, source: Path) -> None:
    """Put what was looked over in the place of the database."""
    for tail in BESIDE:
        Path(f"{site.file}{tail}").unlink(missing_ok=True)
    source.replace(site.file)


def is_empty(site: Site) -> bool:
    """Test whether nothing has happened in the database yet."""
    if not site.file.exists():
        return True
    found = counts(site)
    return not any(found.get(table) for table in TELLING)


def counts(site: Site) -> dict[str, int]:
    """Return how many rows each table has."""
    with closing(_reading(site.file)) as database:
        return _counts(database)


def _reading(path: Path) -> sqlite3.Connection:
    """Return a connection that cannot write."""
    return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, timeout=60)


def _counts(database: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table has; an index of words brings tables of its own."""
    made = "SELECT name, sql LIKE 'CREATE VIRTUAL%' FROM sqlite_master WHERE type = 'table'"
    tables = dict(database.execute(f"{made} AND name NOT LIKE 'sqlite_%' ORDER BY name"))
    virtual = tuple(name for name, is_virtual in tables.items() if is_virtual)
    real = [name for name in tables if not name.startswith(virtual)] if virtual else list(tables)
    rows = {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone() for name in real}  # noqa: S608 - its own tables
    return {name: int(row[0]) for name, row in rows.items()}


def _migrations(database: sqlite3.Connection) -> list[str]:
    rows = database.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return [f"{app}.{name}" for app, name in rows]

"""The database in PostgreSQL: its own programs take it at one moment, and load it whole."""

import os
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from django.utils.translation import gettext as _
from psycopg import sql

from liandu.operation.databases.told import TELLING, NotPossible, Taken
from liandu.operation.sites import Site

VENDOR = "postgresql"
# Whatever was there goes in the same transaction in which the copy comes.
EMPTIED = """
DO $$ DECLARE one text; BEGIN
  FOR one IN SELECT nspname FROM pg_namespace
    WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
  LOOP EXECUTE format('DROP SCHEMA %I CASCADE', one); END LOOP;
END $$;
CREATE SCHEMA public;
"""

HELD = """
SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'second_wall'
AND NOT pg_has_role(session_user, nspowner, 'MEMBER'))
"""


def take(site: Site, target: Path) -> Taken:
    """Dump the database as it is at one moment, whoever writes meanwhile.

    :raises NotPossible: if pg_dump is missing or fails
    """
    target.touch(mode=0o600)
    with closing(_connected(site)) as database:
        database.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        moment = str(_one(database, "SELECT pg_export_snapshot()"))
        taken = Taken(
            str(_one(database, "SHOW server_version")), _migrations(database), _counts(database)
        )
        if _one(database, HELD):
            raise NotPossible(_("The second wall lets nobody copy all: set LIANDU_OWNER."))
        words = ("--no-owner", "--no-privileges", f"--snapshot={moment}", f"--file={target}")
        _run(site, "pg_dump", *words)
        return taken


def look(site: Site, source: Path) -> None:
    """Do nothing: loading is one transaction, and refuses by itself."""


def load(site: Site, source: Path) -> None:
    """Load a dump in the place of what is there, all of it or nothing.

    :raises NotPossible: if psql is missing or the database refuses something
    """
    before = source.with_suffix(".before")
    before.write_text(EMPTIED)
    silent = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", f"--output={os.devnull}")
    _run(site, "psql", *silent, "--single-transaction", f"--file={before}", f"--file={source}")


def is_empty(site: Site) -> bool:
    """Test whether nothing has happened in the database yet."""
    found = counts(site)
    return not any(found.get(table) for table in TELLING)


def counts(site: Site) -> dict[str, int]:
    """Return how many rows each table has."""
    with closing(_connected(site)) as database:
        return _counts(database)


def make(site: Site, name: str) -> Site:
    """Make an empty database beside that of ``site`` and return the site with it.

    :raises NotPossible: if the role may not
    """
    _beside(site, "CREATE DATABASE {} TEMPLATE template0", name)
    return Site(site.data, {**site.database, "NAME": name})


def drop(site: Site, name: str) -> None:
    """Drop a database that was made beside that of ``site``."""
    _beside(site, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _beside(site: Site, command: str, name: str) -> None:
    with closing(_connected(site)) as database:
        database.autocommit = True
        try:
            database.execute(sql.SQL(command).format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege:
            words = _("This role may not make databases. Run as its superuser: %(command)s")
            mend = f"ALTER ROLE {site.database['USER']} CREATEDB"
            raise NotPossible(words % {"command": mend}) from None


def _connected(site: Site) -> "psycopg.Connection[Any]":
    at = site.database
    return psycopg.connect(
        dbname=at["NAME"], host=at.get("HOST") or None, port=at.get("PORT") or None,
        user=at.get("USER") or None, password=at.get("PASSWORD") or None,
    )  # fmt: skip


def _one(database: "psycopg.Connection[Any]", asked: str) -> Any:
    row = database.execute(asked).fetchone()
    return row[0] if row else None


def _migrations(database: "psycopg.Connection[Any]") -> list[str]:
    rows = database.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    return [f"{app}.{name}" for app, name in rows]


def _counts(database: "psycopg.Connection[Any]") -> dict[str, int]:
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    counting = sql.SQL("SELECT count(*) FROM public.{}")
    return {
        name: database.execute(counting.format(sql.Identifier(name))).fetchone()[0]  # type: ignore[index]
        for (name,) in database.execute(tables).fetchall()
    }


def _run(site: Site, program: str, *words: str) -> None:
    """Run one of PostgreSQL's programs on the database of a site.

    :raises NotPossible: if it is missing or fails
    """
    found = shutil.which(program)
    if found is None:
        mend = "apt-get install -y postgresql-client"
        words_ = _("%(program)s is not there. Run: %(command)s")
        raise NotPossible(words_ % {"program": program, "command": mend})
    at = site.database
    own = {"PGHOST": at.get("HOST"), "PGPORT": at.get("PORT"), "PGUSER": at.get("USER")}
    own |= {"PGPASSWORD": at.get("PASSWORD"), "PGDATABASE": at["NAME"]}
    env = {**os.environ, **{name: str(value) for name, value in own.items() if value}}
    done = subprocess.run([found, *words], env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = done.stderr.strip().splitlines()[:1]
        message = _("%(program)s failed: %(why)s")
        raise NotPossible(message % {"program": program, "why": "".join(said)})

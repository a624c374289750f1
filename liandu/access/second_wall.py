"""The second wall: PostgreSQL itself repeats the read rule (docs/decisions/0017).

Who reads is told signed, so that a statement slipped in reads nothing more than its person may;
and nothing of the site's own tables is written but by an action. Arrays are read once for each
statement: a function for each row costs a hundred times as much.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from liandu.access.guarded import Guarded
from liandu.access.rules import Purpose
from liandu.access.sight import parties_by_grant
from liandu.access.wall_policies import condition, named, records, tables, tells, views
from liandu.access.wall_sql import FUNCTIONS, IDS
from liandu.kernel.whom import pads

IS_ACTING = "(SELECT second_wall.is_acting())"
INDEX = "search_entry"
# May an index be used for the words of a search, before it is known whose the rows are?
IS_TIGHT = """(
    SELECT bool_and(proleakproof) FROM pg_proc WHERE oid IN (
        'ts_match_vq(tsvector, tsquery)'::regprocedure, 'array_to_tsvector(text[])'::regprocedure,
        'string_to_array(text, text)'::regprocedure,
        'array_remove(anycompatiblearray, anycompatible)'::regprocedure
    )
)"""
POLICIES = ("second_wall_acting", "second_wall_reading")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the second wall stands.

    ``role`` is whom it holds, empty if it was never raised; ``holds`` says whether it holds this
    very connection; ``is_whole`` that it did not step aside for good; ``bare`` are tables it should
    stand before and does not. Two things only a
    superuser can do: that the index of the search is held (``is_index_held``), and that what one
    connection asks is not told to the others (``is_quiet``).
    """

    role: str = ""
    holds: bool = False
    is_whole: bool = True
    is_key_ours: bool = True
    bare: tuple[str, ...] = ()
    is_index_held: bool = True
    is_quiet: bool = True


def raise_for(role: str) -> int:
    """Raise the wall, or renew it, and let ``role`` behind it; return before how many tables."""
    inner, outer = pads(settings.SECRET_KEY)
    found = tables()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {IS_TIGHT}")
        is_tight = cursor.fetchone()[0]
        cursor.execute(FUNCTIONS + _ids() + views() + named() + tells())
        cursor.execute("INSERT INTO second_wall.key VALUES (%s, %s)", [inner, outer])
        for model in found:
            table = model._meta.db_table
            # Else PostgreSQL would read all of the index for each search: it stays open.
            is_open = table == INDEX and not is_tight
            cursor.execute(_policies(table, "true" if is_open else condition(model)))
        name, database = _quoted(role), _quoted(connection.settings_dict["NAME"])
        cursor.execute(GRANTS.format(role=name, database=database))
        cursor.execute("COMMENT ON SCHEMA second_wall IS %s", [role])
    return len(found)


def lower() -> None:
    """Take the wall away."""
    with transaction.atomic(), connection.cursor() as cursor:
        for model in tables():
            table = model._meta.db_table
            drop = "".join(f"DROP POLICY IF EXISTS {one} ON {table};" for one in POLICIES)
            alter = f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
            cursor.execute(drop + alter)
        cursor.execute("DROP SCHEMA IF EXISTS second_wall CASCADE")


def _ids() -> str:
    by_grant = parties_by_grant()
    made = []
    for one in records():
        if issubclass(one, Guarded):
            wanted = set(Purpose) if one.KIND in by_grant else set(Purpose) - {Purpose.PARTY}
            purposes = ",".join(sorted(wanted))
            made.append(IDS.format(kind=int(one.KIND), table=one._meta.db_table, purposes=purposes))
    return "".join(made)


def _policies(table: str, reading: str) -> str:
    acting, read = POLICIES
    return f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS {acting} ON {table};
DROP POLICY IF EXISTS {read} ON {table};
CREATE POLICY {acting} ON {table} FOR ALL USING ({IS_ACTING});
CREATE POLICY {read} ON {table} FOR SELECT USING ({reading});
"""


GRANTS = """
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC;
GRANT USAGE ON SCHEMA public, second_wall TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role};
GRANT SELECT ON ALL TABLES IN SCHEMA second_wall TO {role};
REVOKE ALL ON second_wall.key FROM {role};
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
"""


def unfit(role: str) -> str:
    """Return why the wall would not hold ``role``; nothing if it would."""
    with connection.cursor() as cursor:
        cursor.execute(FIT, [role])
        row = cursor.fetchone()
    if row is None:
        return _("There is no role %(role)s. Run as a superuser of PostgreSQL: createuser %(role)s")
    if row[0]:
        return _("No wall holds %(role)s: it is a superuser, passes walls, or owns the tables.")
    return ""


FIT = """
SELECT rolsuper OR rolbypassrls OR pg_has_role(oid, current_user, 'MEMBER')
FROM pg_roles WHERE rolname = %s
"""


def step_aside() -> None:
    """Let tables be changed that the wall hangs on; until it is renewed whom it holds see nothing.

    With its schema go all policies that ask it, but row security stays on.
    """
    if connection.vendor == "postgresql" and (role := standing().role):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA second_wall CASCADE; CREATE SCHEMA second_wall")
            cursor.execute("COMMENT ON SCHEMA second_wall IS %s", [role])


def renew() -> None:
    """Raise the wall again where it stepped aside: new tables get theirs."""
    if connection.vendor == "postgresql":
        there = standing()
        if there.role and not there.is_whole and not unfit(there.role):
            raise_for(there.role)


def standing() -> Standing:
    """Return how the second wall stands, as this connection finds it."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING)
        row = cursor.fetchone()
        if row is None:
            return Standing()
        if not row[2]:
            return Standing(*row)
        cursor.execute(BARE, [list(POLICIES)])
        walled = {table for (table,) in cursor.fetchall()}
        cursor.execute(HOW)
        is_key_ours, is_index_held, is_quiet = cursor.fetchone()
    bare = sorted({model._meta.db_table for model in tables()} - walled)
    return Standing(
        role=row[0], holds=row[1], is_key_ours=is_key_ours, bare=tuple(bare),
        is_index_held=is_index_held, is_quiet=is_quiet,
    )  # fmt: skip


STANDING = """
SELECT obj_description(oid, 'pg_namespace'), NOT pg_has_role(session_user, nspowner, 'MEMBER'),
    EXISTS (SELECT FROM pg_proc WHERE pronamespace = n.oid)
FROM pg_namespace AS n WHERE nspname = 'second_wall'
"""
HOW = f"""
SELECT second_wall.is_acting(),
    (SELECT pg_get_expr(polqual, polrelid) <> 'true' FROM pg_policy
    WHERE polrelid = '{INDEX}'::regclass AND polname = '{POLICIES[1]}'),
    current_setting('track_activities') = 'off'
"""  # noqa: S608 - our own words
BARE = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
AND relrowsecurity AND (
    SELECT count(*) FROM pg_policy WHERE polrelid = pg_class.oid AND polname = ANY (%s)
) = 2
"""


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)

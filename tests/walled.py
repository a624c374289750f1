"""The second wall around the database of the tests: its tables are one role's, they are another."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from liandu.access import second_wall

TIGHTEN = """
ALTER FUNCTION ts_match_vq(tsvector, tsquery) LEAKPROOF;
ALTER FUNCTION array_to_tsvector(text[]) LEAKPROOF;
ALTER FUNCTION string_to_array(text, text) LEAKPROOF;
ALTER FUNCTION array_remove(anycompatiblearray, anycompatible) LEAKPROOF;
"""
ROLE, OWNER = "liandu_app", "liandu"


def raised() -> None:
    """Raise the wall for a role that only this cluster has, as docs/operations say."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [ROLE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE ROLE {ROLE} LOGIN")
        cursor.execute(f"ALTER ROLE {ROLE} SET track_activities = off")
        cursor.execute(TIGHTEN)
    second_wall.raise_for(ROLE)


@contextmanager
def as_user(name: str) -> Iterator[None]:
    """Connect as another role."""
    connection.close()
    before, connection.settings_dict["USER"] = connection.settings_dict["USER"], name
    yield
    connection.close()
    connection.settings_dict["USER"] = before

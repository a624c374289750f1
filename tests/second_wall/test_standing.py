"""Every table of the site stands behind the wall, and the role of the site cannot pass it."""

import pytest
from django.apps import apps
from django.db import connection

from liandu.access import second_wall
from liandu.access.models import Guarded, Part
from liandu.access.wall_policies import ABOUT, EVENTS, OPEN, OWN, SAID, root, tables
from liandu.kernel.whom import asking_for, asking_itself
from liandu.operation.checks import look_at_wall
from liandu.orgs.middleware import NOBODY
from tests.walled import ROLE


def policies() -> dict[tuple[str, str], str]:
    """Return what the database itself says of each table, for reading and for writing."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, polcmd, pg_get_expr(polqual, polrelid) FROM pg_policy"
            " JOIN pg_class ON pg_class.oid = polrelid WHERE relrowsecurity AND polpermissive"
        )
        return {(table, command): test for table, command, test in cursor.fetchall()}


def test_every_guarded_record_and_every_part_has_its_policy(db: None) -> None:
    found = policies()
    records = [model for model in apps.get_models() if issubclass(model, Guarded | Part)]
    assert len(records) > 30
    for model in records:
        table = model._meta.db_table
        own = "second_wall.keys" if issubclass(model, Guarded) else "second_wall.of_"
        assert own in found[table, "r"], table
        assert found[table, "r"] != "true", table


def test_every_other_table_is_held_too_or_it_is_said_why_not() -> None:
    said = [*OWN, *ABOUT, *SAID, EVENTS, *" ".join(OPEN.values()).split()]
    others = {model._meta.db_table for model in tables() if root(model) is None}
    assert len(said) == len(set(said))
    assert others == set(said)


def test_nothing_is_written_but_by_an_action_and_what_is_open_was_named(db: None) -> None:
    found = policies()
    there = {model._meta.db_table for model in tables()}
    assert {table for table, command in found if command == "*"} == there
    assert all("is_acting" in test for (_, command), test in found.items() if command == "*")
    bare = {table for (table, command), test in found.items() if command == "r" and test == "true"}
    assert bare == set(" ".join(OPEN.values()).split())


def test_what_the_wall_asks_is_the_owners_and_finds_tables_by_whole_names(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'second_wall'::regnamespace AND NOT"
            " (prosecdef AND proconfig[1] = 'search_path=pg_catalog, pg_temp')"
        )
        assert cursor.fetchall() == []
        cursor.execute("SELECT has_table_privilege('second_wall.key', 'SELECT')")
        assert cursor.fetchone() == (False,)


def test_no_other_policy_opens_a_table(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT polrelid) FROM pg_policy")
        assert cursor.fetchone() == (2 * len(tables()), len(tables()))


def test_the_site_connects_as_a_role_that_cannot_pass(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT session_user, rolsuper, rolbypassrls, (SELECT count(*) FROM pg_class"
            " WHERE relowner = r.oid) FROM pg_roles AS r WHERE rolname = session_user"
        )
        assert cursor.fetchone() == (ROLE, False, False, 0)


def test_the_doctor_says_that_it_stands(db: None) -> None:
    with asking_itself("doctor"):
        told = look_at_wall(True)
    assert told.advice == ""
    assert second_wall.standing() == second_wall.Standing(ROLE, holds=True)


def test_the_doctor_says_what_is_bare_or_has_another_key(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(second_wall, "POLICIES", ("second_wall_acting", "another"))
        assert "works_supervisedobject" in second_wall.standing().bare
        assert "second_wall" in look_at_wall(True).advice
    monkeypatch.setattr("django.conf.settings.SECRET_KEY", "another")
    # Told anew, since it is asked for another.
    with asking_for(NOBODY), asking_itself("doctor"):
        assert not second_wall.standing().is_key_ours
        assert "LIANDU_SECRET_KEY" in look_at_wall(True).advice


def test_the_doctor_says_that_it_does_not_hold_the_owner(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(second_wall, "standing", lambda: second_wall.Standing(ROLE))
    assert ROLE in look_at_wall(True).advice
    monkeypatch.setattr(second_wall, "standing", second_wall.Standing)
    assert look_at_wall(True).advice == ""

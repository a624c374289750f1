"""SQL that was slipped into a page reads no more than its person may, and writes nothing."""

import time
from contextlib import suppress
from dataclasses import replace
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from liandu.access.models import Wall
from liandu.kernel.actions import ACTIONS, action
from liandu.kernel.actor import Actor
from liandu.kernel.whom import Whom, answer_to, asking_for, asking_itself, kept, signed
from liandu.orgs.middleware import ActorMiddleware
from liandu.orgs.models import Membership
from liandu.works.models import SupervisedObject
from tests.people import World, acting
from tests.second_wall.conftest import refused, slipped_in

ALL = "SELECT number FROM works_supervisedobject ORDER BY number"
OWN, BOTH = [("XM-2023-0001",)], [("XM-2023-0001",), ("XM-2023-0002",)]


@pytest.fixture(autouse=True)
def there(own: SupervisedObject, others: SupervisedObject) -> None:
    """Let both cities have an object."""


@pytest.mark.parametrize(
    "statement",
    [
        ALL,
        "SELECT number FROM works_supervisedobject WHERE id IS NULL OR true ORDER BY 1",
        "SELECT '' WHERE false UNION SELECT number FROM works_supervisedobject",
        "WITH x AS (SELECT * FROM works_supervisedobject) SELECT number FROM x",
        "SELECT a.number FROM works_supervisedobject a LEFT JOIN works_supervisedobject b ON true",
    ],
)
def test_it_reads_what_its_person_may_know_of(world: World, statement: str) -> None:
    assert slipped_in(world.zigong_officer, statement) == OWN
    assert slipped_in(None, statement) == []


def test_the_system_and_its_actions_read_all() -> None:
    with asking_itself("a command"), connection.cursor() as cursor:
        cursor.execute(ALL)
        assert cursor.fetchall() == BOTH


def test_an_administrator_and_who_left_read_nothing(world: World) -> None:
    assert slipped_in(world.system_admin, ALL) == []
    left = acting(world.zigong_officer)
    world.zigong_officer.is_active = False
    world.zigong_officer.save()
    with asking_for(left), connection.cursor() as cursor:
        cursor.execute(ALL)
        assert cursor.fetchall() == []


def test_a_wall_around_a_record_holds_here_too(world: World, own: SupervisedObject) -> None:
    Wall.objects.create(
        person=world.zigong_officer, record_kind=own.KIND, record_id=own.pk, source="declared"
    )
    assert slipped_in(world.zigong_officer, ALL) == []


def say(told: str) -> str:
    return f"SELECT set_config('second_wall.whom', '{told}', false)"


def told(one: Whom, **other: Any) -> str:
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    there = {"secret": settings.SECRET_KEY, "until": int(time.time()) + 60, "connection": pid}
    return signed(one, **{**there, **other})


def test_it_cannot_say_that_it_is_somebody_else(world: World) -> None:
    luzhou = Whom(world.luzhou_officer.pk, timezone.now())
    itself = replace(luzhou, why="an action")
    right = told(luzhou)
    pid = connection.connection.info.backend_pid
    false = [
        "", "1", "|||||", right.replace(f"{luzhou.person_id}|", f"{luzhou.person_id + 1}|", 1),
        right[:-1] + ("0" if right[-1] != "0" else "1"), right.rpartition("|")[0] + "|",
        told(itself, secret=str(pid)), told(itself, connection=pid + 1),
        told(itself, until=int(time.time()) - 1),
        told(luzhou).replace("||", "|an action|"),
    ]  # fmt: skip
    for one in false:
        assert slipped_in(world.zigong_officer, say(one), ALL) == [], one
    # What would open it is the signature, which takes the secret of the site.
    assert slipped_in(world.zigong_officer, say(told(itself)), ALL) == BOTH
    # And what it said is forgotten: the next statement is asked for whoever asks it.
    answer_to(Actor(None))
    assert slipped_in(world.zigong_officer, ALL) == OWN


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE works_supervisedobject SET name = 'x'",
        "UPDATE works_supervisedobject SET label = 0 WHERE number = 'XM-2023-0001'",
        "DELETE FROM works_supervisedobject",
        "UPDATE orgs_membership SET clearance = 3",
        "UPDATE orgs_role SET scope_kinds = '[0, 1, 2, 3, 4]'",
        "UPDATE orgs_person SET admin = '', is_active = true",
        "UPDATE orgs_body SET path = '/'",
        "DELETE FROM access_wall",
        "UPDATE audit_event SET kind = 'x'",
    ],
)
def test_it_writes_nothing(world: World, statement: str) -> None:
    assert slipped_in(world.zigong_officer, statement) == 0


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO orgs_membership SELECT * FROM orgs_membership",
        "INSERT INTO access_team (name) VALUES ('x')",
        "INSERT INTO orgs_session (session_key) VALUES ('x')",
        "INSERT INTO django_tasks_database_dbtaskresult (id) VALUES (gen_random_uuid())",
        "SELECT * FROM second_wall.key",
        "ALTER TABLE works_supervisedobject DISABLE ROW LEVEL SECURITY",
        "DROP POLICY second_wall_reading ON works_supervisedobject",
        "CREATE POLICY open ON works_supervisedobject USING (true)",
        "CREATE TEMPORARY TABLE orgs_membership (person_id bigint)",
        "CREATE TABLE x (y int)",
        "SET LOCAL row_security = off; SELECT * FROM works_supervisedobject",
        "CREATE FUNCTION second_wall.x() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "SET ROLE liandu",
        "RESET SESSION AUTHORIZATION; SET SESSION AUTHORIZATION liandu",
        "SELECT pg_read_file('/etc/passwd')",
        "COPY works_supervisedobject TO PROGRAM 'cat'",
        "SELECT lo_import('/etc/passwd')",
        "SET track_activities = on",
        "CREATE VIEW x AS SELECT * FROM works_supervisedobject",
        "CREATE FUNCTION public.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT null'",
        "DROP FUNCTION second_wall.is_acting()",
        "CREATE SCHEMA x",
        "ALTER FUNCTION second_wall.told() SET search_path = x",
        "INSERT INTO second_wall.key VALUES ('', '')",
        "TRUNCATE works_supervisedobject",
        "UPDATE django_migrations SET name = 'x'",
    ],
)
def test_it_cannot_open_the_wall(world: World, statement: str) -> None:
    assert refused(world.zigong_officer, statement) == "InsufficientPrivilege"


@pytest.mark.parametrize(
    "statement",
    [
        "SET search_path = second_wall, public", "SET ROLE NONE", "RESET ALL", "DISCARD PLANS",
        "SET plan_cache_mode = force_generic_plan", "SET second_wall.whom = '1|0||0|0|'",
        "SET force_parallel_mode = on", "PREPARE other AS SELECT 1", "SAVEPOINT x",
    ],
)  # fmt: skip
def test_what_it_sets_for_its_session_widens_nothing(world: World, statement: str) -> None:
    wanted = ALL.replace("works_", "public.works_")
    assert slipped_in(world.zigong_officer, statement, wanted) in (OWN, [])
    assert slipped_in(world.zigong_officer, wanted) == OWN


@pytest.mark.parametrize(
    "statement",
    [
        # It would fail, or not, by what it finds in a row that is not shown.
        "SELECT 1 FROM works_supervisedobject WHERE 1 / strpos('XM-2023-0001', number) = 5",
        "SELECT 1 FROM second_wall.of_works_supervisedobject OFFSET 1",
        "SELECT 1 WHERE NOT row_security_active('works_supervisedobject')",
        "SELECT 1 WHERE table_to_xml('works_supervisedobject', true, true, '')::text ~ '-0002'",
        "SELECT 1 FROM search_entry OFFSET 1",
        "SELECT 1 FROM audit_event WHERE subject_kind LIKE 'works.%' OFFSET 1",
        "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%|%|%|%|%|%' AND pid <> pg_backend_pid()",
        "SELECT 1 FROM notices_notice UNION SELECT 1 FROM notices_follow",
        "SELECT 1 FROM orgs_session",
        "SELECT 1 FROM works_importbatch UNION SELECT 1 FROM findings_lookback",
    ],
)
def test_it_finds_no_way_around(world: World, statement: str) -> None:
    assert slipped_in(world.zigong_officer, statement) == []


def test_a_page_asks_for_whoever_opened_it(world: World) -> None:
    seen: list[Any] = []

    def page(_request: Any) -> Any:
        with connection.cursor() as cursor:
            cursor.execute(ALL)
            seen.append(cursor.fetchall())

    request = RequestFactory().get("/")
    request.user, request.session = world.zigong_officer, {}  # type: ignore[assignment]
    ActorMiddleware(page)(request)
    assert seen == [OWN]


def test_what_is_read_later_is_read_for_whoever_asked(world: World) -> None:
    def rows() -> Any:
        with connection.cursor() as cursor:
            for _ in range(2):
                cursor.execute(ALL)
                yield cursor.fetchall()

    with asking_for(acting(world.zigong_officer)):
        later = kept(rows())
    assert list(later) == [OWN, OWN]


def test_after_an_action_a_page_is_held_again(world: World) -> None:
    @action("test.look_at_all")
    def look() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(ALL)
            return cursor.fetchall()

    del ACTIONS["test.look_at_all"]
    with asking_for(acting(world.zigong_officer)):
        block = transaction.atomic()
        block._from_testcase = True  # type: ignore[attr-defined]  # noqa: SLF001
        with block:
            assert look() == BOTH
            with connection.cursor() as cursor:
                cursor.execute(ALL)
                assert cursor.fetchall() == OWN


def test_what_was_told_is_told_again_after_a_rollback(world: World) -> None:
    def read() -> Any:
        with connection.cursor() as cursor:
            cursor.execute(ALL)
            return cursor.fetchall()

    with asking_for(acting(world.zigong_officer)):
        for _ in range(2):
            with transaction.atomic():
                assert read() == OWN
                transaction.set_rollback(True)
        assert read() == OWN
    with asking_itself("a command"):
        with suppress(ZeroDivisionError), transaction.atomic():
            raise_after(read)
        assert read() == BOTH


def raise_after(read: Any) -> None:
    assert read() == BOTH
    raise ZeroDivisionError


def test_where_nobody_was_named_nothing_is_read(world: World) -> None:
    """A thread that forgot to say for whom it asks reads nothing, rather than all."""
    found: list[int] = []

    def read() -> None:
        found.append(Membership.objects.count())
        found.append(SupervisedObject.objects.unscoped("it forgot").count())
        connection.close()

    thread = Thread(target=read)
    thread.start()
    thread.join()
    assert found[1] == 0
